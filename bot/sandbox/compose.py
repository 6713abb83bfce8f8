"""From a checked payload to a message: embeds trimmed, components numbered, files kept, mentions resolved."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from itertools import count
from typing import Any

from .channel import Channel
from .errors import Json, refusal
from .limits.embeds import is_empty
from .limits.messages import ANSWER_FLAGS, check_message
from .message import Attachment, Message, MessageFlag, walk
from .permissions import Permission
from .snowflake import seconds_of
from .user import User
from .world import World

USER_MENTION = re.compile(r"<@!?(\d+)>")
ROLE_MENTION = re.compile(r"<@&(\d+)>")
EVERYONE_MENTION = re.compile(r"@(everyone|here)\b")
HOUR = 3600.0


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that came with a request."""

    filename: str
    data: bytes
    content_type: str


Uploads = dict[int, Upload]
"""Uploaded files by the number in their field's name, ``files[n]``."""


def sizes(files: Uploads) -> dict[int, int]:
    """Return the bytes of each file by its number."""
    return {index: len(file.data) for index, file in files.items()}


def write(
    channel: Channel, author: User, payload: Json, files: Uploads, *, ephemeral_to: User | None = None
) -> Message:
    """Return a new message made of a checked payload; it is not yet in the channel."""
    world = channel.world
    message = Message(
        id=world.snowflakes.next(),
        channel=channel,
        author=author,
        created_at=world.clock.now(),
        flags=(payload.get("flags") or 0) & ~(MessageFlag.EPHEMERAL | MessageFlag.LOADING),
        tts=bool(payload.get("tts")),
        nonce=payload.get("nonce"),
        poll=payload.get("poll"),
        ephemeral_to=ephemeral_to,
    )
    fill(message, payload, files)
    return message


def rewrite(message: Message, payload: Json, files: Uploads) -> None:
    """Edit a message by a checked payload: what the payload doesn't name stays."""
    world = message.channel.world
    if payload.get("flags") is not None:
        editable = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2
        kept = message.flags & (~editable | MessageFlag.COMPONENTS_V2)
        message.flags = kept | (payload["flags"] & editable)
    fill(message, payload, files)
    message.edited_at = world.clock.now()
    if world.clock.time() - seconds_of(message.id) > HOUR:
        message.late_edits += 1


def edit(message: Message, payload: Json, files: Uploads, *, path: tuple[str, ...] = ()) -> None:
    """Edit a message by a payload after checking it; an edit that leaves it blank is refused with 50006."""
    is_v2 = bool(message.flags & MessageFlag.COMPONENTS_V2)
    # What stays of the old message counts: whoever turns to Components V2 must take content and embeds away.
    whole = payload if is_v2 else {"content": message.content, "embeds": message.embeds, **payload}
    check_message(whole, sizes(files), flags_allowed=ANSWER_FLAGS, was_v2=is_v2, path=path)
    if _would_be_blank(message, payload, files):
        raise refusal(50006)
    rewrite(message, payload, files)
    message.channel.updated(message)


def _would_be_blank(message: Message, payload: Json, files: Uploads) -> bool:
    content = payload.get("content", message.content)
    embeds = payload.get("embeds", message.embeds)
    attachments = payload.get("attachments", message.attachments)
    is_v2 = (message.flags | (payload.get("flags") or 0)) & MessageFlag.COMPONENTS_V2
    components = payload.get("components", message.components)
    others = attachments or files or message.snapshots or message.poll or (is_v2 and components)
    return not (others or embeds or (content or "").strip())


def fill(message: Message, payload: Json, files: Uploads) -> None:
    """Put the payload's content, embeds, components and files on a message."""
    if "attachments" in payload or files:
        message.attachments = _attachments(message, payload, files)
    if "content" in payload:
        message.content = (payload["content"] or "").strip()
        _resolve_mentions(message, payload.get("allowed_mentions"))
    if "embeds" in payload:
        shown = [embed for embed in payload["embeds"] or [] if not is_empty(embed)]
        message.embeds = [{"type": "rich", **_trimmed(embed)} for embed in shown]
    if "components" in payload:
        message.components = _numbered(payload["components"] or [])


def is_blank(message: Message) -> bool:
    """Return whether a message shows nothing at all."""
    shown = (message.content, message.embeds, message.attachments, message.snapshots, message.poll)
    return not any(shown) and not (message.flags & MessageFlag.COMPONENTS_V2 and message.components)


def _attachments(message: Message, payload: Json, files: Uploads) -> list[Attachment]:
    named = {int(one["id"]): one for one in payload.get("attachments") or []}
    kept = [one for one in message.attachments if one.id in named]
    new = [
        Attachment(
            id=message.channel.world.snowflakes.next(),
            filename=named.get(index, {}).get("filename") or file.filename,
            data=file.data,
            content_type=file.content_type,
            description=named.get(index, {}).get("description"),
        )
        for index, file in sorted(files.items())
    ]
    return kept + new


def _trimmed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _trimmed(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_trimmed(inner) for inner in value]
    return value.strip() if isinstance(value, str) else value


def _numbered(components: list[Json]) -> list[Json]:
    numbered = copy.deepcopy(components)
    taken = {component.get("id") for component in walk(numbered)}
    free = (number for number in count(1) if number not in taken)
    for component in walk(numbered):
        if not component.get("id"):
            component["id"] = next(free)
    return numbered


def _resolve_mentions(message: Message, allowed: Json | None) -> None:
    """Set who is mentioned: those named in the content whom ``allowed_mentions`` lets through."""
    world = message.channel.world
    users = [world.users[int(one)] for one in _named(USER_MENTION, message.content) if int(one) in world.users]
    message.mentions = [user for user in users if _is_allowed(allowed, "users", user.id)]
    guild = message.channel.guild
    roles = guild.roles if guild else {}
    mentioned = [roles[int(one)] for one in _named(ROLE_MENTION, message.content) if int(one) in roles]
    message.mention_roles = [role for role in mentioned if _is_allowed(allowed, "roles", role.id)]
    message.mention_everyone = _mentions_everyone(world, message, allowed)


def _mentions_everyone(world: World, message: Message, allowed: Json | None) -> bool:
    may = world.permissions_of(message.author, message.channel) & Permission.MENTION_EVERYONE
    parsed = allowed is None or "everyone" in (allowed.get("parse") or [])
    return bool(may and parsed and EVERYONE_MENTION.search(message.content))


def _named(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(pattern.findall(text)))


def _is_allowed(allowed: Json | None, kind: str, snowflake: int) -> bool:
    if allowed is None or kind in (allowed.get("parse") or []):
        return True
    return str(snowflake) in [str(one) for one in allowed.get(kind) or []]
