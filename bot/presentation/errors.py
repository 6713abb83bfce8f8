"""What people are told when something fails, and what the log is told. One function words every failure."""

from __future__ import annotations

import logging
import traceback

import discord
from discord import app_commands

from bot.catalog.library import Library
from bot.presentation.desk import desk

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062
ALREADY_ANSWERED = 40060
"""Discord's codes for an answer that came after three seconds, and for a second answer: nobody can be told any more."""


class Outdated(Exception):
    """A button or a command that this version does not know, or whose topic is gone."""


class Refused(Exception):
    """What somebody asked for can't be done. `sentence` tells them why, and what they can do."""

    def __init__(self, sentence: str) -> None:
        super().__init__("refused, with a sentence for the person")
        self.sentence = sentence


def words_for(library: Library, error: BaseException) -> str:
    """Return the sentence for a person: what they can do now, never what broke inside."""
    errors = library.pack.texts.errors
    cause = root_of(error)
    if isinstance(cause, Refused):
        return cause.sentence
    if isinstance(cause, Outdated | app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return errors.outdated
    if isinstance(cause, discord.RateLimited) or (isinstance(cause, discord.HTTPException) and cause.status == 429):
        return errors.too_fast
    country = library.help_lines.country(None)
    number = country.emergency.line if country.emergency else ""
    urgent = errors.urgent.format(number=number, where=country.where or country.name)
    return f"{errors.unexpected} {urgent}"


async def answer_error(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the person privately, and the log without what was typed. Never raises.

    Called for every failure: of commands, views, modals, dynamic items and autocomplete.
    """
    cause = root_of(error)
    if not isinstance(cause, Outdated | Refused | app_commands.CommandNotFound):
        log.error("%s failed in server %s: %s", _what(interaction), interaction.guild_id, described(cause))
    if isinstance(cause, discord.HTTPException) and cause.code in (UNKNOWN_INTERACTION, ALREADY_ANSWERED):
        return
    try:
        await _tell(interaction, words_for(desk(interaction).replies.library, error))
    except Exception as failure:  # such as a connection that is closed by now
        log.warning("could not tell the person either: %s", described(failure))


def described(error: BaseException) -> str:
    """Return the kind of an error and where it arose. Its message is left out: it may quote what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    code = f" {error.status}/{error.code}" if isinstance(error, discord.HTTPException) else ""
    return f"{type(error).__name__}{code} at {where or 'an unknown place'}"


def root_of(error: BaseException) -> BaseException:
    """Return what really failed: discord.py wraps the errors of commands and of their options."""
    while True:
        inner = getattr(error, "original", None)
        if inner is None and isinstance(error, app_commands.TransformerError):
            inner = error.__cause__
        if not isinstance(inner, BaseException):
            return error
        error = inner


async def _tell(interaction: discord.Interaction, sentence: str) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        if not interaction.response.is_done():
            await interaction.response.autocomplete([])
    elif interaction.response.is_done():
        await interaction.followup.send(sentence, ephemeral=True)
    else:
        await interaction.response.send_message(sentence, ephemeral=True)


def _what(interaction: discord.Interaction) -> str:
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    return interaction.type.name
