"""The message menu *Explain the words*: what the medical words in somebody's message mean, told privately."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import app_commands
from discord.ext import commands

from bot.presentation.alert_text import Voice
from bot.presentation.desk import Desk
from bot.presentation.sending import send


class Explain(commands.Cog):
    """Reads one message, on request, and keeps nothing of it. Alerts speak of its writer."""

    def __init__(self, tree: app_commands.CommandTree[commands.Bot], desk: Desk) -> None:
        self._tree = tree
        self._desk = desk

    async def cog_load(self) -> None:
        """Add the menu to the tree. A cog can't declare one by decorator (discord.py 2.7.1)."""
        name = self._desk.replies.library.pack.texts.explain_menu
        self._tree.add_command(app_commands.ContextMenu(name=name, callback=self._explain))

    async def _explain(self, interaction: discord.Interaction, message: discord.Message) -> None:
        replies = self._desk.replies
        place = await self._desk.place(interaction, Voice.WRITER)
        await send(interaction, self._desk.render(replies.to_message(words_of(message), place), place))


def words_of(message: discord.Message) -> str:
    """Return every text of a message that a person reads: forwarded messages, embeds and polls included."""
    return "\n".join(text for text in _texts(message) if text)


def _texts(message: discord.Message) -> Iterator[str | None]:
    yield message.content
    for snapshot in message.message_snapshots:
        yield snapshot.content
        yield from _embed_texts(snapshot.embeds)
    yield from _embed_texts(message.embeds)
    if message.poll is not None:
        yield message.poll.question
        for answer in message.poll.answers:
            yield answer.text


def _embed_texts(embeds: list[discord.Embed]) -> Iterator[str | None]:
    for embed in embeds:
        yield embed.title
        yield embed.description
        for part in embed.fields:
            yield part.name
            yield part.value
