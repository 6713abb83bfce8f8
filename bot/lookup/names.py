"""All names of the library, read once: which entries they stand for, and how much each of their words says."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from bot.catalog import Library
from bot.catalog.not_covered import NotCovered
from bot.catalog.topics import Topic
from bot.lookup.english import ARTICLES, CHAT_WORDS, STOP_WORDS
from bot.lookup.spelling import Spelling
from bot.lookup.terms import TermReader
from bot.lookup.text import read_text

STOP_WEIGHT = 0.1
"""What a stop word of a name weighs, as a share of its rarity: the "out of" in "out of breath"."""
CHAT_WEIGHT = 0.5
"""What a word of everyday stories weighs: the "made" in "where is blood made"."""
NUMBER_WEIGHT = 0.4
"""What a number of a name weighs: the 3 of "7+3". People give numbers of all sorts."""
JOINED_LENGTH = 6
"""Shortest run-together form that is looked up: "nosebleed", "cartcell"."""
LONGEST_JOIN = 3
"""Most words of a name that people run together: "cartcell"."""
MANY_ENTRIES = 4
"""A term that so many entries have is surely no misspelling."""
LONG_WORD = 6
"""Shorter words are too near to others to say that one is the other misspelt."""
SURELY_MISSPELT = 0.84
"""How near a listed misspelling must come to the right word."""
SHORT_NAME = 5
"""A name in brackets of at most so many letters is matched letter for letter: "(CLL)"."""

_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")

Entry = Topic | NotCovered

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one entry, as terms."""

    written: str
    entry: int
    terms: tuple[str, ...]
    words: tuple[str, ...]
    """The same words as they are written, in small letters."""
    weight: float
    """How much its words say together: the sum of their rarities, where common words count less."""
    exact: bool
    """Matched letter for letter only."""


@dataclass(slots=True)
class NameIndex:
    """The names of topics and of what is not covered, their words, and where each word stands."""

    entries: Sequence[Entry]
    names: list[Name] = field(default_factory=list)
    by_all_terms: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    """Names by all their terms."""
    by_terms: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    """Names by their terms without articles and the like."""
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """How many terms the names of `by_terms` have that begin with this term, longest first."""
    joined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Neighbouring terms of names by their run-together form."""
    weight: dict[str, float] = field(default_factory=dict)
    """How rare a term is among the entries: 1 for one that a single entry has, near 0 for one that all have."""
    holders: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Entries with a name that holds a term; stop words are left out."""
    pairs: set[tuple[str, str]] = field(default_factory=set)
    """Neighbouring terms of names."""
    topic_terms: set[str] = field(default_factory=set)
    """Terms that a topic's name holds; the others are of what is not covered."""
    surface: dict[str, str] = field(default_factory=dict)
    """Words as they are written in names, and their terms."""
    fuzzy: set[str] = field(default_factory=set)
    """Terms that a misspelt word may stand for."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A name as it was read, before anything is known of how rare its words are."""

    entry: int
    written: str
    terms: tuple[str, ...]
    words: tuple[str, ...]
    exact: bool


def index_names(library: Library, reader: TermReader) -> NameIndex:
    """Read all names of a library."""
    index = NameIndex(entries=_entries(library))
    read = list(_read_names(index, reader))
    holders: dict[str, set[int]] = defaultdict(set)
    for name in read:
        index.surface.update(zip(name.words, name.terms, strict=True))
        index.pairs.update(pairwise(without_articles(name.terms)))
        for term in name.terms:
            holders[term].add(name.entry)
    index.weight = _rarity(holders, len(index.entries))
    for name in read:
        _add_name(index, reader, name)
    index.lengths = _lengths(index.by_terms)
    return index


def misspelt_words(library: Library, reader: TermReader, known: Collection[str]) -> dict[str, str]:
    """Return words of names that authors listed as misspellings, and the terms that they stand for.

    Such a word stands in few entries, is no English word, and is near to one that several entries have: "lukemia".
    """
    holders: dict[str, set[int]] = defaultdict(set)
    for place, entry in enumerate(_entries(library)):
        for written, _ in _names_of(entry):
            for term in reader.terms(read_text(written)):
                holders[term.term].add(place)
    common = {term for term, held in holders.items() if len(held) >= MANY_ENTRIES}
    spelling = Spelling(common, frozenset())
    found = {}
    for word, held in holders.items():
        if len(held) < MANY_ENTRIES and word not in known and len(word) >= LONG_WORD:
            guesses = spelling.guesses(word)
            if guesses and guesses[0].likeness >= SURELY_MISSPELT:
                found[word] = guesses[0].term
    return found


