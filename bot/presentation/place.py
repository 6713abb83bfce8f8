"""Where a question was asked, as far as the reply depends on it."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.catalog.help_lines import Country, HelpLines, Line
from bot.presentation.alert_text import Voice


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a reply needs to know of its place."""

    country: Country
    """Whose emergency number and crisis lines are shown first."""
    can_share: bool = False
    """Whether there is a channel in which the bot may be able to post a shared copy."""
    voice: Voice = Voice.ASKER
    plain: bool = False
    """Whether the server wants plain text instead of embeds."""
    own_lines: tuple[Line, ...] = ()
    """The server's own help lines, shown before all others."""

    @classmethod
    def of(
        cls,
        interaction: discord.Interaction,
        help_lines: HelpLines,
        voice: Voice = Voice.ASKER,
        *,
        country: str | None = None,
        plain: bool = False,
        own_lines: tuple[Line, ...] = (),
    ) -> Place:
        """Return the place of an interaction, with what its server has set.

        Without a country the reader's language decides.

        Sharing needs a server that Marrow is a member of: where it is only a person's own app, and in direct
        messages, it can't post or there is nobody to share with.
        """
        chosen = help_lines.countries.get(country) if country else None
        return cls(
            country=chosen or help_lines.of_locale(interaction.locale.value),
            can_share=interaction.guild_id is not None and interaction.is_guild_integration(),
            voice=voice,
            plain=plain,
            own_lines=own_lines,
        )
