"""/about and /privacy: what Marrow is, what it keeps, and whom to tell of a mistake."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.presentation.desk import Desk
from bot.presentation.sending import send


class About(commands.Cog):
    """Two pages that need no input."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @app_commands.command()
    async def about(self, interaction: discord.Interaction) -> None:
        """What this bot is, how old its sources are, and whom to tell of a mistake."""
        await send(interaction, self._desk.render(self._desk.replies.about()))

    @app_commands.command()
    async def privacy(self, interaction: discord.Interaction) -> None:
        """What this bot keeps, and what it never does."""
        await send(interaction, self._desk.render(self._desk.replies.privacy()))
