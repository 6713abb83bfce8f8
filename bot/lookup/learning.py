"""Learning from examples what words say: the names of things, how people ask for them, what they tell.

The weights begin as counts: a feature that stands in many examples of one subject and in few of others speaks for that
one. Then each example is looked up, and where another subject comes too near to its own, the weights move a little:
that is the perceptron's rule in the form that moves no further than it must (Crammer et al., "Online Passive-Aggressive
Algorithms", 2006). In the end stands the mean of all states that the weights went through. The same examples always
give the same table.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.lookup.associations import MOST_CELLS, Table, empty_table
from bot.lookup.features import Features, is_pair, is_piece

MARGIN = 0.2
"""How far an example's own subject should come before any other, if nothing else is said. Scores are about -1 to 1."""
WELL_LEARNT = 0.1
"""An example whose subject leads by so much more than the margin is not looked up again."""
LONGEST_STEP = 0.5
"""Most that one example may move the weights."""
ROUNDS = 4
"""How often each example is looked up. More rounds learn the examples by heart, and no more of the language."""
ORDERS = 3
"""In so many orders the examples are looked up. What the last few teach differs by chance; the mean of all does not."""
LEAST_WEIGHT = 0.01
"""Smaller weights say nothing."""
FEWEST = 2
"""A piece of a word, or a pair, that stands in fewer examples was met by chance."""
MOST_SUBJECTS = 40
"""A feature that is only counted keeps its weights for so many subjects: those of which it says most."""

_Cells = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]
"""Weights, with the feature and the subject of each, in their order."""


def learn(
    examples: Iterable[tuple[int, Features]], width: int, *, margin: float = MARGIN, fewest_pairs: int = FEWEST
) -> Table:
    """Learn from examples, each a subject from 0 to below `width`, and what counts of one way to ask for it.

    A pair that stands in fewer than `fewest_pairs` examples says nothing for a subject. With 1 it counts as known all
    the same, so that the other words of a text weigh less beside it. Takes seconds for tens of thousands of examples.
    """
    numbers: dict[str, int] = {}
    read = [_Lesson.of(subject, features, numbers) for subject, features in examples if features]
    if not read:
        return empty_table(width)
    holders = np.bincount(np.concatenate([lesson.places for lesson in read]), minlength=len(numbers))
    known = holders >= np.array([_fewest(name, fewest_pairs) for name in numbers])
    names = [name for name, is_known in zip(numbers, known.tolist(), strict=True) if is_known]
    rarity = (np.log1p(len(read) / holders[known]) / math.log(1 + len(read))).astype(np.float32)
    places = np.cumsum(known) - 1
    lessons = [lesson.weighed(places, known, rarity) for lesson in read]
    cells = _counted(lessons, width)
    # A pack of thousands of topics lives by its counts.
    is_small = len(names) * width <= MOST_CELLS
    cells = _taught(lessons, cells, len(names), width, margin) if is_small else _heaviest(cells)
    return _table(names, rarity, cells, width)


def _fewest(name: str, fewest_pairs: int) -> int:
    if is_pair(name):
        return fewest_pairs
    return FEWEST if is_piece(name) else 1


class _Lesson(NamedTuple):
    """An example: the places of its features, and what each counts."""

    subject: int
    places: NDArray[np.int32]
    shares: NDArray[np.float32]

    @classmethod
    def of(cls, subject: int, features: Features, numbers: dict[str, int]) -> _Lesson:
        """Read an example. New features get the next number."""
        places = np.array([numbers.setdefault(name, len(numbers)) for name, _ in features], np.int32)
        return cls(subject, places, np.array([share for _, share in features], np.float32))

    def weighed(self, places: NDArray[np.int64], known: NDArray[np.bool], rarity: NDArray[np.float32]) -> _Lesson:
        """Keep what is known, at its place, weigh it by its rarity, and bring all to length 1 together."""
        kept = known[self.places]
        of_known = places[self.places[kept]].astype(np.int32)
        shares = self.shares[kept] * rarity[of_known]
        shares /= np.float32(math.sqrt(float(np.dot(shares, shares))) or 1.0)
        return _Lesson(self.subject, of_known, shares)


