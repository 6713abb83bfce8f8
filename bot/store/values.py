"""What the store gives and takes: plain values, without a session, a row or a connection behind them."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

MOST_LINES = 5
"""So many help lines of its own a server may have."""

LONGEST_NAME = 80
LONGEST_LINE = 200
LONGEST_HOURS = 80
"""Characters of a help line's parts. Five whole ones, with the pack's own lines after them, fit one message."""


class Unchanged(enum.Enum):
    """The type of UNCHANGED. None can't stand for it, as None is a choice: no country."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED
"""A setting that is to stay as it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnLine:
    """A help line that a server's managers added: its name, its number or link, and when somebody answers."""

    name: str
    line: str
    hours: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What a server's managers decided. The defaults are those of a server that decided nothing."""

    country: str | None = None
    """Whose emergency numbers and help lines are shown; None for the library's default."""
    plain: bool = False
    """Whether replies are plain text instead of embeds, unless a member asks for the other."""
    help_lines: tuple[OwnLine, ...] = ()
    """In the order in which they were added; at most five."""


class PinState(enum.StrEnum):
    """How far a posted summary has come."""

    INTENDED = "intended"
    """About to be sent. After a crash it may or may not be in the channel; the message would carry the pin's key."""
    POSTED = "posted"
    """In the channel. Not pinned: not wanted, or not done yet."""
    PINNED = "pinned"
    UNPINNED = "unpinned"
    """Still in the channel, unpinned by hand. Kept up to date, never pinned again unasked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """A summary that was posted, or is about to be, and is kept up to date."""

    id: int
    """Never given twice, so that a late call about a forgotten pin can't meet another one."""
    guild_id: int
    channel_id: int
    """The channel or the thread that the message is in."""
    message_id: int | None
    """None as long as it is only intended."""
    key: str
    """16 random characters of 0-9 and a-f that the message carries in a custom_id."""
    topic: str
    """The topic's id, or the word that stands for the whole comparison."""
    digest: str | None
    """The hash of what the message shows; None as long as it is only intended."""
    state: PinState
    wants_pin: bool
    """Whether it was asked to be pinned, and not only to be posted."""
    figures: bool
    """Whether figures on the outlook were asked for, and confirmed."""
    as_of: dt.date | None
    """The day that the message says it is as of; None as long as it is only intended."""
    created_at: dt.datetime
    """When it was intended, in UTC. The message, if there is one, is not older."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """Everything that is kept about a server."""

    settings: Settings
    pins: tuple[Pin, ...]
