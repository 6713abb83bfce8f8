"""Limits of a message's layout: rows alone, or the containers and texts of Components V2."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.errors import Json
from bot.sandbox.message import walk

from .components import ACTION_ROW, BUTTON, CustomIds, check_button, check_row
from .form import Form

SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
TOP = (ACTION_ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER)
IN_CONTAINER = (ACTION_ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR)

ROWS = 5
COMPONENTS = 40
"""Components of a V2 message, nested ones counted."""

TEXT = 4000
"""Characters of all text displays of a V2 message together."""

GALLERY_ITEMS = 10
SECTION_TEXTS = 3
MEDIA_DESCRIPTION = 1024
MEDIA_SCHEMES = ("http", "https", "attachment")
MEDIA_URL = 2048


def check_rows(form: Form, payload: Json) -> None:
    """Note everything that is wrong with the components of an ordinary message: rows, nothing else."""
    ids = CustomIds()
    for index, component in form.objects(payload, "components", most=ROWS):
        place = form.at("components", index)
        place.choice({"type": component.get("type", -1)}, "type", (ACTION_ROW,))
        if component.get("type") == ACTION_ROW:
            check_row(place, component, ids)


def check_layout(form: Form, payload: Json) -> None:
    """Note everything that is wrong with the components of a message with the V2 flag."""
    ids = CustomIds()
    top = form.objects(payload, "components", most=COMPONENTS)
    for index, component in top:
        _check_one(form.at("components", index), component, ids, TOP)
    if form.tree:
        return
    inside = list(walk([component for _, component in top]))
    if len(inside) > COMPONENTS:
        form.at("components").fault(
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            f"The total number of components exceeds the maximum of {COMPONENTS}",
        )
    if sum(len(str(one.get("content", ""))) for one in inside if one.get("type") == TEXT_DISPLAY) > TEXT:
        form.at("components").fault(
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"Component's displayable text size exceeds maximum size of {TEXT}",
        )


def _check_one(form: Form, component: Json, ids: CustomIds, allowed: tuple[int, ...]) -> None:
    kind = component.get("type")
    if kind not in allowed:
        form.choice({"type": kind if kind is not None else -1}, "type", allowed)
        return
    CHECKS[kind](form, component, ids)


def _check_section(form: Form, section: Json, ids: CustomIds) -> None:
    for index, text in form.objects(section, "components", least=1, most=SECTION_TEXTS):
        _check_one(form.at("components", index), text, ids, (TEXT_DISPLAY,))
    accessory = form.mapping(section, "accessory")
    if not accessory:
        form.missing("accessory")
    elif accessory.get("type") == BUTTON:
        check_button(form.at("accessory"), accessory, ids)
    else:
        _check_one(form.at("accessory"), accessory, ids, (THUMBNAIL,))


def _check_text(form: Form, text: Json, _ids: CustomIds) -> None:
    form.text(text, "content", least=1, most=TEXT, required=True)


def _check_thumbnail(form: Form, thumbnail: Json, _ids: CustomIds) -> None:
    _check_media(form, thumbnail, "media")
    form.text(thumbnail, "description", most=MEDIA_DESCRIPTION)


def _check_gallery(form: Form, gallery: Json, _ids: CustomIds) -> None:
    for index, item in form.objects(gallery, "items", least=1, most=GALLERY_ITEMS):
        _check_media(form.at("items", index), item, "media")
        form.at("items", index).text(item, "description", most=MEDIA_DESCRIPTION)


def _check_file(form: Form, file: Json, _ids: CustomIds) -> None:
    form.at("file").url(form.mapping(file, "file"), "url", most=MEDIA_URL, schemes=("attachment",), required=True)


def _check_separator(form: Form, separator: Json, _ids: CustomIds) -> None:
    form.flag(separator, "divider")
    form.choice(separator, "spacing", (1, 2))


def _check_container(form: Form, container: Json, ids: CustomIds) -> None:
    form.number(container, "accent_color", least=0, most=0xFFFFFF)
    form.flag(container, "spoiler")
    for index, component in form.objects(container, "components", least=1, most=COMPONENTS):
        _check_one(form.at("components", index), component, ids, IN_CONTAINER)


def _check_media(form: Form, source: Json, key: str) -> None:
    form.at(key).url(form.mapping(source, key), "url", most=MEDIA_URL, schemes=MEDIA_SCHEMES, required=True)


CHECKS: dict[int, Callable[[Form, Json, CustomIds], None]] = {
    ACTION_ROW: check_row,
    SECTION: _check_section,
    TEXT_DISPLAY: _check_text,
    THUMBNAIL: _check_thumbnail,
    GALLERY: _check_gallery,
    FILE: _check_file,
    SEPARATOR: _check_separator,
    CONTAINER: _check_container,
}
