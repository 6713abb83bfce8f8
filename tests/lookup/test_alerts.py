"""Emergencies and crises: the alert rules of our own library, and the reader behind them."""

from __future__ import annotations

import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog import Library
from bot.catalog.alert_rules import AlertRules
from bot.catalog.lines import NOTHING
from bot.catalog.reading import read_document
from bot.lookup import Lookup
from bot.lookup.alerts import AlertReader, failing_phrases
from bot.lookup.text import read_text

CONTENT = Path(__file__).parents[2] / "content"

MOST_MISSED = {"urgent": 0.09, "crisis": 0.02}
MOST_FALSE = 0.04


@pytest.fixture(scope="module")
def rules() -> AlertRules:
    return AlertRules.model_validate(read_document(CONTENT / "alerts.yaml", "alerts.yaml").data)


def alerts(lookup: Lookup, text: str) -> tuple[str, str]:
    """Return what a text trips: `sure`, `possible` or nothing, urgent first and crisis second."""
    answer = lookup.answer(text)
    words = ["" if alert is None else "sure" if alert.sure else "possible" for alert in (answer.urgent, answer.crisis)]
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


@pytest.mark.parametrize("sort", ["urgent", "crisis"])
def test_what_was_told_is_heard_again(library: Library, lookup: Lookup, sort: str) -> None:
    """The lines that the alerts are learnt from; how well others are heard is measured in `test_questions`."""
    told = [line for rule in library.alerts.rules if rule.sort == sort for line in library.told[rule.id]]
    missed = [line for line in told if not getattr(lookup.answer(line), sort)]
    assert len(missed) <= MOST_MISSED[sort] * len(told), missed


def test_what_tells_of_nothing_hardly_ever_gets_either(library: Library, lookup: Lookup) -> None:
    told = library.told[NOTHING]
    false = [line for line in told if alerts(lookup, line) != ("", "")]
    assert len(false) <= MOST_FALSE * len(told), false


def test_a_lone_word_or_a_name_of_a_topic_tells_of_no_crisis(library: Library, lookup: Lookup) -> None:
    worded = {"hopeless", "want to give up", "i can't do this anymore"}
    typed = {name for topic in library.topics.values() for name in topic.names}
    typed |= {"both", "already", "bought", "balcony", "abroad", "business", "coping"}
    assert {text for text in typed if lookup.answer(text).crisis} <= worded


def test_without_lines_the_wordings_speak_alone(rules: AlertRules) -> None:
    reader = AlertReader(rules)
    urgent, crisis = reader.read(read_text("my dad is coughing up blood"))
    assert urgent is not None
    assert crisis is None


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
def test_how_sure_an_alert_is(lookup: Lookup, text: str, expected: tuple[str, str]) -> None:
    assert alerts(lookup, text) == expected


def test_an_alert_says_which_words_spoke_for_it(lookup: Lookup) -> None:
    urgent = lookup.answer("Hello. My dad is coughing up blood!").urgent
    assert urgent is not None
    assert urgent.why[0].typed == "coughing up blood"
    assert urgent.why[0].name == "blood-coughed-or-vomited"


def test_the_whole_text_is_read_however_long(lookup: Lookup) -> None:
    long = "We had a good day at the park and the weather was fine. " * 200
    assert alerts(lookup, long) == ("", "")
    assert alerts(lookup, long + "Then she started vomiting blood.") == ("sure", "")


def test_the_most_urgent_rule_speaks_first(lookup: Lookup) -> None:
    urgent = lookup.answer("he has a fever on chemo and can't breathe").urgent
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
    lookup: Lookup, text: str, mark: str, count: int
) -> None:
    expected = alerts(lookup, text)
    assert alerts(lookup, text.upper()) == expected
    assert alerts(lookup, text.title()) == expected
    assert alerts(lookup, text.replace(" ", " " * count)) == expected
    assert alerts(lookup, text.replace(" ", "\n")) == expected
    assert alerts(lookup, unicodedata.normalize("NFD", text)) == expected
    assert alerts(lookup, unicodedata.normalize("NFKC", text)) == expected
    assert alerts(lookup, f"{mark * count} {text} {mark * count}") == expected


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_any_text_can_be_read_and_always_gives_the_same(lookup: Lookup, text: str) -> None:
    assert alerts(lookup, text) == alerts(lookup, text)


@settings(max_examples=100)
@given(st.data())
def test_any_mix_of_the_rules_own_words_can_be_read(lookup: Lookup, rules: AlertRules, data: st.DataObject) -> None:
    words = sorted({word for group in rules.words.values() for phrase in group for word in phrase.split("_")})
    text = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=60)))
    assert alerts(lookup, text) == alerts(lookup, text)
