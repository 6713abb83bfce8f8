"""What the lookup learns from: every name of the library and every line of how people ask, as words that count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.catalog import Library
from bot.catalog.lines import NOTHING
from bot.lookup.english import ARTICLES, STOP_WORDS
from bot.lookup.features import Feature, Features, Heard, features_of
from bot.lookup.names import NameIndex
from bot.lookup.query import Query
from bot.lookup.spelling import Guess
from bot.lookup.terms import TermReader
from bot.lookup.text import read_text


def examples(library: Library, index: NameIndex, terms: TermReader) -> Iterator[tuple[int, Features]]:
    """Yield what is counted of each name and line, with its subject: its entry's place, or `nothing_of(index)`."""
    for name in index.names:
        yield name.entry, features_of(heard((term, 1.0) for term in name.terms))
    subjects = {entry.id: place for place, entry in enumerate(index.entries)} | {NOTHING: nothing_of(index)}
    for subject, lines in library.asked.items():
        for line in lines:
            yield subjects[subject], features_of(heard((term.term, 1.0) for term in terms.terms(read_text(line))))


def nothing_of(index: NameIndex) -> int:
    """Return the subject of texts that are about nothing here."""
    return len(index.entries)


def heard_of(query: Query) -> list[Heard]:
    """Return the words of a typed text as far as they count, each as what it most likely stands for."""
    words = (word.guesses[0] if word.guesses else Guess(word.term, 1.0, "") for word in query.words)
    return heard((guess.term, guess.likeness) for guess in words)


def heard(words: Iterable[Feature]) -> list[Heard]:
    """Return words as far as they count: articles do not, function words only in pairs."""
    return [Heard(term, share, telling=term not in STOP_WORDS) for term, share in words if term not in ARTICLES]
