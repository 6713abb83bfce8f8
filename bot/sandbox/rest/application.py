"""The bot's own account, its application, and where the gateway is."""

from __future__ import annotations

from bot.sandbox import payloads

from .call import Call, Reply, Route

STARTS_A_DAY = 1000


async def get_own_user(call: Call) -> Reply:
    """Answer with the bot's account."""
    return Reply(body=payloads.own_user(call.world.application))


async def get_application(call: Call) -> Reply:
    """Answer with the application."""
    return Reply(body=payloads.application_info(call.world.application))


async def get_gateway(call: Call) -> Reply:
    """Answer with the gateway's address."""
    return Reply(body={"url": call.gateway_url})


async def get_gateway_bot(call: Call) -> Reply:
    """Answer with the gateway's address, the number of shards and the session limits."""
    limit = {"total": STARTS_A_DAY, "remaining": STARTS_A_DAY, "reset_after": 0, "max_concurrency": 1}
    return Reply(body={"url": call.gateway_url, "shards": 1, "session_start_limit": limit})


ROUTES = (
    Route("GET", "/users/@me", get_own_user),
    Route("GET", "/oauth2/applications/@me", get_application),
    Route("GET", "/applications/@me", get_application),
    Route("GET", "/gateway", get_gateway, needs_token=False),
    Route("GET", "/gateway/bot", get_gateway_bot),
)
