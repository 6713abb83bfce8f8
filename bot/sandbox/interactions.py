"""Interactions from their sending to the last follow-up, with the times and rules that Discord keeps."""

from __future__ import annotations

import secrets

from . import compose
from .channel import Channel
from .commands import Use
from .compose import Uploads
from .errors import Json, invalid_form, refusal
from .events import Event
from .interaction import Answer, Interaction, InteractionType, answer_type, metadata, reference, wire
from .limits.commands import check_choices
from .limits.messages import ANSWER_FLAGS, check_message, says_something
from .limits.modals import check_modal
from .message import Message, MessageFlag, MessageType
from .record import Record, Violation
from .user import User
from .world import World

SECONDS_TO_ANSWER = 3.0
SECONDS_OF_TOKEN = 15 * 60.0
FOLLOWUPS_OF_USER_INSTALL = 5


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
        triggered_by: Interaction | None = None,
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
            triggered_by=triggered_by,
            what=what,
        )
        self._by_id[interaction.id] = interaction
        self._by_token[interaction.token] = interaction
        guild_id = channel.guild.id if channel.guild else None
        self._world.emit(Event(name="INTERACTION_CREATE", data=wire(interaction), guild_id=guild_id))
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
        answer = answer_type(interaction, body)
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
            message.reference = reference(anchor)
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
        compose.edit(message, payload, files)
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
            compose.edit(interaction.message, data, files, path=("data",))
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
            message.reference = reference(interaction.message)
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
        message.interaction_metadata = metadata(interaction)
        return message
