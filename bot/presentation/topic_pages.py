"""The pages of one topic: the short first reply, and what stands behind its buttons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from bot.catalog.help_lines import Country
from bot.catalog.library import Library
from bot.catalog.topics import Article, ColumnPoint, Comparison, Figure, Point, Statement, Topic
from bot.presentation.citation import all_sources, dates, first_sources, sources
from bot.presentation.page import Item, Page, Section, items

FIRST_POINTS = 5
"""A first reply has at most so many points, so that it fits a phone."""

FIRST_CHARACTERS = 900
"""And about so many characters of points: some two screens of a phone."""


def first_page(library: Library, topic: Topic, country: Country, as_of: dt.date) -> Page:
    """Return the first reply: call lines, summary, at most five points, three sources, disclaimer and dates."""
    shown, _ = _split(library, topic)
    return Page(
        title=topic.title,
        urgent=call_sections(library, topic, country),
        lead=topic.summary.text,
        sections=shown,
        sources=first_sources(library, topic),
        closing=closing(library, topic, as_of),
    )


def more_page(library: Library, topic: Topic, as_of: dt.date) -> Page | None:
    """Return what the first reply left out, and how practice differs elsewhere; None if there is nothing."""
    texts = library.pack.texts
    _, rest = _split(library, topic)
    names = {code: country.name for code, country in library.help_lines.countries.items()}
    elsewhere = tuple(
        Section(
            heading=texts.elsewhere.format(region=names.get(region, region)),
            items=_texts(statements),
            bulleted=True,
        )
        for region, statements in groupby(topic.elsewhere, key=lambda statement: statement.region)
    )
    if not rest and not elsewhere:
        return None
    return Page(
        title=texts.more.format(title=topic.title),
        sections=(*rest, *elsewhere),
        sources=first_sources(library, topic),
        closing=closing(library, topic, as_of),
    )


def questions_page(library: Library, topic: Topic, as_of: dt.date) -> Page | None:
    """Return the questions to ask the care team; None if the topic has none."""
    if not topic.ask_your_team:
        return None
    texts = library.pack.texts
    return Page(
        title=texts.questions.format(title=topic.title),
        sections=(Section(items=items(*topic.ask_your_team), bulleted=True),),
        sources=first_sources(library, topic),
        closing=closing(library, topic, as_of),
    )


def figures_page(library: Library, topic: Topic, as_of: dt.date) -> Page | None:
    """Return the topic's figures, each with its group, place and time; None if it has none."""
    if not topic.figures:
        return None
    texts = library.pack.texts
    cited = dict.fromkeys(source for figure in topic.figures for source in figure.src)
    return Page(
        title=texts.figures.format(title=topic.title),
        lead=texts.figures_lag,
        sections=(Section(items=tuple(_figure(library, figure) for figure in topic.figures), bulleted=True),),
        sources=sources(library, cited),
        closing=closing(library, topic, as_of),
    )


def with_figures(library: Library, topic: Topic, page: Page) -> Page:
    """Return a page of the topic with its figures at the end, and the sentence that they lag behind."""
    texts = library.pack.texts
    if not topic.figures:
        return page
    figures = Section(
        heading=texts.figures.format(title=topic.title),
        items=(Item(text=texts.figures_lag), *(_figure(library, figure) for figure in topic.figures)),
    )
    return replace(page, sections=(*page.sections, figures))


def sources_page(library: Library, topic: Topic, as_of: dt.date) -> Page:
    """Return every source of the topic with the date of the copy that was read."""
    return Page(
        title=library.pack.texts.all_sources.format(title=topic.title),
        sources=all_sources(library, topic),
        closing=closing(library, topic, as_of),
    )


PARTS: Mapping[str, Callable[[Library, Topic, dt.date], Page | None]] = {
    "more": more_page,
    "questions": questions_page,
    "figures": figures_page,
    "sources": sources_page,
}
"""The pages behind a topic's buttons, by the word that stands in the button's custom_id."""


