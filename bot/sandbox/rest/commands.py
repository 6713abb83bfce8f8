"""Registering application commands, global ones and those of one server."""

from __future__ import annotations

from bot.sandbox.errors import refusal

from .call import NO_CONTENT, Call, Reply, Route

LOCALIZED_KEYS = ("name_localizations", "description_localizations")


def _scope(call: Call) -> int | None:
    call.check_application()
    if "guild_id" not in call.params:
        return None
    guild = call.world.guilds.get(call.id("guild_id"))
    if guild is None or guild.bot is None:
        raise refusal(50001)
    return guild.id


async def list_commands(call: Call) -> Reply:
    """Answer with all commands; their localizations only when asked for."""
    listing = call.commands.listing(_scope(call))
    if call.query.get("with_localizations", "").lower() not in ("true", "1"):
        listing = [{key: one[key] for key in one if key not in LOCALIZED_KEYS} for one in listing]
    return Reply(body=listing)


async def overwrite_commands(call: Call) -> Reply:
    """Replace the whole set."""
    return Reply(body=call.commands.overwrite(_scope(call), call.forms()))


async def create_command(call: Call) -> Reply:
    """Add a command: 201 when it is new, 200 when it replaces one of its name."""
    command, is_new = call.commands.create(_scope(call), call.form())
    return Reply(status=201 if is_new else 200, body=command)


async def get_command(call: Call) -> Reply:
    """Answer with one command."""
    return Reply(body=call.commands.get(_scope(call), call.id("command_id")))


async def edit_command(call: Call) -> Reply:
    """Change one command."""
    return Reply(body=call.commands.edit(_scope(call), call.id("command_id"), call.form()))


async def delete_command(call: Call) -> Reply:
    """Remove one command."""
    call.commands.delete(_scope(call), call.id("command_id"))
    return NO_CONTENT


def _routes(prefix: str) -> tuple[Route, ...]:
    return (
        Route("GET", prefix, list_commands),
        Route("PUT", prefix, overwrite_commands),
        Route("POST", prefix, create_command),
        Route("GET", prefix + "/{command_id}", get_command),
        Route("PATCH", prefix + "/{command_id}", edit_command),
        Route("DELETE", prefix + "/{command_id}", delete_command),
    )


ROUTES = (
    *_routes("/applications/{application_id}/commands"),
    *_routes("/applications/{application_id}/guilds/{guild_id}/commands"),
)
