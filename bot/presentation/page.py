"""What one reply says, before it is an embed, a plain message or lines on a terminal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One statement of a page. `label` names its part, such as "Why it happens"."""

    text: str
    label: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Some statements that belong together. Bulleted ones are read as a list."""

    items: tuple[Item, ...]
    heading: str = ""
    bulleted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A source that a page names. `note` says how recent the copy was that was read."""

    title: str
    publisher: str
    url: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """Links under one heading."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One reply, from top to bottom: title, what is urgent, the lead, sections, sources, closing lines."""

    title: str
    urgent: tuple[Section, ...] = ()
    lead: str = ""
    sections: tuple[Section, ...] = ()
    sources: tuple[Links, ...] = ()
    closing: tuple[str, ...] = ()

    def shortened(self) -> Page:
        """Return the page without the last item of its last section; the page itself if nothing is left to take.

        What is urgent, the lead, the sources and the closing lines always stay.
        """
        if not self.sections:
            return self
        *before, last = self.sections
        if len(last.items) > 1:
            return replace(self, sections=(*before, replace(last, items=last.items[:-1])))
        return replace(self, sections=tuple(before))


def items(*texts: str) -> tuple[Item, ...]:
    """Return texts without labels as items."""
    return tuple(Item(text=text) for text in texts)


def long_date(date: dt.date) -> str:
    """Write a date so that nobody takes the month for the day: 3 February 2026."""
    return f"{date.day} {date:%B %Y}"
