"""The buttons of managers under /privacy: what is stored about their server, and deleting it."""

from __future__ import annotations

import discord

from bot.cogs.summary_replies import list_page, with_buttons
from bot.preferences import lines_of
from bot.presentation.controls import Control
from bot.presentation.errors import Refused
from bot.presentation.replies import Reply
from bot.presentation.sending import Rendered
from bot.presentation.server_pages import settings_page
from bot.presentation.state import VERSION
from bot.server_desk import guild_of, remembering, server_desk
from bot.store import Settings


class StoredButton(Control, template=rf"{VERSION}:stored:(?P<action>show|delete)"):
    """Shows what is stored about the server, or deletes it."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Show or delete. Raises Refused for anybody who may not manage the server."""
        desk, guild_id = server_desk(interaction), guild_of(interaction)
        texts = desk.replies.library.pack.texts.server
        if not interaction.permissions.manage_guild:
            raise Refused(texts.manager_only)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if self.state["action"] == "show":
            for rendered in await _stored(interaction, guild_id):
                await interaction.followup.send(rendered.content, embeds=rendered.embeds, ephemeral=True)
            return
        with remembering(desk):
            await desk.keeper.say_no_longer_kept(guild_id)
            await desk.store.forget_guild(guild_id)
        desk.preferences.forget(guild_id)
        await interaction.edit_original_response(content=texts.deleted)


CONTROLS: tuple[type[Control], ...] = (StoredButton,)
"""Every class of control of this module, for the client to register."""


async def _stored(interaction: discord.Interaction, guild_id: int) -> list[Rendered]:
    """Return everything that is stored, a page of summaries a message."""
    desk = server_desk(interaction)
    library, texts = desk.replies.library, desk.replies.library.pack.texts.server
    with remembering(desk):
        stored = await desk.store.stored(guild_id)
    if stored.settings == Settings() and not stored.pins:
        return [Rendered(content=texts.stored_nothing, embeds=[], view=None)]
    page = settings_page(
        library,
        stored.settings.country,
        lines_of(stored.settings),
        plain=stored.settings.plain,
        title=texts.stored_title,
    )
    pages = [with_buttons(desk, Reply(page=page))]
    number, count = -1, 1 if stored.pins else 0
    while number + 1 < count:
        reply, number, count = list_page(desk.replies, stored.pins, number + 1, desk.replies.today())
        pages.append(with_buttons(desk, reply))
    return pages
