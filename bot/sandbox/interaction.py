"""One interaction: what a person did, how Discord sends it, and how it may be answered."""

from __future__ import annotations

import asyncio
import enum
from dataclasses import dataclass, field

from . import payloads
from .channel import Channel
from .commands import Use
from .errors import Json, Refusal, invalid_form
from .message import Message
from .permissions import Permission
from .user import User


class InteractionType(enum.IntEnum):
    """What a person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Answer(enum.IntEnum):
    """Callback types: how the bot answers."""

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(eq=False, repr=False, kw_only=True)
class Interaction:
    """One interaction and what became of it.

    ``message`` is the message whose component was used, ``triggered_by`` what opened the form that was sent.
    ``original`` is what ``@original`` means, ``thinking`` says that a deferred answer is still to come.
    ``answered`` is set by the first answer, ``completed`` by the one that shows something.
    """

    id: int
    token: str
    type: InteractionType
    user: User
    channel: Channel
    use: Use
    sent_at: float
    data: Json
    message: Message | None = None
    triggered_by: Interaction | None = None
    what: str = ""
    answer: Answer | None = None
    original: Message | None = None
    thinking: bool = False
    followups: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    completed: asyncio.Event = field(default_factory=asyncio.Event)

    def __repr__(self) -> str:
        return f"<Interaction {self.id}: {self.what}>"

    @property
    def must_be_private(self) -> bool:
        """Whether every answer is for the person alone: a user install without USE_EXTERNAL_APPS."""
        if self.channel.guild is None or not self.use.is_user_install_only:
            return False
        return not self.channel.world.permissions_of(self.user, self.channel) & Permission.USE_EXTERNAL_APPS


ALLOWED = {
    InteractionType.COMMAND: (Answer.MESSAGE, Answer.DEFERRED_MESSAGE, Answer.MODAL),
    InteractionType.COMPONENT: (
        Answer.MESSAGE,
        Answer.DEFERRED_MESSAGE,
        Answer.DEFERRED_UPDATE,
        Answer.UPDATE,
        Answer.MODAL,
    ),
    InteractionType.AUTOCOMPLETE: (Answer.CHOICES,),
    InteractionType.MODAL: (Answer.MESSAGE, Answer.DEFERRED_MESSAGE),
}
"""How each interaction may be answered.

A modal opened from a message's component may also update that message.
"""


def answer_type(interaction: Interaction, body: Json) -> Answer:
    """Return how a callback answers; refuses with 50035 a type that does not suit the interaction."""
    allowed = ALLOWED[interaction.type]
    if interaction.type is InteractionType.MODAL and interaction.message is not None:
        allowed = (*allowed, Answer.DEFERRED_UPDATE, Answer.UPDATE)
    kind = body.get("type")
    if isinstance(kind, bool) or kind not in list(allowed):
        raise _wrong_type(allowed)
    return Answer(kind)


def _wrong_type(allowed: tuple[Answer, ...]) -> Refusal:
    listed = ", ".join(str(int(one)) for one in sorted(allowed))
    error = {"code": "BASE_TYPE_CHOICES", "message": f"Value must be one of {{{listed}}}."}
    return invalid_form({"type": {"_errors": [error]}})


def metadata(interaction: Interaction) -> Json:
    """Return the ``interaction_metadata`` of a message that answers: who asked, and by what."""
    data: Json = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "user": payloads.user(interaction.user),
        "authorizing_integration_owners": interaction.use.owners,
    }
    if interaction.type is InteractionType.COMMAND:
        data["name"] = interaction.data["name"]
    elif interaction.type is InteractionType.COMPONENT and interaction.message:
        data["interacted_message_id"] = str(interaction.message.id)
    elif interaction.triggered_by is not None:
        data["triggering_interaction_metadata"] = metadata(interaction.triggered_by)
    if interaction.original is not None:
        data["original_response_message_id"] = str(interaction.original.id)
    return data


def reference(message: Message) -> Json:
    """Return the ``message_reference`` of an answer to a message."""
    data: Json = {"type": 0, "channel_id": str(message.channel.id), "message_id": str(message.id)}
    if message.channel.guild:
        data["guild_id"] = str(message.channel.guild.id)
    return data


def wire(interaction: Interaction) -> Json:
    """Return the interaction as Discord sends it."""
    channel, user = interaction.channel, interaction.user
    world = channel.world
    permissions = world.permissions_of(user, channel)
    data: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application.id),
        "type": int(interaction.type),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": payloads.channel_for(channel, permissions),
        "app_permissions": str(int(_app_permissions(interaction))),
        "locale": user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": interaction.use.owners,
        "context": interaction.use.context,
        "attachment_size_limit": 10 * 1024 * 1024,
    }
    if interaction.message is not None:
        data["message"] = payloads.message(interaction.message)
    if channel.guild is None:
        return {**data, "user": payloads.user(user)}
    member = payloads.member(channel.guild.members[user.id])
    return {
        **data,
        "guild_id": str(channel.guild.id),
        "guild_locale": channel.guild.locale,
        "guild": payloads.interaction_guild(channel.guild),
        "member": {**member, "permissions": str(int(permissions))},
    }


def _app_permissions(interaction: Interaction) -> Permission:
    if interaction.use.is_user_install_only:
        sending = Permission.EMBED_LINKS | Permission.ATTACH_FILES | Permission.USE_EXTERNAL_EMOJIS
        return sending if interaction.channel.guild else sending | Permission.SEND_MESSAGES
    return interaction.channel.world.bot_permissions(interaction.channel)
