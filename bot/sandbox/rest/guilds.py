"""Servers with their channels, members and roles."""

from __future__ import annotations

from bot.sandbox import payloads
from bot.sandbox.errors import refusal

from .call import NO_CONTENT, Call, Reply, Route


async def get_guild(call: Call) -> Reply:
    """Answer with a server, counted if so asked."""
    guild = call.guild()
    body = payloads.guild(guild)
    if call.query.get("with_counts", "").lower() in ("true", "1"):
        body |= {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return Reply(body=body)


async def list_channels(call: Call) -> Reply:
    """Answer with a server's channels, threads left out."""
    return Reply(body=[payloads.channel(one) for one in call.guild().channels if not one.is_thread])


async def list_threads(call: Call) -> Reply:
    """Answer with a server's open threads."""
    threads = [payloads.channel(one) for one in call.guild().channels if one.is_thread and not one.archived]
    return Reply(body={"threads": threads, "members": []})


async def get_member(call: Call) -> Reply:
    """Answer with a member; 10007 for a stranger."""
    member = call.guild().members.get(call.id("user_id"))
    if member is None:
        raise refusal(10007)
    return Reply(body=payloads.member(member))


async def list_roles(call: Call) -> Reply:
    """Answer with a server's roles."""
    return Reply(body=[payloads.role(one) for one in call.guild().roles.values()])


async def get_role(call: Call) -> Reply:
    """Answer with one role; 10011 when there is none."""
    role = call.guild().roles.get(call.id("role_id"))
    if role is None:
        raise refusal(10011)
    return Reply(body=payloads.role(role))


async def list_own_guilds(call: Call) -> Reply:
    """Answer with the servers that the bot is in."""
    guilds = [one for one in call.world.guilds.values() if one.bot is not None]
    limit = call.number("limit", default=200, least=1, most=200)
    after = call.snowflake("after") or 0
    page = [payloads.guild(one) for one in guilds if one.id > after][:limit]
    return Reply(body=page)


async def leave_guild(call: Call) -> Reply:
    """Leave a server."""
    call.guild().remove_bot()
    return NO_CONTENT


ROUTES = (
    Route("GET", "/users/@me/guilds", list_own_guilds),
    Route("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
    Route("GET", "/guilds/{guild_id}", get_guild),
    Route("GET", "/guilds/{guild_id}/channels", list_channels),
    Route("GET", "/guilds/{guild_id}/threads/active", list_threads),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", get_member),
    Route("GET", "/guilds/{guild_id}/roles", list_roles),
    Route("GET", "/guilds/{guild_id}/roles/{role_id}", get_role),
)
