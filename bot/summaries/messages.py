"""What a summary's message is: rendered from the library, found again by its key, reached by its ids."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.presentation.desk import Desk
from bot.presentation.sending import Rendered
from bot.store import Pin

GONE = frozenset({10003, 10008, 50001})
"""Discord's codes for a channel, a message or an access that is not there any more."""

PINS_FULL = 30003
"""Discord's code for a channel that has its 250 pins."""

LATER = frozenset({30046, 50083})
"""Discord's codes for too many edits of an old message, and for an archived thread: it works another time."""


def is_gone(error: discord.HTTPException) -> bool:
    """Tell whether an error means that the message can't ever be reached again."""
    return error.code in GONE or error.status == 404


def rendered(desk: Desk, pin: Pin) -> Rendered | None:
    """Return what the summary's message should show now; None if its topic is not in the library any more."""
    reply = desk.replies.summary(pin.topic, pin.key, figures=pin.figures)
    return None if reply is None else desk.render(reply)


def custom_ids(message: discord.Message) -> Iterator[str]:
    """Yield the custom_ids of everything that can be pressed on a message."""
    for row in message.components:
        for child in getattr(row, "children", [row]):
            custom_id = getattr(child, "custom_id", None)
            if custom_id:
                yield custom_id


def carries(message: discord.Message, key: str) -> bool:
    """Tell whether a message is the one that was posted with this key."""
    return any(custom_id.endswith(f":{key}") for custom_id in custom_ids(message))


def channel_of(client: discord.Client, pin: Pin) -> discord.PartialMessageable:
    """Return the summary's channel, known or not."""
    return client.get_partial_messageable(pin.channel_id, guild_id=pin.guild_id)


def message_of(client: discord.Client, pin: Pin) -> discord.PartialMessage:
    """Return the summary's message. Raises ValueError for one that is only intended."""
    if pin.message_id is None:
        raise ValueError("this summary was not posted yet")
    return channel_of(client, pin).get_partial_message(pin.message_id)


def link_to(pin: Pin) -> str:
    """Return the address on which a click opens the message."""
    return f"https://discord.com/channels/{pin.guild_id}/{pin.channel_id}/{pin.message_id}"
