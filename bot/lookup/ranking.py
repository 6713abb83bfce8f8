"""Which entries of the library a text may be about: how it leans by what was learnt, and what it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from heapq import nlargest
from types import MappingProxyType
from typing import NamedTuple

from bot.lookup.mentions import Mention
from bot.lookup.names import Name, NameIndex
from bot.lookup.query import Query

LEANING_ENTRIES = 6
"""How many of the entries that the text leans to most are candidates, whether named or not."""
MENTIONED_ENTRIES = 12
"""How many of the entries that a long text names are compared; nobody reads so many."""
NAMED_SHARE = 0.04
"""What the best-named entry gains over one that is not named at all: names only tip the scales."""
REST_SHARE = 0.4
"""What words of an entry's names count that stand outside a whole name: half the name is not the name."""
CONTEXT_SHARE = 0.75
"""What a name is worth that only says when: the chemo of "fever after chemo"."""
NEGATED_SHARE = 0.4
"""What a name is worth that the text denies: "no fever, but night sweats"."""


@dataclass(slots=True)
class Candidate:
    """An entry that a text may be about."""

    entry: int
    score: float = 0.0
    """What orders candidates: how the text leans, and a little of what is named."""
    named: float = 0.0
    """How much of the entry's names the text has: a sum of weights, comparable within one text only."""
    mention: Mention | None = None
    """The weightiest of its names that stands whole in the text."""
    places: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Words of the text that stand in a name of the entry, with the term and how."""

    @property
    def name(self) -> Name | None:
        """The name that stands whole in the text, if any does."""
        return self.mention.name if self.mention else None


def rank(
    query: Query,
    mentions: Iterable[Mention],
    index: NameIndex,
    leanings: Sequence[float],
    *,
    also: Mapping[int, float] = MappingProxyType({}),
) -> list[Candidate]:
    """Return the entries that a text may be about, best first.

    `leanings` is how much the text speaks for each entry by what was learnt; `also` adds to the names of entries.
    """
    by_entry: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_entry.setdefault(mention.name.entry, []).append(mention)
    by_entry = _weightiest(by_entry)
    terms = _terms_of(query, index)
    leaning = nlargest(LEANING_ENTRIES, range(len(index.entries)), key=leanings.__getitem__)
    candidates = [
        _named(entry, terms, by_entry.get(entry, ()), query, index)
        for entry in dict.fromkeys((*by_entry, *also, *leaning))
    ]
    for candidate in candidates:
        candidate.named += also.get(candidate.entry, 0.0)
    most = max((candidate.named for candidate in candidates), default=0.0) or 1.0
    for candidate in candidates:
        candidate.score = leanings[candidate.entry] + NAMED_SHARE * candidate.named / most
    candidates.sort(key=lambda candidate: (-candidate.score, candidate.entry))
    return candidates


def _weightiest(mentions: dict[int, list[Mention]]) -> dict[int, list[Mention]]:
    """Return the entries with the weightiest mentions, `MENTIONED_ENTRIES` at most."""
    if len(mentions) <= MENTIONED_ENTRIES:
        return mentions
    best = nlargest(
        MENTIONED_ENTRIES, mentions, key=lambda entry: (max(one.name.weight for one in mentions[entry]), -entry)
    )
    return {entry: mentions[entry] for entry in sorted(best)}


class _Term(NamedTuple):
    """A term of some names that the text may hold."""

    term: str
    likeness: float
    place: int
    """Of the word in the text."""
    how: str
    holders: AbstractSet[int]
    """The entries whose names have it."""


def _terms_of(query: Query, index: NameIndex) -> list[_Term]:
    """Return the terms of names that the text may hold, each where it is likeliest."""
    terms: dict[str, _Term] = {}
    for place, word in enumerate(query.words):
        for term, likeness, how in word.guesses:
            holders = index.holders.get(term)
            if holders and (term not in terms or terms[term].likeness < likeness):
                terms[term] = _Term(term, likeness, place, how, holders)
    return list(terms.values())


def _named(
    entry: int, terms: Iterable[_Term], mentions: Iterable[Mention], query: Query, index: NameIndex
) -> Candidate:
    """Return an entry with what the text has of its names: the weightiest whole one, and words of the others."""
    candidate = Candidate(entry)
    words: dict[int, float] = {}
    for term, likeness, place, how, holders in terms:
        if entry not in holders:
            continue
        weight = index.weight[term] * likeness * query.words[place].share
        if weight > words.get(place, 0.0):
            words[place] = weight
            candidate.places[place] = (term, how)
    best = 0.0
    for mention in mentions:
        worth = mention.name.weight * mention.likeness
        worth *= (NEGATED_SHARE if mention.negated else 1.0) * (CONTEXT_SHARE if mention.context else 1.0)
        if candidate.mention is None or worth > best:
            best, candidate.mention = worth, mention
    inside = candidate.mention
    rest = sum(weight for place, weight in words.items() if inside is None or not inside.first <= place <= inside.last)
    candidate.named = best + REST_SHARE * rest
    return candidate
