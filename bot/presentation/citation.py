"""Where a page comes from, in words: its sources as links, their dates, and the day of the last check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bot.catalog.library import Library
from bot.catalog.review import holding_reviews
from bot.catalog.sources import Source
from bot.catalog.topics import Topic, cited_sources, further_sources
from bot.presentation.page import Link, Links, long_date

FIRST_SOURCES = 3
"""So many sources stand in a first reply; the others are behind a button."""


def first_sources(library: Library, topic: Topic) -> tuple[Links, ...]:
    """Return the sources that the first reply names: those that the topic cites most."""
    return sources(library, cited_sources(topic)[:FIRST_SOURCES])


def all_sources(library: Library, topic: Topic) -> tuple[Links, ...]:
    """Return all sources of a topic: those that it cites, and then those that it only points to."""
    further = further_sources(topic)
    pointed = (Links(heading=library.pack.texts.further, links=_links(library, further)),) if further else ()
    return (*sources(library, cited_sources(topic)), *pointed)


def sources(library: Library, source_ids: Iterable[str]) -> tuple[Links, ...]:
    """Return these sources as links, each with a note on the copy that was read; nothing for no sources."""
    links = _links(library, source_ids)
    return (Links(heading=library.pack.texts.sources, links=links),) if links else ()


def read_instead(library: Library, source_ids: Iterable[str]) -> tuple[Links, ...]:
    """Return pages to read instead of a topic that the library does not have."""
    return (Links(heading=library.pack.texts.read_instead, links=_links(library, source_ids)),)


def dates(library: Library, topic: Topic, as_of: dt.date) -> tuple[str, ...]:
    """Return when the topic was checked, how recent its sources are, and who reviewed the text as it stands."""
    texts = library.pack.texts
    checked = texts.overdue if topic.is_overdue(as_of) else texts.checked
    reviews = (
        texts.reviewed.format(name=review.name, credential=review.credential, date=long_date(review.date))
        for review in holding_reviews(topic)
    )
    return (checked.format(checked=long_date(topic.checked)), _recency(library, topic), *reviews)


def _recency(library: Library, topic: Topic) -> str:
    texts = library.pack.texts
    cited = cited_sources(topic)
    oldest, newest = library.oldest(cited), library.newest(cited)
    if oldest is None or newest is None:
        return texts.sources_undated
    if oldest == newest:
        return texts.sources_from.format(date=long_date(newest))
    return texts.sources_between.format(oldest=long_date(oldest), newest=long_date(newest))


def _links(library: Library, source_ids: Iterable[str]) -> tuple[Link, ...]:
    return tuple(_link(library, library.sources[source_id]) for source_id in source_ids)


def _link(library: Library, source: Source) -> Link:
    texts = library.pack.texts
    if source.as_of is None:
        note = texts.not_read
    elif source.as_of == "undated":
        note = texts.read_undated
    else:
        note = texts.read.format(date=long_date(source.as_of))
    return Link(title=source.title, publisher=source.publisher, url=source.url, note=note)
