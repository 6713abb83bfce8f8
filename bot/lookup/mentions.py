"""Whole names inside a text, whatever stands around them: "induction" in "day 10 of induction"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.lookup.english import CIRCUMSTANCES, NEGATIONS
from bot.lookup.names import Name, NameIndex
from bot.lookup.query import Query, Sort, Word

SUREST_ONLY = 0.97
"""Names that are matched letter for letter need words at least this like: the same word, or a plural."""
NEGATION_REACH = 3
"""How many words before a name a negation may stand: "no sign of fever"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in the text from one word to another, both included."""

    name: Name
    first: int
    last: int
    likeness: float
    """1 for the very words, less for misspelt ones."""
    negated: bool
    context: bool
    """Whether it only says when: "fever after chemo"."""


def mentions_in(query: Query, index: NameIndex) -> tuple[Mention, ...]:
    """Return the names in a text, in order, without those that are only part of a longer one."""
    words = [(place, word) for place, word in enumerate(query.words) if not word.article]
    if not words:
        words = list(enumerate(query.words))
    found: dict[str, Mention] = {}
    for mention in _outermost(list(_all_mentions(query, words, index))):
        known = found.get(mention.name.written)
        if known is None or (known.negated or known.context) > (mention.negated or mention.context):
            found[mention.name.written] = mention
    return tuple(found.values())


def _outermost(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions that are not part of a longer one. They come in the order of their first words."""
    longest: dict[int, int] = {}
    for mention in mentions:
        longest[mention.first] = max(mention.last, longest.get(mention.first, -1))
    reached = -1
    before: dict[int, int] = {}
    for first, last in longest.items():
        before[first] = reached
        reached = max(reached, last)
    for mention in mentions:
        if mention.last > before[mention.first] and mention.last == longest[mention.first]:
            yield mention


def _all_mentions(query: Query, words: Sequence[tuple[int, Word]], index: NameIndex) -> Iterator[Mention]:
    terms = [_likeliest(word) for _, word in words]
    for start, first in enumerate(terms):
        for length in index.lengths.get(first, ()):
            part = tuple(terms[start : start + length])
            numbers = index.by_terms.get(part) if len(part) == length else None
            if not numbers:
                continue
            span = [word for _, word in words[start : start + length]]
            likeness = min((word.guesses[0].likeness for word in span if word.guesses), default=1.0)
            negated = _is_negated(query.words, words[start][0])
            context = start > 0 and words[start - 1][1].term in CIRCUMSTANCES
            for number in numbers:
                name = index.names[number]
                if not name.exact or (likeness >= SUREST_ONLY and _same_words(name, span, query)):
                    yield Mention(name, words[start][0], words[start + length - 1][0], likeness, negated, context)


def stands_exactly(name: Name, query: Query) -> bool:
    """Tell whether a text that has a name's terms has it letter for letter, if the name asks for that."""
    return not name.exact or _same_words(name, [word for word in query.words if not word.article], query)


def _same_words(name: Name, span: Sequence[Word], query: Query) -> bool:
    """Tell whether the very words of a name stand there, or their plurals: "CLLs" is "CLL", but "APL" is not "APLs"."""
    typed = [query.text.tokens[word.first].word for word in span]
    return all(one == other or one == f"{other}s" for one, other in zip(typed, name.words, strict=False))


def _likeliest(word: Word) -> str:
    return word.guesses[0].term if word.guesses else word.term


def _is_negated(words: Sequence[Word], place: int) -> bool:
    before = words[max(0, place - NEGATION_REACH) : place]
    for word in reversed(before):
        if word.term in NEGATIONS:
            return True
        if word.sort in (Sort.NAME, Sort.FOREIGN):
            return False
    return False