def without_articles(terms: Iterable[str]) -> tuple[str, ...]:
    """Return the terms but "the", "my", "is" and the like; all of them if nothing else is left."""
    terms = tuple(terms)
    return tuple(term for term in terms if term not in ARTICLES) or terms


def _entries(library: Library) -> tuple[Entry, ...]:
    return (*library.topics.values(), *library.not_covered.values())


def _rarity(holders: Mapping[T, Collection[int]], entries: int) -> dict[T, float]:
    """Return 1 for what a single entry holds, and less the more of them hold it."""
    scale = math.log(1 + entries)
    return {held: math.log(1 + entries / len(by)) / scale for held, by in holders.items()}


def _names_of(entry: Entry) -> Iterator[tuple[str, bool]]:
    """Yield the names of an entry, and whether each is matched letter for letter."""
    yield entry.title, False
    yield from ((alias, False) for alias in (entry.names if isinstance(entry, NotCovered) else entry.aliases))
    yield from ((name, True) for name in entry.exact)


def _parts_of_title(title: str) -> tuple[str, ...]:
    """Return both names of a title such as "Tiredness (fatigue)"; none of a plain one."""
    found = _BRACKETS.fullmatch(title)
    return found.groups() if found else ()


def _read_names(index: NameIndex, reader: TermReader) -> Iterator[_Read]:
    """Yield all names; then the parts of titles with brackets, where they are no name of another entry."""
    owners: dict[tuple[str, ...], int] = {}
    for place, entry in enumerate(index.entries):
        for written, exact in _names_of(entry):
            name = _read_name(reader, place, written, exact=exact)
            if name.terms:
                owners.setdefault(name.terms, place)
                yield name
    for place, entry in enumerate(index.entries):
        for part in _parts_of_title(entry.title):
            name = _read_name(reader, place, part, exact=len(part) <= SHORT_NAME)
            if name.terms and name.terms not in owners:
                owners[name.terms] = place
                yield name


def _read_name(reader: TermReader, place: int, written: str, *, exact: bool) -> _Read:
    text = read_text(written)
    terms = tuple(term.term for term in reader.terms(text))
    return _Read(place, written, terms, tuple(token.word for token in text.tokens), exact)


def _weight_in_name(term: str, rarity: float) -> float:
    """Return how much a term says of a name that holds it."""
    if term[:1].isdigit():
        return NUMBER_WEIGHT * rarity
    return rarity * (STOP_WEIGHT if term in STOP_WORDS else CHAT_WEIGHT if term in CHAT_WORDS else 1.0)


def _add_name(index: NameIndex, reader: TermReader, read: _Read) -> None:
    terms = read.terms
    number = len(index.names)
    weight = sum(_weight_in_name(term, index.weight[term]) for term in terms)
    index.names.append(Name(read.written, read.entry, terms, read.words, weight, read.exact))
    index.by_all_terms[terms].append(number)
    index.by_terms[without_articles(terms)].append(number)
    if not isinstance(index.entries[read.entry], NotCovered):
        index.topic_terms.update(terms)
    telling = [term for term in dict.fromkeys(terms) if term not in STOP_WORDS]
    for term in telling:
        index.holders[term].add(read.entry)
    if not read.exact:
        index.fuzzy.update(telling)
        _add_joined(index, reader, read)


def _add_joined(index: NameIndex, reader: TermReader, read: _Read) -> None:
    """Note what the words of a name look like when they are run together."""
    for size in range(2, LONGEST_JOIN + 1):
        for first in range(len(read.terms) - size + 1):
            part = read.terms[first : first + size]
            if part[0] in STOP_WORDS or part[-1] in STOP_WORDS:
                continue
            form = reader.term("".join(read.words[first : first + size]))
            if len(form) >= JOINED_LENGTH:
                index.joined.setdefault(form, part)


def _lengths(names: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for terms in names:
        lengths[terms[0]].add(len(terms))
    return {term: tuple(sorted(found, reverse=True)) for term, found in lengths.items()}
