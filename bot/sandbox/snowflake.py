"""Discord's ids: made in order of time, read from a path."""

from __future__ import annotations

from .clock import Clock

DISCORD_EPOCH = 1_420_070_400_000
"""The first millisecond of 2015, from which snowflakes count."""


class Snowflakes:
    """Gives out ids that rise with the clock and never repeat."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """Return a new id, greater than every earlier one."""
        self._last = max(self._last + 1, first_at(self._clock.time()))
        return self._last


def first_at(moment: float) -> int:
    """Return the lowest id of the millisecond of a Unix time in seconds."""
    return (int(moment * 1000) - DISCORD_EPOCH) << 22


def seconds_of(snowflake: int) -> float:
    """Return the Unix time in seconds at which an id was made."""
    return ((snowflake >> 22) + DISCORD_EPOCH) / 1000
