"""What the lookup learns from: every name of the library and every line of how people ask, as words that count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.catalog import Library
from bot.catalog.lines import NOTHING
from bot.lookup.associations import Feature, Features, Heard, features_of
from bot.lookup.english import ARTICLES, STOP_WORDS
from bot.lookup.names import NameIndex
from bot.lookup.query import Query
from bot.lookup.terms import TermReader
from bot.lookup.text import read_text


def examples(library: Library, index: NameIndex, terms: TermReader) -> Iterator[tuple[int, Features]]:
    """Yield what is counted of each name and line, with its subject: its entry's place, or `nothing_of(index)`."""
    for name in index.names:
        yield name.entry, features_of(heard(((term, 1.0),) for term in name.terms))
    subjects = {entry.id: place for place, entry in enumerate(index.entries)} | {NOTHING: nothing_of(index)}
    for subject, lines in library.asked.items():
        for line in lines:
            yield subjects[subject], features_of(heard(((term.term, 1.0),) for term in terms.terms(read_text(line))))


def nothing_of(index: NameIndex) -> int:
    """Return the subject of texts that are about nothing here."""
    return len(index.entries)


def features_of_query(query: Query) -> Features:
    """Return what is counted of a typed text: each word as all that it may stand for."""
    words = (
        tuple((guess.term, guess.likeness) for guess in word.guesses) or ((word.term, 1.0),) for word in query.words
    )
    return features_of(heard(words))


def heard(words: Iterable[tuple[Feature, ...]]) -> list[Heard]:
    """Return words as far as they count: articles do not, function words only in pairs."""
    return [Heard(terms, terms[0][0] not in STOP_WORDS) for terms in words if terms[0][0] not in ARTICLES]
