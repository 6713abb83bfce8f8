"""Channels, threads and private conversations, with their overwrites, messages and pins."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from . import payloads
from .errors import Json
from .events import Event, Intent
from .message import Message, MessageType
from .permissions import Permission
from .user import User

if TYPE_CHECKING:
    from .guild import Guild, Member, Role
    from .world import World


class ChannelType(enum.IntEnum):
    """Discord's channel types, those that the sandbox knows."""

    TEXT = 0
    DM = 1
    VOICE = 2
    GROUP_DM = 3
    CATEGORY = 4
    ANNOUNCEMENT = 5
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = frozenset({ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD})
WITHOUT_MESSAGES = frozenset({ChannelType.CATEGORY, ChannelType.FORUM})


@dataclass(frozen=True, kw_only=True)
class Overwrite:
    """What a role (type 0) or a member (type 1) may or may not do in one channel, whatever its roles say."""

    id: int
    type: int
    allow: Permission
    deny: Permission


@dataclass(frozen=True, kw_only=True)
class Pin:
    """A pinned message and when it was pinned."""

    message: Message
    at: datetime


@dataclass(eq=False, repr=False, kw_only=True)
class Channel:
    """A place where messages are.

    ``recipients`` are the people of a private conversation or private thread.
    """

    world: World
    id: int
    type: ChannelType
    name: str | None
    guild: Guild | None = None
    parent: Channel | None = None
    owner_id: int | None = None
    nsfw: bool = False
    position: int = 0
    archived: bool = False
    locked: bool = False
    archived_at: datetime | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    recipients: list[User] = field(default_factory=list)
    history: dict[int, Message] = field(default_factory=dict)
    pins: list[Pin] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<Channel {self.name or self.type.name} {self.id}>"

    @property
    def mention(self) -> str:
        """The text that links to this channel."""
        return f"<#{self.id}>"

    @property
    def messages(self) -> list[Message]:
        """The messages that everybody in the channel sees, oldest first.

        Those for one person are not among them.
        """
        return [message for message in self.history.values() if not message.ephemeral]

    @property
    def is_thread(self) -> bool:
        """Whether this is a thread."""
        return self.type in THREADS

    @property
    def is_private_thread(self) -> bool:
        """Whether only invited people see this thread."""
        return self.type is ChannelType.PRIVATE_THREAD

    @property
    def is_direct(self) -> bool:
        """Whether this is a direct or group message, outside of any server."""
        return self.guild is None

    @property
    def is_with_bot(self) -> bool:
        """Whether this is a direct message with the bot itself."""
        return self.type is ChannelType.DM and self.world.application.bot in self.recipients

    @property
    def deleted(self) -> bool:
        """Whether the channel is gone."""
        return self.id not in self.world.channels

    def create_thread(self, name: str, *, private: bool = False, people: tuple[User, ...] = ()) -> Channel:
        """Make and return a new thread in this channel; a private one has these people in it."""
        thread = Channel(
            world=self.world,
            id=self.world.snowflakes.next(),
            type=ChannelType.PRIVATE_THREAD if private else ChannelType.PUBLIC_THREAD,
            name=name,
            guild=self.guild,
            parent=self,
            owner_id=self.guild.owner_id if self.guild else None,
            recipients=list(people),
        )
        self.world.channels[thread.id] = thread
        thread.emit("THREAD_CREATE", payloads.channel(thread))
        return thread

    def set_overwrite(self, target: Role | Member | User, *, allow: int = 0, deny: int = 0) -> None:
        """Allow and deny permissions for a role or a person here; zero for both takes the overwrite away."""
        if allow or deny:
            self.overwrites[target.id] = Overwrite(
                id=target.id,
                type=0 if self.guild and target.id in self.guild.roles else 1,
                allow=Permission(allow),
                deny=Permission(deny),
            )
        else:
            self.overwrites.pop(target.id, None)
        self.emit("CHANNEL_UPDATE", payloads.channel(self))

    def rename(self, name: str) -> None:
        """Give the channel another name."""
        self.name = name
        self.emit("THREAD_UPDATE" if self.is_thread else "CHANNEL_UPDATE", payloads.channel(self))

    def archive(self, *, locked: bool = False) -> None:
        """Archive this thread, and perhaps lock it."""
        self.archived, self.locked = True, locked
        self.archived_at = self.world.clock.now()
        self.emit("THREAD_UPDATE", payloads.channel(self))

    def unarchive(self) -> None:
        """Open this thread again."""
        self.archived = self.locked = False
        self.emit("THREAD_UPDATE", payloads.channel(self))

    def delete(self) -> None:
        """Delete the channel with its threads and messages."""
        for thread in [one for one in self.world.channels.values() if one.parent is self]:
            thread.delete()
        self.world.channels.pop(self.id, None)
        for message in self.history.values():
            message.deleted = True
        self.emit("THREAD_DELETE" if self.is_thread else "CHANNEL_DELETE", payloads.channel(self))

    def add(self, message: Message) -> None:
        """Put a message at the end, and tell the bot unless only one person sees it."""
        self.history[message.id] = message
        self.world.changed(message)
        if not message.ephemeral:
            self._emit_message("MESSAGE_CREATE", message)

    def updated(self, message: Message) -> None:
        """Tell the bot that a message changed."""
        self.world.changed(message)
        if not message.ephemeral:
            self._emit_message("MESSAGE_UPDATE", message)

    def remove(self, message: Message) -> None:
        """Delete a message and its pin; of the pin no event tells, as with Discord."""
        self.history.pop(message.id, None)
        message.deleted = True
        self.pins = [pin for pin in self.pins if pin.message is not message]
        self.world.changed(message)
        if not message.ephemeral:
            data = {"id": str(message.id), "channel_id": str(self.id), **self._guild_key()}
            self.emit("MESSAGE_DELETE", data, guild_intent=Intent.GUILD_MESSAGES)

    def pin(self, message: Message, by: User) -> None:
        """Pin a message, newest first, and post the line that says so. Pinning twice does nothing."""
        if message.pinned:
            return
        message.pinned = True
        self.pins.insert(0, Pin(message=message, at=self.world.clock.now()))
        self._pins_changed()
        self.updated(message)
        reference = {
            "type": 0,
            "channel_id": str(self.id),
            "message_id": str(message.id),
            **self._guild_key(),
        }
        notice = Message(
            id=self.world.snowflakes.next(),
            channel=self,
            author=by,
            created_at=self.world.clock.now(),
            type=MessageType.CHANNEL_PINNED_MESSAGE,
            reference=reference,
        )
        self.add(notice)

    def unpin(self, message: Message) -> None:
        """Take a message from the pins; it stays in the channel."""
        if not message.pinned:
            return
        message.pinned = False
        self.pins = [pin for pin in self.pins if pin.message is not message]
        self._pins_changed()
        self.updated(message)

    def emit(self, name: str, data: Json, *, guild_intent: int = Intent.GUILDS) -> None:
        """Tell the bot of something here, if it is where the channel is."""
        if self.guild is not None:
            self.guild.emit(name, data, intent=guild_intent)
        elif self.is_with_bot:
            self.world.emit(Event(name=name, data=data, intent=Intent.DIRECT_MESSAGES))

    def _pins_changed(self) -> None:
        last = self.pins[0].at.isoformat() if self.pins else None
        data = {"channel_id": str(self.id), "last_pin_timestamp": last, **self._guild_key()}
        self.emit("CHANNEL_PINS_UPDATE", data)

    def _emit_message(self, name: str, message: Message) -> None:
        if not self.world.bot_permissions(self) & Permission.VIEW_CHANNEL:
            return
        data = {**payloads.message(message), **self._guild_key()}
        member = self.guild.members.get(message.author.id) if self.guild else None
        if member is not None:
            data["member"] = payloads.partial_member(member)
        bot = self.world.application.bot
        event = Event(
            name=name,
            data=data,
            intent=Intent.GUILD_MESSAGES if self.guild else Intent.DIRECT_MESSAGES,
            guild_id=self.guild.id if self.guild else None,
            hides_content=bool(self.guild) and message.author is not bot and bot not in message.mentions,
        )
        if self.guild is None or not self.guild.unavailable:
            self.world.emit(event)

    def _guild_key(self) -> Json:
        return {"guild_id": str(self.guild.id)} if self.guild else {}
