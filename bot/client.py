"""The bot itself: discord.py's client with our commands, our replies and our one way to answer failures."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs import all_cogs
from bot.presentation.controls import CONTROLS, is_known
from bot.presentation.errors import Outdated, answer_error
from bot.presentation.rendering import render
from bot.presentation.replies import Replies, Reply
from bot.presentation.sending import Rendered
from bot.presentation.sharing import Shares
from bot.registration import register

log = logging.getLogger(__name__)


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

    `replies` is swapped as a whole when the content changes, so that no request sees half of each.
    """

    def __init__(self, replies: Replies) -> None:
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

    async def setup_hook(self) -> None:
        """Add the commands and the buttons, and register the commands with Discord if they differ."""
        for cog in all_cogs(self.tree, self):
            await self.add_cog(cog)
        self.add_dynamic_items(*CONTROLS)
        await register(self, self.tree)

    async def on_ready(self) -> None:
        """Say in the log that the bot can be used. Runs again after a reconnection."""
        log.info("ready in %d servers", len(self.guilds))

    def render(self, reply: Reply) -> Rendered:
        """Return a reply as Discord takes it."""
        return render(self.replies.library, reply)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer presses that no control will: discord.py drops an unknown button or form in silence."""
        if interaction.type is discord.InteractionType.modal_submit or (
            interaction.type is discord.InteractionType.component and not _has_control(interaction)
        ):
            await answer_error(interaction, Outdated())


def _has_control(interaction: discord.Interaction) -> bool:
    """Tell whether the press is on a control of ours that stands on the message."""
    data: Mapping[str, Any] = cast("Mapping[str, Any]", interaction.data or {})
    custom_id = str(data.get("custom_id", ""))
    if interaction.message is None or not is_known(custom_id):
        return False
    on_message = [child for row in interaction.message.components for child in getattr(row, "children", [row])]
    return any(getattr(child, "custom_id", None) == custom_id for child in on_message)
