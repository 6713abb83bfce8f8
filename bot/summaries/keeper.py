"""Keeping summaries as they should be: after a crash, when content changes, when somebody unpins or deletes one."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

import discord

from bot.presentation.desk import Desk
from bot.store import Pin, PinState, Store
from bot.summaries.messages import LATER, carries, channel_of, is_gone, message_of, rendered
from bot.summaries.poster import Poster

log = logging.getLogger(__name__)

CLOCKS_APART = dt.timedelta(minutes=2)
"""So much earlier than our clock says may Discord's clock have given a message its id."""

FIRST_WAIT = 600.0
"""Seconds until edits that Discord put off are tried again; the wait doubles each time."""

TRIES = 8
"""So many times at most: some 42 hours in all. The next start, or the next change, tries again."""

Outcome = Literal["edited", "same", "gone", "later"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refreshed:
    """What a refreshing did, in numbers of messages."""

    edited: int = 0
    same: int = 0
    gone: int = 0
    later: tuple[Pin, ...] = ()
    """Those that have to wait, because Discord limits edits of old messages or can't be reached."""


class Keeper:
    """Goes through the summaries and mends what is not as it should be.

    One message at a time, so that members' questions go first.
    """

    def __init__(
        self,
        client: discord.Client,
        desk: Desk,
        store: Store,
        poster: Poster,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._desk = desk
        self._store = store
        self._poster = poster
        self._pause = pause
        self._one_at_a_time = asyncio.Lock()
        self._tasks: set[asyncio.Future[None]] = set()

    async def recover(self) -> None:
        """Finish what a crash interrupted, and note what was changed by hand meanwhile.

        A crash leaves posts without a record, posts without their pin, two of the same topic, or a record of a message
        that is deleted.
        """
        async with self._one_at_a_time:
            for intent in await self._store.intents():
                await self._settle(intent)
            await self._finish_pinning()
            for channel_id in dict.fromkeys([pin.channel_id async for pin in self._store.all_pins()]):
                await self.look_at_pins(channel_id)

    async def refresh(self, guild_id: int | None = None) -> Refreshed:
        """Edit the messages that do not show what they should, of one server or of all; leave the others alone."""
        counts: Counter[Outcome] = Counter()
        later = []
        async with self._one_at_a_time:
            async for pin in self._pins(guild_id):
                if pin.message_id is None:
                    continue
                # Each message takes a millisecond to render; a question that came meanwhile goes first.
                await asyncio.sleep(0)
                outcome = await self._bring_up_to_date(pin)
                counts[outcome] += 1
                if outcome == "later":
                    later.append(pin)
        return Refreshed(edited=counts["edited"], same=counts["same"], gone=counts["gone"], later=tuple(later))

    async def refresh_patiently(self) -> None:
        """Refresh everything, and wait out what Discord puts off."""
        await self._wait_out((await self.refresh()).later)

    def try_again(self, waiting: tuple[Pin, ...]) -> None:
        """Go on in the background with summaries that have to wait."""
        task = asyncio.ensure_future(self._wait_out(waiting))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End what goes on in the background. The next start begins there again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _wait_out(self, waiting: tuple[Pin, ...]) -> None:
        wait = FIRST_WAIT
        for _ in range(TRIES):
            if not waiting:
                return
            log.info("%d summaries have to wait; trying again in %d s", len(waiting), wait)
            await self._pause(wait)
            wait *= 2
            again = [await self._store.pin(pin.id) for pin in waiting]
            waiting = tuple([pin for pin in again if pin is not None and await self._bring_up_to_date(pin) == "later"])

    async def look_at_pins(self, channel_id: int) -> None:
        """Note what was unpinned, pinned or deleted by hand in a channel. Never pins anything again."""
        ours = [pin for pin in await self._store.pins_in(channel_id) if pin.message_id is not None]
        if not ours:
            return
        try:
            pinned = {message.id async for message in channel_of(self._client, ours[0]).pins(limit=None)}
        except discord.HTTPException as error:
            if is_gone(error):
                await self._forget_channel(ours[0])
            return
        for pin in ours:
            if pin.message_id in pinned:
                if pin.state is not PinState.PINNED:
                    await self._store.pinned(pin.id)
            else:
                await self._unpinned_or_deleted(pin)

    async def look_at_all_pins(self, guild_id: int) -> None:
        """Note what was changed by hand in every channel of a server that has a summary."""
        for channel_id in dict.fromkeys(pin.channel_id for pin in await self._store.pins(guild_id)):
            await self.look_at_pins(channel_id)

    async def forget_channel(self, guild_id: int, channel_id: int) -> None:
        """Forget the summaries of a channel or thread that was deleted."""
        count = await self._store.forget_channel(guild_id, channel_id)
        if count:
            log.info("forgot %d summaries: channel %s of server %s is gone", count, channel_id, guild_id)

    async def say_no_longer_kept(self, guild_id: int) -> None:
        """Edit every message of a server to say that it is no longer kept up to date, where that still works."""
        said = self._desk.replies.library.pack.texts.server.no_longer_kept
        for pin in await self._store.pins(guild_id):
            if pin.message_id is None:
                continue
            try:
                await message_of(self._client, pin).edit(content=said)
            except discord.HTTPException as error:
                log.info("could not edit a summary in channel %s: code %s", pin.channel_id, error.code)

    async def _pins(self, guild_id: int | None) -> AsyncIterator[Pin]:
        if guild_id is None:
            async for pin in self._store.all_pins():
                yield pin
        else:
            for pin in await self._store.pins(guild_id):
                yield pin

    async def _finish_pinning(self) -> None:
        """Pin what was to be pinned, and take down the older of two summaries of the same topic in a channel."""
        newest: dict[tuple[int, str], Pin] = {}
        for pin in [pin async for pin in self._store.all_pins() if pin.message_id is not None]:
            older = newest.get((pin.channel_id, pin.topic))
            if older is not None:
                await self._poster.take_down(older)
            newest[(pin.channel_id, pin.topic)] = pin
        for pin in newest.values():
            if pin.state is PinState.POSTED and pin.wants_pin:
                await self._poster.pin_again(pin)

    async def _settle(self, intent: Pin) -> None:
        """Find the message of an intent by its key, and go on; forget the intent if it was never sent."""
        since = intent.created_at - CLOCKS_APART
        try:
            async for message in channel_of(self._client, intent).history(after=since, limit=None, oldest_first=True):
                if carries(message, intent.key):
                    await self._poster.finish(intent, message)
                    return
        except discord.HTTPException as error:
            if not is_gone(error):
                log.warning("could not look for a summary in channel %s: code %s", intent.channel_id, error.code)
                return
        # A moderator may post while this goes on: the record of that is no crash's.
        now = await self._store.pin(intent.id) if not self._poster.is_posting(intent.channel_id) else None
        if now is not None and now.message_id is None:
            await self._store.forget(intent.id)

    async def _bring_up_to_date(self, pin: Pin) -> Outcome:
        content = rendered(self._desk, pin)
        if content is None:
            return await self._let_go(pin)
        digest = content.digest()
        if digest == pin.digest:
            return "same"
        try:
            await message_of(self._client, pin).edit(content=content.content, embeds=content.embeds, view=content.view)
        except discord.HTTPException as error:
            return await self._after(error, pin)
        await self._store.rendered(pin.id, digest=digest, as_of=self._desk.replies.as_of(pin.topic))
        return "edited"

    async def _after(self, error: discord.HTTPException, pin: Pin) -> Outcome:
        if is_gone(error):
            log.info(
                "forgot a summary: its message in server %s, channel %s is gone (code %s)",
                pin.guild_id,
                pin.channel_id,
                error.code,
            )
            await self._store.forget(pin.id)
            return "gone"
        if error.code not in LATER:
            log.warning("could not edit a summary in channel %s: %s/%s", pin.channel_id, error.status, error.code)
        return "later"

    async def _let_go(self, pin: Pin) -> Outcome:
        """Say in the message that it is no longer kept up to date, since its topic is gone, and forget it."""
        try:
            await message_of(self._client, pin).edit(
                content=self._desk.replies.library.pack.texts.server.no_longer_kept
            )
        except discord.HTTPException as error:
            if not is_gone(error):
                return "later"
        await self._store.forget(pin.id)
        return "gone"

    async def _unpinned_or_deleted(self, pin: Pin) -> None:
        # Taking a summary down changes the pins, too: Discord tells of it while we are at it.
        if await self._store.pin(pin.id) is None:
            return
        try:
            await message_of(self._client, pin).fetch()
        except discord.HTTPException as error:
            await self._after(error, pin)
            return
        if pin.state is PinState.PINNED:
            await self._store.unpinned(pin.id)

    async def _forget_channel(self, pin: Pin) -> None:
        await self.forget_channel(pin.guild_id, pin.channel_id)
