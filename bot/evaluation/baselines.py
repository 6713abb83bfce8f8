"""Plain ways to search the titles and aliases, to hold the lookup against: fuzzy strings, BM25, trigrams."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz, process, utils

from bot.catalog import Kind, Library

BM25_K1, BM25_B = 1.2, 0.75
"""How soon more of the same word stops counting, and how much a long name is held against it: the usual values."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Names:
    """The titles and aliases of topics: `texts` and, at the same place, the id of their topic."""

    texts: tuple[str, ...]
    topics: tuple[str, ...]
    kinds: Mapping[str, Kind]

    @classmethod
    def of(cls, library: Library) -> Names:
        """Return all names of a library, short ones too."""
        pairs = [(name, topic.id) for topic in library.topics.values() for name in topic.names]
        return cls(
            tuple(name for name, _ in pairs),
            tuple(topic for _, topic in pairs),
            {topic.id: topic.kind for topic in library.topics.values()},
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A topic that a baseline found. Scores compare within one baseline only; higher is better."""

    topic: str
    score: float


class Baseline(Protocol):
    """A way to rank topics for a text."""

    def rank(self, text: str, kind: Kind | None = None) -> Sequence[Found]:
        """Return the topics found, best first, each once; among equals those of the kind come first."""


class FuzzyNames:
    """Ranks topics by the likeness of their most similar name, by one of rapidfuzz's scorers."""

    def __init__(self, names: Names, scorer: Callable[..., float]) -> None:
        self._names = names
        self._texts = [utils.default_process(text) for text in names.texts]
        self._scorer = scorer

    def rank(self, text: str, kind: Kind | None = None) -> Sequence[Found]:
        """Rank by likeness, from 0 to 100."""
        query = utils.default_process(text)
        scored = process.extract(query, self._texts, scorer=self._scorer, limit=None, score_cutoff=1)
        return best_by_topic(((place, score) for _, score, place in scored), self._names, kind)


class BM25Names:
    """Ranks topics by the words they share with a text, rare ones first (Okapi BM25). A topic is all its names."""

    def __init__(self, names: Names) -> None:
        self._kinds = names.kinds
        words: dict[str, list[str]] = defaultdict(list)
        for text, topic in zip(names.texts, names.topics, strict=True):
            words[topic] += _words(text)
        self._postings: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for topic, found in words.items():
            for word, count in Counter(found).items():
                self._postings[word].append((topic, count))
        self._lengths = {topic: len(found) for topic, found in words.items()}
        self._mean_length = sum(self._lengths.values()) / max(1, len(self._lengths))

    def rank(self, text: str, kind: Kind | None = None) -> Sequence[Found]:
        """Rank by the sum of the weights of the words shared; topics that share none are left out."""
        scores: dict[str, float] = defaultdict(float)
        for word in _words(text):
            postings = self._postings.get(word, ())
            rarity = math.log(1 + (len(self._lengths) - len(postings) + 0.5) / (len(postings) + 0.5))
            for topic, count in postings:
                length = 1 - BM25_B + BM25_B * self._lengths[topic] / self._mean_length
                scores[topic] += rarity * count * (BM25_K1 + 1) / (count + BM25_K1 * length)
        return _ordered(scores, self._kinds, kind)


class TrigramNames:
    """Ranks topics by the runs of three letters that a name shares with a text, by SQLite's FTS5."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize = 'trigram')")
        self._database.executemany("INSERT INTO names (rowid, name) VALUES (?, ?)", enumerate(names.texts))

    def close(self) -> None:
        """Free the memory."""
        self._database.close()

    def rank(self, text: str, kind: Kind | None = None) -> Sequence[Found]:
        """Rank by SQLite's own bm25() over trigrams, any of which may match. Names of one or two letters never do."""
        folded = " ".join(text.casefold().replace("\0", " ").split())
        trigrams = dict.fromkeys(folded[start : start + 3] for start in range(len(folded) - 2))
        if not trigrams:
            return ()
        query = " OR ".join('"' + trigram.replace('"', '""') + '"' for trigram in trigrams)
        rows = self._database.execute("SELECT rowid, -rank FROM names WHERE names MATCH ?", (query,))
        return best_by_topic(rows, self._names, kind)


@contextmanager
def baselines(library: Library) -> Iterator[Mapping[str, Baseline]]:
    """Give the baselines over a library's names, by name. Trigrams are missing where SQLite was built without them."""
    names = Names.of(library)
    plain: Mapping[str, Baseline] = {
        "WRatio": FuzzyNames(names, fuzz.WRatio),
        "token_set_ratio": FuzzyNames(names, fuzz.token_set_ratio),
        "BM25": BM25Names(names),
    }
    if not has_trigrams():
        yield plain
        return
    with closing(TrigramNames(names)) as trigrams:
        yield {**plain, "FTS5 trigram": trigrams}


def has_trigrams() -> bool:
    """Tell whether this SQLite has FTS5 with its trigram tokenizer (3.34 or later, and built with it)."""
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize = 'trigram')")
        except sqlite3.OperationalError:
            return False
    return True


def best_by_topic(scored: Iterable[tuple[int, float]], names: Names, kind: Kind | None) -> tuple[Found, ...]:
    """Return the topics of the names at these places, each with the score of its best name."""
    best: dict[str, float] = {}
    for place, score in scored:
        topic = names.topics[place]
        best[topic] = max(score, best.get(topic, score))
    return _ordered(best, names.kinds, kind)


def _ordered(scores: Mapping[str, float], kinds: Mapping[str, Kind], kind: Kind | None) -> tuple[Found, ...]:
    ordered = sorted(scores.items(), key=lambda item: (-item[1], kinds[item[0]] is not kind, item[0]))
    return tuple(Found(topic, score) for topic, score in ordered)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
