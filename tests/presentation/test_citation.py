"""Where a page comes from, as its reader sees it: links, dates, and the names of those who reviewed it."""

from __future__ import annotations

import dataclasses
import datetime as dt

from bot.catalog import Library
from bot.catalog.review import digest
from bot.catalog.topics import Review, Topic
from bot.presentation.citation import all_sources, dates, first_sources
from tests.conftest import TODAY


def with_review(topic: Topic, digits: str) -> Topic:
    review = Review(name="N. Example", credential="RN", date=dt.date(2026, 11, 2), digest=digits)
    return topic.model_copy(update={"reviewed": (review,)})


def test_a_page_says_when_it_was_checked_and_how_recent_its_sources_are(tiny_library: Library) -> None:
    topic = tiny_library.topics["wheezing"]
    assert dates(tiny_library, topic, TODAY) == ("Checked 1 November 2026.", "Newest source: 1 February 2026.")


def test_a_page_that_is_overdue_says_so(tiny_library: Library) -> None:
    topic = tiny_library.topics["wheezing"]
    last_day = topic.checked + dt.timedelta(days=365)
    assert dates(tiny_library, topic, last_day)[0] == "Checked 1 November 2026."
    overdue = dates(tiny_library, topic, last_day + dt.timedelta(days=1))[0]
    assert overdue == "Last checked 1 November 2026: this page is overdue for a check."


def test_sources_without_a_date_are_said_to_have_none(tiny_library: Library) -> None:
    topic = tiny_library.topics["hay-fever"]
    assert dates(tiny_library, topic, TODAY)[1] == "The sources that were read have no date."


def test_a_review_of_this_very_text_is_shown(tiny_library: Library) -> None:
    topic = tiny_library.topics["wheezing"]
    reviewed = with_review(topic, digest(topic))
    assert dates(tiny_library, reviewed, TODAY)[2:] == ("Reviewed by N. Example, RN, 2 November 2026.",)


def test_a_review_of_an_earlier_text_is_not_shown(tiny_library: Library) -> None:
    topic = tiny_library.topics["wheezing"]
    assert len(dates(tiny_library, with_review(topic, "0" * 12), TODAY)) == 2


def test_cited_pages_come_first_and_pages_to_read_further_after_them(tiny_library: Library) -> None:
    cited, further = all_sources(tiny_library, tiny_library.topics["wheezing"])
    assert [link.url for link in cited.links] == ["https://health.example/asthma"]
    assert [link.note for link in further.links] == ["not read for this page"]


def test_a_first_reply_names_at_most_three_sources(library: Library) -> None:
    for topic in library.topics.values():
        assert all(1 <= len(group.links) <= 3 for group in first_sources(library, topic))


def test_sources_of_several_dates_are_said_from_the_oldest_to_the_newest(tiny_library: Library) -> None:
    sources = dict(tiny_library.sources)
    sources["example-hayfever"] = sources["example-hayfever"].model_copy(update={"as_of": dt.date(2020, 1, 31)})
    library = dataclasses.replace(tiny_library, sources=sources)
    assert dates(library, library.topics["season"], TODAY)[1] == "Sources from 31 January 2020 to 1 February 2026."
