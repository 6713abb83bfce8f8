"""Pages about many topics or none: the comparison at a glance, browsing, refusals, help lines, the bot itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.catalog.help_lines import Country, Line
from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.not_covered import NotCovered
from bot.catalog.topics import Comparison, Topic, cited_sources
from bot.lookup.answer import Match
from bot.presentation.alert_text import emergency_text, line_text
from bot.presentation.citation import FIRST_SOURCES, read_instead, sources
from bot.presentation.limits import OPTIONS
from bot.presentation.page import Item, Page, Section, items, long_date

T = TypeVar("T")

ROWS_ON_A_PAGE = 15
"""So many rows of the comparison fit an embed's 4096 characters: each has two glances of at most 90 and a title."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Operator:
    """The person who runs this bot, as people can reach them."""

    contact: str = ""
    mistakes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf(Generic[T]):
    """One of several pages of a long list. `number` counts from 0."""

    entries: tuple[T, ...]
    number: int
    count: int


def glance_page(library: Library, rows: Sequence[Comparison], number: str) -> Page:
    """Return rows of the comparison, each in a few words for every column. `number` says which page it is, if any."""
    texts = library.pack.texts
    sections = tuple(
        Section(
            heading=row.title,
            items=tuple(
                Item(text=f"{texts.for_column.format(column=column.label)} {row.columns[key].glance}")
                for key, column in library.pack.columns.items()
            ),
        )
        for row in rows
    )
    cited = dict.fromkeys(source for row in rows for source in cited_sources(row))
    oldest = min((row.checked for row in rows), default=None)
    checked = (texts.checked.format(checked=long_date(oldest)),) if oldest else ()
    return Page(
        title=f"{texts.compare} {number}".strip(),
        sections=sections,
        sources=sources(library, list(cited)[:FIRST_SOURCES]),
        closing=(texts.disclaimer, *checked),
    )


def kinds_page(library: Library) -> Page:
    """Return the kinds of topic and how many topics each has."""
    texts = library.pack.texts
    lines = [f"{library.pack.kinds[kind.value].many}: {len(library.of_kind(kind))}" for kind in library.kinds()]
    return Page(
        title=texts.browse,
        lead=texts.browse_hint,
        sections=(Section(items=items(*lines), bulleted=True),),
        closing=(texts.disclaimer,),
    )


def kind_page(library: Library, kind: Kind, leaf: Leaf[Topic]) -> Page:
    """Return one page of a kind's topics."""
    texts = library.pack.texts
    title = library.pack.kinds[kind.value].many
    if leaf.count > 1:
        title += f" ({texts.page.format(page=leaf.number + 1, pages=leaf.count)})"
    return Page(
        title=title,
        sections=(Section(items=items(*(topic.title for topic in leaf.entries)), bulleted=True),),
        closing=(texts.disclaimer,),
    )


def leaf_of(entries: Sequence[T], number: int, size: int = OPTIONS) -> Leaf[T]:
    """Return one page of a list. A number out of range, as an old button may have it, gives the nearest page."""
    count = max(1, -(-len(entries) // size))
    number = min(max(number, 0), count - 1)
    return Leaf(entries=tuple(entries[number * size : (number + 1) * size]), number=number, count=count)


def choices_page(library: Library, matches: Sequence[Match], title: str) -> Page:
    """Return the topics that a text may be about, to pick from."""
    texts = library.pack.texts
    return Page(
        title=title,
        sections=(Section(items=items(*(match.topic.title for match in matches)), bulleted=True),),
        closing=(texts.disclaimer,),
    )


def refusal_page(library: Library, entry: NotCovered) -> Page:
    """Return what is said of a thing that is not covered, or of a personal question, and what to read instead."""
    texts = library.pack.texts
    title = texts.declined if entry.sort == "personal" else texts.not_covered
    return Page(
        title=title.format(title=entry.title),
        lead=entry.say,
        sources=read_instead(library, entry.read),
        closing=(texts.disclaimer,),
    )


def nothing_page(library: Library) -> Page:
    """Return that nothing was found, that this does not mean "safe", and whom to ask."""
    texts = library.pack.texts
    return Page(title=texts.nothing_title, lead=texts.nothing, closing=(texts.disclaimer,))


def help_page(library: Library, country: Country, own_lines: Sequence[Line] = (), *, unknown: bool) -> Page:
    """Return the lines of a country, after the server's own ones.

    `unknown`: the country that was asked for has none, and this is the default.
    """
    texts = library.pack.texts
    elsewhere = library.help_lines.elsewhere
    emergency = [emergency_text(library, country)]
    if country.emergency and not country.emergency.confirmed:
        emergency = [f"{emergency[0]} ({texts.check_number})"]
    if elsewhere.emergency:
        emergency.append(f"{elsewhere.name}: {line_text(library, elsewhere.emergency)}")
    crisis = [line_text(library, line) for line in (*country.crisis, *elsewhere.crisis)]
    support = [line_text(library, line) for line in (*country.support, *elsewhere.support)]
    own = [line_text(library, line) for line in own_lines]
    groups = (
        (texts.server.lines_title, own),
        (texts.help_emergency, emergency),
        (texts.help_crisis, crisis),
        (texts.help_support, support),
    )
    cited = [
        source
        for line in (country.emergency, *country.crisis, *country.support, *elsewhere.crisis)
        if line is not None
        for source in (*line.src, *line.further)
    ]
    return Page(
        title=texts.help_lines.format(country=country.name),
        lead=texts.help_unknown.format(country=country.name) if unknown else "",
        sections=tuple(
            Section(heading=heading, items=items(*lines), bulleted=True) for heading, lines in groups if lines
        ),
        sources=sources(library, dict.fromkeys(cited)),
        closing=(texts.disclaimer,),
    )


def about_page(library: Library, operator: Operator, version: str) -> Page:
    """Return what the bot is, how old its sources are, and whom to tell of a mistake."""
    texts = library.pack.texts
    facts = [_library_line(library), _contact(library, operator)]
    if operator.mistakes:
        facts.append(texts.mistakes.format(page=operator.mistakes))
    return Page(
        title=f"{library.pack.name} {version}",
        sections=(Section(items=items(texts.about)), Section(items=items(*facts), bulleted=True)),
        closing=(texts.disclaimer,),
    )


def privacy_page(library: Library, operator: Operator) -> Page:
    """Return what the bot keeps and what it never does."""
    texts = library.pack.texts
    return Page(
        title=f"{library.pack.name}: {texts.privacy_title}",
        sections=(Section(items=items(texts.privacy, _contact(library, operator))),),
    )


def _contact(library: Library, operator: Operator) -> str:
    texts = library.pack.texts
    return texts.contact.format(contact=operator.contact) if operator.contact else texts.no_contact


def _library_line(library: Library) -> str:
    topics = library.topics.values()
    cited = [source for topic in topics for source in cited_sources(topic)]
    oldest, newest = library.oldest(cited), library.newest(cited)
    return library.pack.texts.library.format(
        topics=len(library.topics),
        oldest=long_date(oldest) if oldest else "?",
        newest=long_date(newest) if newest else "?",
        checked=long_date(min(topic.checked for topic in topics)),
    )
