"""The figures of the lookup over many labelled questions do not fall. Failures show figures, never texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalog import Library
from bot.evaluation.figures import Evaluation, Group, evaluate
from bot.evaluation.questions import Question, read_questions
from bot.lookup import Lookup

HERE = Path(__file__).parent
FILES = ("questions.yaml", "blind.yaml", "alert_texts.yaml")

AT_LEAST = {
    "dev": {"top-1": 0.955, "top-3": 0.975, "shown directly": 0.905, "right sort of refusal": 0.89},
    "held": {"top-1": 0.965, "top-3": 0.975, "shown directly": 0.92, "right sort of refusal": 0.89},
    "blind": {
        "top-1": 0.95,
        "top-3": 0.97,
        "shown directly": 0.89,
        "right sort of refusal": 0.835,
        "urgent recall": 0.975,
        "crisis recall": 0.97,
    },
    "alerts": {"urgent recall": 0.92, "crisis recall": 0.82},
    "alerts-blind": {"urgent recall": 0.9, "crisis recall": 0.8},
}
"""Shares reached, less a little. Raise them when the lookup gets better."""
AT_MOST = {
    "dev": {"wrong answers shown": 0.019, "false answers": 0.02, "urgent false alarms": 0.024},
    "held": {"wrong answers shown": 0.017, "false answers": 0.025, "urgent false alarms": 0.033},
    "blind": {
        "wrong answers shown": 0.02,
        "false answers": 0.036,
        "urgent false alarms": 0.02,
        "crisis false alarms": 0.005,
    },
    "alerts": {"urgent false alarms": 0.035, "crisis false alarms": 0.03},
    "alerts-blind": {"urgent false alarms": 0.018, "crisis false alarms": 0.02},
    "near misses": {"crisis false alarms": 0.108},
}


@pytest.fixture(scope="module")
def questions(library: Library) -> tuple[Question, ...]:
    return tuple(question for file in FILES for question in read_questions(HERE / file, library.topics))


@pytest.fixture(scope="module")
def evaluation(library: Library, lookup: Lookup, questions: tuple[Question, ...]) -> Evaluation:
    return evaluate(library, lookup, questions, beside=False)


@pytest.mark.parametrize("half", AT_LEAST)
def test_what_should_be_high_does_not_fall(evaluation: Evaluation, half: str) -> None:
    rates = {measure: evaluation.rate(measure, Group(half)) for measure in AT_LEAST[half]}
    assert {m: rate for m, rate in rates.items() if not rate.of or rate.share < AT_LEAST[half][m]} == {}


@pytest.mark.parametrize("half", AT_MOST)
def test_what_should_be_low_does_not_rise(evaluation: Evaluation, half: str) -> None:
    rates = {measure: evaluation.rate(measure, Group(half)) for measure in AT_MOST[half]}
    assert {m: rate for m, rate in rates.items() if not rate.of or rate.share > AT_MOST[half][m]} == {}


def test_the_questions_are_many(questions: tuple[Question, ...]) -> None:
    answers = [question for question in questions if question.half in {"dev", "held"}]
    assert len(answers) >= 600
    assert len([question for question in questions if question.half == "blind"]) >= 420


def test_no_question_stands_twice(questions: tuple[Question, ...]) -> None:
    asked = [(question.query, question.kind) for question in questions]
    doubled = len(asked) - len(set(asked))
    assert doubled == 0
    assert len({question.id for question in questions}) == len(questions)


def test_every_topic_is_asked_for(questions: tuple[Question, ...], library: Library) -> None:
    for halves in ({"dev", "held"}, {"blind"}):
        expected = {topic for question in questions if question.half in halves for topic in question.expect}
        assert expected >= library.topics.keys()


def test_no_line_that_the_lookup_learns_from_is_a_question(library: Library, questions: tuple[Question, ...]) -> None:
    """Names and words of two or three may be both: there are no two ways to type "night sweats"."""
    asked = {" ".join(question.query.casefold().split()) for question in questions}
    lines = (line for kept in (library.asked, library.told) for lines in kept.values() for line in lines)
    common = sum(len(line.split()) > 3 and " ".join(line.casefold().split()) in asked for line in lines)
    assert common == 0


def test_held_back_questions_stand_nowhere_else(questions: tuple[Question, ...]) -> None:
    def words(question: Question) -> str:
        return " ".join(question.query.casefold().split())

    held_back = {words(question) for question in questions if question.half == "blind"}
    seen = {words(question) for question in questions if question.half != "blind"}
    common = len(held_back & seen)
    assert common == 0
