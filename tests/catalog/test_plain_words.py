"""Topics that a tired reader can read: the grade, the length of sentences, and which hard words count as easy."""

from __future__ import annotations

import pytest

from bot.catalog import Library
from bot.catalog.plain_words import HIGHEST_GRADE, LONGEST_SENTENCE, reading_of_topic
from tests.catalog.conftest import Copy

TERM = "terms/spirometer.yaml"
SIGN = "symptoms/wheezing.yaml"
LONG = "If " + "it is so and " * 7 + "you can't."
"""A sentence of 31 words."""
HARD = "Pulmonary obstruction necessitates immediate administration of bronchodilators."


def test_a_topic_that_is_too_hard_is_named_with_its_hardest_words(pack: Copy) -> None:
    pack.replace(TERM, "You blow into a tube.", HARD)
    [problem] = pack.plain_words()
    assert problem.startswith(f"{TERM}:1: reads at grade ")
    assert "and 6 is the limit; use shorter sentences and words (such as for: " in problem
    assert "bronchodilators" in problem


def test_questions_and_figures_do_not_count_for_the_grade(pack: Copy) -> None:
    pack.replace(SIGN, "What do I do at night?", HARD)
    assert pack.plain_words() == []


def test_a_hard_comparison_is_found_in_its_columns(pack: Copy) -> None:
    pack.replace("comparisons/season.yaml", "It is worst in spring.", f"{HARD} {HARD} {HARD}")
    [problem] = pack.plain_words()
    assert problem.startswith("comparisons/season.yaml:1: reads at grade ")


def test_easy_words_lower_the_grade(pack: Copy) -> None:
    pack.replace(TERM, "You blow into a tube.", "A spirometer is a spirometer, and no other spirometer is one.")
    pack.replace(TERM, "A spirometer measures how fast you can breathe out.", "The spirometer. A spirometer.")
    [problem] = pack.plain_words()
    assert problem.startswith(f"{TERM}:1: reads at grade ")
    pack.replace("pack.yaml", "publishers:", "easy_words: [spirometer]\n\npublishers:")
    assert pack.plain_words() == []


def test_an_easy_word_that_nothing_explains_is_named(pack: Copy) -> None:
    pack.replace("pack.yaml", "publishers:", "easy_words: [asthma, bronchus]\n\npublishers:")
    message = "“bronchus” is no topic's name and has no gloss; explain it under `glosses`"
    assert pack.plain_words() == [f"pack.yaml:19: easy_words[2]: {message}"]


def test_a_gloss_explains_an_easy_word(pack: Copy) -> None:
    new = "easy_words: [bronchus]\nglosses: {bronchus: A tube of the lung.}\n\npublishers:"
    pack.replace("pack.yaml", "publishers:", new)
    assert pack.plain_words() == []


def test_a_gloss_of_a_word_that_is_not_easy_is_named(pack: Copy) -> None:
    pack.replace("pack.yaml", "publishers:", "glosses: {bronchus: A tube of the lung.}\n\npublishers:")
    message = "glosses.bronchus: explains a word that is not among `easy_words`"
    assert pack.plain_words() == [f"pack.yaml:19: {message}"]


def test_easy_words_stand_one_by_one(pack: Copy) -> None:
    pack.replace("pack.yaml", "publishers:", "easy_words: [hay fever]\n\npublishers:")
    message = "easy_words[1]: “hay fever” should be one word; list each by itself"
    assert pack.plain_words() == [f"pack.yaml:19: {message}"]


@pytest.mark.parametrize(
    ("file", "old", "place"),
    [
        (SIGN, "Wheezing is a whistling sound when you breathe out.", f"{SIGN}:4: summary.text"),
        (SIGN, "Air is pressed through narrow tubes.", f"{SIGN}:6: points[1].text"),
        (SIGN, "You can't speak a whole sentence.", f"{SIGN}:8: call_now[1].text"),
        (SIGN, "Your inhaler helps less than usual.", f"{SIGN}:10: call_team[1].text"),
        (SIGN, "What do I do at night?", f"{SIGN}:11: ask_your_team[2]"),
        (SIGN, "The list of drugs differs.", f"{SIGN}:13: elsewhere[1].text"),
        (SIGN, "Most children with it feel well at age 20.", f"{SIGN}:15: figures[1].text"),
        (
            "comparisons/season.yaml",
            "Cold air can set it off.",
            "comparisons/season.yaml:9: columns.asthma.points[1].text",
        ),
        (
            "not-covered.yaml",
            "That is another illness of the lungs. Your doctor can tell you more.",
            "not-covered.yaml:6: entries[1].say",
        ),
        (
            "alerts.yaml",
            "Call your emergency number now. Do not wait for an answer here.",
            "alerts.yaml:11: rules[1].say.sure",
        ),
        ("pack.yaml", "Figures lag behind treatment.", "pack.yaml:24: texts.figures_lag"),
    ],
)
def test_a_long_sentence_is_found_wherever_a_reader_meets_it(pack: Copy, file: str, old: str, place: str) -> None:
    pack.replace(file, old, LONG)
    message = f"has a sentence of 31 words (“If it is so and …”); at most {LONGEST_SENTENCE}: make it two"
    assert f"{place}: {message}" in pack.plain_words()


def test_a_sentence_of_twenty_five_words_is_short_enough(pack: Copy) -> None:
    pack.replace(SIGN, "What do I do at night?", " ".join(["so"] * 24 + ["what?"]))
    assert pack.plain_words() == []


def test_names_that_people_type_may_be_long(pack: Copy) -> None:
    pack.replace(SIGN, "chest whistles", LONG)
    assert pack.plain_words() == []


def test_a_topic_with_a_problem_of_its_own_has_its_sentences_checked_all_the_same(pack: Copy) -> None:
    pack.replace(SIGN, "What do I do at night?", LONG)
    pack.append(SIGN, "zzz: 1\n")
    [problem] = pack.plain_words()
    assert problem.startswith(f"{SIGN}:11: ask_your_team[2]: has a sentence of 31 words")


def test_every_topic_of_the_library_reads_at_grade_six_or_below(library: Library) -> None:
    grades = {topic.id: reading_of_topic(topic, library.pack).flesch_kincaid for topic in library.topics.values()}
    assert {topic: grade for topic, grade in grades.items() if grade > HIGHEST_GRADE} == {}
