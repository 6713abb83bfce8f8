"""The commands. Each is a thin shell: options in, one call, one reply."""

from __future__ import annotations

from collections.abc import Iterator

from discord import app_commands
from discord.ext import commands

from bot.cogs.about import About
from bot.cogs.browse import Browse
from bot.cogs.compare import Compare
from bot.cogs.explain import Explain
from bot.cogs.help_lines import HelpLines
from bot.cogs.settings import ServerSettings
from bot.cogs.stored_controls import CONTROLS as OF_STORED
from bot.cogs.summary import Summary
from bot.cogs.summary_controls import CONTROLS as OF_SUMMARIES
from bot.cogs.topics import Topics
from bot.presentation.controls import CONTROLS as OF_REPLIES
from bot.presentation.controls import Control
from bot.server_desk import ServerDesk

CONTROLS: tuple[type[Control], ...] = (*OF_REPLIES, *OF_SUMMARIES, *OF_STORED)
"""Every class of button and menu, for the client to register."""


def all_cogs(tree: app_commands.CommandTree[commands.Bot], desk: ServerDesk) -> Iterator[commands.Cog]:
    """Yield every cog of the bot, ready to be added."""
    yield Compare(tree, desk)
    yield Topics(tree, desk)
    yield Browse(tree, desk)
    yield HelpLines(tree, desk)
    yield About(desk)
    yield Explain(tree, desk)
    yield Summary(tree, desk)
    yield ServerSettings(desk)
