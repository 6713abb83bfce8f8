"""All names of the library, read once: which of them a text may speak of, and how much each of their words says."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.catalog import Library
from bot.catalog.not_covered import NotCovered
from bot.catalog.topics import Topic
from bot.lookup.english import ARTICLES, CHAT_WORDS, STOP_WORDS
from bot.lookup.spelling import Guess, Spelling
from bot.lookup.terms import TermReader
from bot.lookup.text import read_text

STOP_WEIGHT = 0.1
"""What a stop word of a name weighs, as a share of its rarity: the "out of" in "out of breath"."""
CHAT_WEIGHT = 0.5
"""What a word of everyday stories weighs: the "test" in "blood test"."""
JOINED_LENGTH = 6
"""Shortest run-together form that is looked up: "nosebleed", "cartcell"."""
LONGEST_JOIN = 3
"""Most words of a name that people run together: "cartcell"."""
SUMMARY_WEIGHT = 0.5
"""How much a word of a summary says of its topic, beside 1 for a word of one of its names."""
POINT_WEIGHT = 0.3
"""How much a word of a point says of its topic: "rasburicase" stands in no name."""

MANY_ENTRIES = 3
"""A term that more entries than this have is surely no misspelling."""
SHORT_NAME = 5
"""A name in brackets of at most so many letters is matched letter for letter: "(CLL)"."""

_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")

Entry = Topic | NotCovered


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one entry, as terms."""

    written: str
    entry: int
    terms: tuple[str, ...]
    words: tuple[str, ...]
    """The same words as they are written, in small letters."""
    weights: tuple[float, ...]
    total: float
    """Sum of the weights."""
    pairs: tuple[tuple[str, str], ...]
    """Its neighbouring terms, articles left out."""
    exact: bool
    """Matched letter for letter only."""


