"""The store as everybody else sees it: what can be asked and what comes back. Nothing here knows of SQL."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from typing import Self

from bot.store.values import UNCHANGED, OwnLine, Pin, Settings, Stored, Unchanged


def utc_now() -> dt.datetime:
    """Return the time, in UTC."""
    return dt.datetime.now(dt.UTC)


class Store(ABC):
    """Servers' settings and pins. Every method is one transaction, done when it returns; many may run at once.

    Every method may raise StoreError. Ids are Discord's snowflakes, save for a pin's own. Close it with `close`, or use
    it with `async with`.
    """

    @staticmethod
    async def open(url: str, now: Callable[[], dt.datetime] = utc_now) -> Store:
        """Open the database of a URL: `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`.

        A SQLite file and its folder are created if they are missing, and brought up to date if they are from an older
        version; several programs may do so at once. A PostgreSQL database is not touched. `now` is asked for the time,
        which must have a time zone.

        Raises StoreError, with a sentence on what to do, if the database can't be opened, is damaged, was made by a
        newer version, or, for PostgreSQL, has not been brought up to date by `marrow db upgrade`.
        """
        # Imported here: it takes longer than all the rest of the program, and most commands need no database.
        from bot.store.database import open_database

        return await open_database(url, now)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @abstractmethod
    async def close(self) -> None:
        """Let go of the database. To be called once, at the end."""

    # --- settings -----------------------------------------------------------------------------------------------------

    @abstractmethod
    async def settings(self, guild_id: int) -> Settings:
        """Return a server's settings; the defaults if it has decided nothing."""

    @abstractmethod
    async def set_settings(
        self, guild_id: int, *, country: str | Unchanged | None = UNCHANGED, plain: bool | Unchanged = UNCHANGED
    ) -> Settings:
        """Change what is given, leave the rest, and return all settings."""

    @abstractmethod
    async def add_help_line(self, guild_id: int, line: OwnLine) -> Settings:
        """Add a help line after the others, with blanks around its parts taken off, and return all settings.

        Raises TooManyLines if there are five, AlreadyThere if one has this name (capital letters aside), and BadLine if
        a part is empty or too long or has characters that can't be shown, such as line breaks.
        """

    @abstractmethod
    async def remove_help_line(self, guild_id: int, name: str) -> Settings:
        """Remove the help line of this name (capital letters aside) and return all settings. Raises NotThere."""

    # --- pins ---------------------------------------------------------------------------------------------------------

    @abstractmethod
    async def intend(self, guild_id: int, channel_id: int, topic: str, *, wants_pin: bool, figures: bool) -> Pin:
        """Write down that a summary is about to be sent, and return it with the key that its message must carry.

        Sending and storing can't be one step. After a crash between them, `intents` has this one, and the channel, read
        from its `created_at` on, shows by the key whether the message was sent.
        """

    @abstractmethod
    async def posted(self, pin_id: int, message_id: int, *, digest: str, as_of: dt.date) -> bool:
        """Write down that an intended summary was sent. False if it was forgotten meanwhile, or was posted before."""

    @abstractmethod
    async def pinned(self, pin_id: int) -> bool:
        """Write down that the message is pinned. False if it was never posted, or forgotten meanwhile."""

    @abstractmethod
    async def unpinned(self, pin_id: int) -> bool:
        """Write down that the message was unpinned by hand. False if it was never posted, or forgotten meanwhile."""

    @abstractmethod
    async def rendered(self, pin_id: int, *, digest: str, as_of: dt.date) -> bool:
        """Write down what the edited message shows. False if it was never posted, or forgotten meanwhile."""

    @abstractmethod
    async def with_figures(self, pin_id: int) -> bool:
        """Write down that the message is to show figures from now on. False if it was never posted, or forgotten."""

    @abstractmethod
    async def forget(self, pin_id: int) -> bool:
        """Forget a pin. False if there was none."""

    @abstractmethod
    async def forget_channel(self, guild_id: int, channel_id: int) -> int:
        """Forget all pins of a channel or thread, and return how many there were."""

    @abstractmethod
    async def pin(self, pin_id: int) -> Pin | None:
        """Return a pin as it is now."""

    @abstractmethod
    async def pins(self, guild_id: int) -> tuple[Pin, ...]:
        """Return all pins of a server in the order in which they were intended, those that are only intended too."""

    @abstractmethod
    async def pins_in(self, channel_id: int) -> tuple[Pin, ...]:
        """Return all pins of a channel or thread, as `pins` does."""

    @abstractmethod
    async def pin_of_message(self, message_id: int) -> Pin | None:
        """Return the pin that this message is."""

    @abstractmethod
    async def find(self, channel_id: int, topic: str) -> Pin | None:
        """Return this topic's pin in this channel or thread.

        Nothing but the caller keeps a topic from being posted twice in a channel. Of several, one that was posted comes
        before one that is only intended, and then the newest.
        """

    @abstractmethod
    async def intents(self) -> tuple[Pin, ...]:
        """Return the pins of all servers that are only intended, oldest first: those of a crash, and those in hand."""

    @abstractmethod
    def all_pins(self, chunk: int = 100) -> AsyncIterator[Pin]:
        """Go through the pins of all servers, oldest first, those that are only intended too.

        So many are read at a time, and no transaction stays open in between: a pin is as it was when its chunk was
        read, and pins that are added meanwhile come last.
        """

    # --- servers ------------------------------------------------------------------------------------------------------

    @abstractmethod
    async def guild_ids(self) -> set[int]:
        """Return the servers about which anything is kept."""

    @abstractmethod
    async def stored(self, guild_id: int) -> Stored:
        """Return everything that is kept about a server."""

    @abstractmethod
    async def forget_guild(self, guild_id: int) -> bool:
        """Delete everything that is kept about a server. False if there was nothing."""
