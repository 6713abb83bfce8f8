"""Limits of a whole message, new or edited."""

from __future__ import annotations

from bot.sandbox.errors import Json, refusal
from bot.sandbox.message import MessageFlag

from .embeds import check_embeds, is_empty
from .form import Form, is_snowflake
from .layout import check_layout, check_rows

CONTENT = 2000
FILES = 10
FILE_BYTES = 10 * 1024 * 1024
NONCE = 25
FILE_DESCRIPTION = 1024
ALLOWED_MENTIONS = 100
STICKERS = 3

EDITABLE_FLAGS = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2
CHANNEL_FLAGS = EDITABLE_FLAGS | MessageFlag.SUPPRESS_NOTIFICATIONS
ANSWER_FLAGS = CHANNEL_FLAGS | MessageFlag.EPHEMERAL

LEGACY_FIELDS = ("content", "embeds", "poll", "sticker_ids")
"""What a message with Components V2 can't have."""


def check_message(
    payload: Json,
    files: dict[int, int],
    *,
    flags_allowed: int,
    was_v2: bool = False,
    path: tuple[str, ...] = (),
) -> None:
    """Refuse a message that Discord would not take; ``files`` are the uploaded files' sizes by their index.

    ``flags_allowed`` are the flags that may be set by this route, ``was_v2`` says that the edited message has
    Components V2, ``path`` is where the message stands in the whole payload (``data`` in a callback).
    """
    form = Form(path=path)
    flags = _check_flags(form, payload, flags_allowed)
    form.text(payload, "content", most=CONTENT)
    form.flag(payload, "tts")
    _check_nonce(form, payload)
    check_embeds(form, payload)
    _check_attachments(form, payload, files)
    check_allowed_mentions(form, payload)
    form.items(payload, "sticker_ids", most=STICKERS)
    _check_reference(form, payload)
    if was_v2 or flags & MessageFlag.COMPONENTS_V2:
        _check_no_legacy(form, payload)
        check_layout(form, payload)
    else:
        check_rows(form, payload)
    form.raise_if_faulty()
    if sum(files.values()) > FILE_BYTES * FILES or any(size > FILE_BYTES for size in files.values()):
        raise refusal(40005)


def says_something(payload: Json, files: dict[int, int]) -> bool:
    """Return whether there is anything in a new message to show; if not, Discord answers 50006."""
    content = payload.get("content")
    embeds = [embed for embed in payload.get("embeds") or [] if not is_empty(embed)]
    is_v2 = (payload.get("flags") or 0) & MessageFlag.COMPONENTS_V2
    shown = (
        isinstance(content, str) and content.strip(),
        embeds,
        files,
        payload.get("sticker_ids"),
        payload.get("poll"),
        is_v2 and payload.get("components"),
    )
    return any(shown)


def check_allowed_mentions(form: Form, payload: Json) -> None:
    """Note what is wrong with ``allowed_mentions``: parsing all of a kind excludes naming some of it."""
    allowed = form.mapping(payload, "allowed_mentions")
    if not allowed:
        return
    place = form.at("allowed_mentions")
    parse = place.items(allowed, "parse", most=3)
    for index, kind in enumerate(parse):
        place.at("parse").choice({str(index): kind}, str(index), ("users", "roles", "everyone"))
    for kind in ("users", "roles"):
        ids = place.items(allowed, kind, most=ALLOWED_MENTIONS)
        if ids and kind in parse:
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            place.fault("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
        for index, one in enumerate(ids):
            if not is_snowflake(one):
                place.at(kind, index).fault("NUMBER_TYPE_COERCE", f'Value "{one}" is not snowflake.')


def _check_flags(form: Form, payload: Json, allowed: int) -> int:
    flags = form.number(payload, "flags", least=0, most=2**31 - 1) or 0
    if flags & ~allowed:
        form.at("flags").fault("BASE_TYPE_CHOICES", f"Flags {flags & ~allowed} can't be set here.")
    return flags


def _check_reference(form: Form, payload: Json) -> None:
    reference = form.mapping(payload, "message_reference")
    target = reference.get("message_id")
    if target is not None and not is_snowflake(target):
        form.at("message_reference", "message_id").fault("NUMBER_TYPE_COERCE", f'Value "{target}" is not snowflake.')


def _check_nonce(form: Form, payload: Json) -> None:
    if isinstance(payload.get("nonce"), str):
        form.text(payload, "nonce", most=NONCE)


def _check_no_legacy(form: Form, payload: Json) -> None:
    for key in LEGACY_FIELDS:
        if payload.get(key):
            form.at(key).fault(
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )


def _check_attachments(form: Form, payload: Json, files: dict[int, int]) -> None:
    form.length(len(files), "files", most=FILES)
    for index, attachment in form.objects(payload, "attachments", most=FILES):
        place = form.at("attachments", index)
        place.text(attachment, "description", most=FILE_DESCRIPTION)
        if not is_snowflake(attachment.get("id")):
            place.missing("id")
