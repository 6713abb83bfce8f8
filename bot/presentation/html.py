"""Pages as HTML. Everything that comes from content is escaped here, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NewType

from bot.presentation.page import Item, Link, Links, Page, Section

Html = NewType("Html", str)
"""Text that is HTML already. Anything else goes through `text`."""

Mark = Callable[[str], Html]
"""Says what stands behind a statement, such as the numbers of its sources."""

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def text(written: str) -> Html:
    """Return plain text, or the little Markdown that replies have (bold, small print, line breaks), as HTML."""
    lines = (_BOLD.sub(r"<strong>\1</strong>", escape(line.removeprefix("-# "))) for line in written.split("\n"))
    return Html("<br>".join(lines))


def element(name: str, *content: Html, **attributes: str) -> Html:
    """Return an element. A keyword such as `class_` or `aria_label` is the attribute class or aria-label."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    return Html(f"<{name}{written}>{''.join(content)}</{name}>")


def join(parts: Iterable[Html], between: str = "\n") -> Html:
    """Return pieces one after the other, without the empty ones. `between` is plain text."""
    return Html(escape(between).join(part for part in parts if part))


def link(address: str, label: str) -> Html:
    """Return a link to a page, or to an anchor of this document."""
    return element("a", text(label), href=address)


def listing(entries: Iterable[Html], class_: str = "") -> Html:
    """Return entries as a list; nothing for none."""
    written = join(element("li", entry) for entry in entries)
    return element("ul", written, class_=class_) if written else Html("")


def facts(entries: Iterable[tuple[str, Html]], class_: str = "") -> Html:
    """Return what belongs to a thing, each under its name. Entries that are empty are left out."""
    rows = join(element("div", element("dt", text(name)), element("dd", value)) for name, value in entries if value)
    return element("dl", rows, class_=class_) if rows else Html("")


def table(headings: Sequence[str], rows: Iterable[Sequence[Html]], row_heading: int) -> Html:
    """Return a table. `row_heading` is the place of the cell that names its row, from 0."""
    head = element("tr", *(element("th", text(heading), scope="col") for heading in headings))
    body = join(_row(cells, row_heading) for cells in rows)
    return element("table", element("thead", head), element("tbody", body))


def page(said: Page, level: int, mark: Mark = lambda _: Html("")) -> Html:
    """Return everything of a page but its title. `level` (2 to 6) is that of the headings in it."""
    return join(
        (
            *(element("div", section(part, level, mark), class_="urgent") for part in said.urgent),
            element("p", text(said.lead), mark(said.lead), class_="lead") if said.lead else Html(""),
            *(section(part, level, mark) for part in said.sections),
            *(_sources(group, level) for group in said.sources),
            join(element("p", text(line), class_="closing") for line in said.closing),
        )
    )


def section(part: Section, level: int, mark: Mark = lambda _: Html("")) -> Html:
    """Return a section under its heading, if it has one."""
    statements = [_item(item, mark) for item in part.items]
    written = listing(statements) if part.bulleted else join(element("p", statement) for statement in statements)
    return join((_heading(part.heading, level), written))


def source(cited: Link) -> Html:
    """Return a source as a link, with its publisher and how recent the copy was that was read."""
    note = f", {cited.note}" if cited.note else ""
    return join((link(cited.url, cited.title), text(f", {cited.publisher}{note}")), "")


def _row(cells: Sequence[Html], heading: int) -> Html:
    named = element("th", cells[heading], scope="row")
    return element("tr", *(named if place == heading else element("td", cell) for place, cell in enumerate(cells)))


def _heading(heading: str, level: int) -> Html:
    return element(f"h{level}", text(heading)) if heading else Html("")


def _item(item: Item, mark: Mark) -> Html:
    label = join((element("strong", text(f"{item.label}:")), Html(" ")), "") if item.label else Html("")
    return join((label, text(item.text), mark(item.text)), "")


def _sources(group: Links, level: int) -> Html:
    return element("div", _heading(group.heading, level), listing(map(source, group.links)), class_="sources")
