"""What a person types after a slash, made into the data of an interaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import payloads
from .channel import Channel
from .commands import Use
from .compose import Upload
from .errors import Json
from .guild import Role
from .limits.commands import GROUP, LONGEST_INPUT, SUBCOMMAND
from .possible import NotPossible
from .user import User

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)


class Resolved:
    """The ``resolved`` objects of an interaction: whoever and whatever its ids name."""

    def __init__(self, place: Channel) -> None:
        self._place = place
        self.data: dict[str, dict[str, Json]] = {}

    def add(self, thing: object) -> str:
        """Add a user, role, channel or uploaded file, and return its id as the value for the wire."""
        if isinstance(thing, User):
            return self._add_user(thing)
        if isinstance(thing, Role):
            return self._put("roles", thing.id, payloads.role(thing))
        if isinstance(thing, Channel):
            permissions = self._place.world.permissions_of(self._place.world.application.bot, thing)
            return self._put("channels", thing.id, payloads.channel_for(thing, permissions))
        if isinstance(thing, Upload):
            return self._add_file(thing)
        raise NotPossible(f"{thing!r} is no user, role, channel or Upload")

    def _add_user(self, user: User) -> str:
        guild = self._place.guild
        if guild is not None and user.id in guild.members:
            member = guild.members[user.id]
            permissions = str(int(self._place.world.permissions_of(user, self._place)))
            self._put("members", user.id, {**payloads.partial_member(member), "permissions": permissions})
        return self._put("users", user.id, payloads.user(user))

    def _add_file(self, file: Upload) -> str:
        snowflake = self._place.world.snowflakes.next()
        url = f"{self._place.world.base_url}/ephemeral-attachments/{snowflake}/{file.filename}"
        data = {"filename": file.filename, "size": len(file.data), "url": url, "proxy_url": url}
        wire = {"id": str(snowflake), "content_type": file.content_type, "ephemeral": True, **data}
        return self._put("attachments", snowflake, wire)

    def _put(self, kind: str, snowflake: int, data: Json) -> str:
        self.data.setdefault(kind, {})[str(snowflake)] = data
        return str(snowflake)


def find(offered: list[tuple[Json, Use]], name: str, kind: int) -> tuple[Json, Use, list[Json]]:
    """Return the command of this name, how it comes to be here, and the options that lead to its subcommand.

    ``name`` has the subcommand's group and name after the command's, with spaces between. Raises NotPossible
    when the person isn't offered such a command.
    """
    first, *rest = name.split(" ") if kind == 1 else [name]
    for command, use in offered:
        if command["type"] == kind and command["name"] == first:
            return command, use, _path(command, rest)
    seen = ", ".join(command["name"] for command, _ in offered if command["type"] == kind) or "none"
    raise NotPossible(f"no command {first!r} is offered here; offered are: {seen}")


def data_of(
    command: Json, path: list[Json], options: Mapping[str, Any], place: Channel, *, focused: str | None = None
) -> Json:
    """Return the interaction data of a command with these options.

    With ``focused`` it is that of an autocomplete, in which options may be missing and values unfinished.
    Raises NotPossible for what the client would not let a person send.
    """
    leaf = path[-1] if path else command
    known = {option["name"]: option for option in leaf.get("options", [])}
    if any(option["type"] in (SUBCOMMAND, GROUP) for option in known.values()):
        raise NotPossible(f"{leaf['name']} has subcommands: {', '.join(known)}")
    unknown = [name for name in options if name not in known]
    if unknown:
        raise NotPossible(f"{leaf['name']} has no option {unknown[0]!r}; it has: {', '.join(known) or 'none'}")
    _check_required(known, options, focused)
    resolved = Resolved(place)
    filled = [_filled(known[name], value, resolved, focused) for name, value in options.items() if value is not None]
    for step in reversed(path):
        filled = [{"name": step["name"], "type": step["type"], "options": filled}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"], "options": filled}
    if resolved.data:
        data["resolved"] = resolved.data
    if command.get("guild_id"):
        data["guild_id"] = command["guild_id"]
    return data


def _path(command: Json, names: list[str]) -> list[Json]:
    path: list[Json] = []
    node = command
    for name in names:
        steps = {one["name"]: one for one in node.get("options", []) if one["type"] in (SUBCOMMAND, GROUP)}
        if name not in steps:
            raise NotPossible(f"{node['name']} has no subcommand {name!r}; it has: {', '.join(steps) or 'none'}")
        node = steps[name]
        path.append(node)
    return path


def _check_required(known: Mapping[str, Json], options: Mapping[str, Any], focused: str | None) -> None:
    if focused is not None:
        if focused not in known or not known[focused].get("autocomplete"):
            raise NotPossible(f"{focused!r} is no option with autocomplete")
        return
    for name, option in known.items():
        if option.get("required") and options.get(name) is None:
            raise NotPossible(f"the option {name!r} is required")


def _filled(option: Json, value: Any, resolved: Resolved, focused: str | None) -> Json:
    kind = option["type"]
    filled: Json = {"name": option["name"], "type": kind}
    if focused is not None and kind in (STRING, INTEGER, NUMBER):
        filled["value"] = str(value)
        if option["name"] == focused:
            filled["focused"] = True
        return filled
    filled["value"] = _value(option, value, resolved)
    return filled


def _value(option: Json, value: Any, resolved: Resolved) -> Any:
    kind = option["type"]
    if kind in (USER, CHANNEL, ROLE, MENTIONABLE, ATTACHMENT):
        return resolved.add(value)
    if kind == BOOLEAN:
        return _of_type(option, value, bool)
    if option.get("choices"):
        return _chosen(option, value)
    if kind == STRING:
        text = _of_type(option, value, str)
        _check_range(option, len(text), "min_length", "max_length")
        if len(text) > LONGEST_INPUT:
            raise NotPossible(f"{option['name']} holds {LONGEST_INPUT} characters at most")
        return text
    number = _of_type(option, value, int if kind == INTEGER else (int, float))
    _check_range(option, number, "min_value", "max_value")
    return number


def _of_type(option: Json, value: Any, kind: type | tuple[type, ...]) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise NotPossible(f"{option['name']} does not take {value!r}")
    return value


def _chosen(option: Json, value: Any) -> Any:
    for choice in option["choices"]:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    listed = ", ".join(str(choice["name"]) for choice in option["choices"])
    raise NotPossible(f"{value!r} is not among the choices of {option['name']}: {listed}")


def _check_range(option: Json, value: float, least: str, most: str) -> None:
    if option.get(least) is not None and value < option[least]:
        raise NotPossible(f"{option['name']} takes at least {option[least]}")
    if option.get(most) is not None and value > option[most]:
        raise NotPossible(f"{option['name']} takes at most {option[most]}")
