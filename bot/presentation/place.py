"""Where a question was asked, as far as the reply depends on it."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.catalog.help_lines import Country, HelpLines
from bot.presentation.alert_text import Voice


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a reply needs to know of its place."""

    country: Country
    """Whose emergency number and crisis lines are shown first."""
    can_share: bool = False
    """Whether there is a channel in which the bot may be able to post a shared copy."""
    voice: Voice = Voice.ASKER

    @classmethod
    def of(cls, interaction: discord.Interaction, help_lines: HelpLines, voice: Voice = Voice.ASKER) -> Place:
        """Return the place of an interaction.

        Sharing needs a server that Marrow is a member of: where it is only a person's own app, and in direct
        messages, it can't post or there is nobody to share with.
        """
        return cls(
            country=help_lines.of_locale(interaction.locale.value),
            can_share=interaction.guild_id is not None and interaction.is_guild_integration(),
            voice=voice,
        )
