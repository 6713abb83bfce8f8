"""The buttons of moderators: a summary in another's place, its figures, and the pages of the list."""

from __future__ import annotations

import discord

from bot.cogs.rights import check_rights
from bot.cogs.summary_replies import button, has_figures, list_page, outcome_text, with_buttons
from bot.presentation.controls import Control
from bot.presentation.errors import Outdated
from bot.presentation.replies import Reply
from bot.presentation.sending import Rendered, send, turn
from bot.presentation.state import VERSION
from bot.server_desk import ServerDesk, guild_of, remembering, server_desk
from bot.store import Pin
from bot.summaries import Posted
from bot.summaries.messages import link_to


class ReplaceButton(
    Control, template=rf"{VERSION}:replace:(?P<topic>[a-z0-9-]{{1,40}}):(?P<channel>[0-9]{{1,20}}):(?P<pin>[01])"
):
    """Posts a summary anew where one of the same topic stands, and takes the old one down."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Replace it. Rights are checked again: they may have changed since the button was shown."""
        desk, channel_id, pin = server_desk(interaction), int(self.state["channel"]), self.state["pin"] == "1"
        await check_rights(interaction, channel_id, pin=pin)
        await interaction.response.defer(ephemeral=True, thinking=True)
        with remembering(desk):
            posted = await desk.poster.post(
                guild_of(interaction), channel_id, self.state["topic"], pin=pin, replace=True
            )
        if isinstance(posted, Pin):
            raise Outdated
        await show_outcome(interaction, desk, posted)


class FiguresButton(Control, template=rf"{VERSION}:figures-(?P<step>ask|yes):(?P<pin>[0-9]{{1,18}})"):
    """Adds the figures to a public summary, after a second question."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Ask, or add them."""
        desk = server_desk(interaction)
        texts = desk.replies.library.pack.texts.server
        with remembering(desk):
            pin = await desk.store.pin(int(self.state["pin"]))
        if pin is None or pin.guild_id != interaction.guild_id:
            raise Outdated
        await check_rights(interaction, pin.channel_id, pin=False)
        if self.state["step"] == "ask":
            yes = FiguresButton(button(f"figures-yes:{pin.id}", texts.figures_yes))
            await send(interaction, with_buttons(desk, Reply(content=texts.figures_question), yes))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        with remembering(desk):
            await desk.poster.show_figures(pin)
        await interaction.edit_original_response(content=f"{texts.figures_added} {link_to(pin)}")


class ListButton(Control, template=rf"{VERSION}:summaries:(?P<number>[0-9]{{1,4}})"):
    """Turns to another page of the list of summaries."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Turn to the page."""
        await turn(interaction, await list_of(interaction, int(self.state["number"])))


CONTROLS: tuple[type[Control], ...] = (ReplaceButton, FiguresButton, ListButton)
"""Every class of control of this module, for the client to register."""


async def list_of(interaction: discord.Interaction, number: int) -> Rendered:
    """Return one page of the list of the server's summaries."""
    desk = server_desk(interaction)
    labels = desk.replies.library.pack.texts.labels
    with remembering(desk):
        pins = await desk.store.pins(guild_of(interaction))
    reply, number, count = list_page(desk.replies, pins, number, desk.replies.today())
    buttons = []
    if number > 0:
        buttons.append(ListButton(button(f"summaries:{number - 1}", labels.previous)))
    if number + 1 < count:
        buttons.append(ListButton(button(f"summaries:{number + 1}", labels.next)))
    return with_buttons(desk, reply, *buttons)


async def show_outcome(interaction: discord.Interaction, desk: ServerDesk, posted: Posted) -> None:
    """Put what became of posting in place of the deferred answer, with a button for the figures if there are any."""
    texts = desk.replies.library.pack.texts.server
    buttons = []
    if has_figures(desk.replies, posted.pin):
        buttons.append(FiguresButton(button(f"figures-ask:{posted.pin.id}", texts.add_figures)))
    rendered = with_buttons(desk, Reply(content=outcome_text(desk.replies, posted)), *buttons)
    await interaction.edit_original_response(content=rendered.content, view=rendered.view)
