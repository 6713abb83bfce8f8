"""Pins: PIN_MESSAGES since 2026-02-23, 250 a channel, each announced by a message of type 6."""

from __future__ import annotations

from bot.sandbox import payloads
from bot.sandbox.errors import refusal
from bot.sandbox.message import MessageType
from bot.sandbox.permissions import Permission

from .call import NO_CONTENT, Call, Reply, Route

MOST_PINS = 250
PAGE = 50
PINNABLE = (
    MessageType.DEFAULT,
    MessageType.REPLY,
    MessageType.CHAT_INPUT_COMMAND,
    MessageType.CONTEXT_MENU_COMMAND,
)


async def pin_message(call: Call) -> Reply:
    """Pin a message. MANAGE_MESSAGES alone does not suffice."""
    channel = call.text_channel(Permission.READ_MESSAGE_HISTORY, Permission.PIN_MESSAGES)
    message = call.message(channel)
    if message.type not in PINNABLE:
        raise refusal(50021)
    if channel.archived:
        raise refusal(50083)
    if len(channel.pins) >= MOST_PINS and not message.pinned:
        raise refusal(30003)
    channel.pin(message, call.world.application.bot)
    return NO_CONTENT


async def unpin_message(call: Call) -> Reply:
    """Unpin a message."""
    channel = call.text_channel(Permission.READ_MESSAGE_HISTORY, Permission.PIN_MESSAGES)
    if channel.archived:
        raise refusal(50083)
    channel.unpin(call.message(channel))
    return NO_CONTENT


async def list_pins(call: Call) -> Reply:
    """Answer with a page of pins, newest pin first; an empty one without READ_MESSAGE_HISTORY."""
    channel = call.text_channel()
    limit = call.number("limit", default=PAGE, least=1, most=PAGE)
    until = call.moment("before")
    readable = call.world.bot_permissions(channel) & Permission.READ_MESSAGE_HISTORY
    pins = [pin for pin in channel.pins if readable and (until is None or pin.at < until)]
    items = [{"pinned_at": pin.at.isoformat(), "message": payloads.message(pin.message)} for pin in pins[:limit]]
    return Reply(body={"items": items, "has_more": len(pins) > limit})


async def list_pins_of_old(call: Call) -> Reply:
    """Answer with up to 50 pinned messages, as the deprecated route does."""
    channel = call.text_channel()
    readable = call.world.bot_permissions(channel) & Permission.READ_MESSAGE_HISTORY
    pins = channel.pins[:PAGE] if readable else []
    return Reply(body=[payloads.message(pin.message) for pin in pins])


ROUTES = (
    Route("GET", "/channels/{channel_id}/messages/pins", list_pins),
    Route("PUT", "/channels/{channel_id}/messages/pins/{message_id}", pin_message),
    Route("DELETE", "/channels/{channel_id}/messages/pins/{message_id}", unpin_message),
    Route("GET", "/channels/{channel_id}/pins", list_pins_of_old),
    Route("PUT", "/channels/{channel_id}/pins/{message_id}", pin_message),
    Route("DELETE", "/channels/{channel_id}/pins/{message_id}", unpin_message),
)
