"""Buttons and menus under a reply. Each carries all it needs in its custom_id, so all work after a restart.

Only `DynamicItem`s stand in these views: a view that mixes them with ordinary items unregisters their class for
everybody when it times out (discord.py 2.7.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Self, cast

import discord

from bot.catalog.kinds import Kind
from bot.presentation.desk import desk
from bot.presentation.errors import Outdated, Refused, answer_error
from bot.presentation.permissions import is_thread, missing
from bot.presentation.place import Place
from bot.presentation.replies import Controls, Reply
from bot.presentation.sending import Rendered, send, turn
from bot.presentation.state import ALERTS, VERSION, Alerts

_TOPIC = r"(?P<topic>[a-z0-9-]{1,40})"
_NUMBER = r"(?P<number>[0-9]{1,4})"


def _snowflake(name: str) -> str:
    return rf"(?P<{name}>[0-9]{{1,20}})"


NO_PLACE = frozenset({50008, 50083, 160002, 160005})
"""Discord's codes for a channel in which nothing can be posted now: of another sort, archived, locked."""


class Control(discord.ui.DynamicItem[discord.ui.Item[Any]], template=r"(?!)"):
    """A button or menu whose state is in its custom_id, read by the pattern of its class.

    Whatever fails behind it is worded by the one function for failures; discord.py would only log it.
    """

    def __init__(self, item: discord.ui.Item[Any]) -> None:
        super().__init__(item)
        found = self.template.fullmatch(self.custom_id)
        self.state: dict[str, str] = found.groupdict() if found else {}

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Make the control anew from the message on which somebody pressed it."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Run `press`, and answer its failures."""
        try:
            await self.press(interaction)
        except Exception as error:  # the person must get an answer, whatever it is
            await answer_error(interaction, error)

    async def press(self, interaction: discord.Interaction) -> None:
        """Do what the button or menu is for."""
        raise NotImplementedError

    def chosen(self, interaction: discord.Interaction) -> str:
        """Return the option that was picked in a menu. Raises Outdated if there is none."""
        data: Mapping[str, Any] = cast("Mapping[str, Any]", interaction.data or {})
        values = data.get("values")
        if not isinstance(values, list) or not values:
            raise Outdated
        return str(values[0])


class PartButton(Control, template=rf"{VERSION}:(?P<part>more|questions|figures|sources|plain):{_TOPIC}"):
    """Shows a part of a topic, to the one who pressed."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Answer with the part."""
        replies = desk(interaction).replies
        place = await desk(interaction).place(interaction)
        await _answer(interaction, replies.part(self.state["part"], self.state["topic"], place), place)


class TopicSelect(Control, template=rf"{VERSION}:(?P<menu>pick|related|rows):{ALERTS}"):
    """Opens the topic that was picked, with the alerts of what was typed."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Answer with the topic."""
        replies = desk(interaction).replies
        place = await desk(interaction).place(interaction)
        alerts = Alerts.parse(replies.library, self.state["urgent"], self.state["crisis"])
        await _answer(interaction, replies.topic(self.chosen(interaction), alerts, place), place)


class KindSelect(Control, template=rf"{VERSION}:kinds"):
    """Lists the topics of the kind that was picked, in the same message."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Turn to the kind's first page."""
        replies = desk(interaction).replies
        chosen = self.chosen(interaction)
        if chosen not in list(Kind):
            raise Outdated
        place = await desk(interaction).place(interaction)
        await turn(interaction, desk(interaction).render(replies.browse(Kind(chosen)), place))


class PageButton(Control, template=rf"{VERSION}:page:(?P<list>[a-z]{{1,20}}):{_NUMBER}"):
    """Turns to another page of a long list, in the same message."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Turn to the page."""
        replies, number, listed = desk(interaction).replies, int(self.state["number"]), self.state["list"]
        if listed != "rows" and listed not in list(Kind):
            raise Outdated
        reply = replies.compare(number) if listed == "rows" else replies.browse(Kind(listed), number)
        await turn(interaction, desk(interaction).render(reply, await desk(interaction).place(interaction)))


class DoorButton(Control, template=rf"{VERSION}:door:(?P<door>help|browse)(?::[0-9a-f]{{1,40}})?"):
    """Leads from a reply to the help lines, or to all topics. On a summary it also carries the key of that message."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Answer with the list behind the door."""
        replies = desk(interaction).replies
        place = await desk(interaction).place(interaction)
        reply = replies.help_lines(None, place) if self.state["door"] == "help" else replies.browse()
        await _answer(interaction, reply, place)