def _counted(lessons: Sequence[_Lesson], width: int) -> _Cells:
    """Begin with the sum of each subject's examples, brought to length 1."""
    of_lesson = np.repeat([lesson.subject for lesson in lessons], [len(lesson.places) for lesson in lessons])
    keys = np.concatenate([lesson.places for lesson in lessons]).astype(np.int64) * width + of_lesson
    cells, inverse = np.unique(keys, return_inverse=True)
    sums = np.bincount(inverse, np.concatenate([lesson.shares for lesson in lessons]))
    features, subjects = cells // width, (cells % width).astype(np.int32)
    lengths = np.sqrt(np.bincount(subjects, sums * sums, width))
    return features, subjects, (sums / lengths[subjects]).astype(np.float32)


def _taught(lessons: Sequence[_Lesson], counted: _Cells, features: int, width: int, margin: float) -> _Cells:
    """Return the mean of what is learnt in each of some orders. In which one comes first should decide nothing."""
    weights = np.zeros((features, width), np.float32)
    weights[counted[0], counted[1]] = counted[2]
    taught = np.zeros_like(weights)
    for order in range(ORDERS):
        taught += _taught_in_order(lessons, weights.copy(), margin, order)
    taught /= np.float32(ORDERS)
    of_feature, of_subject = np.nonzero(np.abs(taught) >= LEAST_WEIGHT)
    return of_feature, of_subject.astype(np.int32), taught[of_feature, of_subject]


def _taught_in_order(
    lessons: Sequence[_Lesson], weights: NDArray[np.float32], margin: float, order: int
) -> NDArray[np.float32]:
    """Look up every example in a mixed order, again where it was not well learnt, and return the mean weights."""
    moved = np.zeros_like(weights)
    has_rivals = weights.shape[1] > 1
    taught = 0
    hard: Sequence[int] = range(len(lessons))
    for turn in range(ROUNDS):
        asked, hard = _mixed(hard, order * ROUNDS + turn), []
        for number in asked:
            taught += 1
            subject, places, shares = lessons[number]
            scores = shares @ weights[places]
            own = float(scores[subject])
            scores[subject] = -math.inf
            rival = int(scores.argmax())
            lack = margin - own + (float(scores[rival]) if has_rivals else 0.0)
            if lack > -WELL_LEARNT:
                hard.append(number)
            if lack > 0:
                step = shares * np.float32(min(LONGEST_STEP, lack / 2))
                late = step * np.float32(taught)
                weights[places, subject] += step
                moved[places, subject] += late
                if has_rivals:
                    weights[places, rival] -= step
                    moved[places, rival] -= late
    weights -= moved / np.float32(taught + 1)
    return weights


def _heaviest(cells: _Cells) -> _Cells:
    """Return of each feature the weights that say most."""
    features, subjects, weights = cells
    order = np.lexsort((subjects, -np.abs(weights), features))
    begins = np.searchsorted(features, features)
    rank = np.arange(len(order)) - begins
    kept = np.sort(order[(rank < MOST_SUBJECTS) & (np.abs(weights[order]) >= LEAST_WEIGHT)])
    return features[kept], subjects[kept], weights[kept]


def _table(names: Sequence[str], rarity: NDArray[np.float32], cells: _Cells, width: int) -> Table:
    features, subjects, weights = cells
    starts = np.searchsorted(features, np.arange(len(names) + 1))
    return Table(tuple(names), rarity, starts.astype(np.int64), subjects, weights, width)


def _mixed(numbers: Iterable[int], turn: int) -> list[int]:
    """Return numbers in a mixed order that is always the same."""
    return sorted(numbers, key=lambda number: crc32(f"{turn} {number}".encode()))
