"""Everything there is: users, servers, channels, by id; and who is told when it changes."""

from __future__ import annotations

from collections.abc import Callable

from . import permissions
from .channel import Channel, ChannelType
from .clock import Clock
from .events import Event
from .guild import Guild
from .message import Message
from .permissions import Permission
from .snowflake import Snowflakes
from .user import Application, User


class World:
    """The state of the sandbox. ``base_url`` is where its files are served, known once it listens.

    ``listeners`` hear every event; the gateway is one of them. ``watchers`` are told of every message that comes,
    changes or goes, also of those that only one person sees and no event tells of.
    """

    def __init__(self, clock: Clock, *, token: str, name: str) -> None:
        self.clock = clock
        self.snowflakes = Snowflakes(clock)
        self.base_url = ""
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.listeners: list[Callable[[Event], None]] = []
        self.watchers: list[Callable[[Message], None]] = []
        owner = self.add_user(User(id=self.snowflakes.next(), name=f"owner_of_{name.lower()}"))
        bot = self.add_user(User(id=self.snowflakes.next(), name=name, bot=True))
        self.application = Application(id=bot.id, name=name, bot=bot, owner=owner, token=token)

    def add_user(self, user: User) -> User:
        """Make an account known."""
        self.users[user.id] = user
        return user

    def emit(self, event: Event) -> None:
        """Tell every listener."""
        for listener in self.listeners:
            listener(event)

    def changed(self, message: Message) -> None:
        """Tell every watcher of a message; ``message.deleted`` says whether it went."""
        for watcher in self.watchers:
            watcher(message)

    def dm(self, user: User) -> Channel:
        """Return the direct conversation of a user and the bot, made when there is none yet."""
        for channel in self.channels.values():
            if channel.is_with_bot and user in channel.recipients:
                return channel
        return self._private(ChannelType.DM, [user, self.application.bot])

    def group_dm(self, users: list[User]) -> Channel:
        """Make and return a new group conversation of these people, without the bot."""
        return self._private(ChannelType.GROUP_DM, users)

    def conversation(self, one: User, other: User) -> Channel:
        """Make and return a new direct conversation of two people, without the bot."""
        return self._private(ChannelType.DM, [one, other])

    def bot_permissions(self, channel: Channel) -> Permission:
        """Return what the bot may do in a channel; nothing where it isn't."""
        return self.permissions_of(self.application.bot, channel)

    def permissions_of(self, user: User, channel: Channel) -> Permission:
        """Return what a user may do in a channel; nothing where they aren't."""
        if channel.guild is None:
            return permissions.DIRECT if user in channel.recipients else Permission.NONE
        member = channel.guild.members.get(user.id)
        return permissions.in_channel(member, channel) if member else Permission.NONE

    def share_a_guild(self, user: User) -> bool:
        """Whether the bot and this user are in one server together."""
        return any(guild.bot is not None and user.id in guild.members for guild in self.guilds.values())

    def _private(self, kind: ChannelType, people: list[User]) -> Channel:
        channel = Channel(
            world=self,
            id=self.snowflakes.next(),
            type=kind,
            name=None,
            owner_id=people[0].id if kind is ChannelType.GROUP_DM else None,
            recipients=list(people),
        )
        self.channels[channel.id] = channel
        return channel
