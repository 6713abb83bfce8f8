"""Channels and threads."""

from __future__ import annotations

from bot.sandbox import payloads
from bot.sandbox.errors import refusal
from bot.sandbox.limits.form import Form
from bot.sandbox.permissions import Permission

from .call import Call, Reply, Route

NAME = 100


async def get_channel(call: Call) -> Reply:
    """Answer with a channel that the bot sees."""
    return Reply(body=payloads.channel(call.channel()))


async def create_thread(call: Call) -> Reply:
    """Make a public thread in a text channel."""
    channel = call.text_channel(Permission.CREATE_PUBLIC_THREADS)
    if channel.is_direct or channel.is_thread:
        raise refusal(50024)
    form = Form()
    name = form.text(call.form(), "name", least=1, most=NAME, required=True)
    form.raise_if_faulty()
    return Reply(status=201, body=payloads.channel(channel.create_thread(name)))


async def edit_thread(call: Call) -> Reply:
    """Archive, lock or open a thread; takes MANAGE_THREADS."""
    channel = call.channel(Permission.MANAGE_THREADS)
    if not channel.is_thread:
        raise refusal(50024)
    wanted = call.form()
    if wanted.get("archived"):
        channel.archive(locked=bool(wanted.get("locked")))
    elif wanted.get("archived") is False:
        channel.unarchive()
    return Reply(body=payloads.channel(channel))


ROUTES = (
    Route("GET", "/channels/{channel_id}", get_channel),
    Route("PATCH", "/channels/{channel_id}", edit_thread),
    Route("POST", "/channels/{channel_id}/threads", create_thread),
)
