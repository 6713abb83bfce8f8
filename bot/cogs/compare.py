"""/compare: the pack's columns side by side, one row or all of them at a glance."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.catalog.kinds import Kind
from bot.cogs.answering import answer_text, suggest_topics
from bot.presentation.desk import Desk
from bot.presentation.sending import send


class Compare(commands.Cog):
    """Without a topic every row in a few words, with a menu to open each; with one, that row."""

    def __init__(self, tree: app_commands.CommandTree[commands.Bot], desk: Desk) -> None:
        self._tree = tree
        self._desk = desk

    async def cog_load(self) -> None:
        """Add the command to the tree. Its words are content."""
        words = self._desk.replies.library.pack.kinds[Kind.COMPARISON.value]

        @app_commands.describe(topic=words.hint)
        async def compare(interaction: discord.Interaction, topic: str | None = None) -> None:
            if topic is None or not topic.strip():
                await send(
                    interaction, self._desk.render(self._desk.replies.compare(), await self._desk.place(interaction))
                )
            else:
                await answer_text(interaction, self._desk, topic, Kind.COMPARISON)

        async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return await suggest_topics(interaction, self._desk, typed, Kind.COMPARISON)

        command: app_commands.Command[Compare, ..., None] = app_commands.Command(
            name="compare", description=words.describe, callback=compare
        )
        command.autocomplete("topic")(suggest)
        self._tree.add_command(command)
