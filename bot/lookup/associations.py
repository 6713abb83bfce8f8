"""What words say of what a text is about, learnt from examples: the names of things, and how people ask for them.

Each word, each beginning of a longer word, and each pair of neighbours weighs for or against each subject. The weights
begin as counts: a word that stands in many examples of one subject and few of others speaks for that one. Then each
example is looked up, and where another subject comes too near to its own, the weights move a little: that is the
perceptron's rule in the form that moves no further than it must (Crammer et al., "Online Passive-Aggressive
Algorithms", 2006). Whatever was learnt is a table of words that can be read, and the same examples give the same table.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise, product
from typing import NamedTuple, Self
from zlib import crc32

ROOT = 6
"""Letters of a word's beginning that say nearly as much as the word: "exhaus" of "exhausting"."""
ROOT_SHARE = 0.7
"""What such a beginning says beside the whole word."""
MARGIN = 0.2
"""How far an example's own subject should come before any other. Scores are between about -1 and 1."""
WELL_LEARNT = 0.1
"""An example whose subject leads by so much more than the margin is not looked up again."""
LONGEST_STEP = 0.5
"""Most that one example may move the weights."""
ROUNDS = 4
"""How often each example is looked up. More rounds learn the examples by heart, and no more of the language."""
LEAST_WEIGHT = 0.004
"""Smaller weights say nothing."""
DIGITS = 4
"""Digits of a weight."""
MOST_IN_PAIRS = 3
"""So many of the terms that a word may stand for make pairs with its neighbours."""
MOST_LESSONS = 100_000
"""Most examples that are looked up in all. A pack of thousands of topics lives by its counts."""
MOST_SUBJECTS = 40
"""A word keeps its weights for so many subjects: those of which it says most."""

Feature = tuple[str, float]
"""A word, a word's beginning or a pair, and what it counts: 0 to 1."""

Features = Sequence[Sequence[Feature]]
"""What is counted of a text: one feature each, or several of which it has one: what a misspelt word may stand for."""


class Heard(NamedTuple):
    """A word of a text or example, as far as it counts here."""

    terms: tuple[Feature, ...]
    """What it may stand for, likeliest first: mostly just one term, with 1."""
    telling: bool
    """Whether it counts alone, and not only beside its neighbours."""


def features_of(words: Sequence[Heard]) -> Features:
    """Return what is counted of a text: its telling words, their beginnings, and all pairs of neighbours."""
    features: dict[str | tuple[str, ...], Sequence[Feature]] = {}
    for word in words:
        if word.telling:
            _note(features, word.terms)
            _note(features, [(root_of(term), ROOT_SHARE * like) for term, like in word.terms if len(term) > ROOT])
    for one, other in pairwise(words):
        pairs = product(one.terms[:MOST_IN_PAIRS], other.terms[:MOST_IN_PAIRS])
        _note(features, [(f"{term} {beside}", min(like, likewise)) for (term, like), (beside, likewise) in pairs])
    return tuple(features.values())


def _note(features: dict[str | tuple[str, ...], Sequence[Feature]], found: Sequence[Feature]) -> None:
    """Add what was found once, however often it stands in the text."""
    if len(found) == 1:
        features.setdefault(found[0][0], found)
    elif found:
        features.setdefault(tuple(name for name, _ in found), found)


def root_of(word: str) -> str:
    """Return the feature of a word's beginning."""
    return f"{word[:ROOT]}…"


def is_word(name: str) -> bool:
    """Tell whether a feature is a single word, and no beginning or pair."""
    return " " not in name and not name.endswith("…")


@dataclass(frozen=True, slots=True)
class Table:
    """What was learnt, as plain data: how rare each feature is, and how much it says for which subject."""

    rarity: Mapping[str, float]
    weights: Mapping[str, dict[int, float]]


class Associations:
    """The weights of words for subjects, which are numbers from 0."""

    def __init__(self, table: Table) -> None:
        """Take in what was learnt, such as `learn` returns."""
        self.table = table
        self._rarity = table.rarity
        self._weights = table.weights

    @classmethod
    def learn(cls, examples: Iterable[tuple[int, Features]], *, fewest: int = 2) -> Self:
        """Learn from examples, each a subject and what is counted of one way to ask for it. Takes seconds.

        A pair that stands in fewer than `fewest` examples was met by chance. It says nothing for a subject, yet with 1
        it counts as known, so that the other words of a text weigh less beside it.
        """
        lessons = [_Lesson.of(subject, features) for subject, features in examples if features]
        holders = Counter(name for lesson in lessons for name in lesson.names)
        for name in [name for name, count in holders.items() if count < fewest and " " in name]:
            del holders[name]
        scale = math.log(1 + len(lessons)) or 1.0
        rarity = {name: round(math.log(1 + len(lessons) / count) / scale, DIGITS) for name, count in holders.items()}
        return cls(Table(rarity, _learnt([lesson.weighed(rarity) for lesson in lessons])))

    def scores(self, features: Features) -> dict[int, float]:
        """Return how much a text speaks for each subject of which it says anything: about -1 to 1, mostly near 0."""
        rarity = self._rarity
        heard: list[tuple[dict[int, float], float]] = []
        square = 0.0
        for alternatives in features:
            known = [(self._weights[name], share * rarity[name]) for name, share in alternatives if name in rarity]
            if known:
                said = max(share for _, share in known)
                square += said * said
                heard.append(known[0] if len(known) == 1 else (_most_said(known), 1.0))
        length = math.sqrt(square) or 1.0
        scores: dict[int, float] = {}
        so_far = scores.get
        for weights, share in heard:
            part = share / length
            for subject, weight in weights.items():
                scores[subject] = so_far(subject, 0.0) + part * weight
        return scores

    def rarity(self, name: str) -> float:
        """Return how rare a feature is among the examples: 1 for one that stands in a single one, 0 if in none."""
        return self._rarity.get(name, 0.0)

    def weight(self, name: str, subject: int) -> float:
        """Return how much a feature says for a subject; 0 for an unknown one."""
        return self._weights.get(name, {}).get(subject, 0.0)

    def speaking(self, features: Features, subject: int) -> list[Feature]:
        """Return what of a text speaks for a subject, with how much, most first. For authors who ask why."""
        spoken = {
            name: share * self.rarity(name) * self.weight(name, subject)
            for alternatives in features
            for name, share in alternatives
        }
        return sorted(((name, said) for name, said in spoken.items() if said > 0), key=lambda one: (-one[1], one[0]))


