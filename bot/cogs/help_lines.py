"""/help-lines: emergency numbers, crisis lines and help lines of a country."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.answering import Choices, suggesting
from bot.presentation.desk import Desk
from bot.presentation.sending import send
from bot.presentation.suggestions import country_choices


class HelpLines(commands.Cog):
    """The lines of the country that is named, or of the reader's language."""

    def __init__(self, tree: app_commands.CommandTree[commands.Bot], desk: Desk) -> None:
        self._tree = tree
        self._desk = desk

    async def cog_load(self) -> None:
        """Add the command to the tree. Its words are content."""
        texts = self._desk.replies.library.pack.texts

        @app_commands.describe(country=texts.help_country_hint)
        async def help_lines(interaction: discord.Interaction, country: str | None = None) -> None:
            replies = self._desk.replies
            place = await self._desk.place(interaction)
            await send(interaction, self._desk.render(replies.help_lines(country, place), place))

        command: app_commands.Command[HelpLines, ..., None] = app_commands.Command(
            name="help-lines", description=texts.help_describe, callback=help_lines
        )
        command.autocomplete("country")(self._suggest)
        self._tree.add_command(command)

    @suggesting
    async def _suggest(self, _interaction: discord.Interaction, typed: str) -> Choices:
        return country_choices(self._desk.replies.library, typed)
