"""What happened, as the gateway tells it, and which intents a client must have asked for to hear of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from .errors import Json


class Intent(enum.IntFlag):
    """Discord's gateway intents."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


KNOWN_INTENTS = sum(1 << bit for bit in (*range(17), 20, 21, 24, 25))
"""Every bit that Discord knows; IDENTIFY with another one is closed with 4013."""

PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
"""Intents that must be switched on in the developer portal first; else 4014."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One dispatch, before it is filtered for each session.

    ``intent`` is any of the bits that let a session hear it, 0 for everybody. ``hides_content`` says that
    sessions without MESSAGE_CONTENT get the message with its words left out.
    """

    name: str
    data: Json
    intent: int = 0
    guild_id: int | None = None
    hides_content: bool = False


def without_content(data: Json) -> Json:
    """Return a message as a client without MESSAGE_CONTENT gets it: the fields are there, and empty."""
    hidden = dict(data)
    hidden.pop("poll", None)
    hidden["content"] = ""
    for key in ("embeds", "attachments", "components"):
        hidden[key] = []
    return hidden
