"""What each server has set, at hand for every answer: read once, and again after a change."""

from __future__ import annotations

import asyncio
import logging

from bot.catalog.help_lines import Line
from bot.store import Settings, Store, StoreError

log = logging.getLogger(__name__)

LONGEST_WAIT = 1.0
"""So many seconds an answer waits for the settings. Discord waits three for the answer."""


class Preferences:
    """The settings of servers. When the database can't be read, the defaults hold, and the log says so."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[int, Settings] = {}

    async def of(self, guild_id: int | None) -> Settings:
        """Return what a server has set; the defaults for None, and when the database fails."""
        if guild_id is None:
            return Settings()
        known = self._known.get(guild_id)
        if known is not None:
            return known
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                read = await self._store.settings(guild_id)
        except (StoreError, TimeoutError) as error:
            log.warning("using the defaults for server %s: %s", guild_id, error or "the database is slow")
            return Settings()
        self._known[guild_id] = read
        return read

    def forget(self, guild_id: int) -> None:
        """Read a server's settings anew at the next answer."""
        self._known.pop(guild_id, None)


def lines_of(settings: Settings) -> tuple[Line, ...]:
    """Return a server's own help lines as lines of the library. Its managers answer for them."""
    return tuple(Line(who=own.name, line=own.line, hours=own.hours, confirmed=True) for own in settings.help_lines)
