"""Measuring the lookup: questions in, figures out, beside the baselines; on data small enough to reckon by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.catalog import Kind, Library
from bot.cli import main
from bot.evaluation.baselines import BM25Names, Found, FuzzyNames, Names, TrigramNames, baselines, has_trigrams
from bot.evaluation.figures import MEASURES, Group, Rate, Said, baseline_said, best_cutoff, evaluate, measured
from bot.evaluation.questions import Question, QuestionsError, read_questions
from bot.evaluation.report import ABOUT, data, table
from bot.lookup import Lookup
from tests.conftest import TINY

TOPICS = ("asthma", "wheezing", "inhaler")


def question(query: str = "wheezing", **fields: Any) -> Question:
    given = {"id": "q", "half": "dev", "class": "phrase", "kind": "ask", "query": query, **fields}
    return Question.model_validate(given)


def hit(measure: str, asked: Question, said: Said) -> bool | None:
    return MEASURES[measure](asked, said)


# --- rates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "low", "high"),
    [
        (Rate(8, 10), 0.4902, 0.9433),
        (Rate(0, 10), 0.0, 0.2775),
        (Rate(10, 10), 0.7225, 1.0),
        (Rate(50, 100), 0.4038, 0.5962),
        (Rate(0, 0), 0.0, 1.0),
    ],
)
def test_intervals_are_wilsons(rate: Rate, low: float, high: float) -> None:
    assert list(rate.interval()) == pytest.approx([low, high], abs=1e-4)


@given(of=st.integers(1, 5000), data=st.data())
def test_an_interval_holds_its_share_and_stays_within_0_and_1(of: int, data: st.DataObject) -> None:
    rate = Rate(data.draw(st.integers(0, of)), of)
    low, high = rate.interval()
    assert 0 <= low <= rate.share + 1e-9
    assert rate.share - 1e-9 <= high <= 1


# --- measures -------------------------------------------------------------------------------------------------


def test_a_right_topic_in_a_menu_is_top_1_but_not_shown_directly() -> None:
    asked, said = question(expect=["wheezing"]), Said(ranked=("wheezing", "asthma"), refusal="choices")
    assert hit("top-1", asked, said) is True
    assert hit("shown directly", asked, said) is False
    assert hit("wrong answers shown", asked, said) is False


def test_a_right_topic_in_the_third_place_is_top_3_and_in_the_fourth_is_not() -> None:
    asked = question(expect=["wheezing"])
    assert hit("top-1", asked, Said(ranked=("a", "b", "wheezing"))) is False
    assert hit("top-3", asked, Said(ranked=("a", "b", "wheezing"))) is True
    assert hit("top-3", asked, Said(ranked=("a", "b", "c", "wheezing"))) is False


def test_any_of_several_right_topics_will_do() -> None:
    asked = question(expect=["wheezing", "asthma"])
    assert hit("shown directly", asked, Said(ranked=("asthma",), shown="asthma")) is True


def test_a_wrong_topic_shown_is_a_wrong_answer_even_if_the_right_one_comes_second() -> None:
    assert hit("wrong answers shown", question(expect=["wheezing"]), Said(ranked=("a", "wheezing"), shown="a")) is True


def test_a_topic_shown_for_what_should_be_refused_is_false_and_a_menu_is_not() -> None:
    asked = question("hello", expect="nothing")
    assert hit("false answers", asked, Said(ranked=("asthma",), shown="asthma")) is True
    assert hit("false answers", asked, Said(ranked=("asthma",), refusal="choices")) is False
    assert hit("top-1", asked, Said()) is None


def test_what_is_known_to_be_refused_should_be_named_and_for_the_unknown_anything_but_a_topic_will_do() -> None:
    personal, unknown = question("how many puffs", expect="declined"), question("hello", expect="nothing")
    assert hit("right sort of refusal", personal, Said(refusal="declined")) is True
    assert hit("right sort of refusal", personal, Said(refusal="nothing")) is False
    assert hit("right sort of refusal", unknown, Said(refusal="not_covered")) is None


def test_where_a_refusal_or_a_topic_is_right_both_are() -> None:
    asked = question(expect=["not_covered", "inhaler"])
    for said in (Said(ranked=("inhaler",), shown="inhaler"), Said(refusal="not_covered")):
        assert hit("false answers", asked, said) is False
        assert hit("right sort of refusal", asked, said) is True
    assert hit("false answers", asked, Said(ranked=("asthma",), shown="asthma")) is True


@pytest.mark.parametrize("sort", ["urgent", "crisis"])
def test_alerts_count_as_recall_where_they_must_stand_and_as_alarms_where_they_must_not(sort: str) -> None:
    must, must_not = question(urgent=True, crisis=True), question(urgent=False, crisis=False)
    heard, silent = Said(urgent=True, crisis=True), Said(urgent=False, crisis=False)
    assert hit(f"{sort} recall", must, heard) is True
    assert hit(f"{sort} recall", must, silent) is False
    assert hit(f"{sort} false alarms", must_not, heard) is True
    assert hit(f"{sort} false alarms", must, heard) is None


@pytest.mark.parametrize("flag", ["either", None])
def test_an_alert_that_may_stand_or_that_nobody_labelled_counts_nowhere(flag: str | None) -> None:
    for measure in ("urgent recall", "urgent false alarms"):
        assert hit(measure, question(urgent=flag), Said(urgent=True)) is None


def test_rates_stand_by_half_and_class_and_for_all() -> None:
    questions = [
        question(expect=["asthma"]),
        question(expect=["asthma"], half="held"),
        question(expect=["asthma"], half="held", **{"class": "typo"}),
        question(expect="nothing"),
    ]
    right, empty = Said(ranked=("asthma",)), Said()
    rates = measured(MEASURES["top-1"], questions, {"x": [right, empty, right, empty]})
    assert rates[Group()] == {"x": Rate(2, 3)}
    assert rates[Group("held")] == {"x": Rate(1, 2)}
    assert rates[Group(None, "phrase")] == {"x": Rate(1, 2)}
    assert rates[Group("held", "typo")] == {"x": Rate(1, 1)}
    assert Group("dev", "typo") not in rates


# --- baselines ------------------------------------------------------------------------------------------------

FRUIT = Names(
    ("red apple", "apple pie", "apple"),
    ("fruit", "cake", "cake"),
    {"fruit": Kind.TERM, "cake": Kind.TREATMENT},
)


def scores(found: Sequence[Found]) -> dict[str, float]:
    return {each.topic: round(each.score, 4) for each in found}


def test_bm25_weighs_rare_words_more_and_long_names_less() -> None:
    # Two topics of 2 and 3 words. "red": ln(1 + 1.5 / 1.5) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 2.5)).
    assert scores(BM25Names(FRUIT).rank("red?")) == {"fruit": 0.7549}
    # "apple", once and twice: ln(1 + 0.5 / 2.5) * 2.2 / 2.02, and * 4.4 / (2 + 1.2 * (0.25 + 0.75 * 3 / 2.5)).
    assert scores(BM25Names(FRUIT).rank("Apple")) == {"cake": 0.2373, "fruit": 0.1986}
    assert BM25Names(FRUIT).rank("pear") == ()


def test_fuzzy_names_rank_a_topic_by_its_most_similar_name() -> None:
    found = FuzzyNames(FRUIT, fuzz.ratio).rank("Aple")
    assert [each.topic for each in found] == ["cake", "fruit"]
    assert found[0].score == pytest.approx(100 * 2 * 4 / 9)


def test_among_equals_those_of_the_kind_come_first() -> None:
    fuzzy = FuzzyNames(FRUIT, fuzz.token_set_ratio)
    assert [each.topic for each in fuzzy.rank("apple", Kind.TERM)] == ["fruit", "cake"]
    assert [each.topic for each in fuzzy.rank("apple", Kind.TREATMENT)] == ["cake", "fruit"]


@pytest.mark.skipif(not has_trigrams(), reason="this SQLite was built without FTS5's trigrams")
def test_trigrams_find_a_name_by_a_part_of_a_word_and_bear_any_text() -> None:
    trigrams = TrigramNames(FRUIT)
    try:
        assert [each.topic for each in trigrams.rank("a piece of PIE")] == ["cake"]
        assert {each.topic for each in trigrams.rank("aplle, appl")} == {"fruit", "cake"}
        for text in ("", "ab", '" OR name:*', "NEAR(", "a\0b\0c", "\N{GRINNING FACE} 猫猫猫"):
            assert trigrams.rank(text) == ()
    finally:
        trigrams.close()


def test_every_baseline_finds_a_topic_by_its_title(tiny_library: Library) -> None:
    with baselines(tiny_library) as others:
        assert {name: other.rank("spirometer")[0].topic for name, other in others.items()} == dict.fromkeys(
            others, "spirometer"
        )


# --- cutoffs --------------------------------------------------------------------------------------------------


def ranked(topic: str, score: float, expect: object, half: str = "dev") -> tuple[Question, tuple[Found, ...]]:
    return question(expect=expect, half=half), (Found(topic, score),)


def test_the_cutoff_is_where_right_answers_less_wrong_and_false_ones_are_most() -> None:
    right, wrong, false = ["asthma"], ["wheezing"], "nothing"
    pairs = [
        ranked("asthma", 99, right),
        ranked("asthma", 95, right),
        ranked("asthma", 90, false),
        ranked("asthma", 80, right),
        ranked("asthma", 70, wrong),
        (question(expect=right), ()),
    ]
    assert best_cutoff(pairs) == 95
    assert best_cutoff([*pairs, ranked("asthma", 80, right)]) == 80


def test_the_cutoff_is_chosen_on_the_development_half_where_there_is_one() -> None:
    held = [ranked("asthma", 50, ["asthma"], "held"), ranked("asthma", 40, ["asthma"], "held")]
    assert best_cutoff([*held, ranked("asthma", 60, ["asthma"])]) == 60
    assert best_cutoff(held) == 40


def test_a_baseline_that_is_mostly_wrong_had_best_show_nothing() -> None:
    assert best_cutoff([ranked("asthma", 60, "nothing")]) == math.inf


def test_below_the_cutoff_a_baseline_says_nothing_and_its_order_counts() -> None:
    found = (Found("asthma", 60), Found("wheezing", 50))
    assert baseline_said(found, 61) == Said(ranked=("asthma", "wheezing"), refusal="nothing")
    assert baseline_said(found, 60) == Said(ranked=("asthma", "wheezing"), shown="asthma")
    assert baseline_said((), 0) == Said(refusal="nothing")


# --- whole runs -----------------------------------------------------------------------------------------------

QUESTIONS = """\
- {id: a, half: dev, class: phrase, kind: ask, expect: [wheezing], query: chest whistles}
- {id: b, half: dev, class: typo, kind: treatment, expect: [inhaler], query: inhalerr, urgent: false, crisis: false}
- {id: c, half: held, class: chat, kind: ask, expect: nothing, query: qqqq zzzz}
- {id: d, half: held, class: urgent, kind: ask, query: I can't breathe, urgent: true, crisis: false}
- {id: e, half: held, class: personal, kind: ask, expect: declined, query: how many puffs}
"""
ALERTS = """\
urgent: [my lips are blue]
crisis: [I want to die]
neither: [what is asthma, will I die]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


@pytest.fixture
def alerts(tmp_path: Path) -> Path:
    path = tmp_path / "alerts.yaml"
    path.write_text(ALERTS, encoding="utf-8")
    return path


def test_a_run_measures_the_lookup_and_the_baselines(tiny_library: Library, file: Path, alerts: Path) -> None:
    questions = [q for each in (file, alerts) for q in read_questions(each, tiny_library.topics)]
    evaluation = evaluate(tiny_library, Lookup(tiny_library), questions)
    assert evaluation.questions == 9
    assert evaluation.rate("top-1", Group()) == Rate(2, 2)
    assert evaluation.rate("shown directly", Group("dev")) == Rate(2, 2)
    assert evaluation.rate("false answers", Group("held", "chat")) == Rate(0, 1)
    assert evaluation.rate("urgent recall", Group()) == Rate(2, 2)
    assert evaluation.rate("crisis recall", Group()) == Rate(1, 1)
    assert evaluation.rate("crisis false alarms", Group()) == Rate(0, 5)
    assert evaluation.rate("top-1", Group(), "WRatio") == Rate(2, 2)
    assert evaluation.rate("urgent recall", Group(), "WRatio") == Rate(0, 0)
    assert set(evaluation.cutoffs) >= {"WRatio", "token_set_ratio", "BM25"}


def test_a_run_without_baselines_has_the_same_figures(tiny_library: Library, file: Path) -> None:
    questions, lookup = read_questions(file, tiny_library.topics), Lookup(tiny_library)
    alone = evaluate(tiny_library, lookup, questions, beside=False)
    beside = evaluate(tiny_library, lookup, questions)
    assert alone.cutoffs == {}
    assert {m: alone.rate(m, Group()) for m in MEASURES} == {m: beside.rate(m, Group()) for m in MEASURES}


def test_the_table_has_every_measure_and_shows_nobodys_words(tiny_library: Library, file: Path, alerts: Path) -> None:
    questions = [q for each in (file, alerts) for q in read_questions(each, tiny_library.topics)]
    evaluation = evaluate(tiny_library, Lookup(tiny_library), questions)
    text = table(evaluation)
    assert set(ABOUT) == set(MEASURES)
    assert [measure for measure in ABOUT if f"\n{measure}: " not in text] == []
    assert "2/2 100.0 (34.2–100.0)" in text
    assert [q.query for q in questions if q.query in text or q.query in json.dumps(data(evaluation))] == []


# --- reading questions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [", "can't be read as YAML"),
        ("just words", "list of questions"),
        ("[]", "list of questions"),
        ("urgent: many", "list of questions"),
        ("- {id: a, half: dev, class: phrase, kind: ask}", "`query`"),
        ("- {id: a, half: dev, class: phrase, kind: shout, query: x}", "one of condition"),
        (
            "- {id: a, half: dev, class: phrase, kind: ask, query: x, expect: [flu]}",
            "a expects “flu”, which is neither",
        ),
        ("- {id: a, half: dev, class: phrase, kind: ask, query: x, urgent: maybe}", "`urgent"),
        ("- {id: a, half: dev, class: phrase, kind: ask, query: x, colour: red}", "`colour`"),
    ],
)
def test_questions_that_are_wrong_are_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"questions\.yaml") as caught:
        read_questions(path, TOPICS)
    assert says in str(caught.value)


