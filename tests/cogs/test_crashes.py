"""The bot dies at every moment there is between two steps of its work: nothing is lost, nothing is doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from discord.http import HTTPClient

from bot.catalog import Library
from bot.client import Marrow
from bot.sandbox import Guild, Message, Sandbox
from bot.store import Pin, PinState, Store
from tests.cogs.test_summary import changed
from tests.conftest import replies_of

STEPS_OF_STORE = ("intend", "posted", "pinned", "unpinned", "rendered", "forget", "with_figures")


class Killed(Exception):
    """Stands for SIGKILL. Nothing of ours catches it where summaries are posted and kept."""


class Fuse:
    """Counts the steps that change something, in Discord or in the store, and kills before or after one of them."""

    def __init__(self, at: int, *, after: bool) -> None:
        self._left = at
        self._after = after
        self.blown = False

    def on(self, step: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def fused(*arguments: Any, **options: Any) -> Any:
            if self.blown:
                raise Killed
            self.blown = self._left == 0
            self._left -= 1
            if self.blown and not self._after:
                raise Killed
            result = await step(*arguments, **options)
            if self.blown:
                raise Killed
            return result

        return fused


def installed(patch: pytest.MonkeyPatch, fuse: Fuse, store: Store) -> None:
    for name in STEPS_OF_STORE:
        patch.setattr(store, name, fuse.on(getattr(store, name)))
    for name in ("send_message", "edit_message", "delete_message", "pin_message", "unpin_message"):
        step = fuse.on(getattr(HTTPClient, name))
        patch.setattr(HTTPClient, name, step)


async def post(bot: Marrow, guild: Guild) -> None:
    await bot.poster.post(guild.id, guild.channel.id, "wheezing", pin=True)
    await bot.poster.post(guild.id, guild.channel.id, "inhaler", pin=False)


async def replace(bot: Marrow, guild: Guild) -> None:
    await bot.poster.post(guild.id, guild.channel.id, "wheezing", pin=True)
    await bot.poster.post(guild.id, guild.channel.id, "wheezing", pin=True, replace=True)


async def take_down(bot: Marrow, guild: Guild) -> None:
    await bot.poster.post(guild.id, guild.channel.id, "wheezing", pin=True)
    (pin,) = await bot.store.pins(guild.id)
    await bot.poster.take_down(pin)


async def refresh(bot: Marrow, guild: Guild) -> None:
    await bot.poster.post(guild.id, guild.channel.id, "wheezing", pin=True)
    bot.replies = replies_of(changed(bot.replies.library, "wheezing", title="Wheezing, explained"))
    await bot.keeper.refresh()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("work", [post, replace, take_down, refresh])
async def test_after_a_crash_at_any_step_what_is_listed_is_what_is_there(
    sandbox: Sandbox,
    tiny_library: Library,
    tmp_path: Path,
    work: Callable[[Marrow, Guild], Awaitable[None]],
    after: bool,
) -> None:
    blown = True
    step = 0
    while blown:
        guild = sandbox.create_guild(f"Harbour {step}")
        guild.create_text_channel("general")
        async with await Store.open(f"sqlite:///{tmp_path}/{step}.db") as store:
            fuse = Fuse(step, after=after)
            async with running(sandbox, tiny_library, store) as bot:
                with pytest.MonkeyPatch.context() as patch:
                    installed(patch, fuse, store)
                    with suppress(Killed):
                        await work(bot, guild)
                await restarted(sandbox, tiny_library, store)
                await assert_all_is_well(guild, await store.pins(guild.id))
        blown = fuse.blown
        step += 1
    assert step > 3
    # A crash may leave a record of a message that is deleted; to find that out is to be refused.
    assert {violation.code for violation in sandbox.violations} <= {10008}
    sandbox.violations.clear()


async def restarted(sandbox: Sandbox, library: Library, store: Store) -> None:
    async with running(sandbox, library, store) as bot:
        await bot.keeper.recover()
        await bot.keeper.refresh()


@asynccontextmanager
async def running(sandbox: Sandbox, library: Library, store: Store) -> AsyncIterator[Marrow]:
    """Run a bot that is ready at once. discord.py says so two seconds later, even to a client that is closed then."""
    bot = Marrow(replies_of(library), store)
    bot._connection.guild_ready_timeout = 0.0
    async with sandbox.running(bot):
        await bot.wait_until_ready()
        yield bot


async def assert_all_is_well(guild: Guild, pins: tuple[Pin, ...]) -> None:
    """Each remembered summary is a message that is there, pinned as remembered; none is unknown or doubled."""
    posts: dict[int, Message] = {message.id: message for message in guild.channel.messages if message.embeds}
    assert {pin.message_id for pin in pins} == set(posts)
    assert all(posts[pin.message_id or 0].pinned == (pin.state is PinState.PINNED) for pin in pins)
    assert all(pin.state is PinState.PINNED for pin in pins if pin.wants_pin)
    assert max(Counter(pin.topic for pin in pins).values(), default=0) <= 1
