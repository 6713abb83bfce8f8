"""What a person sees of an interaction: the answer, what follows it, or that none came."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from .clock import Clock
from .errors import Json
from .interaction import Interaction, InteractionType
from .interactions import SECONDS_OF_TOKEN, SECONDS_TO_ANSWER
from .message import Message
from .modal import fields_of

FAILURES = {
    InteractionType.COMMAND: "The application did not respond",
    InteractionType.COMPONENT: "This interaction failed",
    InteractionType.AUTOCOMPLETE: "Loading options failed",
    InteractionType.MODAL: "Something went wrong. Try again.",
}


@dataclass(frozen=True, kw_only=True)
class Modal:
    """A form in front of a person. ``data`` is wire JSON."""

    interaction: Interaction
    data: Json

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.data["title"])

    @property
    def custom_id(self) -> str:
        """Its custom id."""
        return str(self.data["custom_id"])

    @property
    def fields(self) -> list[Json]:
        """Its fields as wire JSON, in order, each with its label."""
        return fields_of(self.data)


class Turn:
    """One thing that a person did and what came of it.

    It stays live: follow-ups that come later are there later.
    """

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction

    @property
    def message(self) -> Message | None:
        """The message that answers, or that was updated; None when there is none.

        It may be ``deleted`` since.
        """
        return self.interaction.original

    @property
    def followups(self) -> list[Message]:
        """The further messages, in order; deleted ones are left out."""
        return [message for message in self.interaction.followups if not message.deleted]

    @property
    def modal(self) -> Modal | None:
        """The form that opened, or None."""
        data = self.interaction.modal
        return Modal(interaction=self.interaction, data=data) if data is not None else None

    @property
    def choices(self) -> list[Json] | None:
        """What autocomplete offers, as ``{"name", "value"}``; None for any other turn."""
        return self.interaction.choices

    @property
    def error(self) -> str | None:
        """What the client shows when no answer came or a deferred one never did, or None."""
        if self.interaction.answer is None or self.interaction.thinking:
            return FAILURES[self.interaction.type]
        return None


async def wait_for_answer(interaction: Interaction, clock: Clock, *, patience: float) -> None:
    """Return when there is something to see, or when it is too late for that.

    The limits are Discord's by the sandbox's clock; a deferred answer is waited for no longer than ``patience``
    seconds of real time.
    """
    too_late = interaction.sent_at + SECONDS_TO_ANSWER
    await _either(interaction.answered.wait(), clock.sleep_until(too_late))
    if interaction.thinking:
        end = interaction.sent_at + SECONDS_OF_TOKEN
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(_either(interaction.completed.wait(), clock.sleep_until(end)), patience)


async def _either(*waits: Coroutine[Any, Any, Any]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
