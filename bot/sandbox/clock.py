"""The sandbox's time: real time plus however far a test has set it forward."""

from __future__ import annotations

import asyncio
import contextlib
import time
from datetime import UTC, datetime


class Clock:
    """A wall clock that can be set forward, so that 15 minutes pass without waiting."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._moved = asyncio.Event()

    def time(self) -> float:
        """Seconds since the Unix epoch, by this clock."""
        return time.time() + self._ahead

    def now(self) -> datetime:
        """Return the present moment in UTC, by this clock."""
        return datetime.fromtimestamp(self.time(), UTC)

    def advance(self, seconds: float) -> None:
        """Set the clock forward by so many seconds; whoever sleeps on it and is due wakes up.

        Raises ValueError for a negative number: ids and events only ever go forward.
        """
        if seconds < 0:
            raise ValueError("the clock can't be set back")
        self._ahead += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def sleep_until(self, moment: float) -> None:
        """Return once ``time()`` has reached the moment."""
        while (left := moment - self.time()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), left)
