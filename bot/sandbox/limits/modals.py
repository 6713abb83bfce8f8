"""Limits of a modal."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.errors import Json

from .components import ACTION_ROW, CUSTOM_ID, SELECTS, CustomIds, check_select
from .form import Form
from .layout import TEXT_DISPLAY

TEXT_INPUT, LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 4, 18, 19, 21, 22, 23

TITLE = 45
COMPONENTS = 5
LABEL_TEXT = 45
LABEL_DESCRIPTION = 100
INPUT = 4000
PLACEHOLDER = 100
GROUP_OPTIONS = 10
UPLOADS = 10


def check_modal(modal: Json) -> None:
    """Refuse a modal that Discord would not take. Its faults stand under ``data``, as in a callback."""
    form = Form(path=("data",))
    form.text(modal, "title", least=1, most=TITLE, required=True)
    form.text(modal, "custom_id", least=1, most=CUSTOM_ID, required=True)
    ids = CustomIds()
    for index, component in form.objects(modal, "components", least=1, most=COMPONENTS):
        _check_top(form.at("components", index), component, ids)
    form.raise_if_faulty()


def _check_top(form: Form, component: Json, ids: CustomIds) -> None:
    kind = component.get("type")
    if kind == ACTION_ROW:
        for index, inside in form.objects(component, "components", least=1, most=1):
            place = form.at("components", index)
            place.choice({"type": inside.get("type", -1)}, "type", (TEXT_INPUT,))
            place.text(inside, "label", least=1, most=LABEL_TEXT, required=True)
            _check_input(place, inside, ids)
    elif kind == LABEL:
        _check_label(form, component, ids)
    elif kind == TEXT_DISPLAY:
        form.text(component, "content", least=1, most=INPUT, required=True)
    else:
        form.choice({"type": kind if kind is not None else -1}, "type", (ACTION_ROW, TEXT_DISPLAY, LABEL))


def _check_label(form: Form, label: Json, ids: CustomIds) -> None:
    form.text(label, "label", least=1, most=LABEL_TEXT, required=True)
    form.text(label, "description", most=LABEL_DESCRIPTION)
    inside = form.mapping(label, "component")
    kind = inside.get("type")
    if isinstance(kind, int) and kind in CHECKS:
        CHECKS[kind](form.at("component"), inside, ids)
    else:
        form.at("component").choice({"type": kind if kind is not None else -1}, "type", tuple(CHECKS))


def _check_input(form: Form, field: Json, ids: CustomIds) -> None:
    ids.check(form, field)
    form.choice(field, "style", (1, 2), required=True)
    least = form.number(field, "min_length", least=0, most=INPUT)
    most = form.number(field, "max_length", least=1, most=INPUT)
    if least is not None and most is not None and least > most:
        form.at("min_length").fault("TEXT_INPUT_COMPONENT_MIN_LENGTH", "min_length is larger than max_length")
    form.text(field, "value", most=INPUT)
    form.text(field, "placeholder", most=PLACEHOLDER)
    form.flag(field, "required")


def _check_options(form: Form, group: Json, ids: CustomIds) -> None:
    ids.check(form, group)
    seen: set[str] = set()
    for index, option in form.objects(group, "options", least=1, most=GROUP_OPTIONS):
        place = form.at("options", index)
        place.text(option, "label", least=1, most=100, required=True)
        value = place.text(option, "value", least=1, most=100, required=True)
        place.text(option, "description", most=100)
        if value in seen:
            place.at("value").fault(
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used"
            )
        seen.add(value)


def _check_upload(form: Form, upload: Json, ids: CustomIds) -> None:
    ids.check(form, upload)
    form.number(upload, "min_values", least=0, most=UPLOADS)
    form.number(upload, "max_values", least=1, most=UPLOADS)


def _check_checkbox(form: Form, checkbox: Json, ids: CustomIds) -> None:
    ids.check(form, checkbox)
    form.flag(checkbox, "default")


CHECKS: dict[int, Callable[[Form, Json, CustomIds], None]] = {
    TEXT_INPUT: _check_input,
    **dict.fromkeys(SELECTS, check_select),
    FILE_UPLOAD: _check_upload,
    RADIO_GROUP: _check_options,
    CHECKBOX_GROUP: _check_options,
    CHECKBOX: _check_checkbox,
}
