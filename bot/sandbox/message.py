"""Messages and their attachments, and what a person can find on them."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from .errors import Json
from .user import User

if TYPE_CHECKING:
    from .channel import Channel
    from .guild import Role


class MessageType(enum.IntEnum):
    """Discord's message types, those that the sandbox makes."""

    DEFAULT = 0
    CHANNEL_PINNED_MESSAGE = 6
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    CONTEXT_MENU_COMMAND = 23


class MessageFlag(enum.IntFlag):
    """Discord's message flags, those that the sandbox knows."""

    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15
    HAS_SNAPSHOT = 1 << 14


BUTTON = 2
SELECTS = frozenset({3, 5, 6, 7, 8})
"""Component types of the selects: string, user, role, mentionable, channel."""


@dataclass(eq=False, kw_only=True)
class Attachment:
    """A file of a message, kept in memory and served from the sandbox."""

    id: int
    filename: str
    data: bytes
    content_type: str
    description: str | None = None
    spoiler: bool = False


@dataclass(eq=False, repr=False, kw_only=True)
class Message:
    """A message as it is now: an edit changes this very object, and ``deleted`` becomes true when it goes.

    ``embeds`` and ``components`` are wire JSON. An edit puts new lists in their place, so that a list which a
    test has kept stays as it was.
    """

    id: int
    channel: Channel
    author: User
    created_at: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    type: MessageType = MessageType.DEFAULT
    tts: bool = False
    nonce: str | int | None = None
    pinned: bool = False
    edited_at: datetime | None = None
    through_webhook: bool = False
    interaction_metadata: Json | None = None
    reference: Json | None = None
    snapshots: list[Json] = field(default_factory=list)
    poll: Json | None = None
    ephemeral_to: User | None = None
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[Role] = field(default_factory=list)
    mention_everyone: bool = False
    reactions: dict[str, list[User]] = field(default_factory=dict)
    late_edits: int = 0
    deleted: bool = False

    def __repr__(self) -> str:
        return f"<Message {self.id} of {self.author.name}: {self.text[:80]!r}>"

    @property
    def ephemeral(self) -> bool:
        """Whether only the person it answers sees it."""
        return self.ephemeral_to is not None

    @property
    def thinking(self) -> bool:
        """Whether it is a deferred answer that has not come yet."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def buttons(self) -> list[Json]:
        """Its buttons as wire JSON, in order, wherever in the layout they stand."""
        return [item for item in walk(self.components) if item["type"] == BUTTON]

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, in order."""
        return [button.get("label", "") for button in self.buttons]

    @property
    def selects(self) -> list[Json]:
        """Its menus as wire JSON, in order."""
        return [item for item in walk(self.components) if item["type"] in SELECTS]

    @property
    def text(self) -> str:
        """Everything that can be read on it: content, embeds and text displays, one piece a line."""
        pieces = [self.content]
        for embed in self.embeds:
            pieces += _texts_of_embed(embed)
        pieces += [item["content"] for item in walk(self.components) if item["type"] == TEXT_DISPLAY]
        return "\n".join(piece for piece in pieces if piece)


TEXT_DISPLAY = 10


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component of a layout, outer before inner."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        for key in ("accessory", "component"):
            if component.get(key):
                yield from walk([component[key]])


def _texts_of_embed(embed: Json) -> list[str]:
    pieces = [embed.get("author", {}).get("name", ""), embed.get("title", ""), embed.get("description", "")]
    for one in embed.get("fields", []):
        pieces += [one["name"], one["value"]]
    return [*pieces, embed.get("footer", {}).get("text", "")]
