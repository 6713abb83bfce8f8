"""The mistakes of the article that the library began with are corrected, in every topic that they touch.

`seed-corrections.yaml` has them, each with the words that carry it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.catalog import Library
from bot.catalog.topics import Comparison, Topic, cited_sources

CORRECTIONS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "seed-corrections.yaml").read_text(encoding="utf-8")
)


def texts_of(topic: Topic) -> Iterator[str]:
    """Everything that a reader of the topic sees."""
    yield from (statement.text for statement in topic.statements())
    yield from topic.ask_your_team
    if isinstance(topic, Comparison):
        yield from (column.glance for column in topic.columns.values())


def cases() -> Iterator[tuple[str, str, list[str], list[str]]]:
    for correction in CORRECTIONS:
        for topic, right in correction["right"].items():
            yield correction["about"], topic, right, correction.get("wrong", [])


@pytest.mark.parametrize(("about", "topic", "right", "wrong"), list(cases()))
def test_a_mistake_of_the_first_article_is_corrected(
    library: Library, about: str, topic: str, right: list[str], wrong: list[str]
) -> None:
    text = "\n".join(texts_of(library.topics[topic]))
    assert [words for words in right if not re.search(words, text, re.IGNORECASE)] == [], about
    assert [words for words in wrong if re.search(words, text, re.IGNORECASE)] == [], about


def test_the_name_of_the_british_health_service_is_right(library: Library) -> None:
    # The article had the name of a broadcaster.
    publishers = {source.publisher for source in library.sources.values()}
    assert "NHS (UK)" in publishers
    assert not any("NHK" in publisher for publisher in publishers)


def test_no_source_is_about_another_illness_that_the_article_listed_by_mistake(library: Library) -> None:
    # The article's list of sources had a page on CML and one on lymphocytosis.
    cited = {source for topic in library.topics.values() for source in cited_sources(topic)}
    named = " ".join(library.sources[source].title + library.sources[source].url for source in cited).casefold()
    assert "lymphocytosis" not in named
    assert "chronic myeloid" not in named
    assert "chronic-myeloid" not in named


def test_treatment_and_outlook_rest_on_sources_newer_than_the_article(library: Library) -> None:
    # The article was last looked at in August 2021.
    for topic in library.topics.values():
        if topic.kind.value in ("treatment", "prognosis"):
            newest = library.newest(cited_sources(topic))
            assert newest is not None, topic.id
            assert newest.year >= 2025, topic.id


def test_the_old_names_are_still_found(library: Library) -> None:
    names = {topic: " | ".join(library.topics[topic].names).casefold() for topic in ("aml", "all")}
    assert "myelocytic" in names["aml"]
    assert "leukaemia" in names["aml"]
    assert "lymphocytic" in names["all"]
    assert "leukaemia" in names["all"]


def test_every_correction_is_here() -> None:
    # 34 have words in topics. Three are of the whole library and have a test of their own above.
    assert len({correction["about"] for correction in CORRECTIONS}) == 34