def parts_of(library: Library, topic: Topic) -> tuple[str, ...]:
    """Return which parts the topic has, in the order of their buttons. Any topic can be had as plain text."""
    there = (part for part, page in PARTS.items() if page(library, topic, topic.checked) is not None)
    return (*there, "plain")


def call_sections(library: Library, topic: Topic, country: Country) -> tuple[Section, ...]:
    """Return when to call whom: the emergency number first, then the care team."""
    texts = library.pack.texts
    sections = []
    if topic.call_now:
        number = country.emergency.line if country.emergency else ""
        heading = texts.call_now.format(number=number, where=country.where or country.name)
        sections.append(Section(heading=heading, items=_texts(topic.call_now), bulleted=True))
    if topic.call_team:
        sections.append(Section(heading=texts.call_team, items=_texts(topic.call_team), bulleted=True))
    return tuple(sections)


def closing(library: Library, topic: Topic, as_of: dt.date) -> tuple[str, ...]:
    """Return the lines that stand under every page of a topic: disclaimer, checked date, how recent its sources are."""
    return (library.pack.texts.disclaimer, *dates(library, topic, as_of))


def _texts(statements: Iterable[Statement]) -> tuple[Item, ...]:
    return items(*(statement.text for statement in statements))


def _split(library: Library, topic: Topic) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """Split a topic's points into those of the first reply and the rest."""
    if isinstance(topic, Comparison):
        return _split_rows(library, topic)
    count = _first_count([point.text for point in topic.points])
    shown, rest = topic.points[:count], topic.points[count:]
    return tuple(_points(library, topic, shown)), tuple(_points(library, topic, rest))


def _first_count(texts: list[str]) -> int:
    count = length = 0
    for text in texts[:FIRST_POINTS]:
        length += len(text)
        if count and length > FIRST_CHARACTERS:
            break
        count += 1
    return count


def _points(library: Library, topic: Article, points: tuple[Point, ...]) -> Iterator[Section]:
    parts = library.pack.kinds[topic.kind.value].parts
    if points:
        yield Section(
            items=tuple(
                Item(label=_label(library, parts[point.part].label, point), text=point.text) for point in points
            )
        )


def _label(library: Library, label: str, point: Point) -> str:
    asides = [library.pack.columns[point.column].label] if point.column else []
    if point.who:
        asides.append(_who(library, point.who))
    return f"{label} ({', '.join(asides)})" if asides else label


def _who(library: Library, who: str) -> str:
    texts = library.pack.texts
    return texts.adults if who == "adults" else texts.children


def _split_rows(library: Library, topic: Comparison) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """Split a comparison so that the first reply has as many points of each column as of the others."""
    texts = library.pack.texts
    columns = [(library.pack.columns[key].label, topic.columns[key].points) for key in library.pack.columns]
    each = max(1, FIRST_POINTS // max(1, len(columns)))
    shown = [
        Section(heading=texts.for_column.format(column=label), items=_column_items(library, points[:each]))
        for label, points in columns
    ]
    rest = [
        Section(heading=texts.for_column.format(column=label), items=_column_items(library, points[each:]))
        for label, points in columns
        if points[each:]
    ]
    both = _texts(topic.both)
    room = FIRST_POINTS - sum(len(section.items) for section in shown)
    if both[:room]:
        shown.append(Section(heading=texts.both, items=both[:room]))
    if both[max(room, 0) :]:
        rest.append(Section(heading=texts.both, items=both[max(room, 0) :]))
    return tuple(shown), tuple(rest)


def _column_items(library: Library, points: tuple[ColumnPoint, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(text=point.text, label=_who(library, point.who).capitalize() if point.who else "") for point in points
    )


def _figure(library: Library, figure: Figure) -> Item:
    column = library.pack.columns[figure.column].label if figure.column else ""
    place = figure.country if figure.country != "international" else ""
    where = ", ".join(part for part in (column, figure.who, place, figure.trial or "", figure.years or "") if part)
    return Item(label=where, text=figure.text)
