"""Counting sentences, words and syllables, and the two formulas."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.readability import is_easy, reading_of, sentences_of, syllables, words_of

SYLLABLES = {
    1: "a the and blood cells eye some come whole called stayed reached bruise build tongue times years through don't "
    "can't you're strength clothes fruit reach brain tests",
    2: "doctor people often something sometimes marrow table settled needed very being doing dying fluid "
    "ruin science quiet giant didn't isn't safely safety careful movement treatment special nation nurses matches "
    "headache player react create fever spinal easy chances lion",
    3: "everyone several serious period radio area idea usual easier elements medicine oxygen remember example "
    "medium delivered emergent beginning however understand hospital family energy",
    4: "emergency usually information January biology suicidal anybody comfortable temporary",
    5: "university immediately immunology",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, words in SYLLABLES.items() for word in words.split()]
)
def test_syllables_are_those_that_one_says(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize("word", ["7", "38.0", "100,000", "AML", "2025", "HLA"])
def test_numbers_and_short_names_are_taken_in_at_a_glance(word: str) -> None:
    assert syllables(word) == 1


@given(st.from_regex(r"\A[A-Za-zÀ-ÿ]{1,30}\Z"))
def test_every_word_has_at_least_one_syllable(word: str) -> None:
    assert 1 <= syllables(word) <= len(word) + 1


def test_a_text_is_cut_at_the_ends_of_its_sentences() -> None:
    text = "Call now! Is it 38.0 °C (100.4 °F)? It may be. “Stay calm.” Then wait …  and see"
    assert sentences_of(text) == (
        "Call now!",
        "Is it 38.0 °C (100.4 °F)?",
        "It may be.",
        "“Stay calm.",
        "Then wait …",
        "and see",
    )


def test_a_decimal_point_ends_no_sentence() -> None:
    assert len(sentences_of("A fever is 38.0 °C or more.")) == 1


def test_a_text_without_words_has_no_sentence() -> None:
    assert sentences_of(" … ! ") == ()


def test_words_are_cut_at_hyphens_and_hold_their_apostrophes() -> None:
    assert words_of("Don't wait: B-cell counts of 1,000 (38.0 °C)") == (
        "Don't", "wait", "B", "cell", "counts", "of", "1,000", "38.0", "C",
    )  # fmt: skip


def test_the_formulas_are_those_of_their_authors() -> None:
    # 12 words, 2 sentences, 17 syllables; one word of three syllables and one of four.
    reading = reading_of(["The medicine helps in an emergency.", "Call the doctor and then wait."])
    assert (reading.sentences, reading.words) == (2, 12)
    assert reading.flesch_kincaid == round(0.39 * 12 / 2 + 11.8 * 18 / 12 - 15.59, 1)
    assert reading.smog == round(1.0430 * math.sqrt(30 * 2 / 2) + 3.1291, 1)


def test_each_text_ends_a_sentence_even_without_a_full_stop() -> None:
    assert reading_of(["no full stop", "none here"]).sentences == 2


def test_nothing_to_read_is_easy() -> None:
    assert reading_of([]).flesch_kincaid == 0
    assert reading_of(["", "…"]).words == 0


def test_an_easy_word_counts_one_syllable_in_the_singular_and_plural() -> None:
    hard = reading_of(["Spirometers measure air."])
    easy = reading_of(["Spirometers measure air."], {"spirometer"})
    assert easy.flesch_kincaid < hard.flesch_kincaid
    assert easy.smog < hard.smog
    assert is_easy("Spirometer's", {"spirometer"})
    assert not is_easy("spirometry", {"spirometer"})


def test_longer_words_and_sentences_make_a_higher_grade() -> None:
    plain = reading_of(["Rest a bit.", "Then call us."])
    long_sentence = reading_of(["Rest a bit and then call us when you feel that you can do so."])
    long_words = reading_of(["Relaxation beforehand.", "Communication afterwards."])
    assert plain.flesch_kincaid < long_sentence.flesch_kincaid < long_words.flesch_kincaid
