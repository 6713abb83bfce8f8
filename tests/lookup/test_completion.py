"""Suggestions while somebody is typing."""

from __future__ import annotations

import pytest

from bot.catalog import Kind, Library
from bot.lookup import Lookup, Outcome


def suggested(lookup: Lookup, typed: str, kind: Kind | None = None, limit: int = 25) -> list[str]:
    return [match.topic.id for match in lookup.answer(typed, kind, limit=limit, unfinished=True).matches]


def test_nothing_typed_yet_brings_the_topics_of_the_kind(library: Library, lookup: Lookup) -> None:
    of_kind = [topic.id for topic in library.of_kind(Kind.SYMPTOM)]
    assert suggested(lookup, "", Kind.SYMPTOM) == of_kind[:25]
    assert len(suggested(lookup, "  ")) == 25


@pytest.mark.parametrize(
    ("typed", "kind", "topic"),
    [
        ("brui", Kind.SYMPTOM, "easy-bruising"),
        ("fev", Kind.SYMPTOM, "fever"),
        ("bone mar", Kind.DIAGNOSIS, "bone-marrow-test"),
        ("my nose kee", Kind.SYMPTOM, "nosebleeds"),
        ("transpl", Kind.TREATMENT, "stem-cell-transplant"),
        ("PET", Kind.SYMPTOM, "petechiae"),
        ("leuka", None, "acute-leukemia"),
    ],
)
def test_an_unfinished_word_brings_what_it_may_become(
    lookup: Lookup, typed: str, kind: Kind | None, topic: str
) -> None:
    assert topic in suggested(lookup, typed, kind)[:3]


def test_each_title_is_suggested_from_its_first_letters(library: Library, lookup: Lookup) -> None:
    for topic in library.topics.values():
        assert topic.id in suggested(lookup, topic.title[:6], topic.kind)


def test_the_short_name_that_is_a_word_too_brings_its_menu(lookup: Lookup) -> None:
    assert "all" in suggested(lookup, "all")


def test_suggestions_keep_to_the_limit(lookup: Lookup) -> None:
    assert len(suggested(lookup, "b", limit=7)) == 7


def test_an_alert_shows_while_it_is_typed(lookup: Lookup) -> None:
    assert lookup.answer("dad is coughing up blood an", unfinished=True).urgent is not None


def test_a_sure_crisis_brings_no_suggestion(lookup: Lookup) -> None:
    answer = lookup.answer("I want to kill myself", unfinished=True)
    assert answer.outcome is Outcome.NOTHING
    assert answer.crisis is not None
