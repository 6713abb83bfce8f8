"""Figures as a table for people, and as data for programs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from bot.evaluation.figures import Evaluation, Group, Rate

ABOUT: Mapping[str, str] = {
    "top-1": "a right topic comes first, shown or in a menu",
    "top-3": "a right topic is among the first three",
    "shown directly": "a right topic is shown without a menu",
    "wrong answers shown": "a wrong topic is shown without a menu",
    "false answers": "a topic is shown for what should be refused",
    "right sort of refusal": "what is known to be not covered or personal is named as that",
    "urgent recall": "emergencies that get the advice",
    "urgent false alarms": "other texts that get it",
    "crisis recall": "crises that get the crisis lines",
    "crisis false alarms": "other texts that get them",
}
"""What each measure is a share of, in words. Those of answers are of answerable questions."""


def table(evaluation: Evaluation) -> str:
    """Return the figures as text: a table for each measure, by half and by class, with counts and 95 % intervals."""
    blocks = [
        f"{evaluation.questions} questions. Cells: how many of how many, per cent, and its 95 % interval (Wilson)."
    ]
    blocks += ["\n".join(_lines(measure, evaluation.rates[measure])) for measure in ABOUT if evaluation.rates[measure]]
    if evaluation.cutoffs:
        cutoffs = ", ".join(f"{name} {cutoff:.3g}" for name, cutoff in evaluation.cutoffs.items())
        blocks.append(
            "The baselines search titles and aliases, and show their best topic from a score on that was chosen on the "
            f"development half: {cutoffs}. Their top-1 and top-3 are of their order alone."
        )
    return "\n\n".join(blocks)


def data(evaluation: Evaluation) -> dict[str, Any]:
    """Return the figures for programs, a row each. `half` and `class` are None where any counts."""
    rows = [
        {
            "measure": measure,
            "half": group.half,
            "class": group.sort,
            "system": system,
            "count": rate.count,
            "of": rate.of,
            "share": round(rate.share, 4),
            "interval": [round(end, 4) for end in rate.interval()],
        }
        for measure, of_measure in evaluation.rates.items()
        for group, of_group in of_measure.items()
        for system, rate in of_group.items()
    ]
    # JSON knows no infinity: a baseline that had best show nothing.
    cutoffs = {name: None if math.isinf(cutoff) else cutoff for name, cutoff in evaluation.cutoffs.items()}
    return {"questions": evaluation.questions, "cutoffs": cutoffs, "figures": rows}


def _lines(measure: str, rates: Mapping[Group, Mapping[str, Rate]]) -> Iterator[str]:
    systems = list(rates[Group()])
    yield f"{measure}: {ABOUT[measure]}"
    yield " ".join([f"{'':18}", *(f"{system:>26}" for system in systems)])
    whole = [group for group in rates if group.sort is None]
    classes = [group for group in rates if group.half is None and group.sort is not None]
    for group in [*sorted(whole, key=str), *sorted(classes, key=str)]:
        cells = (f"{_cell(rate):>26}" if (rate := rates[group].get(system)) else f"{'':26}" for system in systems)
        yield " ".join([f"{_label(group):18}", *cells]).rstrip()


def _label(group: Group) -> str:
    return group.sort or (f"half {group.half}" if group.half else "all")


def _cell(rate: Rate) -> str:
    low, high = rate.interval()
    return f"{rate.count}/{rate.of} {100 * rate.share:.1f} ({100 * low:.1f}–{100 * high:.1f})"
