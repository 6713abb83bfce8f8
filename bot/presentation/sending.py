"""Sending a reply that is ready: private, as the first response or as a follow-up, or in place of an older one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import discord

from bot.presentation import limits


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """A reply as Discord takes it."""

    content: str
    embeds: list[discord.Embed]
    view: discord.ui.View | None

    def digest(self) -> str:
        """Return a hash of all that the message shows: 32 hex digits, the same for the same message."""
        shown = [
            self.content,
            [embed.to_dict() for embed in self.embeds],
            self.view.to_components() if self.view else [],
        ]
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:32]

    def problems(self) -> list[str]:
        """Return why Discord would refuse it, a sentence each; empty if it fits."""
        return list(limits.problems(self.content, self.embeds, self.view))


async def send(interaction: discord.Interaction, reply: Rendered) -> None:
    """Answer an interaction with a message that only its user sees."""
    view = reply.view or discord.utils.MISSING
    if interaction.response.is_done():
        await interaction.followup.send(reply.content, embeds=reply.embeds, view=view, ephemeral=True)
    else:
        await interaction.response.send_message(reply.content or None, embeds=reply.embeds, view=view, ephemeral=True)


async def turn(interaction: discord.Interaction, reply: Rendered) -> None:
    """Answer a press by changing the message that has the button."""
    await interaction.response.edit_message(content=reply.content or None, embeds=reply.embeds, view=reply.view)
