"""The bot itself: discord.py's client with our commands, our replies and our one way to answer failures."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import Iterator, Mapping
from typing import Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs import CONTROLS, all_cogs
from bot.preferences import Preferences, lines_of
from bot.presentation.alert_text import Voice
from bot.presentation.controls import is_known
from bot.presentation.errors import Outdated, answer_error, described
from bot.presentation.place import Place
from bot.presentation.rendering import render
from bot.presentation.replies import Replies, Reply
from bot.presentation.sending import Rendered
from bot.presentation.sharing import Shares
from bot.registration import register
from bot.store import NoStore, Store, StoreError
from bot.summaries import Keeper, Poster

log = logging.getLogger(__name__)

NOTHING_KEPT = "No database is open."

LAST_MOMENT = 2.4
"""Seconds after which an interaction that nobody answered gets a sentence. Discord waits three."""


class Tree(app_commands.CommandTree[commands.Bot]):
    """The commands. They work in servers, in direct messages and as a user's own app."""

    def __init__(self, client: commands.Bot) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer the failure of a command."""
        await answer_error(interaction, error)


class Marrow(commands.Bot):
    """The bot. It needs no privileged intent: servers only, no members, no message content.

    `replies` is swapped as a whole when the content changes, so that no request sees half of each. Without a `store`
    everything works with its defaults, and nothing is kept.
    """

    def __init__(self, replies: Replies, store: Store | None = None) -> None:
        super().__init__(
            # There are no prefix commands; a mention as prefix is the one that needs no message content.
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            tree_cls=Tree,
        )
        self.replies = replies
        self.shares = Shares()
        self.store = store or NoStore(NOTHING_KEPT)
        self.preferences = Preferences(self.store)
        self.poster = Poster(self, self, self.store)
        self.keeper = Keeper(self, self, self.store, self.poster)
        self._upkeep: asyncio.Task[None] | None = None
        self._nets: set[asyncio.Task[None]] = set()

    # --- start and end --------------------------------------------------------------------------------------------

    async def setup_hook(self) -> None:
        """Add the commands and the buttons, and register the commands with Discord if they differ."""
        for cog in all_cogs(self.tree, self):
            await self.add_cog(cog)
        self.add_dynamic_items(*CONTROLS)
        await register(self, self.tree)

    async def on_ready(self) -> None:
        """Forget the servers that were left meanwhile, and begin with the upkeep of summaries.

        Runs again after a reconnection. Servers that are unavailable are still listed, so they are not forgotten.
        """
        log.info("ready in %d servers", len(self.guilds))
        with self._logged("comparing servers"):
            for guild_id in await self.store.guild_ids() - {guild.id for guild in self.guilds}:
                await self._forget(guild_id)
        if self._upkeep is None:
            self._upkeep = asyncio.create_task(self._keep_up())

    async def close(self) -> None:
        """End the upkeep and the connection."""
        if self._upkeep is not None:
            self._upkeep.cancel()
            await asyncio.gather(self._upkeep, return_exceptions=True)
        for net in self._nets:
            net.cancel()
        await asyncio.gather(*self._nets, return_exceptions=True)
        await self.keeper.close()
        await super().close()

    async def swap(self, replies: Replies) -> None:
        """Answer from another library from now on, and bring the summaries up to date."""
        self.replies = replies
        with self._logged("refreshing the summaries"):
            await self.keeper.refresh_patiently()

    # --- what answers need ----------------------------------------------------------------------------------------

    def render(self, reply: Reply, place: Place | None = None) -> Rendered:
        """Return a reply as Discord takes it, and as the place wants it."""
        return render(self.replies.library, reply, plain=place is not None and place.plain)

    async def place(self, interaction: discord.Interaction, voice: Voice = Voice.ASKER) -> Place:
        """Return where a question was asked, and what its server has set."""
        settings = await self.preferences.of(interaction.guild_id)
        return Place.of(
            interaction,
            self.replies.library.help_lines,
            voice,
            country=settings.country,
            plain=settings.plain,
            own_lines=lines_of(settings),
        )

    # --- events ---------------------------------------------------------------------------------------------------

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer presses that no control will: discord.py drops an unknown button or form in silence."""
        if interaction.type is discord.InteractionType.modal_submit or (
            interaction.type is discord.InteractionType.component and not _has_control(interaction)
        ):
            await answer_error(interaction, Outdated())
        elif interaction.type is not discord.InteractionType.autocomplete:
            net = asyncio.create_task(self._catch(interaction))
            self._nets.add(net)
            net.add_done_callback(self._nets.discard)

    async def _catch(self, interaction: discord.Interaction) -> None:
        """Answer in the last moment what nothing has answered: discord.py drops some interactions in silence."""
        await asyncio.sleep(LAST_MOMENT)
        if not interaction.response.is_done():
            await answer_error(interaction, TimeoutError())

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Delete what is stored about a server that was left."""
        with self._logged("forgetting a server"):
            await self._forget(guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Forget the summaries of a deleted channel."""
        with self._logged("forgetting a channel"):
            await self.keeper.forget_channel(channel.guild.id, channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Forget the summaries of a deleted thread."""
        with self._logged("forgetting a thread"):
            await self.keeper.forget_channel(payload.guild_id, payload.thread_id)

    async def on_guild_channel_pins_update(
        self, channel: discord.abc.GuildChannel | discord.Thread, _last: dt.datetime | None
    ) -> None:
        """Note what was pinned or unpinned by hand."""
        with self._logged("looking at pins"):
            await self.keeper.look_at_pins(channel.id)

    # --- upkeep ---------------------------------------------------------------------------------------------------

    async def _keep_up(self) -> None:
        """Finish what a crash interrupted, then refresh the summaries now and on each new day.

        On a new day a topic may have become overdue, and its summary has to say so.
        """
        with self._logged("finishing interrupted posts"):
            await self.keeper.recover()
        while True:
            with self._logged("refreshing the summaries"):
                await self.keeper.refresh_patiently()
            await asyncio.sleep(_until_tomorrow(dt.datetime.now(dt.UTC)))

    async def _forget(self, guild_id: int) -> None:
        await self.store.forget_guild(guild_id)
        self.preferences.forget(guild_id)
        log.info("deleted what was stored about server %s, which was left", guild_id)

    @contextlib.contextmanager
    def _logged(self, what: str) -> Iterator[None]:
        """Log a failure of the background's, and go on: members' questions don't need the database."""
        try:
            yield
        except (StoreError, discord.DiscordException, OSError) as error:
            log.error("%s failed: %s", what, described(error))


def _until_tomorrow(now: dt.datetime) -> float:
    """Return the seconds until shortly after the next midnight UTC."""
    tomorrow = (now + dt.timedelta(days=1)).replace(hour=0, minute=1, second=0, microsecond=0)
    return (tomorrow - now).total_seconds()


def _has_control(interaction: discord.Interaction) -> bool:
    """Tell whether the press is on a control of ours that stands on the message."""
    data: Mapping[str, Any] = cast("Mapping[str, Any]", interaction.data or {})
    custom_id = str(data.get("custom_id", ""))
    if interaction.message is None or not is_known(custom_id, CONTROLS):
        return False
    on_message = [child for row in interaction.message.components for child in getattr(row, "children", [row])]
    return any(getattr(child, "custom_id", None) == custom_id for child in on_message)
