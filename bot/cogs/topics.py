"""/symptom, /treatment, /diagnosis, /complication, /prognosis, /term and /ask: a text in, one answer back."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.catalog.kinds import Kind
from bot.cogs.answering import answer_text, suggest_topics
from bot.presentation.desk import Desk

OWN_COMMAND = (Kind.SYMPTOM, Kind.TREATMENT, Kind.DIAGNOSIS, Kind.COMPLICATION, Kind.PROGNOSIS, Kind.TERM)
"""The kinds with a command of the same name. Conditions are reached by /ask, comparisons by /compare."""


class Topics(commands.Cog):
    """One command for each of these kinds, and /ask for any. They differ in the kind that ranks first, and in words.

    The commands are made here and not by decorators, because their descriptions are content.
    """

    def __init__(self, tree: app_commands.CommandTree[commands.Bot], desk: Desk) -> None:
        self._tree = tree
        self._desk = desk

    async def cog_load(self) -> None:
        """Add the commands to the tree."""
        pack = self._desk.replies.library.pack
        for kind in OWN_COMMAND:
            words = pack.kinds[kind.value]
            self._tree.add_command(self._command(kind.value, words.describe, words.hint, kind))
        self._tree.add_command(self._command("ask", pack.texts.ask_describe, pack.texts.ask_hint, None))

    def _command(
        self, name: str, description: str, hint: str, kind: Kind | None
    ) -> app_commands.Command[Topics, [str], None]:
        @app_commands.describe(text=hint)
        async def callback(interaction: discord.Interaction, text: str) -> None:
            await answer_text(interaction, self._desk, text, kind)

        async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return await suggest_topics(interaction, self._desk, typed, kind)

        command: app_commands.Command[Topics, [str], None] = app_commands.Command(
            name=name, description=description, callback=callback
        )
        command.autocomplete("text")(suggest)
        return command
