"""What a route is given and what it gives back, and the checks that many routes share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.channel import WITHOUT_MESSAGES, Channel
from bot.sandbox.commands import Commands
from bot.sandbox.compose import Uploads
from bot.sandbox.errors import Json, invalid_form, refusal
from bot.sandbox.guild import Guild
from bot.sandbox.interactions import Interactions
from bot.sandbox.limits.form import is_snowflake
from bot.sandbox.message import Message
from bot.sandbox.permissions import Permission
from bot.sandbox.world import World


@dataclass(kw_only=True)
class Settings:
    """What a test can set about Discord's temper.

    ``late_edits`` is how often a message older than an hour may be edited before 30046 (None: without end).
    """

    late_edits: int | None = None


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request: what it asks, and the sandbox that it asks it of."""

    world: World
    commands: Commands
    interactions: Interactions
    settings: Settings
    gateway_url: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: Uploads = field(default_factory=dict)

    def id(self, name: str) -> int:
        """Return the id in the path; refuses with 50035 what is no id."""
        value = self.params[name]
        if not is_snowflake(value):
            error = {"code": "NUMBER_TYPE_COERCE", "message": f'Value "{value}" is not snowflake.'}
            raise invalid_form({name: {"_errors": [error]}})
        return int(value)

    def form(self) -> Json:
        """Return the body as an object; refuses anything else."""
        if not isinstance(self.body, dict):
            error = {"code": "MODEL_TYPE_CONVERT", "message": "Only dictionaries may be used in a ModelType"}
            raise invalid_form({"_errors": [error]})
        return self.body

    def forms(self) -> list[Json]:
        """Return the body as a list of objects; refuses anything else."""
        if not isinstance(self.body, list) or not all(isinstance(one, dict) for one in self.body):
            error = {"code": "LIST_TYPE_CONVERT", "message": "Only iterables may be used in a ListType"}
            raise invalid_form({"_errors": [error]})
        return self.body

    def number(self, name: str, *, default: int, least: int, most: int) -> int:
        """Return a whole number of the query within its bounds; refuses with 50035 what isn't one."""
        raw = self.query.get(name)
        if raw is None:
            return default
        if not raw.isdecimal() or not least <= int(raw) <= most:
            error = {"code": "NUMBER_TYPE_MAX", "message": f"int value should be between {least} and {most}."}
            raise invalid_form({name: {"_errors": [error]}})
        return int(raw)

    def snowflake(self, name: str) -> int | None:
        """Return an id of the query, None when it isn't there; refuses with 50035 what is no id."""
        raw = self.query.get(name)
        if raw is None:
            return None
        if not is_snowflake(raw):
            error = {"code": "NUMBER_TYPE_COERCE", "message": f'Value "{raw}" is not snowflake.'}
            raise invalid_form({name: {"_errors": [error]}})
        return int(raw)

    def moment(self, name: str) -> datetime | None:
        """Return an ISO 8601 time of the query, None when it isn't there; refuses with 50035 what is no time."""
        raw = self.query.get(name)
        if raw is None:
            return None
        try:
            moment = datetime.fromisoformat(raw)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except ValueError:
            error = {"code": "DATE_TIME_TYPE_PARSE", "message": f"Could not parse {raw}. Should be ISO8601."}
            raise invalid_form({name: {"_errors": [error]}}) from None

    def channel(self, *needed: Permission) -> Channel:
        """Return the channel of the path, in which the bot must see and be allowed all of ``needed``.

        Refuses with 10003 (no such channel), 50001 (not seen) or 50013 (not allowed).
        """
        channel = self.world.channels.get(self.id("channel_id"))
        if channel is None:
            raise refusal(10003)
        permissions = self.world.bot_permissions(channel)
        if not permissions & Permission.VIEW_CHANNEL:
            raise refusal(50001)
        if any(not permissions & one for one in needed):
            raise refusal(50013)
        return channel

    def text_channel(self, *needed: Permission) -> Channel:
        """Return the channel of the path if it holds messages; refuses with 50008 where it doesn't."""
        channel = self.channel(*needed)
        if channel.type in WITHOUT_MESSAGES:
            raise refusal(50008)
        return channel

    def message(self, channel: Channel) -> Message:
        """Return the message of the path; 10008 for one that is gone, or that only one person sees."""
        message = channel.history.get(self.id("message_id"))
        if message is None or message.ephemeral:
            raise refusal(10008)
        return message

    def guild(self) -> Guild:
        """Return the server of the path, of which the bot must be a member: 10004 for any other."""
        guild = self.world.guilds.get(self.id("guild_id"))
        if guild is None or guild.bot is None:
            raise refusal(10004)
        return guild

    def check_application(self) -> None:
        """Refuse with 50012 a path that names another application."""
        if self.id("application_id") != self.world.application.id:
            raise refusal(50012)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer: its status, and its JSON unless it is empty (204)."""

    status: int = 200
    body: object = None


NO_CONTENT = Reply(status=204)

Handler = Callable[[Call], Awaitable[Reply]]


@dataclass(frozen=True)
class Route:
    """A route as Discord documents it. ``needs_token`` is false where the path itself holds a secret."""

    method: str
    template: str
    handler: Handler
    needs_token: bool = True
