"""/browse: every topic, by kind."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.catalog.kinds import Kind
from bot.presentation import limits
from bot.presentation.desk import Desk
from bot.presentation.errors import Outdated
from bot.presentation.sending import send


class Browse(commands.Cog):
    """The kinds of topic, or one kind's topics, in menus."""

    def __init__(self, tree: app_commands.CommandTree[commands.Bot], desk: Desk) -> None:
        self._tree = tree
        self._desk = desk

    async def cog_load(self) -> None:
        """Add the command to the tree. The names of the kinds are content."""
        library = self._desk.replies.library

        @app_commands.describe(kind=library.pack.texts.browse_kind_hint)
        @app_commands.choices(
            kind=[
                app_commands.Choice(
                    name=limits.clip(library.pack.kinds[kind.value].many, limits.CHOICE_TEXT), value=kind.value
                )
                for kind in library.kinds()
            ]
        )
        async def browse(interaction: discord.Interaction, kind: str | None = None) -> None:
            if kind is not None and kind not in list(Kind):
                raise Outdated
            reply = self._desk.replies.browse(Kind(kind) if kind else None)
            await send(interaction, self._desk.render(reply, await self._desk.place(interaction)))

        command: app_commands.Command[Browse, ..., None] = app_commands.Command(
            name="browse", description=library.pack.texts.browse_describe, callback=browse
        )
        self._tree.add_command(command)
