"""What buttons and errors need of the client. The client swaps the replies as a whole when content changes."""

from __future__ import annotations

from typing import Protocol, cast

import discord

from bot.presentation.replies import Replies, Reply
from bot.presentation.sending import Rendered
from bot.presentation.sharing import Shares


class Desk(Protocol):
    """The part of the client that answers."""

    replies: Replies
    shares: Shares

    def render(self, reply: Reply) -> Rendered:
        """Return a reply as Discord takes it."""
        ...


def desk(interaction: discord.Interaction) -> Desk:
    """Return the client of an interaction as what it is here: discord.py makes buttons without our arguments."""
    return cast("Desk", interaction.client)
