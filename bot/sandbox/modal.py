"""What a person fills into a modal, made into the data of an interaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .errors import Json
from .limits.components import ACTION_ROW, SELECTS, STRING_SELECT
from .limits.modals import CHECKBOX, CHECKBOX_GROUP, FILE_UPLOAD, INPUT, LABEL, RADIO_GROUP, TEXT_INPUT
from .possible import NotPossible
from .slash import Resolved

FIELDS = (TEXT_INPUT, *SELECTS, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX, FILE_UPLOAD)


def fields_of(modal: Json) -> list[Json]:
    """Return the fields of a modal in order, each with the label that stands above it."""
    fields = []
    for component in modal["components"]:
        if component["type"] == ACTION_ROW:
            fields += component["components"]
        elif component["type"] == LABEL:
            fields.append({**component["component"], "label": component["label"]})
    return fields


def data_of(modal: Json, values: Mapping[str, Any], resolved: Resolved) -> Json:
    """Return the interaction data of a submitted modal; a field is named by its custom_id or its label.

    Raises NotPossible for a field that isn't there, is required and empty, or won't hold the value.
    """
    known = {field["custom_id"]: field for field in fields_of(modal)}
    by_label = {field.get("label"): custom_id for custom_id, field in known.items()}
    named = {by_label.get(key, key): value for key, value in values.items()}
    unknown = [key for key in named if key not in known]
    if unknown:
        raise NotPossible(f"the form has no field {unknown[0]!r}; it has: {', '.join(known)}")
    data: Json = {"custom_id": modal["custom_id"], "components": []}
    for number, component in enumerate(modal["components"], start=1):
        if component["type"] == ACTION_ROW:
            inner = [_filled(field, named, resolved) for field in component["components"]]
            data["components"].append({"type": ACTION_ROW, "id": number, "components": inner})
        elif component["type"] == LABEL:
            filled = _filled(component["component"], named, resolved)
            data["components"].append({"type": LABEL, "id": number, "component": filled})
        else:
            data["components"].append({"type": component["type"], "id": number})
    if resolved.data:
        data["resolved"] = resolved.data
    return data


def _filled(field: Json, named: Mapping[str, Any], resolved: Resolved) -> Json:
    custom_id, kind = field["custom_id"], field["type"]
    filled: Json = {"type": kind, "custom_id": custom_id, "id": field.get("id") or 100}
    value = named.get(custom_id)
    if kind == TEXT_INPUT:
        filled["value"] = _text(field, field.get("value", "") if value is None else value)
    elif kind in (RADIO_GROUP, CHECKBOX):
        filled["value"] = value if kind == RADIO_GROUP else bool(value)
    else:
        filled["values"] = _values(field, value or [], resolved)
    return filled


def _text(field: Json, value: str | None) -> str:
    text = value or ""
    if not text and field.get("required", True):
        raise NotPossible(f"the field {field['custom_id']!r} is required")
    if text and len(text) < (field.get("min_length") or 0):
        raise NotPossible(f"the field {field['custom_id']!r} takes at least {field['min_length']} characters")
    if len(text) > (field.get("max_length") or INPUT):
        raise NotPossible(f"the field {field['custom_id']!r} takes no more characters")
    return text


def _values(field: Json, values: list[Any], resolved: Resolved) -> list[str]:
    if not values and field.get("required", True) and field.get("min_values", 1):
        raise NotPossible(f"the field {field['custom_id']!r} is required")
    if field["type"] in (STRING_SELECT, CHECKBOX_GROUP):
        return [option_value(field, value) for value in values]
    return [resolved.add(value) for value in values]


def option_value(field: Json, wanted: str) -> str:
    """Return the value of the option with this value or label. Raises NotPossible when there is none."""
    for option in field["options"]:
        if wanted in (option["value"], option["label"]):
            return str(option["value"])
    listed = ", ".join(option["label"] for option in field["options"])
    raise NotPossible(f"the menu has no option {wanted!r}; it has: {listed}")
