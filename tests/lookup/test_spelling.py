"""What a misspelt word may stand for."""

from __future__ import annotations

import pytest

from bot.lookup.spelling import Spelling, are_opposites, root_of, sound_of

TERMS = [
    "chemotherapy",
    "fever",
    "petechia",
    "hemorrhage",
    "hypocalcemia",
    "hypercalcemia",
    "imatinib",
    "dasatinib",
    "port",
]


@pytest.fixture
def spelling() -> Spelling:
    return Spelling(TERMS, frozenset({"never", "sport"}))


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("fevr", "fever"),
        ("feverr", "fever"),
        ("fevre", "fever"),
        ("dever", "fever"),
        ("kemotherapy", "chemotherapy"),
        ("chemotheraphy", "chemotherapy"),
        ("petekia", "petechia"),
        ("hemorage", "hemorrhage"),
        ("imatnib", "imatinib"),
    ],
)
def test_a_slip_leads_to_the_right_word(spelling: Spelling, typed: str, term: str) -> None:
    assert spelling.guesses(typed)[0].term == term


@pytest.mark.parametrize("typed", ["never", "sport", "pprt", "porl", "hyocin", "xyzzyx", "12345", "", "fe"])
def test_a_right_a_short_or_a_far_word_leads_nowhere(spelling: Spelling, typed: str) -> None:
    assert spelling.guesses(typed) == ()


def test_a_misspelling_never_leads_to_the_opposite(spelling: Spelling) -> None:
    assert [guess.term for guess in spelling.guesses("hypocalcemmia")] == ["hypocalcemia"]
    assert [guess.term for guess in spelling.guesses("hypercalcema")] == ["hypercalcemia"]
    assert [guess.term for guess in spelling.guesses("dasatnib")] == ["dasatinib"]


def test_words_of_one_family_have_one_root() -> None:
    assert root_of("anemia") == root_of("anemic")
    assert root_of("neutropenia") == root_of("neutropenic")
    assert root_of("dizziness") == root_of("dizzy")


def test_words_that_sound_alike_have_one_sound() -> None:
    assert sound_of("petekia") == sound_of("petechia")
    assert sound_of("fenotype") == sound_of("phenotype")
    assert sound_of("inducshun") == sound_of("induction")


def test_opposites_are_told_by_their_beginning() -> None:
    assert are_opposites("hypothermia", "hyperthermia")
    assert not are_opposites("hyperthermia", "hyperthermic")
    assert not are_opposites("fever", "never")


def test_a_misspelling_of_a_word_with_the_same_meaning_is_read_as_the_other() -> None:
    spelling = Spelling(["breath"], frozenset(), {"breathlessness": "breath"})
    assert spelling.guesses("breathlesness")[0].term == "breath"
