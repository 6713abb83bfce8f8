"""Pages for moderators and managers: what is posted, what is set, what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalog.help_lines import Line
from bot.catalog.library import Library
from bot.presentation.alert_text import line_text
from bot.presentation.list_pages import Leaf
from bot.presentation.page import Page, Section, items


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One summary of the list, in words."""

    title: str
    channel: str
    link: str
    date: str
    state: str


def summaries_page(library: Library, leaf: Leaf[Entry]) -> Page:
    """Return one page of the list of summaries."""
    texts = library.pack.texts.server
    title = texts.list_title
    if leaf.count > 1:
        title += f" ({library.pack.texts.page.format(page=leaf.number + 1, pages=leaf.count)})"
    lines = [
        texts.entry.format(title=e.title, channel=e.channel, link=e.link, date=e.date, state=e.state)
        for e in leaf.entries
    ]
    if not lines:
        return Page(title=title, lead=texts.list_empty)
    return Page(title=title, sections=(Section(items=items(*lines), bulleted=True),))


def settings_page(
    library: Library, country: str | None, lines: Sequence[Line], *, plain: bool, title: str = ""
) -> Page:
    """Return what a server has set. `country` is a code, or None where each reader's language decides."""
    texts = library.pack.texts.server
    known = library.help_lines.countries.get(country) if country else None
    said = [
        texts.country_is.format(country=known.name if known else texts.country_unset),
        texts.plain_on if plain else texts.plain_off,
    ]
    own = [line_text(library, line) for line in lines] or [texts.lines_none]
    return Page(
        title=title or texts.settings_title,
        sections=(
            Section(items=items(*said), bulleted=True),
            Section(heading=texts.lines_title, items=items(*own), bulleted=True),
        ),
    )
