"""Interactions, from their sending to the last follow-up."""

from __future__ import annotations

import asyncio
import enum
import secrets
from dataclasses import dataclass, field

from . import compose, payloads
from .channel import Channel
from .commands import Use
from .compose import Uploads
from .errors import Json, Refusal, invalid_form, refusal
from .events import Event
from .limits.commands import check_choices
from .limits.messages import ANSWER_FLAGS, check_message, says_something
from .limits.modals import check_modal
from .message import Message, MessageFlag, MessageType
from .permissions import Permission
from .record import Record, Violation
from .user import User
from .world import World

SECONDS_TO_ANSWER = 3.0
SECONDS_OF_TOKEN = 15 * 60.0
FOLLOWUPS_OF_USER_INSTALL = 5


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

    ``message`` is the message whose component was used, ``original`` what ``@original`` means, ``thinking``
    that a deferred answer is still to come. ``answered`` and ``completed`` are set by the first answer, and
    by the answer that shows something.
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
    what: str = ""
    answer: Answer | None = None
    answer_flags: int = 0
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


class Interactions:
    """Sends interactions to the bot and takes its answers, as strictly as Discord."""

    def __init__(self, world: World, record: Record) -> None:
        self._world = world
        self._record = record
        self._by_id: dict[int, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def send(
        self,
        kind: InteractionType,
        user: User,
        channel: Channel,
        use: Use,
        data: Json,
        *,
        what: str,
        message: Message | None = None,
    ) -> Interaction:
        """Send an interaction; ``what`` names it in a violation, without anything that was typed."""
        interaction = Interaction(
            id=self._world.snowflakes.next(),
            token=secrets.token_urlsafe(40),
            type=kind,
            user=user,
            channel=channel,
            use=use,
            sent_at=self._world.clock.time(),
            data=data,
            message=message,
            what=what,
        )
        self._by_id[interaction.id] = interaction
        self._by_token[interaction.token] = interaction
        guild_id = channel.guild.id if channel.guild else None
        self._world.emit(Event(name="INTERACTION_CREATE", data=self._wire(interaction), guild_id=guild_id))
        return interaction

    def answer(self, interaction_id: int, token: str, body: Json, files: Uploads) -> Interaction:
        """Take the first answer.

        Refuses an unknown or late one (10062), a second (40060) and a malformed one.
        """
        interaction = self._by_id.get(interaction_id)
        if interaction is None or interaction.token != token:
            raise refusal(10062)
        if interaction.answer is not None:
            raise refusal(40060)
        if self._world.clock.time() > interaction.sent_at + SECONDS_TO_ANSWER:
            raise refusal(10062)
        answer = _answer_type(interaction, body)
        data = body.get("data")
        self._take(interaction, answer, data if isinstance(data, dict) else {}, files)
        interaction.answer = answer
        interaction.answered.set()
        if not interaction.thinking:
            interaction.completed.set()
        return interaction

    def by_token(self, token: str) -> Interaction:
        """Return the interaction whose token may still be used.

        Refuses with 10015 a token that it never gave, with 50027 one older than 15 minutes.
        """
        interaction = self._by_token.get(token)
        if interaction is None:
            raise refusal(10015)
        if self._world.clock.time() > interaction.sent_at + SECONDS_OF_TOKEN:
            raise refusal(50027)
        return interaction

    def follow_up(self, token: str, payload: Json, files: Uploads) -> Message:
        """Take a follow-up.

        After a deferral the first one becomes the deferred answer, as visible as that was.
        """
        interaction = self.by_token(token)
        if interaction.answer is None:
            raise refusal(10015)
        check_message(payload, compose.sizes(files), flags_allowed=ANSWER_FLAGS)
        if not says_something(payload, compose.sizes(files)):
            raise refusal(50006)
        if interaction.thinking and interaction.original:
            self._complete(interaction, payload, files)
            return interaction.original
        if interaction.use.is_user_install_only and len(interaction.followups) >= FOLLOWUPS_OF_USER_INSTALL:
            raise refusal(40094)
        message = self._write(interaction, payload, files)
        anchor = interaction.original or interaction.message
        if anchor is not None:
            message.type = MessageType.REPLY
            message.reference = _reference(anchor)
        interaction.channel.add(message)
        interaction.followups.append(message)
        return message

    def original(self, token: str) -> Message:
        """Return what ``@original`` means; 10008 before there is one or after its deletion."""
        message = self.by_token(token).original
        if message is None or message.deleted:
            raise refusal(10008)
        return message

    def message(self, token: str, message_id: int) -> Message:
        """Return a message that this token may edit; 10008 for any other."""
        interaction = self.by_token(token)
        for message in [interaction.original, *interaction.followups]:
            if message is not None and message.id == message_id and not message.deleted:
                return message
        raise refusal(10008)

    def edit(self, token: str, message: Message, payload: Json, files: Uploads) -> Message:
        """Edit a message of this token; an edit of a deferred answer completes it."""
        interaction = self.by_token(token)
        if interaction.thinking and message is interaction.original:
            allowed = ANSWER_FLAGS
            check_message(payload, compose.sizes(files), flags_allowed=allowed)
            if not says_something(payload, compose.sizes(files)):
                raise refusal(50006)
            self._complete(interaction, payload, files)
            return message
        edit_message(message, payload, files)
        interaction.completed.set()
        return message

    def delete(self, token: str, message: Message) -> None:
        """Delete a message of this token."""
        interaction = self.by_token(token)
        message.channel.remove(message)
        if message is interaction.original:
            interaction.thinking = False
            interaction.completed.set()

    def note_unanswered(self, *, closing: bool = False) -> None:
        """Note a violation for each interaction left without an answer for 3 seconds.

        At the end every one without an answer is noted, and every deferred answer that never came.
        """
        for interaction in list(self._by_id.values()):
            late = self._world.clock.time() > interaction.sent_at + SECONDS_TO_ANSWER
            if interaction.answer is None and (late or closing):
                self._record.violate(Violation(kind="unanswered", message=f"{interaction.what} was not answered"))
                del self._by_id[interaction.id]
            elif closing and interaction.thinking:
                self._record.violate(Violation(kind="unfinished", message=f"{interaction.what} is still thinking"))

    def _take(self, interaction: Interaction, answer: Answer, data: Json, files: Uploads) -> None:
        if answer is Answer.CHOICES:
            check_choices(data.get("choices"))
            interaction.choices = list(data.get("choices") or [])
        elif answer is Answer.MODAL:
            check_modal(data)
            interaction.modal = data
        elif answer is Answer.MESSAGE:
            self._show(interaction, data, files)
        elif answer is Answer.DEFERRED_MESSAGE:
            self._think(interaction, data)
        elif answer is Answer.UPDATE and interaction.message:
            edit_message(interaction.message, data, files, path=("data",))
            interaction.original = interaction.message
        else:
            interaction.original = interaction.message

    def _show(self, interaction: Interaction, data: Json, files: Uploads) -> None:
        check_message(data, compose.sizes(files), flags_allowed=ANSWER_FLAGS, path=("data",))
        if not says_something(data, compose.sizes(files)):
            raise refusal(50006)
        message = self._write(interaction, data, files)
        self._post_original(interaction, message)

    def _think(self, interaction: Interaction, data: Json) -> None:
        flags = data.get("flags") or 0
        if not isinstance(flags, int) or flags & ~ANSWER_FLAGS:
            choices = [{"code": "BASE_TYPE_CHOICES", "message": f"Flags {flags} can't be set here."}]
            raise invalid_form({"data": {"flags": {"_errors": choices}}})
        interaction.answer_flags = flags
        interaction.thinking = True
        message = self._write(interaction, {"flags": flags}, {})
        message.flags |= MessageFlag.LOADING
        self._post_original(interaction, message)

    def _post_original(self, interaction: Interaction, message: Message) -> None:
        if interaction.type is InteractionType.COMMAND:
            menu = interaction.data["type"] != 1
            message.type = MessageType.CONTEXT_MENU_COMMAND if menu else MessageType.CHAT_INPUT_COMMAND
        elif interaction.message is not None:
            message.type = MessageType.REPLY
            message.reference = _reference(interaction.message)
        interaction.original = message
        interaction.channel.add(message)

    def _complete(self, interaction: Interaction, payload: Json, files: Uploads) -> None:
        message = interaction.original
        if message is None:
            raise refusal(10008)
        interaction.thinking = False
        message.flags &= ~MessageFlag.LOADING
        message.flags |= (payload.get("flags") or 0) & (MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2)
        compose.fill(message, payload, files)
        message.edited_at = self._world.clock.now()
        message.channel.updated(message)
        interaction.completed.set()

    def _write(self, interaction: Interaction, payload: Json, files: Uploads) -> Message:
        private = bool((payload.get("flags") or 0) & MessageFlag.EPHEMERAL) or interaction.must_be_private
        message = compose.write(
            interaction.channel,
            self._world.application.bot,
            payload,
            files,
            ephemeral_to=interaction.user if private else None,
        )
        message.through_webhook = True
        message.interaction_metadata = _metadata(interaction)
        return message

    def _wire(self, interaction: Interaction) -> Json:
        channel, user = interaction.channel, interaction.user
        permissions = self._world.permissions_of(user, channel)
        wire: Json = {
            "id": str(interaction.id),
            "application_id": str(self._world.application.id),
            "type": int(interaction.type),
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(channel.id),
            "channel": payloads.channel_for(channel, permissions),
            "app_permissions": str(int(self._app_permissions(interaction))),
            "locale": user.locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": interaction.use.owners,
            "context": interaction.use.context,
            "attachment_size_limit": 10 * 1024 * 1024,
        }
        if interaction.message is not None:
            wire["message"] = payloads.message(interaction.message)
        if channel.guild is None:
            return {**wire, "user": payloads.user(user)}
        member = payloads.member(channel.guild.members[user.id])
        return {
            **wire,
            "guild_id": str(channel.guild.id),
            "guild_locale": channel.guild.locale,
            "guild": payloads.interaction_guild(channel.guild),
            "member": {**member, "permissions": str(int(permissions))},
        }

    def _app_permissions(self, interaction: Interaction) -> Permission:
        if interaction.use.is_user_install_only:
            sending = Permission.EMBED_LINKS | Permission.ATTACH_FILES | Permission.USE_EXTERNAL_EMOJIS
            return sending if interaction.channel.guild else sending | Permission.SEND_MESSAGES
        return self._world.bot_permissions(interaction.channel)


def edit_message(message: Message, payload: Json, files: Uploads, *, path: tuple[str, ...] = ()) -> None:
    """Edit a message by a payload after checking it; an edit that leaves it blank is refused with 50006."""
    is_v2 = bool(message.flags & MessageFlag.COMPONENTS_V2)
    # What stays of the old message counts: whoever turns to Components V2 must take content and embeds away.
    whole = payload if is_v2 else {"content": message.content, "embeds": message.embeds, **payload}
    check_message(whole, compose.sizes(files), flags_allowed=ANSWER_FLAGS, was_v2=is_v2, path=path)
    if _would_be_blank(message, payload, files):
        raise refusal(50006)
    compose.rewrite(message, payload, files)
    message.channel.updated(message)


def _would_be_blank(message: Message, payload: Json, files: Uploads) -> bool:
    content = payload.get("content", message.content)
    embeds = payload.get("embeds", message.embeds)
    attachments = payload.get("attachments", message.attachments)
    is_v2 = (message.flags | (payload.get("flags") or 0)) & MessageFlag.COMPONENTS_V2
    components = payload.get("components", message.components)
    others = attachments or files or message.snapshots or message.poll or (is_v2 and components)
    return not (others or embeds or (content or "").strip())


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


def _answer_type(interaction: Interaction, body: Json) -> Answer:
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


def _metadata(interaction: Interaction) -> Json:
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
    elif interaction.type is InteractionType.MODAL:
        inner = {"id": str(interaction.id), "type": 2, "user": data["user"], "name": ""}
        data["triggering_interaction_metadata"] = {
            **inner,
            "authorizing_integration_owners": interaction.use.owners,
        }
    if interaction.original is not None:
        data["original_response_message_id"] = str(interaction.original.id)
    return data


def _reference(message: Message) -> Json:
    reference: Json = {"type": 0, "channel_id": str(message.channel.id), "message_id": str(message.id)}
    if message.channel.guild:
        reference["guild_id"] = str(message.channel.guild.id)
    return reference
