"""The store of a bot whose database can't be opened: defaults for readers, a sentence on what to do for writers."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator

from typing_extensions import override

from bot.store.errors import StoreError
from bot.store.store import Store
from bot.store.values import UNCHANGED, OwnLine, Pin, Settings, Stored, Unchanged


class NoStore(Store):
    """Nothing is remembered, and nothing can be.

    `reason` says why and what to do, such as the message of the StoreError that opening raised. Whoever writes gets it.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason

    @override
    async def close(self) -> None:
        pass

    @override
    async def settings(self, guild_id: int) -> Settings:
        return Settings()

    @override
    async def set_settings(
        self, guild_id: int, *, country: str | Unchanged | None = UNCHANGED, plain: bool | Unchanged = UNCHANGED
    ) -> Settings:
        raise StoreError(self.reason)

    @override
    async def add_help_line(self, guild_id: int, line: OwnLine) -> Settings:
        raise StoreError(self.reason)

    @override
    async def remove_help_line(self, guild_id: int, name: str) -> Settings:
        raise StoreError(self.reason)

    @override
    async def intend(self, guild_id: int, channel_id: int, topic: str, *, wants_pin: bool, figures: bool) -> Pin:
        raise StoreError(self.reason)

    @override
    async def posted(self, pin_id: int, message_id: int, *, digest: str, as_of: dt.date) -> bool:
        raise StoreError(self.reason)

    @override
    async def pinned(self, pin_id: int) -> bool:
        raise StoreError(self.reason)

    @override
    async def unpinned(self, pin_id: int) -> bool:
        raise StoreError(self.reason)

    @override
    async def rendered(self, pin_id: int, *, digest: str, as_of: dt.date) -> bool:
        raise StoreError(self.reason)

    @override
    async def with_figures(self, pin_id: int) -> bool:
        raise StoreError(self.reason)

    @override
    async def forget(self, pin_id: int) -> bool:
        raise StoreError(self.reason)

    @override
    async def forget_channel(self, guild_id: int, channel_id: int) -> int:
        raise StoreError(self.reason)

    @override
    async def pin(self, pin_id: int) -> Pin | None:
        return None

    @override
    async def pins(self, guild_id: int) -> tuple[Pin, ...]:
        return ()

    @override
    async def pins_in(self, channel_id: int) -> tuple[Pin, ...]:
        return ()

    @override
    async def pin_of_message(self, message_id: int) -> Pin | None:
        return None

    @override
    async def find(self, channel_id: int, topic: str) -> Pin | None:
        return None

    @override
    async def intents(self) -> tuple[Pin, ...]:
        return ()

    @override
    async def all_pins(self, chunk: int = 100) -> AsyncIterator[Pin]:
        nothing: tuple[Pin, ...] = ()
        for pin in nothing:
            yield pin

    @override
    async def guild_ids(self) -> set[int]:
        return set()

    @override
    async def stored(self, guild_id: int) -> Stored:
        return Stored(settings=Settings(), pins=())

    @override
    async def forget_guild(self, guild_id: int) -> bool:
        raise StoreError(self.reason)
