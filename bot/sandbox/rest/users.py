"""Other people's accounts, and writing to them."""

from __future__ import annotations

from bot.sandbox import payloads
from bot.sandbox.errors import refusal
from bot.sandbox.limits.form import Form, is_snowflake

from .call import Call, Reply, Route


async def get_user(call: Call) -> Reply:
    """Answer with a user; 10013 for one who does not exist."""
    user = call.world.users.get(call.id("user_id"))
    if user is None:
        raise refusal(10013)
    return Reply(body=payloads.user(user))


async def create_dm(call: Call) -> Reply:
    """Answer with the direct conversation with a user, made if need be."""
    form = Form()
    recipient = call.form().get("recipient_id")
    if not is_snowflake(recipient):
        form.missing("recipient_id")
    form.raise_if_faulty()
    user = call.world.users.get(int(str(recipient)))
    if user is None:
        raise refusal(10013)
    if user.bot:
        raise refusal(50007)
    return Reply(body=payloads.channel(call.world.dm(user)))


ROUTES = (
    Route("POST", "/users/@me/channels", create_dm),
    Route("GET", "/users/{user_id}", get_user),
)
