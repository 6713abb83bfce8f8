"""Limits of embeds, each and together."""

from __future__ import annotations

from datetime import datetime

from bot.sandbox.errors import Json

from .form import Form

EMBEDS = 10
TITLE = 256
DESCRIPTION = 4096
FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
FOOTER = 2048
AUTHOR = 256
TOTAL = 6000
"""Characters of all embeds of a message together."""

URL = 2048
WEB = ("http", "https")
MEDIA = ("http", "https", "attachment")
BRIGHTEST = 0xFFFFFF


def check_embeds(form: Form, payload: Json) -> None:
    """Note everything that is wrong with the ``embeds`` of a message."""
    total = 0
    for index, embed in form.objects(payload, "embeds", most=EMBEDS):
        total += _check_embed(form.at("embeds", index), embed)
    if total > TOTAL:
        form.at("embeds").fault("MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {TOTAL}")


def is_empty(embed: Json) -> bool:
    """Return whether there is nothing to show in an embed."""
    shown = ("title", "description", "fields", "image", "thumbnail", "author", "footer", "video", "provider")
    return not any(embed.get(key) for key in shown)


def _check_embed(form: Form, embed: Json) -> int:
    """Check one embed and return the characters that count towards the total."""
    counted = len(form.text(embed, "title", most=TITLE))
    counted += len(form.text(embed, "description", most=DESCRIPTION))
    form.url(embed, "url", most=URL, schemes=WEB)
    form.number(embed, "color", least=0, most=BRIGHTEST)
    _check_timestamp(form, embed)
    counted += _check_footer(form, embed) + _check_author(form, embed) + _check_fields(form, embed)
    for key in ("image", "thumbnail"):
        if embed.get(key) is not None:
            form.at(key).url(form.mapping(embed, key), "url", most=URL, schemes=MEDIA, required=True)
    return counted


def _check_footer(form: Form, embed: Json) -> int:
    if embed.get("footer") is None:
        return 0
    footer = form.mapping(embed, "footer")
    form.at("footer").url(footer, "icon_url", most=URL, schemes=MEDIA)
    return len(form.at("footer").text(footer, "text", most=FOOTER))


def _check_author(form: Form, embed: Json) -> int:
    if embed.get("author") is None:
        return 0
    author = form.mapping(embed, "author")
    form.at("author").url(author, "url", most=URL, schemes=WEB)
    form.at("author").url(author, "icon_url", most=URL, schemes=MEDIA)
    return len(form.at("author").text(author, "name", most=AUTHOR, required=True))


def _check_fields(form: Form, embed: Json) -> int:
    counted = 0
    for index, field in form.objects(embed, "fields", most=FIELDS):
        place = form.at("fields", index)
        counted += len(place.text(field, "name", most=FIELD_NAME, required=True))
        counted += len(place.text(field, "value", most=FIELD_VALUE, required=True))
        place.flag(field, "inline")
    return counted


def _check_timestamp(form: Form, embed: Json) -> None:
    value = embed.get("timestamp")
    if value is None:
        return
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        form.at("timestamp").fault("DATE_TIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.")
