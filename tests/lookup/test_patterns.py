"""The language of wordings, and the engine that finds them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.catalog.patterns import Measure, Unit, Vocabulary, parse
from bot.lookup.patterns import Patterns
from bot.lookup.text import read_text, stem

KETTLE = Vocabulary(
    words={
        "whistle": ("whistle", "shriek", "'sing'"),
        "wont-stop": ("wont stop", "keeps going"),
        "noise": ("{whistle}", "rattle"),
        "boil-over": ("沸腾", "끓는다"),
    },
    idioms=("whistle stop", "'boiling mad'"),
    fillers=("the", "a", "my", "really", "of", "just", "up"),
    common=("rattan",),
    endings={"ng": "ing"},
    numbers={"five": 5, "ninety": 90, "two": 2, "hundred": 100, "oh": 0, "one": 1},
    number_joins=("and", "a"),
    number_points=("point",),
    measures={
        "heat": Measure(
            units={
                "c": Unit(words=("c", "celsius"), low=80, high=130),
                "f": Unit(words=("f",), low=180, high=260, offset=32, scale=0.5555556),
            },
            ignored=("degrees",),
            not_before=("years", "%"),
            not_after=("room",),
        )
    },
)


def finds(wording: str, text: str, *, tolerant: bool = True) -> bool:
    patterns = Patterns(KETTLE)
    return patterns.compile([wording], tolerant=tolerant).matches(patterns.read(read_text(text)))


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("kettle rattle", "the kettle rattles"),
        ("kettle rattle", "a rattling noise from the kettle"),
        ("kettle > rattle", "kettle is rattling"),
        ("kettle {whistle} (0)", "my kettle really whistles"),
        ("{noise}", "it shrieked"),
        ("{noise} {wont-stop}", "the rattling just won't really stop"),
        ("turn_off|shut_off kettle", "please turn off the kettle"),
        ("'sing'", "I sing"),
        ("kettle & {noise}", "My kettle is old. It rattles!"),
        ("kettle & !{noise}", "my kettle is old"),
        ("= kettle", "the kettle!"),
        ("{boil-over}", "水沸腾了"),
        ("{boil-over}", "물이 끓 는다"),
        ("'boiling'", "boiling water"),
    ],
)
def test_a_wording_finds_what_its_author_meant(wording: str, text: str) -> None:
    assert finds(wording, text)


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("kettle rattle (0)", "the kettle on the stove rattles"),
        ("kettle rattle", "The kettle. It rattles."),
        ("kettle > rattle", "it rattles, the kettle"),
        ("{whistle}", "a whistle stop tour"),
        ("'boiling'", "I am boiling mad"),
        ("'sing'", "he sings"),
        ("kettle & !{noise}", "my kettle is old. It rattles"),
        ("= kettle", "the kettle is on"),
        ("{noise}", "a rattan chair"),
        ("kettle kettle", "one kettle"),
    ],
)
def test_a_wording_stays_silent_on_what_its_author_did_not_mean(wording: str, text: str) -> None:
    assert not finds(wording, text)


@pytest.mark.parametrize("typed", ["whisle", "whistel", "wistle", "whisttle", "whidtle", "whistlng", "whisstled"])
def test_a_small_misspelling_of_a_long_word_is_found(typed: str) -> None:
    assert finds("{whistle}", f"it will {typed}")


def test_a_misspelling_is_not_found_where_none_is_tolerated() -> None:
    assert not finds("{whistle}", "it will whisle", tolerant=False)


@pytest.mark.parametrize("typed", ["it wontstop shrieking", "it keepsgoing, the shriek", "it shri eks, won't stop"])
def test_words_run_together_or_split_are_found(typed: str) -> None:
    assert finds("{whistle} {wont-stop} (9)", typed.replace("shri eks", "shriek"))


def test_a_word_split_in_two_is_found() -> None:
    assert finds("{whistle}", "a whis tle in the kitchen")


@pytest.mark.parametrize(
    "typed",
    [
        "it is at 95",
        "95.5 now",
        "95,5 c",
        "205f",
        "205 F",
        "95°",
        "95 degrees celsius",
        "ninety five",
        "a hundred and two",
        "one oh two",
        "two hundred and five",
        "ninety five point five",
        "９５",
    ],
)
def test_a_measure_is_read_in_every_unit_and_in_words(typed: str) -> None:
    assert finds("{heat>=95.0c}", typed)


@pytest.mark.parametrize(
    "typed", ["94 now", "190f", "95 years old", "95%", "room 95", "150", "ninety", "9 5", "1995", "95 f"]
)
def test_other_numbers_are_no_such_measure(typed: str) -> None:
    assert not finds("{heat>=95.0c}", typed)


def test_a_bare_whole_number_can_be_left_out() -> None:
    assert not finds("{heat>=95.0c decimal}", "it says 96")
    assert finds("{heat>=95.0c decimal}", "it says 96.0")
    assert finds("{heat>=95.0c with-unit}", "it says 96 c")
    assert not finds("{heat>=95.0c with-unit}", "it says 96.4")
    assert finds("{heat<95.0c}", "it says 94")


@pytest.mark.parametrize("wording", ["", "& kettle", "{kettle", "kettle & a b", "(3)", "a )"])
def test_a_wording_that_can_not_be_read_says_where(wording: str) -> None:
    with pytest.raises(ValueError, match=r"wording|stands one word"):
        parse(wording)


def test_a_wording_with_an_unknown_group_or_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="no such group"):
        Patterns(KETTLE).compile(["{teapot}"])
    with pytest.raises(ValueError, match="measures"):
        Patterns(KETTLE).compile(["{heat>=3k}"])
    with pytest.raises(ValidationError, match="no such group"):
        Vocabulary(words={"tea": ("{teapot}",)})


def test_a_find_says_where_it_stands() -> None:
    patterns = Patterns(KETTLE)
    pattern = patterns.compile(["kettle > {noise}"])
    reading = patterns.read(read_text("Oh no, the Kettle is *rattling* again"))
    assert [reading.typed(found) for found in pattern.find(reading)] == ["Kettle is *rattling"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("breathing", "breathes"),
        ("stopped", "stop"),
        ("bodies", "body"),
        ("passes", "passing"),
        ("seizures", "seizure"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def words(text: str) -> list[str]:
    return [token.word for token in read_text(text).tokens]


def test_a_text_is_cut_into_folded_words() -> None:
    assert words("Can't C.L.L. ＡＬＬ c͓̽o̤ld ﬁne RARα naïve") == ["cant", "cll", "all", "cold", "fine", "rara", "naive"]
    assert words("sooo pleaseee heeelp") == ["so", "please", "heelp"]
    assert words("h e l l o there") == ["hello", "there"]
    assert words("38,5°C 20,000 7+3") == ["38.5", "c", "20000", "7", "3"]
    assert words("see https://example.org/won't-stop <@123456> <:ok:99> İstanbul") == ["see", "istanbul"]


def test_sentences_and_clauses_end_at_their_marks() -> None:
    tokens = read_text("One, two. Three? four... five temp. 38").tokens
    assert [token.sentence for token in tokens] == [0, 0, 1, 2, 2, 2, 2]
    assert [token.clause for token in tokens] == [0, 1, 2, 3, 4, 4, 5]


@given(st.text(max_size=300))
def test_reading_any_text_is_the_same_in_every_case_and_unicode_form(text: str) -> None:
    read = words(text)
    assert read == words(text)
    assert read == words(unicodedata.normalize("NFD", text))
    assert read == words(unicodedata.normalize("NFC", text))
    for token in read_text(text).tokens:
        assert 0 <= token.start < token.end <= len(text)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=200))
def test_reading_does_not_depend_on_case(text: str) -> None:
    assert words(text) == words(text.upper()) == words(text.lower())
