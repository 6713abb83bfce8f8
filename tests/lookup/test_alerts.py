"""Emergencies and crises: the alert rules of our own library, and the reader behind them."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.alert_rules import AlertRules
from bot.catalog.reading import read_document
from bot.lookup.alerts import AlertReader, failing_phrases
from bot.lookup.text import read_text

CONTENT = Path(__file__).parents[2] / "content"
TEXTS = Path(__file__).with_name("alert_texts.yaml")

MOST_MISSED = 0.003
MOST_FALSE_URGENT = 0.02
MOST_FALSE_CRISES = 0.005


@pytest.fixture(scope="module")
def rules() -> AlertRules:
    return AlertRules.model_validate(read_document(CONTENT / "alerts.yaml", "alerts.yaml").data)


@pytest.fixture(scope="module")
def reader(rules: AlertRules) -> AlertReader:
    return AlertReader(rules)


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    read: dict[str, list[str]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return read


def alerts(reader: AlertReader, text: str) -> tuple[str, str]:
    """Return what a text trips: `sure`, `possible` or nothing, urgent first and crisis second."""
    urgent, crisis = reader.read(read_text(text))
    words = ["" if alert is None else "sure" if alert.sure else "possible" for alert in (urgent, crisis)]
    return words[0], words[1]


def test_every_phrase_under_fires_and_silent_does_what_it_should(rules: AlertRules) -> None:
    assert failing_phrases(rules) == []


def test_a_phrase_that_does_not_do_what_it_should_is_named(rules: AlertRules) -> None:
    first = rules.rules[0]
    wrong = first.model_copy(update={"fires": ("a nice day",), "silent": (first.fires[0],)})
    failing = failing_phrases(rules.model_copy(update={"rules": (wrong, *rules.rules[1:])}))
    assert len(failing) == 2
    assert "should fire on “a nice day”" in failing[0]
    assert "should stay silent" in failing[1]


def share(wrong: Sequence[str], of: Sequence[str]) -> float:
    return len(wrong) / len(of)


def test_emergencies_get_the_advice(reader: AlertReader, texts: dict[str, list[str]]) -> None:
    missed = [text for text in texts["urgent"] + texts["both"] if not alerts(reader, text)[0]]
    assert share(missed, texts["urgent"]) <= MOST_MISSED, missed


def test_crises_get_the_lines(reader: AlertReader, texts: dict[str, list[str]]) -> None:
    missed = [text for text in texts["crisis"] + texts["both"] if not alerts(reader, text)[1]]
    assert share(missed, texts["crisis"]) <= MOST_MISSED, missed


def test_other_texts_hardly_ever_get_either(reader: AlertReader, texts: dict[str, list[str]]) -> None:
    others = texts["neither"]
    urgent = [text for text in others if alerts(reader, text)[0]]
    crises = [text for text in others + texts["urgent"] if alerts(reader, text)[1]]
    assert share(urgent, others) <= MOST_FALSE_URGENT, urgent
    assert share(crises, others + texts["urgent"]) <= MOST_FALSE_CRISES, crises


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("temp 101", ("sure", "")),
        ("my son has a fever", ("possible", "")),
        ("38.5", ("possible", "")),
        ("shortness of breath", ("possible", "")),
        ("fever", ("", "")),
        ("severe bleeding", ("", "")),
        ("what if the bleeding won't stop", ("possible", "")),
        ("I want to die", ("", "sure")),
        ("I can't do this anymore", ("", "possible")),
        ("I took all my pills to die and now I can't breathe", ("sure", "sure")),
        ("I'm scared of dying", ("", "")),
    ],
)
def test_how_sure_an_alert_is(reader: AlertReader, text: str, expected: tuple[str, str]) -> None:
    assert alerts(reader, text) == expected


def test_an_alert_says_which_words_spoke_for_it(reader: AlertReader) -> None:
    urgent, _ = reader.read(read_text("Hello. My dad is coughing up blood!"))
    assert urgent is not None
    assert urgent.why[0].typed == "coughing up blood"
    assert urgent.why[0].name == "blood-coughed-or-vomited"


def test_the_whole_text_is_read_however_long(reader: AlertReader) -> None:
    long = "We had a good day at the park and the weather was fine. " * 200
    assert alerts(reader, long) == ("", "")
    assert alerts(reader, long + "Then she started vomiting blood.") == ("sure", "")


def test_the_most_urgent_rule_speaks_first(reader: AlertReader) -> None:
    urgent, _ = reader.read(read_text("he has a fever on chemo and can't breathe"))
    assert urgent is not None
    assert urgent.rule.call == "emergency"


SIGNS = (
    "my dad is vomiting blood",
    "temp of 101 on chemo",
    "i want to kill myself",
    "what counts as a fever",
    "no fever and no bleeding today",
    "how long is induction",
    "quiero morir",
    "死にたい",
)


@given(st.sampled_from(SIGNS), st.sampled_from(string.punctuation.replace("'", "")), st.integers(1, 4))
def test_case_spacing_unicode_form_and_punctuation_around_change_nothing(
    reader: AlertReader, text: str, mark: str, count: int
) -> None:
    expected = alerts(reader, text)
    assert alerts(reader, text.upper()) == expected
    assert alerts(reader, text.title()) == expected
    assert alerts(reader, text.replace(" ", " " * count)) == expected
    assert alerts(reader, text.replace(" ", "\n")) == expected
    assert alerts(reader, unicodedata.normalize("NFD", text)) == expected
    assert alerts(reader, unicodedata.normalize("NFKC", text)) == expected
    assert alerts(reader, f"{mark * count} {text} {mark * count}") == expected


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_any_text_can_be_read_and_always_gives_the_same(reader: AlertReader, text: str) -> None:
    assert alerts(reader, text) == alerts(reader, text)


@settings(max_examples=100)
@given(st.data())
def test_any_mix_of_the_rules_own_words_can_be_read(
    reader: AlertReader, rules: AlertRules, data: st.DataObject
) -> None:
    words = sorted({word for group in rules.words.values() for phrase in group for word in phrase.split("_")})
    text = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=60)))
    assert alerts(reader, text) == alerts(reader, text)
