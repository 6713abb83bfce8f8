"""Messages that the bot posts, reads, edits and deletes by channel id."""

from __future__ import annotations

from urllib.parse import unquote

from bot.sandbox import compose, payloads
from bot.sandbox.channel import Channel
from bot.sandbox.errors import Json, Refusal, invalid_form, refusal
from bot.sandbox.limits.messages import CHANNEL_FLAGS, check_message, says_something
from bot.sandbox.message import Message, MessageType
from bot.sandbox.permissions import Permission, sending_right
from bot.sandbox.snowflake import seconds_of

from .call import NO_CONTENT, Call, Reply, Route

PAGE = 100
DELETABLE = (MessageType.DEFAULT, MessageType.CHANNEL_PINNED_MESSAGE, MessageType.REPLY,
             MessageType.CHAT_INPUT_COMMAND, MessageType.CONTEXT_MENU_COMMAND)  # fmt: skip


async def create_message(call: Call) -> Reply:
    """Post a message. A thread that is archived opens by it unless it is locked (50083)."""
    channel = call.text_channel()
    form = call.form()
    check_message(form, compose.sizes(call.files), flags_allowed=CHANNEL_FLAGS)
    if not says_something(form, compose.sizes(call.files)):
        raise refusal(50006)
    _check_may_send(call, channel, form)
    if channel.archived:
        _open(channel)
    message = compose.write(channel, call.world.application.bot, form, call.files)
    _refer(message, form)
    channel.add(message)
    return Reply(body=payloads.message(message))


async def list_messages(call: Call) -> Reply:
    """Answer with a page of the history, newest first; an empty one without READ_MESSAGE_HISTORY."""
    channel = call.text_channel()
    limit = call.number("limit", default=50, least=1, most=PAGE)
    if not call.world.bot_permissions(channel) & Permission.READ_MESSAGE_HISTORY:
        return Reply(body=[])
    page = _page(channel.messages, call, limit)
    return Reply(body=[payloads.message(message) for message in reversed(page)])


async def get_message(call: Call) -> Reply:
    """Answer with one message; takes READ_MESSAGE_HISTORY."""
    channel = call.text_channel(Permission.READ_MESSAGE_HISTORY)
    return Reply(body=payloads.message(call.message(channel)))


async def edit_message(call: Call) -> Reply:
    """Edit a message of the bot's own (50005 for another's)."""
    channel = call.text_channel()
    message = call.message(channel)
    if message.author is not call.world.application.bot:
        raise refusal(50005)
    if channel.archived:
        raise refusal(50083)
    _check_late_edits(call, message)
    _check_embeds_and_files(call, channel, call.form())
    compose.edit(message, call.form(), call.files)
    return Reply(body=payloads.message(message))


async def delete_message(call: Call) -> Reply:
    """Delete a message; another's takes MANAGE_MESSAGES, and in a direct message can't be."""
    channel = call.text_channel()
    message = call.message(channel)
    if message.author is not call.world.application.bot:
        if channel.is_direct:
            raise refusal(50003)
        if not call.world.bot_permissions(channel) & Permission.MANAGE_MESSAGES:
            raise refusal(50013)
    if channel.archived:
        raise refusal(50083)
    if message.type not in DELETABLE:
        raise refusal(50021)
    channel.remove(message)
    return NO_CONTENT


async def add_reaction(call: Call) -> Reply:
    """React to a message."""
    channel = call.text_channel(Permission.READ_MESSAGE_HISTORY, Permission.ADD_REACTIONS)
    message = call.message(channel)
    message.reactions.setdefault(unquote(call.params["emoji_name"]), []).append(call.world.application.bot)
    return NO_CONTENT


async def remove_reaction(call: Call) -> Reply:
    """Take the bot's reaction away."""
    message = call.message(call.text_channel(Permission.READ_MESSAGE_HISTORY))
    who = message.reactions.get(unquote(call.params["emoji_name"]), [])
    if call.world.application.bot in who:
        who.remove(call.world.application.bot)
    return NO_CONTENT


async def show_typing(call: Call) -> Reply:
    """Show the bot as typing."""
    channel = call.text_channel()
    _check_right_to_send(call, channel)
    return NO_CONTENT


def _check_may_send(call: Call, channel: Channel, form: Json) -> None:
    _check_right_to_send(call, channel)
    _check_embeds_and_files(call, channel, form)
    other = next((one for one in channel.recipients if one is not call.world.application.bot), None)
    if (
        channel.is_with_bot
        and other
        and not (other.accepts_dms and (other.installed or call.world.share_a_guild(other)))
    ):
        raise refusal(50007)


def _check_right_to_send(call: Call, channel: Channel) -> None:
    permissions = call.world.bot_permissions(channel)
    if not channel.is_direct and not permissions & sending_right(channel):
        raise refusal(50013)
    if channel.archived and channel.locked and not permissions & Permission.MANAGE_THREADS:
        raise refusal(50083)


def _check_embeds_and_files(call: Call, channel: Channel, form: Json) -> None:
    permissions = call.world.bot_permissions(channel)
    if form.get("embeds") and not permissions & Permission.EMBED_LINKS:
        raise refusal(50013)
    if call.files and not permissions & Permission.ATTACH_FILES:
        raise refusal(50013)


def _check_late_edits(call: Call, message: Message) -> None:
    allowed = call.settings.late_edits
    old = call.world.clock.time() - seconds_of(message.id) > compose.HOUR
    if allowed is not None and old and message.late_edits >= allowed:
        limited = refusal(30046)
        extra = {"retry_after": 0.0, "global": False}
        raise Refusal(limited.status, limited.code, limited.message, headers={"Via": "1.1 sandbox"}, extra=extra)


def _open(channel: Channel) -> None:
    if channel.locked:
        channel.archived = False
    else:
        channel.unarchive()


def _refer(message: Message, form: Json) -> None:
    """Make the message a reply to the one that it refers to; refuses a reference to none."""
    wanted = form.get("message_reference") or {}
    if not wanted.get("message_id"):
        return
    target = message.channel.history.get(int(wanted["message_id"]))
    if target is None or target.ephemeral:
        if wanted.get("fail_if_not_exists") is False:
            return
        error = {"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}
        raise invalid_form({"message_reference": {"_errors": [error]}})
    message.type = MessageType.REPLY
    message.reference = {"type": 0, "channel_id": str(message.channel.id), "message_id": str(target.id)}


def _page(messages: list[Message], call: Call, limit: int) -> list[Message]:
    """Return one page, oldest first."""
    after, around, before = (call.snowflake(name) for name in ("after", "around", "before"))
    if after is not None:
        return [one for one in messages if one.id > after][:limit]
    if around is not None:
        nearest = sorted(messages, key=lambda one: abs(one.id - around))[:limit]
        return sorted(nearest, key=lambda one: one.id)
    return [one for one in messages if before is None or one.id < before][-limit:]


BASE = "/channels/{channel_id}/messages"

ROUTES = (
    Route("POST", BASE, create_message),
    Route("GET", BASE, list_messages),
    Route("GET", BASE + "/{message_id}", get_message),
    Route("PATCH", BASE + "/{message_id}", edit_message),
    Route("DELETE", BASE + "/{message_id}", delete_message),
    Route("PUT", BASE + "/{message_id}/reactions/{emoji_name}/@me", add_reaction),
    Route("DELETE", BASE + "/{message_id}/reactions/{emoji_name}/@me", remove_reaction),
    Route("POST", "/channels/{channel_id}/typing", show_typing),
)
