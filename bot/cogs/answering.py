"""What commands have in common: one lookup and one private reply, and suggestions while somebody types."""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.catalog.kinds import Kind
from bot.presentation.desk import Desk
from bot.presentation.errors import answer_error
from bot.presentation.sending import send
from bot.presentation.suggestions import topic_choices

CogT = TypeVar("CogT")
Choices = list[app_commands.Choice[str]]


async def answer_text(interaction: discord.Interaction, desk: Desk, text: str, kind: Kind | None) -> None:
    """Answer what somebody typed, or picked from the list, after the command of this kind."""
    replies = desk.replies
    place = await desk.place(interaction)
    await send(interaction, desk.render(replies.to_text(text, kind, place), place))


async def suggest_topics(interaction: discord.Interaction, desk: Desk, typed: str, kind: Kind | None) -> Choices:
    """Return the choices for what was typed so far; none if that fails."""
    try:
        return topic_choices(desk.replies.lookup, typed, kind)
    except Exception as error:
        await answer_error(interaction, error)
        return []


def suggesting(
    suggest: Callable[[CogT, discord.Interaction, str], Coroutine[Any, Any, Choices]],
) -> Callable[[CogT, discord.Interaction, str], Coroutine[Any, Any, Choices]]:
    """Make a cog's suggestions an empty list when they fail, so that the person can go on typing.

    discord.py would only log the failure, with what was typed, and answer nothing.
    """

    @functools.wraps(suggest)
    async def suggest_or_nothing(cog: CogT, interaction: discord.Interaction, typed: str) -> Choices:
        try:
            return await suggest(cog, interaction, typed)
        except Exception as error:
            await answer_error(interaction, error)
            return []

    return suggest_or_nothing
