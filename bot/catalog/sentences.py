"""Validation errors of pydantic, put into sentences that a content author understands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.catalog.model import ID_PATTERN, URL_PATTERN
from bot.catalog.problems import Problem
from bot.catalog.reading import Document, KeyPath
from bot.catalog.suggestions import or_near

_EMPTY = "is empty; give it a value, or remove the key"

_SENTENCES = {
    "date_type": "should be a date such as 2026-11-23, without quotes",
    "bool_type": "should be true or false",
    "int_type": "should be a whole number",
    "float_type": "should be a number",
    "tuple_type": "should be a list, such as [one, two]",
    "dict_type": "should be keys with values",
    "mapping_type": "should be keys with values",
    "model_type": "should be keys with values",
    "model_attributes_type": "should be keys with values",
    "none_required": "should be null",
}

_FORMS = {
    ID_PATTERN: "should be lower-case words joined by hyphens, such as two-words",
    URL_PATTERN: "should be a web address that begins with https:// and has no spaces, brackets or < >",
    r"^[A-Z]{2}$": "should be a country's code in two capital letters, such as DE (EU for the European Union)",
    r"^([A-Z]{2}|international)$": "should be a country's code in two capital letters, such as DE, or international",
    r"^[0-9a-f]{12}$": "should be the 12 digits that `marrow check` prints for a review",
}
"""What the patterns of the models ask for."""


def problems_of(
    document: Document, error: ValidationError, model: type[BaseModel], *, wrap: str | None = None
) -> Iterator[Problem]:
    """Yield one problem for each place that is wrong, with its line in the document.

    `wrap` is the model's field that stands for the whole file.
    """
    found: dict[KeyPath, list[str]] = {}
    for details in error.errors(include_url=False):
        loc = details["loc"][1:] if wrap else details["loc"]
        path = _path(loc, document, keep_last=details["type"] == "missing")
        if details["type"] == "extra_forbidden":
            known = _keys(model, [wrap, *path[:-1]] if wrap else path[:-1])
            sentence = "is not a key here" + (or_near(str(path[-1]), known) or _list_of(known))
        else:
            sentence = _sentence(details)
        found.setdefault(path, []).append(sentence)
    for path, sentences in found.items():
        # A list whose only item is wrong counts as empty too, which would only confuse.
        if sentences != [_EMPTY] or not any(other[: len(path)] == path for other in found if other != path):
            yield document.problem(path, _either(sentences))


def _either(sentences: list[str]) -> str:
    """Join what the members of a union ask for: "should be a date …, or should be null"."""
    return ", or ".join(dict.fromkeys(sentences))


def _path(loc: tuple[int | str, ...], document: Document, *, keep_last: bool) -> KeyPath:
    """Keep the steps that exist in the file, for pydantic adds the names of union members; and a missing key."""
    path: KeyPath = ()
    for place, step in enumerate(loc):
        if (*path, step) in document.lines or (keep_last and place == len(loc) - 1):
            path = (*path, step)
    return path


def _list_of(known: Iterable[str]) -> str:
    names = ", ".join(f"`{key}`" for key in known)
    return f"; keys are {names}" if names else ""


def _keys(model: type[BaseModel], steps: Iterable[str | int]) -> list[str]:
    """Return the keys that stand below these steps, as far as the models say. A file never says its id and kind."""
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})
    node = _resolved(schema, definitions)
    for step in steps:
        if isinstance(step, str):
            inner = node.get("properties", {}).get(step) or node.get("additionalProperties")
            node = _resolved(inner, definitions) if isinstance(inner, dict) else {}
    return [key for key in node.get("properties", {}) if not (node is schema and key in ("id", "kind"))]


def _resolved(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Follow references, list items and optional values down to the mapping that holds the keys."""
    while True:
        if "$ref" in node:
            node = definitions[node["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in node:
            node = next((choice for choice in node["anyOf"] if choice.get("type") != "null"), {})
        elif node.get("type") == "array" and isinstance(node.get("items"), dict):
            node = node["items"]
        else:
            return node


def _sentence(details: ErrorDetails) -> str:
    kind, context, value = details["type"], details.get("ctx", {}), details["input"]
    if kind == "missing":
        return "is missing"
    if kind in ("string_too_long", "too_long") and isinstance(value, str):
        length = context.get("actual_length") or len(value)
        return f"is {length} characters long; at most {context['max_length']} fit"
    if value is None or kind in ("string_too_short", "too_short"):
        return _EMPTY
    if kind == "string_type":
        return f"should be text, but YAML reads {_read_as(value)}; put the text in quotes"
    if kind == "string_pattern_mismatch":
        return _FORMS.get(context["pattern"], f"is not of the form that is needed here ({context['pattern']})")
    if kind in ("literal_error", "enum"):
        return f"should be {context['expected']}"
    if kind == "value_error":
        return str(context["error"])
    return _SENTENCES.get(kind) or details["msg"].replace("Input should", "should")


def _read_as(value: object) -> str:
    if isinstance(value, bool):
        return f"it as {str(value).lower()}"
    if isinstance(value, int | float):
        return f"it as the number {value}"
    if isinstance(value, dt.date):
        return f"it as the date {value}"
    if isinstance(value, tuple):
        return "a list"
    return "a key with a value" if isinstance(value, dict) else "something else"
