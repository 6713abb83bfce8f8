"""Registering the commands with Discord, when they differ from those that it has, and only then.

Discord allows 200 new commands a day, and a needless registration makes every client load the list anew.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import discord
from discord import app_commands

log = logging.getLogger(__name__)

_ASSIGNED = frozenset({"id", "application_id", "version", "guild_id"})
"""Keys that Discord adds by itself."""

_DEFAULTS: Mapping[str, object] = {
    "type": 1,
    "nsfw": False,
    "dm_permission": True,
    "required": False,
    "autocomplete": False,
    "description": "",
}


async def register(client: discord.Client, tree: app_commands.CommandTree[Any]) -> bool:
    """Register the tree's global commands if Discord's differ, and tell whether it did.

    The raw payloads are compared, since the library's `AppCommand` loses contexts and permissions on the way
    (discord.py 2.7.1).
    """
    if client.application_id is None:
        raise RuntimeError("log in before registering commands")
    ours = [command.to_dict(tree) for command in tree.get_commands()]
    theirs = await client.http.get_global_commands(client.application_id)
    if _comparable(ours) == _comparable(theirs):
        log.info("the %d commands are registered already", len(ours))
        return False
    await tree.sync()
    log.info("registered %d commands", len(ours))
    return True


def _comparable(commands: Iterable[Any]) -> list[Any]:
    return sorted((_normal(command) for command in commands), key=lambda one: (one.get("type", 1), one["name"]))


def _normal(value: Any) -> Any:
    """Return a payload without what Discord adds, and without what means the same as leaving it out."""
    if isinstance(value, Mapping):
        return {key: _normal(_same(key, inner)) for key, inner in value.items() if _matters(key, inner)}
    if isinstance(value, list | tuple):
        return [_normal(inner) for inner in value]
    return value


def _same(key: str, value: Any) -> Any:
    """Return a value as both sides write it: Discord gives permissions as text, and an order to sets of numbers."""
    if key == "default_member_permissions":
        return str(value)
    return sorted(value) if key in ("contexts", "integration_types", "channel_types") else value


def _matters(key: str, value: object) -> bool:
    if key in _ASSIGNED or value is None or value in ([], {}):
        return False
    return key not in _DEFAULTS or _DEFAULTS[key] != value
