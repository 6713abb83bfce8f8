"""What words say of what a text is about: a table of weights, and how a text is weighed by it.

Each feature of a text (`features`) weighs for or against each subject. The weights are learnt from examples
(`learning`), and all of them can be read: `marrow ask --why` shows those that decided.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.lookup.features import Feature, Features, Heard, features_of_word, is_piece, pairs_of

MOST_WORDS_KEPT = 20_000
"""So many typed words are kept with what is known of them."""
MOST_CELLS = 40_000_000
"""So many features times subjects at most are laid out in full: 160 MB. A hundred topics take a quarter of that."""

_Places = NDArray[np.int64]
_Shares = NDArray[np.float32]
_Known = tuple[_Places, _Shares]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What was learnt, as plain data. The weights of the feature at a place begin at `starts` of that place."""

    names: tuple[str, ...]
    """All features."""
    rarity: NDArray[np.float32]
    """How rare each is among the examples: 1 for one that stands in a single one."""
    starts: NDArray[np.int64]
    """Where the weights of each begin, and, last, where all end."""
    subjects: NDArray[np.int32]
    """Which subject each weight is for, in order within a feature."""
    weights: NDArray[np.float32]
    width: int
    """How many subjects there are."""


def empty_table(width: int) -> Table:
    """Return what is known of so many subjects before anything was learnt."""
    rarity, weights = np.zeros(0, np.float32), np.zeros(0, np.float32)
    return Table((), rarity, np.zeros(1, np.int64), np.zeros(0, np.int32), weights, width)


class _Dense:
    """The weights of a table, laid out to be added up quickly."""

    def __init__(self, table: Table) -> None:
        self._rows = np.zeros((len(table.names), table.width), np.float32)
        of_feature = np.repeat(np.arange(len(table.names)), np.diff(table.starts))
        self._rows[of_feature, table.subjects] = table.weights

    def scores(self, places: _Places, said: _Shares) -> list[float]:
        """Return the sum of what features say, for each subject."""
        scores: list[float] = np.dot(said, self._rows[places]).tolist()
        return scores

    def column(self, places: _Places, subject: int) -> _Shares:
        """Return how much each of the features weighs for one subject."""
        column: _Shares = self._rows[places, subject]
        return column


class _Sparse:
    """The weights of a table too large to be laid out: that of thousands of subjects."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def scores(self, places: _Places, said: _Shares) -> list[float]:
        """Return the sum of what features say, for each subject."""
        feature, entries = self._entries(places)
        table = self._table
        sums = np.bincount(table.subjects[entries], table.weights[entries] * said[feature], table.width)
        scores: list[float] = sums.tolist()
        return scores

    def column(self, places: _Places, subject: int) -> _Shares:
        """Return how much each of the features weighs for one subject."""
        feature, entries = self._entries(places)
        found = self._table.subjects[entries] == subject
        column = np.zeros(len(places), np.float32)
        column[feature[found]] = self._table.weights[entries[found]]
        return column

    def _entries(self, places: _Places) -> tuple[_Places, _Places]:
        """Return where the weights of these features stand, and which of the features each is of."""
        begins = self._table.starts[places]
        lengths = self._table.starts[places + 1] - begins
        ends = np.cumsum(lengths)
        entries = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(begins - ends + lengths, lengths)
        return np.repeat(np.arange(len(places)), lengths), entries


class Weighed:
    """What one text says for each subject."""

    def __init__(self, names: Sequence[str], rows: _Dense | _Sparse, places: _Places, said: _Shares) -> None:
        self._names, self._rows, self._places, self._said = names, rows, places, said
        self.scores = rows.scores(places, said)
        """How much the text speaks for each subject: about -1 to 1, mostly near 0."""

    def weights(self, subject: int) -> dict[str, float]:
        """Return how much each known feature of the text weighs for a subject."""
        weights = self._rows.column(self._places, subject).tolist()
        return {self._names[place]: weight for place, weight in zip(self._places.tolist(), weights, strict=True)}

    def speaking(self, subject: int, most: int) -> list[Feature]:
        """Return the words and pairs that speak most for a subject, with how much. For authors who ask why."""
        spoken = self._rows.column(self._places, subject) * self._said
        found: list[Feature] = []
        for number in np.argsort(-spoken, kind="stable").tolist():
            if len(found) == most or spoken[number] <= 0:
                break
            name = self._names[self._places[number]]
            if not is_piece(name):
                found.append((name, float(spoken[number])))
        return found


class Associations:
    """The weights of words for subjects, which are numbers from 0."""

    def __init__(self, table: Table) -> None:
        """Take in what was learnt."""
        self.table = table
        self._rows = _Dense(table) if len(table.names) * table.width <= MOST_CELLS else _Sparse(table)
        self._places = {name: place for place, name in enumerate(table.names)}
        self._words: dict[str, _Known] = {}
        """What is known of words that were typed lately."""

    def weigh(self, words: Sequence[Heard], also: Features = ()) -> Weighed:
        """Return what a text says for each subject, by its words and what else it has. What is new says nothing."""
        known = [self._known_of(term) for term in dict.fromkeys(word.term for word in words if word.telling)]
        known.append(self._known((*dict(pairs_of(words)).items(), *also)))
        places = np.concatenate([places for places, _ in known])
        said = np.concatenate([said for _, said in known])
        said /= np.float32(math.sqrt(float(np.dot(said, said))) or 1.0)
        return Weighed(self.table.names, self._rows, places, said)

    def rarity(self, name: str) -> float:
        """Return how rare a feature is among the examples: 1 for one that stands in a single one, 0 if in none."""
        place = self._places.get(name)
        return 0.0 if place is None else float(self.table.rarity[place])

    def _known_of(self, word: str) -> _Known:
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= MOST_WORDS_KEPT:
                self._words.clear()
            known = self._words[word] = self._known(features_of_word(word))
        return known

    def _known(self, features: Features) -> _Known:
        """Return the places of the known ones among features, and what each says: rare ones say more."""
        known = [(place, share) for name, share in features if (place := self._places.get(name)) is not None]
        places = np.array([place for place, _ in known], np.int64)
        return places, np.array([share for _, share in known], np.float32) * self.table.rarity[places]
