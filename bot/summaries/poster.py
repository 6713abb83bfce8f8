"""Posting, adopting, replacing and taking down a summary, so that a crash at any moment loses and doubles nothing."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

import discord

from bot.presentation.desk import Desk
from bot.presentation.state import VERSION
from bot.store import Pin, Store
from bot.summaries.messages import PINS_FULL, custom_ids, is_gone, message_of, rendered

log = logging.getLogger(__name__)

_SOURCES_OF = re.compile(rf"{VERSION}:sources:(?P<topic>[a-z0-9-]{{1,40}})")

Pinning = Literal["pinned", "not wanted", "full", "failed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """A summary that was posted, and what became of pinning it."""

    pin: Pin
    pinning: Pinning


class Poster:
    """Puts summaries into channels. What it is about to do is in the store before it is in Discord."""

    def __init__(self, client: discord.Client, desk: Desk, store: Store) -> None:
        self._client = client
        self._desk = desk
        self._store = store
        # Two moderators who post the same topic at once must not post it twice.
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def is_posting(self, channel_id: int) -> bool:
        """Tell whether a summary is just being posted in a channel: its record is no crash's."""
        return self._locks[channel_id].locked()

    async def find(self, channel_id: int, word: str) -> Pin | None:
        """Return the summary of this topic that is in this channel already."""
        found = await self._store.find(channel_id, word)
        return found if found is not None and found.message_id is not None else None

    async def post(
        self, guild_id: int, channel_id: int, word: str, *, pin: bool, figures: bool = False, replace: bool = False
    ) -> Posted | Pin:
        """Post a summary and pin it; or return the one that is there already, unless it is to be replaced.

        Raises discord.HTTPException if Discord refuses the message, StoreError if nothing can be remembered, and
        KeyError if there is no such topic.
        """
        async with self._locks[channel_id]:
            there = await self.find(channel_id, word)
            if there is not None and not replace:
                return there
            posted = await self._post(guild_id, channel_id, word, pin=pin, figures=figures)
            # The new one first: a crash in between leaves two, and the older one is taken down at the next start.
            if there is not None:
                await self.take_down(there)
            return posted

    async def adopt(self, message: discord.Message, guild_id: int, word: str) -> Posted:
        """Pin a shared answer and keep it up to date from now on. Raises as `post` does."""
        async with self._locks[message.channel.id]:
            intent = await self._store.intend(guild_id, message.channel.id, word, wants_pin=True, figures=False)
            await self._store.posted(intent.id, message.id, digest="", as_of=self._desk.replies.as_of(word))
            await self._edit(intent.id)
            return await self._pinned(intent.id)

    async def take_down(self, pin: Pin) -> None:
        """Unpin and delete the message, and forget it. It may be gone already."""
        if pin.message_id is not None:
            try:
                await message_of(self._client, pin).delete()
            except discord.HTTPException as error:
                if not is_gone(error):
                    raise
        await self._store.forget(pin.id)

    async def forget(self, pin: Pin) -> None:
        """Leave the message as it is, and don't keep it up to date any more."""
        await self._store.forget(pin.id)

    async def show_figures(self, pin: Pin) -> Pin:
        """Show the figures in a message that is posted without them. Raises as `post` does."""
        await self._store.with_figures(pin.id)
        await self._edit(pin.id)
        return await self._known(pin.id)

    async def finish(self, pin: Pin, message: discord.Message) -> None:
        """Go on with a summary whose message was sent before a crash."""
        await self._write_posted(pin, message.id)
        if pin.wants_pin and not message.pinned:
            await self._pinned(pin.id)
        elif message.pinned:
            await self._store.pinned(pin.id)

    async def pin_again(self, pin: Pin) -> Posted:
        """Pin a summary that is posted and not pinned."""
        return await self._pinned(pin.id)

    async def _post(self, guild_id: int, channel_id: int, word: str, *, pin: bool, figures: bool) -> Posted:
        self._desk.replies.as_of(word)
        intent = await self._store.intend(guild_id, channel_id, word, wants_pin=pin, figures=figures)
        await self._send(intent)
        if not pin:
            return Posted(pin=await self._known(intent.id), pinning="not wanted")
        return await self._pinned(intent.id)

    async def _send(self, intent: Pin) -> None:
        content = rendered(self._desk, intent)
        if content is None:
            raise KeyError(intent.topic)
        channel = self._client.get_partial_messageable(intent.channel_id, guild_id=intent.guild_id)
        try:
            message = await channel.send(
                content.content, embeds=content.embeds, view=content.view or discord.utils.MISSING
            )
        except discord.HTTPException as error:
            # After a failure of Discord's own (5xx) the message may be there all the same: the next start looks.
            if error.status < 500:
                await self._store.forget(intent.id)
            raise
        await self._write_posted(intent, message.id)

    async def _write_posted(self, pin: Pin, message_id: int) -> None:
        content = rendered(self._desk, pin)
        digest = content.digest() if content else ""
        await self._store.posted(pin.id, message_id, digest=digest, as_of=self._desk.replies.as_of(pin.topic))

    async def _edit(self, pin_id: int) -> None:
        pin = await self._known(pin_id)
        content = rendered(self._desk, pin)
        if content is None:
            raise KeyError(pin.topic)
        await message_of(self._client, pin).edit(content=content.content, embeds=content.embeds, view=content.view)
        await self._store.rendered(pin.id, digest=content.digest(), as_of=self._desk.replies.as_of(pin.topic))

    async def _pinned(self, pin_id: int) -> Posted:
        pin = await self._known(pin_id)
        pinning: Pinning = "pinned"
        try:
            await message_of(self._client, pin).pin()
            await self._store.pinned(pin.id)
        except discord.HTTPException as error:
            pinning = "full" if error.code == PINS_FULL else "failed"
            log.warning(
                "could not pin a summary in server %s, channel %s: code %s", pin.guild_id, pin.channel_id, error.code
            )
        return Posted(pin=await self._known(pin_id), pinning=pinning)

    async def _known(self, pin_id: int) -> Pin:
        pin = await self._store.pin(pin_id)
        if pin is None:
            raise KeyError(pin_id)
        return pin


def word_on(message: discord.Message) -> str | None:
    """Return the topic that a shared answer of Marrow's is about; None if the message is none."""
    found = (_SOURCES_OF.fullmatch(custom_id) for custom_id in custom_ids(message))
    return next((match["topic"] for match in found if match), None)
