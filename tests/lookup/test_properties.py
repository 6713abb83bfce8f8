"""What holds for every text, whatever people type."""

from __future__ import annotations

import string
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalog import Kind, Library
from bot.catalog.topics import Topic
from bot.lookup import Answer, Lookup
from bot.lookup.text import read_text

relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
kinds = st.sampled_from([None, *Kind])


def names_and_noise(library: Library) -> st.SearchStrategy[str]:
    names = [name for topic in library.topics.values() for name in topic.names]
    names += [name for entry in library.not_covered.values() for name in entry.names]
    word = st.one_of(st.sampled_from(names), st.text(max_size=12), st.sampled_from(["my", "son", "has", "all", "no"]))
    return st.lists(word, max_size=6).map(" ".join)


def gist(answer: Answer) -> tuple[object, ...]:
    """Return what the asker notices of an answer."""
    return (
        answer.outcome,
        tuple(match.topic.id for match in answer.matches),
        answer.not_covered.id if answer.not_covered else None,
        answer.urgent.rule.id if answer.urgent else None,
        answer.crisis.rule.id if answer.crisis else None,
    )


@relaxed
@given(typed=st.text(max_size=200), kind=kinds, unfinished=st.booleans())
def test_no_text_is_too_strange(lookup: Lookup, typed: str, kind: Kind | None, unfinished: bool) -> None:
    answer = lookup.answer(typed, kind, unfinished=unfinished)
    assert len(answer.matches) <= 5
    assert all(0 <= match.score <= 1 for match in answer.matches)
    assert [match.score for match in answer.matches] == sorted((match.score for match in answer.matches), reverse=True)


@relaxed
@given(data=st.data(), kind=kinds)
def test_the_same_text_gets_the_same_answer(
    library: Library, lookup: Lookup, data: st.DataObject, kind: Kind | None
) -> None:
    typed = data.draw(names_and_noise(library))
    first = lookup.answer(typed, kind)
    lookup.answer(data.draw(names_and_noise(library)))
    assert lookup.answer(typed, kind) == first


@relaxed
@given(data=st.data(), kind=kinds)
def test_case_spacing_unicode_form_and_punctuation_around_change_nothing(
    library: Library, lookup: Lookup, data: st.DataObject, kind: Kind | None
) -> None:
    short = {name.casefold() for name in (one.name for one in library.pack.short_names)}
    names = [name for topic in library.topics.values() for name in topic.names]
    safe = [name for name in names if short.isdisjoint(name.casefold().replace("-", " ").split())]
    typed = data.draw(st.sampled_from(safe))
    expected = gist(lookup.answer(typed, kind))
    around = data.draw(st.sampled_from(["{}", " {} ", "{}!", "“{}”", "({})", "{}…", "\n{}\t", "*{}*"]))
    assert gist(lookup.answer(around.format(typed), kind)) == expected
    assert gist(lookup.answer(typed.upper(), kind)) == expected
    assert gist(lookup.answer(typed.lower(), kind)) == expected
    assert gist(lookup.answer(typed.replace(" ", "   "), kind)) == expected
    assert gist(lookup.answer(unicodedata.normalize("NFD", typed), kind)) == expected
    fullwidth = typed.translate({ord(letter): ord(letter) + 0xFEE0 for letter in string.ascii_letters})
    assert gist(lookup.answer(fullwidth, kind)) == expected


def long_words(library: Library) -> list[tuple[Topic, int]]:
    """Return every word of six letters or more of every title, by its place."""
    return [
        (topic, place)
        for topic in library.topics.values()
        for place, word in enumerate(topic.title.split())
        if len(word) >= 6 and word.isalpha() and word.isascii()
    ]


@relaxed
@given(data=st.data())
def test_one_slip_in_a_long_word_of_a_title_leaves_its_topic_among_the_first_three(
    library: Library, lookup: Lookup, data: st.DataObject
) -> None:
    topic, place = data.draw(st.sampled_from(long_words(library)))
    words = topic.title.split()
    words[place] = data.draw(slips_of(words[place]))
    typed = " ".join(words)
    found = [match.topic.id for match in lookup.answer(typed, topic.kind).matches[:3]]
    assert topic.id in found, typed


def slips_of(word: str) -> st.SearchStrategy[str]:
    """Return a word with one letter dropped, doubled, swapped with the next, or another one."""
    inside = st.integers(1, len(word) - 2)
    letters = st.sampled_from(string.ascii_lowercase)
    return st.one_of(
        inside.map(lambda at: word[:at] + word[at + 1 :]),
        inside.map(lambda at: word[: at + 1] + word[at:]),
        inside.map(lambda at: word[:at] + word[at + 1] + word[at] + word[at + 2 :]),
        st.builds(lambda at, letter: word[:at] + letter + word[at + 1 :], inside, letters),
    )


@relaxed
@given(
    filler=st.sampled_from(
        ["a", "a*", "9", "chemo ", "fever, ", "1 ", "😀", "e\u0301", "癌", "a.", "no fever ", "ALL "]
    )
)
def test_a_very_long_text_is_answered(lookup: Lookup, filler: str) -> None:
    lookup.answer(filler * (6000 // len(filler)))


def test_thousands_of_digits_are_one_word_and_no_number() -> None:
    (token,) = read_text("9" * 6000).tokens
    assert token.number is None


def test_a_character_that_stands_for_a_sentence_is_left_as_it_is() -> None:
    assert len(read_text("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}").tokens) == 1
