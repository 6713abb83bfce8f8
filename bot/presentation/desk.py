"""What buttons and errors need of the client. The client swaps the replies as a whole when content changes."""

from __future__ import annotations

from typing import Protocol, cast

import discord

from bot.presentation.alert_text import Voice
from bot.presentation.place import Place
from bot.presentation.replies import Replies, Reply
from bot.presentation.sending import Rendered
from bot.presentation.sharing import Shares


class Desk(Protocol):
    """The part of the client that answers."""

    replies: Replies
    shares: Shares

    def render(self, reply: Reply, place: Place | None = None) -> Rendered:
        """Return a reply as Discord takes it, and as the place wants it; as embeds without a place."""
        ...

    async def place(self, interaction: discord.Interaction, voice: Voice = Voice.ASKER) -> Place:
        """Return where a question was asked, and what its server has set."""
        ...


def desk(interaction: discord.Interaction) -> Desk:
    """Return the client of an interaction as what it is here: discord.py makes buttons without our arguments."""
    return cast("Desk", interaction.client)
