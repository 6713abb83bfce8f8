"""What makes the lookup sure enough to show a topic without a menu."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.lookup import Lookup, Outcome
from bot.lookup.decision import SURE
from bot.lookup.evidence import Evidence

MIDDLING = Evidence(lead=0.1, over_refusal=0.15, coverage=0.5, words=4, places=1, named=False)


@pytest.mark.parametrize(
    "more",
    [
        replace(MIDDLING, lead=0.2),
        replace(MIDDLING, over_refusal=0.3),
        replace(MIDDLING, coverage=0.9),
        replace(MIDDLING, words=9),
        replace(MIDDLING, places=2),
        replace(MIDDLING, named=True),
    ],
)
def test_more_of_anything_makes_surer(more: Evidence) -> None:
    assert more.confidence > MIDDLING.confidence


def test_confidence_is_a_likelihood() -> None:
    nothing = Evidence(lead=0, over_refusal=-0.5, coverage=0, words=0, places=0, named=False)
    everything = Evidence(lead=0.9, over_refusal=0.9, coverage=1, words=30, places=9, named=True)
    assert 0 < nothing.confidence < 0.1
    assert 0.9 < everything.confidence < 1


def test_a_story_that_repeats_names_is_no_surer_than_one_that_has_them_thrice() -> None:
    assert replace(MIDDLING, places=3).confidence == replace(MIDDLING, places=30).confidence


def test_a_topic_is_shown_directly_where_the_evidence_is_enough(lookup: Lookup) -> None:
    answer = lookup.answer("my gums bleed every time I brush, what can I do")
    assert answer.outcome is Outcome.TOPIC
    assert answer.evidence is not None
    assert answer.evidence.confidence >= SURE


def test_a_menu_comes_where_it_is_not(lookup: Lookup) -> None:
    answer = lookup.answer("what does the doctor do next")
    assert answer.outcome is not Outcome.TOPIC
    assert answer.evidence is None or answer.evidence.confidence < SURE


def test_a_name_alone_needs_no_weighing(lookup: Lookup) -> None:
    assert lookup.answer("fatigue").evidence is None
