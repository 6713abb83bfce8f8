"""Every topic is found for certain by everything that it is called."""

from __future__ import annotations

import pytest

from bot.catalog import Kind, Library
from bot.lookup import Lookup, Outcome


def offered_when_alone(library: Library) -> set[str]:
    """Return the short names that only bring up a menu when nothing else is typed, such as "all"."""
    return {short.name.casefold() for short in library.pack.short_names}


@pytest.mark.parametrize("through", ["command", "ask"])
def test_every_topic_is_found_for_certain_by_each_of_its_names(library: Library, lookup: Lookup, through: str) -> None:
    missed = []
    for topic in library.topics.values():
        kind = topic.kind if through == "command" else None
        for name in topic.names:
            answer = lookup.answer(name, kind)
            if name.casefold() not in offered_when_alone(library) and answer.topic is not topic:
                missed.append(f"{topic.id}: {name} -> {answer.outcome}")
    assert missed == []


def test_everything_that_is_not_covered_is_refused_by_each_of_its_names(library: Library, lookup: Lookup) -> None:
    missed = []
    for entry in library.not_covered.values():
        for name in (entry.title, *entry.names, *entry.exact):
            answer = lookup.answer(name)
            if answer.not_covered is not entry and not (answer.crisis and answer.crisis.sure):
                missed.append(f"{entry.id}: {name} -> {answer.outcome}")
    assert missed == []


@pytest.mark.parametrize("library_name", ["library", "tiny_library"])
def test_a_name_in_capitals_or_small_letters_finds_the_same_topic(
    library_name: str, request: pytest.FixtureRequest
) -> None:
    library: Library = request.getfixturevalue(library_name)
    lookup = Lookup(library)
    short = offered_when_alone(library)
    for topic in library.topics.values():
        if short.isdisjoint(topic.title.casefold().split()):
            assert lookup.answer(topic.title.upper()).topic is topic
            assert lookup.answer(topic.title.lower()).topic is topic


def test_a_command_prefers_its_own_kind_but_answers_another_that_is_certain(lookup: Lookup) -> None:
    answer = lookup.answer("petechiae", Kind.TREATMENT)
    assert answer.outcome is Outcome.TOPIC
    assert answer.topic is not None
    assert answer.topic.kind is Kind.SYMPTOM
