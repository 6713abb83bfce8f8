"""Follow-ups to an interaction and its first answer, by the interaction's token."""

from __future__ import annotations

from bot.sandbox import payloads
from bot.sandbox.errors import refusal
from bot.sandbox.message import Message

from .call import NO_CONTENT, Call, Reply, Route


def _token(call: Call) -> str:
    if call.id("webhook_id") != call.world.application.id:
        raise refusal(10015)
    return call.params["webhook_token"]


def _message(call: Call) -> Message:
    token = _token(call)
    if "message_id" not in call.params:
        return call.interactions.original(token)
    return call.interactions.message(token, call.id("message_id"))


async def follow_up(call: Call) -> Reply:
    """Post a follow-up. The message is always given back, whatever ``wait`` says."""
    return Reply(body=payloads.message(call.interactions.follow_up(_token(call), call.form(), call.files)))


async def get_message(call: Call) -> Reply:
    """Answer with a message of this interaction."""
    return Reply(body=payloads.message(_message(call)))


async def edit_message(call: Call) -> Reply:
    """Edit a message of this interaction."""
    message = call.interactions.edit(_token(call), _message(call), call.form(), call.files)
    return Reply(body=payloads.message(message))


async def delete_message(call: Call) -> Reply:
    """Delete a message of this interaction."""
    call.interactions.delete(_token(call), _message(call))
    return NO_CONTENT


BASE = "/webhooks/{webhook_id}/{webhook_token}"

ROUTES = (
    Route("POST", BASE, follow_up, needs_token=False),
    Route("GET", BASE + "/messages/@original", get_message, needs_token=False),
    Route("PATCH", BASE + "/messages/@original", edit_message, needs_token=False),
    Route("DELETE", BASE + "/messages/@original", delete_message, needs_token=False),
    Route("GET", BASE + "/messages/{message_id}", get_message, needs_token=False),
    Route("PATCH", BASE + "/messages/{message_id}", edit_message, needs_token=False),
    Route("DELETE", BASE + "/messages/{message_id}", delete_message, needs_token=False),
)
