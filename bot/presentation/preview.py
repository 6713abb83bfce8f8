"""The review copy: one HTML document with everything that the bot can say, to be read and corrected by people.

It needs no network and no script. A topic of it is in `preview_topic`, what stands beside the topics in
`preview_lists`, and its style in `preview.css`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.review import holding_reviews
from bot.catalog.topics import Topic
from bot.presentation.html import Html, element, join, link, listing, table, text
from bot.presentation.list_pages import Operator
from bot.presentation.page import long_date
from bot.presentation.preview_lists import Chapter, chapters
from bot.presentation.preview_topic import TopicCopy

_DOCUMENT = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""

_HOW_TO_READ = """\
“First reply” is what people see at once. Everything else stands behind a button, with the same sources, disclaimer \
and dates, which stand here once.
Numbers in brackets, such as [1], are not shown by the bot. They say where a statement comes from: the list at the end \
of the topic has the sources by their numbers. Those under “{further}” were not read for the statement; they are pages \
on which to check it.
Replies differ by country in their emergency numbers. Those shown here are for: {country}.
On paper, each topic has a margin for corrections, and at its end boxes to tick and a line to sign."""


def review_copy(library: Library, operator: Operator, version: str, as_of: dt.date) -> str:
    """Return the whole library as an HTML document: index, topics, and what is said beside them.

    Topics that were last checked more than twelve months before `as_of` say that they are overdue.
    """
    copy = TopicCopy(library=library, as_of=as_of, shown=frozenset(library.topics))
    others = tuple(chapters(library, copy, operator, version))
    title = f"{library.pack.name}: review copy"
    front = (*_opening(library, title, as_of), _index(library, copy, others))
    body = (*front, *_kinds(library, copy), *map(_chapter, others))
    return _document(title, body)


def topic_copy(library: Library, topic: Topic, as_of: dt.date) -> str:
    """Return one topic as an HTML document, as it stands in the review copy."""
    copy = TopicCopy(library=library, as_of=as_of, shown=frozenset({topic.id}))
    title = f"{library.pack.name}: review copy of “{topic.title}”"
    return _document(title, (*_opening(library, title, as_of), _kind(copy, topic.kind, (topic,))))


def _document(title: str, body: Iterable[Html]) -> str:
    style = files("bot.presentation").joinpath("preview.css").read_text(encoding="utf-8")
    return _DOCUMENT.format(title=text(title), style=style, body=join(body))


def _opening(library: Library, title: str, as_of: dt.date) -> Iterator[Html]:
    pack = library.pack
    country = library.help_lines.country(None).name
    yield element("h1", text(title))
    yield element("p", text(f"About {pack.subject}. As of {long_date(as_of)}."), class_="lead")
    how_to_read = _HOW_TO_READ.format(further=pack.texts.further, country=country)
    yield listing(map(text, how_to_read.splitlines()), class_="how-to-read")


# --- the index ------------------------------------------------------------------------------------------------


def _index(library: Library, copy: TopicCopy, others: Sequence[Chapter]) -> Html:
    kinds = library.kinds()
    names = [(_kind_anchor(kind), copy.kind_name(kind), f" ({len(library.of_kind(kind))})") for kind in kinds]
    names += [(chapter.anchor, chapter.title, "") for chapter in others]
    links = listing(join((link(f"#{anchor}", name), text(more)), "") for anchor, name, more in names)
    numbers = _numbers(library)
    tables = (
        join((element("h3", text(copy.kind_name(kind))), _kind_table(copy, library.of_kind(kind), numbers)))
        for kind in kinds
    )
    return element("nav", element("h2", text("Index")), links, *tables, id="index", aria_label="Index")


def _kind_table(copy: TopicCopy, topics: Iterable[Topic], numbers: dict[str, int]) -> Html:
    rows = (
        (
            text(f"{numbers[topic.id]}"),
            copy.link(topic.id),
            copy.grade(topic),
            copy.checked(topic),
            text(f"{len(holding_reviews(topic))}"),
            text("☐"),
        )
        for topic in topics
    )
    return table(("No.", "Topic", "Grade", "Last checked", "Reviews", "Read"), rows, row_heading=1)


# --- chapters -------------------------------------------------------------------------------------------------


def _kinds(library: Library, copy: TopicCopy) -> Iterator[Html]:
    for kind in library.kinds():
        yield _kind(copy, kind, library.of_kind(kind))


def _kind(copy: TopicCopy, kind: Kind, topics: Iterable[Topic]) -> Html:
    numbers = _numbers(copy.library)
    articles = (copy.write(topic, numbers[topic.id]) for topic in topics)
    return _chapter(Chapter(_kind_anchor(kind), copy.kind_name(kind), join(articles)))


def _chapter(chapter: Chapter) -> Html:
    return element("section", element("h2", text(chapter.title)), chapter.written, id=chapter.anchor, class_="chapter")


def _kind_anchor(kind: Kind) -> str:
    return f"kind-{kind.value}"


def _numbers(library: Library) -> dict[str, int]:
    """Return the number of each topic in the copy, from 1: paper has no links."""
    return {topic_id: number for number, topic_id in enumerate(library.topics, start=1)}
