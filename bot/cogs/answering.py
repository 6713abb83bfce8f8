"""What the commands that take a text have in common: one lookup and one private reply; suggestions while typing."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.catalog.kinds import Kind
from bot.presentation.desk import Desk
from bot.presentation.errors import answer_error
from bot.presentation.sending import send
from bot.presentation.suggestions import topic_choices


async def answer_text(interaction: discord.Interaction, desk: Desk, text: str, kind: Kind | None) -> None:
    """Answer what somebody typed, or picked from the list, after the command of this kind."""
    replies = desk.replies
    place = await desk.place(interaction)
    await send(interaction, desk.render(replies.to_text(text, kind, place), place))


async def suggest_topics(
    interaction: discord.Interaction, desk: Desk, typed: str, kind: Kind | None
) -> list[app_commands.Choice[str]]:
    """Return the choices for what was typed so far; none if that fails, since a person can go on typing."""
    try:
        return topic_choices(desk.replies.lookup, typed, kind)
    except Exception as error:  # discord.py would only log it, and the person would wait
        await answer_error(interaction, error)
        return []
