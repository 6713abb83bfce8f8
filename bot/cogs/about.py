"""/about and /privacy: what Marrow is, what it keeps, and whom to tell of a mistake."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.stored_controls import StoredButton
from bot.cogs.summary_replies import button
from bot.presentation.desk import Desk
from bot.presentation.sending import send


class About(commands.Cog):
    """Two pages that need no input. Managers find what is stored about their server under /privacy."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @app_commands.command()
    async def about(self, interaction: discord.Interaction) -> None:
        """What this bot is, how old its sources are, and whom to tell of a mistake."""
        await send(interaction, self._desk.render(self._desk.replies.about(), await self._desk.place(interaction)))

    @app_commands.command()
    async def privacy(self, interaction: discord.Interaction) -> None:
        """What this bot keeps, and what it never does."""
        rendered = self._desk.render(self._desk.replies.privacy(), await self._desk.place(interaction))
        texts = self._desk.replies.library.pack.texts.server
        if (
            interaction.guild_id is not None
            and interaction.is_guild_integration()
            and interaction.permissions.manage_guild
        ):
            view = discord.ui.View(timeout=None)
            view.add_item(StoredButton(button("stored:show", texts.show_stored)))
            view.add_item(StoredButton(button("stored:delete", texts.delete_stored)))
            rendered = replace(rendered, view=view)
        await send(interaction, rendered)
