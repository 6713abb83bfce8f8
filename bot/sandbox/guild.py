"""Servers with their roles and members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from . import payloads
from .channel import Channel, ChannelType
from .errors import Json
from .events import Event, Intent
from .permissions import BOT, EVERYONE, Permission
from .user import User

if TYPE_CHECKING:
    from .world import World


@dataclass(eq=False, repr=False, kw_only=True)
class Role:
    """A role of a server. The role with the server's own id is @everyone."""

    id: int
    guild: Guild
    name: str
    permissions: Permission
    position: int = 0
    managed_by: int | None = None

    def __repr__(self) -> str:
        return f"<Role {self.name}>"

    def edit(self, *, permissions: int) -> None:
        """Give the role other permissions, as an admin does."""
        self.permissions = Permission(permissions)
        self.guild.emit("GUILD_ROLE_UPDATE", {"guild_id": str(self.guild.id), "role": payloads.role(self)})

    def delete(self) -> None:
        """Delete the role; members lose it, and overwrites for it go."""
        self.guild.roles.pop(self.id, None)
        for member in self.guild.members.values():
            member.roles = [role for role in member.roles if role is not self]
        for channel in self.guild.channels:
            channel.overwrites.pop(self.id, None)
        self.guild.emit("GUILD_ROLE_DELETE", {"guild_id": str(self.guild.id), "role_id": str(self.id)})


@dataclass(eq=False, repr=False, kw_only=True)
class Member:
    """A user in a server."""

    user: User
    guild: Guild
    joined_at: datetime
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None

    def __repr__(self) -> str:
        return f"<Member {self.user.name} of {self.guild.name}>"

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id