def _most_said(alternatives: Iterable[tuple[dict[int, float], float]]) -> dict[int, float]:
    """Return what is said for each subject by the alternative that says most for it."""
    most: dict[int, float] = {}
    for weights, share in alternatives:
        for subject, weight in weights.items():
            most[subject] = max(share * weight, most.get(subject, -math.inf))
    return most


class _Lesson(NamedTuple):
    """An example, as names of features and, at the same places, what each counts."""

    subject: int
    names: tuple[str, ...]
    shares: tuple[float, ...]

    @classmethod
    def of(cls, subject: int, features: Features) -> Self:
        """Take what is counted of an example; each word of it stands for itself alone."""
        return cls(subject, tuple(first[0] for first, *_ in features), tuple(first[1] for first, *_ in features))

    def weighed(self, rarity: Mapping[str, float]) -> _Lesson:
        """Weigh what is known by its rarity, and bring all to length 1."""
        known = [
            (name, rarity[name] * share) for name, share in zip(self.names, self.shares, strict=True) if name in rarity
        ]
        length = math.sqrt(sum(share * share for _, share in known)) or 1.0
        return _Lesson(self.subject, tuple(name for name, _ in known), tuple(share / length for _, share in known))


def _learnt(lessons: Sequence[_Lesson]) -> dict[str, dict[int, float]]:
    """Return the weights of all features by subject: counted, then taught."""
    weights = _counted(lessons)
    moved: dict[str, dict[int, float]] = {name: {} for name in weights}
    taught = 0
    hard: Sequence[int] = range(len(lessons))
    for turn in range(ROUNDS):
        asked, hard = _mixed(hard, turn)[: MOST_LESSONS - taught], []
        for number in asked:
            taught += 1
            subject, names, shares = lessons[number]
            scores: dict[int, float] = {}
            said = scores.get
            for name, share in zip(names, shares, strict=True):
                for each, weight in weights[name].items():
                    scores[each] = said(each, 0.0) + share * weight
            own = scores.pop(subject, 0.0)
            rival = max(scores, key=scores.__getitem__, default=None)
            lack = MARGIN - own + (scores[rival] if rival is not None else 0.0)
            if lack > -WELL_LEARNT:
                hard.append(number)
            step = min(LONGEST_STEP, lack / 2)
            for other, way in ((subject, step), (rival, -step)) if lack > 0 else ():
                if other is not None:
                    for name, share in zip(names, shares, strict=True):
                        for table, by in ((weights[name], way * share), (moved[name], way * share * taught)):
                            table[other] = table.get(other, 0.0) + by
    learnt = {name: _heaviest(_mean(each, moved[name], taught)) for name, each in weights.items()}
    return {name: each or _NO_WEIGHTS for name, each in learnt.items()}


_NO_WEIGHTS: dict[int, float] = {}
"""One for all features that say nothing: there are hundreds of thousands."""


def _counted(lessons: Iterable[_Lesson]) -> dict[str, dict[int, float]]:
    """Begin with the sum of each subject's examples, brought to length 1."""
    weights: dict[str, dict[int, float]] = {}
    for subject, names, shares in lessons:
        for name, share in zip(names, shares, strict=True):
            counted = weights.setdefault(name, {})
            counted[subject] = counted.get(subject, 0.0) + share
    squares: dict[int, float] = {}
    for counted in weights.values():
        for subject, weight in counted.items():
            squares[subject] = squares.get(subject, 0.0) + weight * weight
    lengths = {subject: math.sqrt(square) for subject, square in squares.items()}
    return {
        name: _heaviest({subject: weight / lengths[subject] for subject, weight in counted.items()})
        for name, counted in weights.items()
    }


def _mean(weights: dict[int, float], moved: Mapping[int, float], taught: int) -> dict[int, float]:
    """Return the mean of all states that weights went through; `moved` has each move times how late it was.

    What says next to nothing is left out, and the rest is rounded: thousands of texts lean no other way for it.
    """
    for subject, late in moved.items():
        weights[subject] -= late / (taught + 1)
    return {subject: round(weight, DIGITS) for subject, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}


def _heaviest(weights: dict[int, float]) -> dict[int, float]:
    """Return the weights that say most, for or against."""
    if len(weights) <= MOST_SUBJECTS:
        return weights
    return dict(nlargest(MOST_SUBJECTS, weights.items(), key=lambda weight: (abs(weight[1]), -weight[0])))


def _mixed(numbers: Iterable[int], turn: int) -> list[int]:
    """Return numbers in a mixed order that is always the same."""
    return sorted(numbers, key=lambda number: crc32(f"{turn} {number}".encode()))
