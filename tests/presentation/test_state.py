"""What buttons carry: it comes back as it was, fits Discord's limit, and a forged one is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog import Library
from bot.lookup.answer import Alert
from bot.presentation.state import Alerts, Picked


def test_every_topic_with_any_two_alerts_fits_a_custom_id_and_comes_back(library: Library) -> None:
    rules = library.alerts.rules
    urgents = [Alert(rule=rule, sure=sure) for rule in rules if rule.sort == "urgent" for sure in (True, False)]
    crises = [Alert(rule=rule, sure=True) for rule in rules if rule.sort == "crisis"]
    for topic_id in library.topics:
        for urgent in (None, *urgents):
            for crisis in (None, *crises):
                picked = Picked(topic_id=topic_id, alerts=Alerts(urgent=urgent, crisis=crisis))
                assert len(str(picked)) <= 100
                assert Picked.parse(library, str(picked)) == picked


@pytest.mark.parametrize(
    "value",
    [
        "",
        "m1",
        "m1:fever",
        "m1:no-such-topic:-:-",
        "m0:fever:-:-",
        "m1:fever:-:-:-",
        "m1:Fever:-:-",
        "m1:fever:x:-",
        "fever",
    ],
)
def test_a_forged_value_is_nothing(library: Library, value: str) -> None:
    assert Picked.parse(library, value) is None


def test_an_alert_whose_rule_is_gone_is_left_out(library: Library) -> None:
    picked = Picked.parse(library, "m1:fever:no-such-rule!:-")
    assert picked is not None
    assert picked.alerts == Alerts()


@given(st.text(max_size=120))
def test_no_text_that_somebody_types_breaks_the_reading(library: Library, text: str) -> None:
    Picked.parse(library, text)
    Picked.parse(library, f"m1:{text}")
