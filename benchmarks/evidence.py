"""Fit what each piece of evidence says, so that the lookup knows when to show a topic without a menu.

Run: python benchmarks/evidence.py

Every labelled question of the development and held-back halves is looked up. Where a topic came in front, what spoke
for it and whether it was right go into a logistic regression, by gradient descent. The weights that come out stand in
`bot/lookup/evidence.py`; copy them there when lines or features have changed. Then come, for each half, what would be
shown directly and what of that wrongly at a few thresholds; the blind half is only counted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from bot.batch import KINDS
from bot.catalog import content_folder, load_library
from bot.evaluation.questions import Question, read_questions
from bot.lookup import Answer, Lookup
from bot.lookup.evidence import likelihood

QUESTIONS = Path(__file__).parents[1] / "tests" / "lookup"
FITTED = ("dev", "held")
STEPS = 600
RATE = 2.0
SHRINK = 0.0005
"""How much large weights cost: enough that those of figures that go together do not run apart."""
THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)

Asked = Sequence[tuple[Question, Answer]]


def main() -> None:
    """Look all questions up, fit, and print."""
    library = load_library(content_folder())
    lookup = Lookup(library)
    questions = [
        question
        for file in ("questions.yaml", "blind.yaml")
        for question in read_questions(QUESTIONS / file, library.topics)
        if question.expect
    ]
    asked = [(question, lookup.answer(question.query, KINDS[question.kind])) for question in questions]
    rows = [
        (answer.evidence.figures, is_right(question, answer))
        for question, answer in asked
        if answer.evidence is not None and answer.matches and question.half in FITTED
    ]
    base, weights = fitted(rows)
    print(f"BASE = {base:.2f}")
    print(f"WEIGHTS = ({', '.join(f'{weight:.2f}' for weight in weights)})")
    for half in (*FITTED, "blind"):
        of_half = [one for one in asked if one[0].half == half]
        for threshold in THRESHOLDS:
            print(f"{half:6} {threshold:.2f}  {shares(of_half, base, weights, threshold)}")


def is_right(question: Question, answer: Answer) -> bool:
    """Tell whether the first match is one of those that the question asks for."""
    return answer.matches[0].topic.id in question.expect


def fitted(rows: Sequence[tuple[Sequence[float], bool]]) -> tuple[float, tuple[float, ...]]:
    """Return the base and the weights that make what was right likeliest."""
    columns = list(zip(*(figures for figures, _ in rows), strict=True))
    means = [sum(column) / len(column) for column in columns]
    spreads = [
        math.sqrt(sum((value - mean) ** 2 for value in column) / len(column)) or 1.0
        for column, mean in zip(columns, means, strict=True)
    ]
    scaled = [
        ([(value - mean) / spread for value, mean, spread in zip(figures, means, spreads, strict=True)], right)
        for figures, right in rows
    ]
    base, weights = 0.0, [0.0] * len(columns)
    for _ in range(STEPS):
        base_slope, slopes = 0.0, [SHRINK * weight for weight in weights]
        for values, right in scaled:
            missing = (right - likelihood(base, weights, values)) / len(scaled)
            base_slope += missing
            slopes = [slope - missing * value for slope, value in zip(slopes, values, strict=True)]
        base += RATE * base_slope
        weights = [weight - RATE * slope for weight, slope in zip(weights, slopes, strict=True)]
    unscaled = tuple(weight / spread for weight, spread in zip(weights, spreads, strict=True))
    return base - sum(weight * mean for weight, mean in zip(unscaled, means, strict=True)), unscaled


def shares(asked: Asked, base: float, weights: Sequence[float], threshold: float) -> str:
    """Return what would be shown directly, and wrongly, and what topics would be shown for what is refused."""
    right = wrong = false = answerable = refusable = 0
    for question, answer in asked:
        shown = answer.topic is not None
        if answer.evidence is not None and answer.matches:
            shown = likelihood(base, weights, answer.evidence.figures) >= threshold
        good = shown and is_right(question, answer)
        answerable += question.answerable
        refusable += question.refusable
        right += question.answerable and good
        wrong += question.answerable and shown and not good
        false += question.refusable and shown and not good
    return f"direct {right / answerable:.1%}, wrong {wrong / answerable:.1%}, false {false / refusable:.1%}"


if __name__ == "__main__":
    main()