class ShareButton(Control, template=rf"{VERSION}:share:{_TOPIC}"):
    """Posts a copy of the answer in the channel, as a message of its own that names nobody."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Post the copy and offer to undo it. Raises Refused, naming the permission that is missing."""
        at = desk(interaction)
        copy = at.replies.shared(self.state["topic"])
        if copy is None or interaction.message is None:
            raise Outdated
        channel = _channel_to_post_in(interaction)
        if not at.shares.begin(interaction.message.id):
            raise Refused(at.replies.library.pack.texts.errors.already_shared)
        try:
            # Posting may take longer than the three seconds that Discord waits for an answer.
            await interaction.response.defer()
            posted = await _post(channel, at.render(copy))
        except Exception as error:
            at.shares.give_back(interaction.message.id)
            if isinstance(error, discord.Forbidden | discord.NotFound) or getattr(error, "code", 0) in NO_PLACE:
                raise Refused(at.replies.library.pack.texts.errors.cannot_share_here) from error
            raise
        await _offer_undo(interaction, self.state["topic"], (channel.id, posted.id))


class UndoButton(Control, template=rf"{VERSION}:undo:{_TOPIC}:{_snowflake('channel')}:{_snowflake('message')}"):
    """Takes a shared copy back. Only the sharer sees it, since it stands on the private answer."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Delete the copy. Raises Outdated for a button that stands anywhere else than on a private answer."""
        library = desk(interaction).replies.library
        private = interaction.message is not None and interaction.message.flags.ephemeral
        if not private or int(self.state["channel"]) != interaction.channel_id:
            raise Outdated
        await interaction.response.defer()
        channel = interaction.client.get_partial_messageable(int(self.state["channel"]))
        try:
            await channel.get_partial_message(int(self.state["message"])).delete()
        except discord.NotFound:
            await interaction.followup.send(library.pack.texts.errors.share_gone, ephemeral=True)
        except discord.Forbidden as error:
            raise Refused(library.pack.texts.errors.can_not_undo) from error
        await _change_controls(interaction, self.state["topic"], undone=True)


class UndoneButton(Control, template=rf"{VERSION}:undone:{_TOPIC}"):
    """Says that the copy is gone. It can't be pressed."""

    async def press(self, _interaction: discord.Interaction) -> None:
        """Raise Outdated, since no button of Marrow's lets anybody press it."""
        raise Outdated


CONTROLS: tuple[type[Control], ...] = (
    PartButton,
    TopicSelect,
    KindSelect,
    PageButton,
    DoorButton,
    ShareButton,
    UndoButton,
    UndoneButton,
)
"""Every class of control, for the client to register."""


async def _answer(interaction: discord.Interaction, reply: Reply | None, place: Place) -> None:
    if reply is None:
        raise Refused(desk(interaction).replies.library.pack.texts.errors.topic_gone)
    await send(interaction, desk(interaction).render(reply, place))


def _channel_to_post_in(interaction: discord.Interaction) -> discord.PartialMessageable:
    """Return the channel of the interaction if both the person and Marrow may post in it.

    Raises Refused, naming the permission that is missing.
    """
    errors = desk(interaction).replies.library.pack.texts.errors
    if interaction.channel_id is None or not interaction.is_guild_integration():
        raise Refused(errors.cannot_share_here)
    thread = is_thread(interaction.channel)
    if yours := missing(interaction.permissions, thread=thread):
        raise Refused(errors.permission_yours.format(permission=yours[0]))
    if mine := missing(interaction.app_permissions, thread=thread, embeds=True):
        raise Refused(errors.permission_mine.format(permission=mine[0]))
    return interaction.client.get_partial_messageable(interaction.channel_id, guild_id=interaction.guild_id)


async def _post(channel: discord.PartialMessageable, copy: Rendered) -> discord.Message:
    return await channel.send(copy.content, embeds=copy.embeds, view=copy.view or discord.utils.MISSING)


async def _offer_undo(interaction: discord.Interaction, topic_id: str, undo: tuple[int, int]) -> None:
    """Offer to take the copy back, on the private answer, or in a message of its own if that answer is gone."""
    try:
        await _change_controls(interaction, topic_id, undo=undo)
    except discord.NotFound:
        at = desk(interaction)
        controls = Controls(topic=topic_id, undo=undo)
        await send(
            interaction, at.render(Reply(content=at.replies.library.pack.texts.errors.shared, controls=controls))
        )


async def _change_controls(
    interaction: discord.Interaction, topic_id: str, *, undo: tuple[int, int] | None = None, undone: bool = False
) -> None:
    """Change the buttons under a private answer after sharing; what it says stays."""
    at = desk(interaction)
    topic = at.replies.library.topics.get(topic_id)
    has_alert = bool(interaction.message and interaction.message.content)
    controls = Controls(
        topic=topic_id,
        undo=undo,
        undone=undone,
        related=topic.see_also if topic else (),
        help_lines=has_alert,
    )
    await interaction.edit_original_response(view=at.render(Reply(controls=controls)).view)


def is_known(custom_id: str, controls: Iterable[type[Control]]) -> bool:
    """Tell whether a custom_id is one that some of these controls reads."""
    return any(control.__discord_ui_compiled_template__.fullmatch(custom_id) for control in controls)
