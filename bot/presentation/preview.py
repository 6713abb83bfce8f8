"""The review copy: one HTML document with everything that the bot can say, to be read and corrected by people.

It needs no network and no script. One topic of it is in `preview_topic`, its style in `preview.css`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import count, groupby
from operator import attrgetter

from bot.catalog.alert_rules import AlertRule
from bot.catalog.draft import file_of
from bot.catalog.help_lines import Country, Line
from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.not_covered import NotCovered
from bot.catalog.review import holding_reviews
from bot.catalog.topics import Comparison, Topic
from bot.presentation.alert_text import line_text
from bot.presentation.citation import sources
from bot.presentation.html import Html, element, facts, join, link, listing, page, source, text
from bot.presentation.list_pages import Operator, about_page, nothing_page, privacy_page, refusal_page
from bot.presentation.page import Page, long_date
from bot.presentation.preview_topic import TopicCopy, anchor, warned

_DOCUMENT = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
{body}
</body>
</html>
"""

_HOW_TO_READ = (
    "“First reply” is what people see at once; everything else stands behind a button. The disclaimer, the sources and "
    "the dates stand under each of these pages, and here once.",
    "The numbers in brackets, such as [1], are not shown by the bot. They say which sources a statement comes from: "
    "see the list at the end of the topic. A source under “{further}” was not read for the statement; it is a page "
    "on which to check it.",
    "Printed, each topic has a margin for corrections, and at its end a line to sign.",
)

_CALLS = {
    "emergency": "the emergency number",
    "care-team": "the care team",
    "crisis-line": "a crisis line",
}


def review_copy(library: Library, operator: Operator, version: str, as_of: dt.date) -> str:
    """Return the whole library as one HTML document: index, topics, and what is said beside them.

    `as_of` is the day from which on a topic counts as overdue.
    """
    topics = tuple(library.topics.values())
    copy = TopicCopy(library=library, as_of=as_of, shown=frozenset(library.topics))
    chapters = (
        _Chapter("alerts", "Alerts", _alerts(library, copy)),
    )
    ...
