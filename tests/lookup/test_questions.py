"""The figures of the lookup over many labelled questions do not fall."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.catalog import Kind
from bot.lookup import Lookup, Outcome

QUESTIONS = Path(__file__).with_name("questions.yaml")
KINDS = {"ask": None, "compare": Kind.COMPARISON}


def figures(lookup: Lookup, half: str) -> dict[str, float]:
    """Return the shares of right and wrong answers among the questions of a half."""
    counts: Counter[str] = Counter()
    for question in yaml.load(QUESTIONS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        if question["half"] != half:
            continue
        kind = KINDS[question["kind"]] if question["kind"] in KINDS else Kind(question["kind"])
        answer = lookup.answer(question["query"], kind)
        expected = question["expect"]
        directly = answer.outcome is Outcome.TOPIC
        if isinstance(expected, list):
            first = bool(answer.matches) and answer.matches[0].topic.id in expected
            counts.update(asked=1, first=first, direct=first and directly, wrong=directly and not first)
        else:
            counts.update(refusable=1, false=directly)
            counts.update(look_alikes=question["class"] == "look-alike" and directly)
    return {
        "top-1": counts["first"] / counts["asked"],
        "direct": counts["direct"] / counts["asked"],
        "wrong": counts["wrong"] / counts["asked"],
        "false": counts["false"] / counts["refusable"],
        "look-alikes": counts["look_alikes"],
    }


@pytest.mark.parametrize("half", ["dev", "held"])
def test_the_figures_do_not_fall(lookup: Lookup, half: str) -> None:
    found = figures(lookup, half)
    assert found["top-1"] >= 0.90
    assert found["direct"] >= 0.84
    assert found["wrong"] <= 0.03
    assert found["false"] <= 0.02


def test_no_question_stands_twice() -> None:
    questions = yaml.load(QUESTIONS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert len({question["id"] for question in questions}) == len(questions)
    assert len({(question["query"], question["kind"]) for question in questions}) == len(questions)
