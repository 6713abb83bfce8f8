"""The application's registered commands, and which of them a person sees in a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .channel import Channel
from .errors import Json, refusal
from .limits.commands import CHAT_INPUT, check_command, check_number, check_set
from .limits.form import Form
from .permissions import Permission
from .user import User
from .world import World

GUILD, BOT_DM, PRIVATE_CHANNEL = 0, 1, 2
"""Interaction contexts."""

GUILD_INSTALL, USER_INSTALL = 0, 1
"""Installation contexts."""

Scope = int | None
"""The id of the server whose own commands are meant; None for the global ones."""


@dataclass(frozen=True, kw_only=True)
class Use:
    """How a person comes to a command in a place.

    ``owners`` is ``authorizing_integration_owners`` on the wire.
    """

    context: int
    owners: Json

    @property
    def is_user_install_only(self) -> bool:
        """Whether the app is here only because the person has installed it."""
        return str(GUILD_INSTALL) not in self.owners


class Commands:
    """Registered commands by scope.

    Everything is checked as Discord checks it and kept as Discord returns it.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._scopes: dict[Scope, dict[int, Json]] = {}

    def listing(self, scope: Scope = None) -> list[Json]:
        """Return the commands of a scope as wire JSON, oldest first."""
        return list(self._of(scope).values())

    def get(self, scope: Scope, command_id: int) -> Json:
        """Return one command; refuses with 10063 when there is none."""
        try:
            return self._of(scope)[command_id]
        except KeyError:
            raise refusal(10063) from None

    def overwrite(self, scope: Scope, payloads: list[Json]) -> list[Json]:
        """Make these the whole set of a scope.

        A command keeps its id by type and name; an unchanged one its version.
        """
        check_set(payloads, in_guild=scope is not None)
        kept = [self._stored(scope, payload) for payload in payloads]
        self._scopes[scope] = {int(command["id"]): command for command in kept}
        return kept

    def create(self, scope: Scope, payload: Json) -> tuple[Json, bool]:
        """Add a command, or replace the one of its type and name. The second value says whether it is new."""
        self._check(scope, payload)
        command = self._stored(scope, payload)
        is_new = int(command["id"]) not in self._of(scope)
        check_number([*self._of(scope).values(), *([command] if is_new else [])])
        self._of(scope)[int(command["id"])] = command
        return command, is_new

    def edit(self, scope: Scope, command_id: int, payload: Json) -> Json:
        """Change some fields of a command; refuses with 10063 when there is none."""
        old = self.get(scope, command_id)
        merged = {**old, **payload}
        self._check(scope, merged)
        changed = {
            **self._wire(scope, merged),
            "id": old["id"],
            "version": str(self._world.snowflakes.next()),
        }
        self._of(scope)[command_id] = changed
        return changed

    def delete(self, scope: Scope, command_id: int) -> None:
        """Remove a command; refuses with 10063 when there is none."""
        self.get(scope, command_id)
        del self._of(scope)[command_id]

    def visible_to(self, user: User, channel: Channel) -> list[tuple[Json, Use]]:
        """Return the commands that a person is offered in a channel, and how each comes to be there."""
        own = self.listing(channel.guild.id) if channel.guild and channel.guild.bot else []
        offered = [(command, self.use_of(command, user, channel)) for command in [*self.listing(), *own]]
        return [(command, use) for command, use in offered if use is not None]

    def use_of(self, command: Json, user: User, channel: Channel) -> Use | None:
        """Return how a person comes to a command in a channel, or None when it isn't there for them."""
        context = context_of(channel)
        contexts = command.get("contexts")
        if contexts is not None and context not in contexts:
            return None
        if command.get("nsfw") and channel.guild and not channel.nsfw:
            return None
        owners: Json = {}
        if self._is_there_for_all(command, user, channel):
            owners[str(GUILD_INSTALL)] = str(channel.guild.id) if channel.guild else "0"
        if user.installed and USER_INSTALL in (command.get("integration_types") or []):
            owners[str(USER_INSTALL)] = str(user.id)
        return Use(context=context, owners=owners) if owners and self._may_use_commands(user, channel) else None

    def _is_there_for_all(self, command: Json, user: User, channel: Channel) -> bool:
        """Whether the command is there because the bot is, and this person may see it."""
        if GUILD_INSTALL not in (command.get("integration_types") or [GUILD_INSTALL]):
            return False
        if channel.guild is None:
            return channel.is_with_bot
        if channel.guild.bot is None:
            return False
        needed = command.get("default_member_permissions")
        permissions = self._world.permissions_of(user, channel)
        if needed is None or permissions & Permission.ADMINISTRATOR:
            return True
        return int(needed) != 0 and permissions & int(needed) == int(needed)

    def _may_use_commands(self, user: User, channel: Channel) -> bool:
        return bool(self._world.permissions_of(user, channel) & Permission.USE_APPLICATION_COMMANDS)

    def _of(self, scope: Scope) -> dict[int, Json]:
        return self._scopes.setdefault(scope, {})

    def _check(self, scope: Scope, payload: Json) -> None:
        form = Form()
        check_command(form, payload, in_guild=scope is not None and "id" not in payload)
        form.raise_if_faulty()

    def _stored(self, scope: Scope, payload: Json) -> Json:
        wire = self._wire(scope, payload)
        for old in self._of(scope).values():
            if (old["type"], old["name"]) == (wire["type"], wire["name"]):
                same = {**wire, "id": old["id"], "version": old["version"]} == old
                version = old["version"] if same else str(self._world.snowflakes.next())
                return {**wire, "id": old["id"], "version": version}
        return wire

    def _wire(self, scope: Scope, payload: Json) -> Json:
        kind = payload.get("type") or CHAT_INPUT
        permissions = payload.get("default_member_permissions")
        command: Json = {
            "id": str(self._world.snowflakes.next()),
            "application_id": str(self._world.application.id),
            "version": str(self._world.snowflakes.next()),
            "default_member_permissions": None if permissions is None else str(permissions),
            "type": kind,
            "name": payload["name"],
            "name_localizations": payload.get("name_localizations"),
            "description": payload.get("description") or "",
            "description_localizations": payload.get("description_localizations"),
            "dm_permission": payload.get("dm_permission") is not False,
            "contexts": payload.get("contexts"),
            "integration_types": payload.get("integration_types") or [GUILD_INSTALL, USER_INSTALL],
            "nsfw": bool(payload.get("nsfw")),
        }
        if scope is not None:
            command |= {"guild_id": str(scope), "integration_types": [GUILD_INSTALL], "contexts": None}
        elif command["contexts"] is None and not command["dm_permission"]:
            command["contexts"] = [GUILD]
        if payload.get("options"):
            command["options"] = [_without_defaults(option) for option in payload["options"]]
        return command


def context_of(channel: Channel) -> int:
    """Return the interaction context of a channel."""
    if channel.guild is not None:
        return GUILD
    return BOT_DM if channel.is_with_bot else PRIVATE_CHANNEL


def _without_defaults(option: Json) -> Json:
    """Return an option as Discord gives it back: what is false, null or empty is left out."""
    kept: dict[str, Any] = {}
    for key, value in option.items():
        if value is None or value is False or value == []:
            continue
        kept[key] = [_without_defaults(one) for one in value] if key == "options" else value
    return kept
