"""Every urgent line that the library owes its readers stands in the content, and emergencies come first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.catalog import Library
from bot.catalog.topics import Topic
from bot.presentation.topic_pages import first_page
from tests.conftest import TODAY

FEVER = "38.0 °C (100.4 °F)"

LINES: dict[str, dict[str, list[list[str]]]] = yaml.safe_load(
    (Path(__file__).parent / "urgent-lines.yaml").read_text(encoding="utf-8")
)


def cases() -> Iterator[tuple[str, str, list[str]]]:
    for topic, sorts in LINES.items():
        for sort, lines in sorts.items():
            for words in lines:
                yield topic, sort, words


def said(library: Library, topic: Topic, sort: str) -> str:
    """The lines of one sort, under the heading that says whom to call and how fast."""
    heading: str = getattr(library.pack.texts, sort)
    return "\n".join((heading, *(statement.text for statement in getattr(topic, sort))))


@pytest.mark.parametrize(("topic", "sort", "words"), list(cases()))
def test_an_urgent_line_is_in_the_content(library: Library, topic: str, sort: str, words: list[str]) -> None:
    text = said(library, library.topics[topic], sort).casefold()
    looked_for = [FEVER if word == "FEVER" else word for word in words]
    assert [word for word in looked_for if word.casefold() not in text] == []


def test_no_urgent_line_is_forgotten() -> None:
    assert len(LINES) == 59
    assert len(list(cases())) == 97  # one line has its emergency and its call to the team apart


def test_emergencies_come_first(library: Library) -> None:
    for topic in library.topics.values():
        page = first_page(library, topic, library.help_lines.country(None), TODAY)
        shown = [item.text for section in page.urgent for item in section.items]
        assert shown == [line.text for line in (*topic.call_now, *topic.call_team)], topic.id


def test_every_fever_to_call_for_is_given_in_both_units(library: Library) -> None:
    for topic in library.topics.values():
        for line in (*topic.call_now, *topic.call_team):
            assert ("°C" in line.text) == ("°F" in line.text), topic.id
            assert "°C" not in line.text or FEVER in line.text, topic.id
