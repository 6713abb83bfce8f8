"""Pages as Discord embeds."""

from __future__ import annotations

import discord

from bot.presentation import limits
from bot.presentation.markdown import body
from bot.presentation.page import Page

COLOUR = discord.Colour(0x8C2F39)
"""The dark red of marrow. It means nothing by itself: nothing is said by colour alone."""


def embed(page: Page) -> discord.Embed:
    """Return a page as one embed: the body as its description, the closing lines as its footer.

    Items are left out from the end of a page that is longer than an embed can be.
    """
    title = limits.clip(page.title, limits.EMBED_TITLE)
    footer = "\n".join(page.closing)
    room = min(limits.EMBED_DESCRIPTION, limits.EMBEDS_TOTAL - len(title) - len(footer))
    description = body(page)
    while len(description) > room and (shorter := page.shortened()) is not page:
        page = shorter
        description = body(page)
    made = discord.Embed(title=title, description=limits.clip(description, room) or None, colour=COLOUR)
    if footer:
        made.set_footer(text=limits.clip(footer, limits.EMBED_FOOTER))
    return made
