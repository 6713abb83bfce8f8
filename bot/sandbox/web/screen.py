"""What one person has on the screen, as JSON for the page."""

from __future__ import annotations

from bot.sandbox import payloads
from bot.sandbox.channel import WITHOUT_MESSAGES, Channel
from bot.sandbox.errors import Json
from bot.sandbox.message import Message
from bot.sandbox.people import Person
from bot.sandbox.permissions import Permission
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.turn import Turn

from .furnish import Scene


class Screen:
    """Tells the page what to draw. What a person dismissed is remembered here: Discord itself never learns of it."""

    def __init__(self, sandbox: Sandbox, scene: Scene) -> None:
        self._sandbox = sandbox
        self._scene = scene
        self._dismissed: set[int] = set()

    @property
    def people(self) -> tuple[Person, ...]:
        """The people that one can be, the first one to begin with."""
        return self._scene.people

    def state(self, person: Person) -> Json:
        """Return everything that a person's page shows when it is opened."""
        guild = self._scene.guild
        return {
            "me": str(person.id),
            "bot": payloads.user(self._sandbox.bot),
            "guild": guild.name,
            "people": [self._identity(one) for one in self.people],
            "users": [payloads.user(one.user) for one in guild.members.values()],
            "roles": [payloads.role(role) for role in guild.roles.values()],
            "channels": [self._channel(person, channel) for channel in self._channels(person)],
        }

    def shows(self, person: Person, message: Message) -> bool:
        """Return whether this message is among those that a person's page shows."""
        if message.id in self._dismissed or message.channel not in self._channels(person):
            return False
        return message.ephemeral_to in (None, person)

    def dismiss(self, message: Message) -> None:
        """Never show this message again."""
        self._dismissed.add(message.id)

    def _identity(self, person: Person) -> Json:
        roles = self._scene.guild.members[person.id].roles
        return {**payloads.user(person), "role": roles[0].name if roles else "Member"}

    def _channels(self, person: Person) -> list[Channel]:
        seen = [
            channel
            for channel in self._scene.guild.channels
            if channel.type not in WITHOUT_MESSAGES
            and self._sandbox.world.permissions_of(person, channel) & Permission.VIEW_CHANNEL
        ]
        return [*seen, self._sandbox.dm(person)]

    def _channel(self, person: Person, channel: Channel) -> Json:
        return {
            "id": str(channel.id),
            "name": channel.name or self._sandbox.bot.name,
            "direct": channel.is_direct,
            "messages": [payloads.message(one) for one in person.sees(channel) if one.id not in self._dismissed],
        }


def outcome(turn: Turn) -> Json:
    """Return what the client shows of a turn besides messages: that it failed, or a form to fill in."""
    form = turn.modal
    return {
        "error": turn.error,
        "form": {"id": str(turn.interaction.id), **form.data} if form is not None else None,
    }
