"""How likely it is that the topic in front is what a text is about: what speaks for it, weighed.

The weights are fitted to labelled questions, by logistic regression; `benchmarks/evidence.py` prints them anew.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

MOST_PLACES = 3
"""From so many words of its names on, a topic is named well enough."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What speaks for the topic in front."""

    lead: float
    """How far it comes before the next topic."""
    over_refusal: float
    """How far it comes before what is not answered: "can we keep the cat during chemo"."""
    coverage: float
    """Which part of the telling words speaks for it, 0 to 1: little in "induction of the new mayor"."""
    words: int
    """How many telling words the text has: in a story much is said by the way."""
    places: int
    """How many words of the text stand in one of its names."""
    named: bool
    """Whether one of its names stands whole in the text."""

    @property
    def figures(self) -> tuple[float, ...]:
        """All of it as numbers, in the order of `WEIGHTS`. The first bit of a lead says most."""
        return (
            math.sqrt(max(0.0, self.lead)),
            math.sqrt(max(0.0, self.over_refusal)),
            self.coverage,
            math.log1p(self.words),
            min(self.places, MOST_PLACES),
            self.named,
        )

    @property
    def confidence(self) -> float:
        """How likely it is that the topic is right, 0 to 1, as far as questions like those it was fitted to tell."""
        return likelihood(BASE, WEIGHTS, self.figures)


def likelihood(base: float, weights: Sequence[float], figures: Sequence[float]) -> float:
    """Return the likelihood that these weights give to these figures: the logistic function of their sum."""
    said = base + sum(weight * figure for weight, figure in zip(weights, figures, strict=True))
    return 1 / (1 + math.exp(-said))


BASE = -9.03
"""What is said where nothing speaks for the topic."""

WEIGHTS = (2.60, 9.19, 2.68, 1.88, 0.95, 0.59)
"""What each figure says."""
