"""How well each entry of the library fits a text, by its names, its words and its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import pairwise
from types import MappingProxyType

from bot.lookup.mentions import Mention
from bot.lookup.names import Name, NameIndex
from bot.lookup.query import Query, Sort

WEIGHED_ENTRIES = 5
"""How many of the likeliest entries are compared name by name."""
LEANING_ENTRIES = 5
"""How many of the entries that the text leans to most are candidates, whether named or not."""
NAMED_SHARE = 0.04
"""What the best-named entry gains over one that is not named at all: names only tip the scales."""
MENTIONED_ENTRIES = 12
"""How many of the entries that a long text names are compared; nobody reads so many."""
COMMON_TERM = 300
"""A term that more entries hold only tells apart those that rarer terms brought into the ranking."""
COVERAGE_POWER = 1.5
"""How hard it is for a name that is named only in part: half of its words count a third."""
REST_SHARE = 0.45
"""What words count that fit another name of the same entry than the best one."""
SENTENCE_SHARE = 0.35
"""What words count that only the entry's sentences hold."""
MENTION_BONUS = 1.15
"""What a name that stands whole in the text is worth beside the same words apart."""
PAIR_SHARE = 0.15
"""What two neighbouring words of a name are worth that are neighbours in the text: "have children"."""
ORDER_BONUS = 1.08
"""What words in the name's order are worth beside the same words in another one."""
WHOLE = 0.99
"""From here on, a name is there whole."""
LONE_WORD = 0.6
"""What the one telling word of a name is worth where the others don't stand beside it: "blood" for "getting blood"."""
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
    name: Name | None = None
    """The name that fits best."""
    mention: Mention | None = None
    places: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Words of the text that speak for the entry, with the term and how."""


def rank(
    query: Query,
    mentions: Iterable[Mention],
    index: NameIndex,
    leanings: Mapping[int, float],
    *,
    also: Mapping[int, float] = MappingProxyType({}),
) -> list[Candidate]:
    """Return the entries that a text may be about, best first.

    `leanings` is how much the text speaks for each entry by what was learnt; `also` adds to the names of entries.
    """
    likeliest = _likeliest_entries(query, index)
    by_entry: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_entry.setdefault(mention.name.entry, []).append(mention)
    by_entry = _weightiest(by_entry)
    terms = _terms_of(query)
    pairs = _pairs_of(query, index)
    known = [entry for entry in leanings if entry < len(index.entries)]
    leaning = nlargest(LEANING_ENTRIES, known, key=lambda entry: (leanings[entry], -entry))
    entries = dict.fromkeys((*by_entry, *also, *likeliest, *leaning))
    candidates = [
        _weigh(entry, terms, pairs, by_entry.get(entry, ()), likeliest.get(entry, 0.0), query, index)
        for entry in entries
    ]
    for candidate in candidates:
        candidate.named += also.get(candidate.entry, 0.0)
    most = max((candidate.named for candidate in candidates), default=0.0) or 1.0
    for candidate in candidates:
        candidate.score = leanings.get(candidate.entry, 0.0) + NAMED_SHARE * candidate.named / most
    candidates.sort(key=lambda candidate: (-candidate.score, candidate.entry))
    return candidates


def _weightiest(mentions: dict[int, list[Mention]]) -> dict[int, list[Mention]]:
    """Return the entries with the weightiest mentions, `MENTIONED_ENTRIES` at most."""
    if len(mentions) <= MENTIONED_ENTRIES:
        return mentions
    best = nlargest(
        MENTIONED_ENTRIES, mentions, key=lambda entry: (max(one.name.total for one in mentions[entry]), -entry)
    )
    return {entry: mentions[entry] for entry in sorted(best)}


def _terms_of(query: Query) -> dict[str, tuple[float, int, str]]:
    """Return the terms that the text may hold: likeness, place of the word, and how."""
    terms: dict[str, tuple[float, int, str]] = {}
    for place, word in enumerate(query.words):
        for guess in word.guesses:
            if guess.term not in terms or terms[guess.term][0] < guess.likeness:
                terms[guess.term] = (guess.likeness, place, guess.how)
    return terms


def _pairs_of(query: Query, index: NameIndex) -> frozenset[tuple[str, str]]:
    """Return the neighbouring words of the text that are neighbours in some name."""
    terms = [word.guesses[0].term if word.guesses else word.term for word in query.words if not word.article]
    return frozenset(pair for pair in pairwise(terms) if pair in index.pairs)


def _likeliest_entries(query: Query, index: NameIndex) -> dict[int, float]:
    """Return the entries that share the weightiest words with the text, with what their sentences add."""
    named: dict[int, float] = {}
    said: dict[int, float] = {}
    seen: set[str] = set()
    words = [word for word in query.words if word.guesses and word.sort is not Sort.STOP]
    words.sort(key=lambda word: len(index.names_with.get(word.guesses[0].term, ())))
    for word in words:
        if word.term in seen:
            continue
        seen.add(word.term)
        best: dict[int, float] = {}
        for guess in word.guesses:
            holders = index.names_with.get(guess.term, {})
            weight = index.weight.get(guess.term, 0.0) * guess.likeness * word.share
            for entry in holders if len(holders) <= COMMON_TERM or not named else [e for e in named if e in holders]:
                best[entry] = max(weight, best.get(entry, 0.0))
            sentences = index.text_terms.get(guess.term, {})
            if len(sentences) <= COMMON_TERM and word.sort is not Sort.CHAT:
                worth = index.text_weight.get(guess.term, 0.0) * guess.likeness * word.share
                for entry, share in sentences.items():
                    if entry not in holders:
                        said[entry] = said.get(entry, 0.0) + share * worth
        for entry, weight in best.items():
            named[entry] = named.get(entry, 0.0) + weight
    for entry in said:
        named.setdefault(entry, 0.0)
    likeliest = nlargest(
        WEIGHED_ENTRIES, named, key=lambda entry: (named[entry] + SENTENCE_SHARE * said.get(entry, 0.0), -entry)
    )
    return {entry: said.get(entry, 0.0) for entry in likeliest}


def _weigh(
    entry: int,
    terms: dict[str, tuple[float, int, str]],
    pairs: frozenset[tuple[str, str]],
    mentions: Iterable[Mention],
    said: float,
    query: Query,
    index: NameIndex,
) -> Candidate:
    candidate = Candidate(entry)
    numbers: set[int] = set()
    explained: dict[int, float] = {}
    for term, (likeness, place, how) in terms.items():
        holders = index.names_with.get(term)
        if holders is None or entry not in holders:
            continue
        numbers.update(holders[entry])
        weight = index.weight[term] * likeness * query.words[place].share
        if weight > explained.get(place, 0.0):
            explained[place] = weight
            candidate.places[place] = (term, how)
    best = covers_best = 0.0
    for number in numbers:
        name = index.names[number]
        mass, scaled, ordered = _mass(name, terms, query)
        if not mass:
            continue
        covers = mass / name.total
        if name.telling < 2 < 1 + len(name.terms) and (covers < WHOLE or not name.has_chat):
            covers *= LONE_WORD
        scaled += PAIR_SHARE * sum(index.pairs[pair] for pair in name.pairs if pair in pairs)
        score = scaled * covers**COVERAGE_POWER * (ORDER_BONUS if ordered else 1.0)
        if score > best:
            best, candidate.name, covers_best = score, name, covers
    for mention in mentions:
        score = _weight_of(mention, query) * MENTION_BONUS
        score *= (NEGATED_SHARE if mention.negated else 1.0) * (CONTEXT_SHARE if mention.context else 1.0)
        if score > best or candidate.name is mention.name or candidate.mention is None:
            candidate.mention = mention
            candidate.name, covers_best = mention.name, mention.likeness
            best = max(score, best if not mention.negated else score)
    mass_of_best = candidate.name.total * covers_best if candidate.name else 0.0
    rest = max(0.0, sum(explained.values()) - mass_of_best)
    candidate.named = best + REST_SHARE * rest + SENTENCE_SHARE * said
    return candidate


def _weight_of(mention: Mention, query: Query) -> float:
    """Return what a whole name says; the backdrop fades in it, chat does not, for here it is part of the name."""
    words = query.words[mention.first : mention.last + 1]
    fading = [word.share for word in words if word.sort is Sort.NAME]
    share = sum(fading) / len(fading) if fading else 1.0
    return mention.name.total * mention.likeness * share


def _mass(name: Name, terms: dict[str, tuple[float, int, str]], query: Query) -> tuple[float, float, bool]:
    """Return the weight of a name's words that the text has, that by what they say there, and if they are in order."""
    mass = scaled = 0.0
    last = -1
    ordered = True
    for term, weight in zip(name.terms, name.weights, strict=True):
        found = terms.get(term)
        if found is None:
            continue
        likeness, place, _ = found
        if name.exact and likeness < 1.0:
            return 0.0, 0.0, False
        mass += weight * likeness
        scaled += weight * likeness * query.words[place].share
        ordered = ordered and place > last
        last = place
    return mass, scaled, ordered