def test_a_question_keeps_its_words_to_itself() -> None:
    assert "chest whistles" not in repr(question("chest whistles"))


def test_one_expected_thing_needs_no_list() -> None:
    assert question(expect="asthma").expect == {"asthma"}


# --- the command ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("clean_environ")
def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str], file: Path, alerts: Path) -> None:
    files = ["--questions", str(file), "--questions", str(alerts)]
    assert main(["evaluate", "--content", str(TINY), *files]) == 0
    assert capsys.readouterr().out.startswith("9 questions.")


@pytest.mark.usefixtures("clean_environ")
def test_the_command_gives_figures_to_programs(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    assert main(["evaluate", "--content", str(TINY), "--questions", str(file), "--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    wanted = {"measure": "top-1", "half": "dev", "class": "typo", "system": "marrow"}
    [row] = [row for row in written["figures"] if wanted.items() <= row.items()]
    assert row == {**wanted, "count": 1, "of": 1, "share": 1.0, "interval": [0.2065, 1.0]}


@pytest.mark.usefixtures("clean_environ")
def test_the_command_says_where_the_questions_are_when_they_are_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["evaluate", "--content", str(TINY)]) == 2
    err = capsys.readouterr().err
    assert "questions.yaml is not there" in err
    assert "--questions FILE" in err
