"""From what was said to labelled questions to figures: shares of them, with their intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.batch import KINDS
from bot.catalog import Library
from bot.evaluation.baselines import Found, baselines
from bot.evaluation.questions import Question
from bot.lookup import Lookup, Outcome

OURS = "marrow"
TUNED = "dev"
"""The half on which the baselines' cutoffs are chosen."""
NORMAL_95 = 1.959964
"""The middle 95 % of a normal distribution lie within so many standard deviations."""


class Group(NamedTuple):
    """Questions whose figures stand together: of a half, of a class, or of a class in a half. None: any."""

    half: str | None = None
    sort: str | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many."""

    count: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of 0 is 0."""
        return self.count / self.of if self.of else 0.0

    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the share, by Wilson's score: right for few questions, and near 0 and 1."""
        if not self.of:
            return 0.0, 1.0
        square = NORMAL_95**2
        middle = (self.count + square / 2) / (self.of + square)
        spread = NORMAL_95 / (self.of + square) * math.sqrt(self.count * (1 - self.share) + square / 4)
        return max(0.0, middle - spread), min(1.0, middle + spread)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a question got, from the lookup or a baseline."""

    ranked: tuple[str, ...] = ()
    """Ids of topics, best first."""
    shown: str | None = None
    """The topic that is shown directly, without a menu."""
    refusal: str | None = None
    """The outcome instead of a topic; None if there was a topic."""
    urgent: bool | None = None
    """Whether the advice stood above it; None for who knows no alerts."""
    crisis: bool | None = None


def top_1(question: Question, said: Said) -> bool | None:
    """Whether a right topic came first, shown or in a menu."""
    return not question.expect.isdisjoint(said.ranked[:1]) if question.answerable else None


def top_3(question: Question, said: Said) -> bool | None:
    """Whether a right topic was among the first three."""
    return not question.expect.isdisjoint(said.ranked[:3]) if question.answerable else None


def direct(question: Question, said: Said) -> bool | None:
    """Whether a right topic was shown directly."""
    return said.shown in question.expect if question.answerable else None


def wrong(question: Question, said: Said) -> bool | None:
    """Whether a wrong topic was shown directly."""
    return said.shown is not None and said.shown not in question.expect if question.answerable else None


def false(question: Question, said: Said) -> bool | None:
    """Whether a topic was shown for what should be refused."""
    return said.shown is not None and said.shown not in question.expect if question.refusable else None


def refusal(question: Question, said: Said) -> bool | None:
    """Whether what is known to be not covered or personal was named as that, or got a topic that is right too."""
    named = question.refusable and Outcome.NOTHING not in question.refusals
    return (said.refusal or said.shown) in question.expect if named else None


def urgent_recall(question: Question, said: Said) -> bool | None:
    """Whether an emergency got the advice, sure or possible."""
    return said.urgent if question.urgent is True else None


def urgent_alarm(question: Question, said: Said) -> bool | None:
    """Whether something else got the advice for emergencies."""
    return said.urgent if question.urgent is False else None


def crisis_recall(question: Question, said: Said) -> bool | None:
    """Whether a crisis got the crisis lines, sure or possible."""
    return said.crisis if question.crisis is True else None


def crisis_alarm(question: Question, said: Said) -> bool | None:
    """Whether something else got the crisis lines."""
    return said.crisis if question.crisis is False else None


Measure = Callable[[Question, Said], bool | None]

MEASURES: Mapping[str, Measure] = {
    "top-1": top_1,
    "top-3": top_3,
    "shown directly": direct,
    "wrong answers shown": wrong,
    "false answers": false,
    "right sort of refusal": refusal,
    "urgent recall": urgent_recall,
    "urgent false alarms": urgent_alarm,
    "crisis recall": crisis_recall,
    "crisis false alarms": crisis_alarm,
}
"""What is measured. Each tells yes or no for a question, or None where the question has no say in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """All figures of one run."""

    questions: int
    rates: Mapping[str, Mapping[Group, Mapping[str, Rate]]]
    """By measure, by group of questions, by what was measured: `marrow`, or a baseline."""
    cutoffs: Mapping[str, float]
    """The score from which on each baseline shows its best topic."""

    def rate(self, measure: str, group: Group, system: str = OURS) -> Rate:
        """Return one figure; 0 of 0 where no question of the group has a say in it."""
        return self.rates[measure].get(group, {}).get(system, Rate(0, 0))


