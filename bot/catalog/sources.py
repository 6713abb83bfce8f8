"""What a source is: a page of a named publisher, and how recent the copy is that was read."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from bot.catalog.model import Model, Text, Url


class Source(Model):
    """A page that statements cite, or that readers are sent to."""

    title: Text
    publisher: Text
    """One of the pack's publishers, by the name that the pack gives it."""
    url: Url
    as_of: dt.date | Literal["undated"] | None
    """Date of the copy that was read, or the page's own date; "undated": read in a copy that bears no date;
    None: not read, so only for `further` and `read_more`."""