@dataclass(slots=True)
class NameIndex:
    """The names of topics and of what is not covered, their words, and where each word stands."""

    entries: Sequence[Entry]
    names: list[Name] = field(default_factory=list)
    by_terms: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    """Names by all their terms but articles and the like."""
    by_all_terms: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    """Names by all their terms."""
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """How many terms the names have that begin with this term, longest first."""
    joined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Neighbouring terms of names by their run-together form."""
    weight: dict[str, float] = field(default_factory=dict)
    """How rare a term is among the entries: 1 for one that a single entry has, near 0 for one that all have."""
    names_with: dict[str, dict[int, list[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    """Names that hold a term, by entry."""
    text_terms: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    """Entries whose sentences hold a term, and how much it says there."""
    text_weight: dict[str, float] = field(default_factory=dict)
    """How rare a term is among the sentences of the entries: 0 to 1."""
    misspelt: dict[str, tuple[Guess, ...]] = field(default_factory=dict)
    """Terms of names that are misspellings of others, and what they stand for besides: an author listed "lukemia"."""
    pairs: dict[tuple[str, str], float] = field(default_factory=dict)
    """Neighbouring terms of names, and how rare they are together."""
    surface: dict[str, str] = field(default_factory=dict)
    """Words as they are written in names, and their terms."""
    fuzzy: set[str] = field(default_factory=set)
    """Terms that a misspelt word may stand for."""


def index_names(library: Library, reader: TermReader) -> NameIndex:
    """Read all names and sentences of a library."""
    entries: list[Entry] = [*library.topics.values(), *library.not_covered.values()]
    index = NameIndex(entries=entries)
    read: list[tuple[int, str, tuple[str, ...], tuple[str, ...], bool]] = []
    pair_holders: dict[tuple[str, str], set[int]] = defaultdict(set)
    holders: dict[str, set[int]] = defaultdict(set)
    owners: dict[tuple[str, ...], int] = {}
    given = [
        (place, written, exact, False) for place, entry in enumerate(entries) for written, exact in _names_of(entry)
    ]
    derived_names = [
        (place, part, len(part) <= SHORT_NAME, True)
        for place, entry in enumerate(entries)
        for part in _parts_of_title(entry.title)
    ]
    for place, written, exact, derived in (*given, *derived_names):
        text = read_text(written)
        terms = tuple(term.term for term in reader.terms(text))
        if not terms or (derived and owners.get(terms, place) != place):
            continue
        owners.setdefault(terms, place)
        index.surface.update((token.word, term) for token, term in zip(text.tokens, terms, strict=True))
        read.append((place, written, terms, tuple(token.word for token in text.tokens), exact))
        for pair in pairwise(without_articles(terms)):
            pair_holders[pair].add(place)
        for term in terms:
            holders[term].add(place)
    scale = math.log(1 + len(entries))
    index.weight = {term: math.log(1 + len(entries) / len(held)) / scale for term, held in holders.items()}
    index.pairs = {pair: math.log(1 + len(entries) / len(held)) / scale for pair, held in pair_holders.items()}
    for place, written, terms, words, exact in read:
        _add_name(index, reader, place, written, terms, words, exact)
    _add_lengths(index)
    for place, entry in enumerate(entries):
        _add_sentences(index, place, entry, reader)
    index.text_weight = {
        term: math.log(1 + len(entries) / len(held)) / scale for term, held in index.text_terms.items()
    }
    return index


def misspelt_names(index: NameIndex, spelling: Spelling, known: Collection[str]) -> dict[str, tuple[Guess, ...]]:
    """Return terms of names that authors listed as misspellings, and the terms that they stand for besides.

    Such a term stands in one entry, is no English word, and is near to one that more entries have: "lukemia".
    """
    found: dict[str, tuple[Guess, ...]] = {}
    for term in index.fuzzy:
        if term not in known and len(index.names_with[term]) == 1:
            guesses = spelling.guesses(term, strict=False)
            better = tuple(guess for guess in guesses if len(index.names_with.get(guess.term, ())) > MANY_ENTRIES)
            if better:
                found[term] = better
    return found


def without_articles(terms: Iterable[str]) -> tuple[str, ...]:
    """Return the terms but "the", "my", "is" and the like; all of them if nothing else is left."""
    terms = tuple(terms)
    return tuple(term for term in terms if term not in ARTICLES) or terms


def weight_in_name(term: str, rarity: Mapping[str, float]) -> float:
    """Return how much a term says of a name that holds it."""
    share = STOP_WEIGHT if term in STOP_WORDS else CHAT_WEIGHT if term in CHAT_WORDS else 1.0
    return share * rarity[term]


def _names_of(entry: Entry) -> Iterable[tuple[str, bool]]:
    yield entry.title, False
    yield from ((alias, False) for alias in (entry.names if isinstance(entry, NotCovered) else entry.aliases))
    yield from ((name, True) for name in entry.exact)


def _parts_of_title(title: str) -> tuple[str, ...]:
    """Return both names of a title such as "Tiredness (fatigue)"; none of a plain one."""
    found = _BRACKETS.fullmatch(title)
    return found.groups() if found else ()


def _add_name(
    index: NameIndex,
    reader: TermReader,
    place: int,
    written: str,
    terms: tuple[str, ...],
    words: tuple[str, ...],
    exact: bool,
) -> None:
    weights = tuple(weight_in_name(term, index.weight) for term in terms)
    number = len(index.names)
    index.names.append(
        Name(written, place, terms, words, weights, sum(weights), tuple(pairwise(without_articles(terms))), exact)
    )
    index.by_all_terms[terms].append(number)
    index.by_terms[without_articles(terms)].append(number)
    for term in set(terms):
        if term not in STOP_WORDS:
            index.names_with[term][place].append(number)
    if exact:
        return
    index.fuzzy.update(term for term in terms if term not in STOP_WORDS)
    for size in range(2, LONGEST_JOIN + 1):
        for first in range(len(terms) - size + 1):
            part = terms[first : first + size]
            form = reader.term("".join(words[first : first + size]))
            if len(form) >= JOINED_LENGTH and part[0] not in STOP_WORDS and part[-1] not in STOP_WORDS:
                index.joined.setdefault(form, part)


def _add_lengths(index: NameIndex) -> None:
    lengths: dict[str, set[int]] = defaultdict(set)
    for terms in index.by_terms:
        lengths[terms[0]].add(len(terms))
    index.lengths = {term: tuple(sorted(found, reverse=True)) for term, found in lengths.items()}


def _add_sentences(index: NameIndex, place: int, entry: Entry, reader: TermReader) -> None:
    if isinstance(entry, NotCovered):
        return
    counted: dict[str, float] = {}
    sentences = [(statement.text, POINT_WEIGHT) for statement in entry.statements()]
    for text, weight in ((entry.summary.text, SUMMARY_WEIGHT), *sentences):
        for term in reader.terms(read_text(text)):
            if term.term not in STOP_WORDS and term.term not in CHAT_WORDS:
                counted[term.term] = max(weight, counted.get(term.term, 0.0))
    for term, weight in counted.items():
        index.text_terms[term][place] = weight