def evaluate(library: Library, lookup: Lookup, questions: Sequence[Question], *, beside: bool = True) -> Evaluation:
    """Ask all questions and return the figures of the lookup and, unless `beside` is False, of the baselines."""
    said = {OURS: [lookup_said(lookup, question) for question in questions]}
    cutoffs = {}
    if beside:
        with baselines(library) as others:
            for name, baseline in others.items():
                # What expects nothing only tells of alerts, which baselines don't know.
                rankings = [baseline.rank(q.query, KINDS[q.kind]) if q.expect else () for q in questions]
                cutoffs[name] = best_cutoff(list(zip(questions, rankings, strict=True)))
                said[name] = [baseline_said(ranking, cutoffs[name]) for ranking in rankings]
    rates = {measure: measured(MEASURES[measure], questions, said) for measure in MEASURES}
    return Evaluation(questions=len(questions), rates=rates, cutoffs=cutoffs)


def lookup_said(lookup: Lookup, question: Question) -> Said:
    """Ask the lookup."""
    answer = lookup.answer(question.query, KINDS[question.kind])
    return Said(
        ranked=tuple(match.topic.id for match in answer.matches),
        shown=answer.topic.id if answer.topic else None,
        refusal=None if answer.topic else answer.outcome.value,
        urgent=answer.urgent is not None,
        crisis=answer.crisis is not None,
    )


def baseline_said(ranking: Sequence[Found], cutoff: float) -> Said:
    """Show a baseline's best topic from the cutoff on; its order counts below it, too."""
    shown = ranking[0].topic if ranking and ranking[0].score >= cutoff else None
    refused = None if shown else Outcome.NOTHING.value
    return Said(ranked=tuple(found.topic for found in ranking[:5]), shown=shown, refusal=refused)


def best_cutoff(ranked: Sequence[tuple[Question, Sequence[Found]]]) -> float:
    """Return the score from which on a baseline had best show its first topic.

    That is where the right answers shown, less the wrong and the false ones, are most: on the half that may be tuned
    on, or on all questions if none is of it. Infinite if it had best show nothing.
    """
    tuned = [(question, found) for question, found in ranked if question.half == TUNED] or ranked
    gains: dict[float, int] = {}
    for question, found in tuned:
        if found and question.expect:
            gain = 1 if found[0].topic in question.expect else -1
            gains[found[0].score] = gains.get(found[0].score, 0) + gain
    best, cutoff, total = 0, math.inf, 0
    for score in sorted(gains, reverse=True):
        total += gains[score]
        if total > best:
            best, cutoff = total, score
    return cutoff


def measured(
    measure: Measure, questions: Sequence[Question], said: Mapping[str, Sequence[Said]]
) -> dict[Group, dict[str, Rate]]:
    """Return a measure's rates by group and system; groups and systems without any such question are left out."""
    rates: dict[Group, dict[str, Rate]] = {}
    for system, sayings in said.items():
        for question, saying in zip(questions, sayings, strict=True):
            if (hit := measure(question, saying)) is None:
                continue
            for group in groups(question):
                of_group = rates.setdefault(group, {})
                before = of_group.get(system, Rate(0, 0))
                of_group[system] = Rate(before.count + hit, before.of + 1)
    return rates


def groups(question: Question) -> Iterator[Group]:
    """Yield the groups that a question counts in."""
    for half in (None, question.half):
        for sort in (None, question.sort):
            yield Group(half, sort)