@dataclass(eq=False, repr=False, kw_only=True)
class Guild:
    """A server. Everything done to it here is what an admin does in the client; the bot hears of it."""

    world: World
    id: int
    name: str
    owner_id: int
    locale: str = "en-US"
    unavailable: bool = False
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Guild {self.name}>"

    @property
    def everyone(self) -> Role:
        """The @everyone role."""
        return self.roles[self.id]

    @property
    def bot(self) -> Member | None:
        """The bot as a member, or None where it was not added."""
        return self.members.get(self.world.application.bot.id)

    @property
    def channels(self) -> list[Channel]:
        """Channels and threads, oldest first."""
        return [channel for channel in self.world.channels.values() if channel.guild is self]

    @property
    def channel(self) -> Channel:
        """The first channel. Raises IndexError when there is none."""
        return self.channels[0]

    def create_text_channel(self, name: str, *, nsfw: bool = False) -> Channel:
        """Make and return a new text channel."""
        return self._create_channel(name, ChannelType.TEXT, nsfw=nsfw)

    def create_voice_channel(self, name: str) -> Channel:
        """Make and return a new voice channel (its chat is a channel like others)."""
        return self._create_channel(name, ChannelType.VOICE)

    def create_category(self, name: str) -> Channel:
        """Make and return a new category, in which nothing can be sent."""
        return self._create_channel(name, ChannelType.CATEGORY)

    def create_forum(self, name: str) -> Channel:
        """Make and return a new forum, in which only threads can be made."""
        return self._create_channel(name, ChannelType.FORUM)

    def create_role(self, name: str, *, permissions: int = 0) -> Role:
        """Make and return a new role above the earlier ones."""
        role = Role(
            id=self.world.snowflakes.next(),
            guild=self,
            name=name,
            permissions=Permission(permissions),
            position=len(self.roles),
        )
        self.roles[role.id] = role
        self.emit("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": payloads.role(role)})
        return role

    def add_member(self, user: User, *, roles: Iterable[Role] = (), nick: str | None = None) -> Member:
        """Let a user join, with these roles."""
        member = Member(user=user, guild=self, joined_at=self.world.clock.now(), roles=list(roles), nick=nick)
        self.members[user.id] = member
        data = {**payloads.member(member), "guild_id": str(self.id)}
        self.emit("GUILD_MEMBER_ADD", data, intent=Intent.GUILD_MEMBERS)
        return member

    def set_roles(self, user: User, roles: Iterable[Role]) -> None:
        """Give a member exactly these roles. Raises KeyError when the user is no member."""
        member = self.members[user.id]
        member.roles = list(roles)
        data = {**payloads.member(member), "guild_id": str(self.id)}
        self.emit("GUILD_MEMBER_UPDATE", data, intent=Intent.GUILD_MEMBERS)

    def remove_member(self, user: User) -> None:
        """Let a user leave."""
        self.members.pop(user.id, None)
        data = {"guild_id": str(self.id), "user": payloads.user(user)}
        self.emit("GUILD_MEMBER_REMOVE", data, intent=Intent.GUILD_MEMBERS)

    def add_bot(self, *, permissions: int = BOT) -> Member:
        """Add the bot with its own role, as its invite link does."""
        application = self.world.application
        role = Role(
            id=self.world.snowflakes.next(),
            guild=self,
            name=application.name,
            permissions=Permission(permissions),
            position=len(self.roles),
            managed_by=application.bot.id,
        )
        self.roles[role.id] = role
        member = Member(user=application.bot, guild=self, joined_at=self.world.clock.now(), roles=[role])
        self.members[application.bot.id] = member
        self.emit("GUILD_CREATE", payloads.guild_create(self))
        return member

    def remove_bot(self) -> None:
        """Kick the bot; its role goes too."""
        bot = self.members.pop(self.world.application.bot.id)
        for role in bot.roles:
            if role.managed_by == bot.id:
                self.roles.pop(role.id, None)
        self.world.emit(Event(name="GUILD_DELETE", data={"id": str(self.id)}, intent=Intent.GUILDS, guild_id=self.id))

    def set_bot_permissions(self, permissions: int) -> None:
        """Change what the bot's own role may do. Raises ValueError where the bot is not a member."""
        if self.bot is None:
            raise ValueError(f"the bot is not in {self.name}")
        for role in self.bot.roles:
            if role.managed_by == self.bot.id:
                role.edit(permissions=permissions)

    def begin_outage(self) -> None:
        """Make the server unavailable, as in an outage of Discord: the bot is told so and is not kicked."""
        self.unavailable = True
        data = {"id": str(self.id), "unavailable": True}
        self.world.emit(Event(name="GUILD_DELETE", data=data, intent=Intent.GUILDS, guild_id=self.id))

    def end_outage(self) -> None:
        """Make the server available again."""
        self.unavailable = False
        self.emit("GUILD_CREATE", payloads.guild_create(self))

    def emit(self, name: str, data: Json, *, intent: int = Intent.GUILDS) -> None:
        """Tell the bot of something in this server, if it is a member."""
        if self.bot is not None and not self.unavailable:
            self.world.emit(Event(name=name, data=data, intent=intent, guild_id=self.id))

    def _create_channel(self, name: str, kind: ChannelType, *, nsfw: bool = False) -> Channel:
        channel = Channel(
            world=self.world,
            id=self.world.snowflakes.next(),
            type=kind,
            name=name,
            guild=self,
            nsfw=nsfw,
            position=len(self.channels),
        )
        self.world.channels[channel.id] = channel
        self.emit("CHANNEL_CREATE", payloads.channel(channel))
        return channel


def found(world: World, name: str, *, owner: User, locale: str, everyone: int = EVERYONE) -> Guild:
    """Make and return a new server with its @everyone role and its owner as the one member."""
    guild = Guild(world=world, id=world.snowflakes.next(), name=name, owner_id=owner.id, locale=locale)
    guild.roles[guild.id] = Role(id=guild.id, guild=guild, name="@everyone", permissions=Permission(everyone))
    guild.add_member(owner)
    world.guilds[guild.id] = guild
    return guild
