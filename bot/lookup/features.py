"""What counts of a text when its words are weighed: words, their beginnings and pieces, and pairs of neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

ROOT = 6
"""Letters of a word's beginning that say nearly as much as the word: "exhaus" of "exhausting"."""
ROOT_SHARE = 0.7
"""What such a beginning says beside the whole word."""
PIECES = (3, 4)
"""Letters of the pieces of a word: "neut" and "hil" of "neutrophil". What a new or misspelt word has of known ones."""
PIECE_SHARE = 0.35
"""What a piece says beside the whole word. A word has many."""
LONGEST_IN_PIECES = 30
"""Longer words are not cut into pieces: they are nobody's words."""

Feature = tuple[str, float]
"""A word, a word's beginning or piece, or a pair, and what it counts: 0 to 1."""

Features = Sequence[Feature]
"""What counts of a text, each once."""


class Heard(NamedTuple):
    """A word of a text or example, as far as it counts here."""

    term: str
    share: float = 1.0
    """How much it counts: less than 1 for a guess at what a misspelt word stands for."""
    telling: bool = True
    """Whether it counts alone, and not only beside its neighbours."""


def features_of(words: Sequence[Heard]) -> Features:
    """Return what counts of a text, each feature once, however often it stands there."""
    features: dict[str, float] = {}
    for word in words:
        if word.telling:
            for name, share in features_of_word(word.term):
                features.setdefault(name, share * word.share)
    for name, share in pairs_of(words):
        features.setdefault(name, share)
    return tuple(features.items())


def features_of_word(word: str) -> Features:
    """Return a word, its beginning and its pieces."""
    features = [(word, 1.0)]
    if len(word) > ROOT:
        features.append((root_of(word), ROOT_SHARE))
    features += [(piece, PIECE_SHARE) for piece in _pieces(word)]
    return features


def pairs_of(words: Sequence[Heard]) -> Iterator[Feature]:
    """Yield all pairs of neighbours."""
    for one, other in pairwise(words):
        yield f"{one.term} {other.term}", min(one.share, other.share)


def root_of(word: str) -> str:
    """Return the feature of a word's beginning."""
    return f"{word[:ROOT]}…"


def _pieces(word: str) -> Iterator[str]:
    """Yield the features of a word's pieces; its first and its last letter are told from others."""
    if len(word) > LONGEST_IN_PIECES:
        return
    framed = f"<{word}>"
    for size in PIECES:
        for start in range(len(framed) - size + 1):
            yield f"~{framed[start : start + size]}"


def is_piece(name: str) -> bool:
    """Tell whether a feature is a piece of a word."""
    return name.startswith("~")


def is_pair(name: str) -> bool:
    """Tell whether a feature is a pair of neighbours."""
    return " " in name
