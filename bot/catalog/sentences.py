"""Validation errors of pydantic, put into sentences that a content author understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.catalog.problems import Problem
from bot.catalog.reading import Document, KeyPath

NEAR_ENOUGH = 70
"""Least likeness (0 to 100) of a known key that is suggested: `sumary` and `summary` have 92, `foo` and `for` 67."""

_SENTENCES = {
    "string_type": "should be text; put it in quotes",
    "date_type": "should be a date such as 2026-11-23, without quotes",
    "bool_type": "should be true or false",
    "int_type": "should be a whole number",
    "tuple_type": "should be a list, such as [one, two]",
    "dict_type": "should be keys with values",
    "mapping_type": "should be keys with values",
    "model_type": "should be keys with values",
    "model_attributes_type": "should be keys with values",
    "none_required": "should be empty (null)",
}


def problems_of(document: Document, error: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """Yield one problem for each validation error, with its line in the document."""
    for details in error.errors(include_url=False):
        path = _path(details["loc"], document)
        if details["type"] == "extra_forbidden":
            yield document.problem(path, _unknown_key(path, model))
        else:
            yield document.problem(path, _sentence(details))


def _path(loc: tuple[int | str, ...], document: Document) -> KeyPath:
    """Keep the steps that exist in the file; pydantic adds the names of union members among them.

    A last step that is not in the file stays if it is a missing key.
    """
    path: KeyPath = ()
    for place, step in enumerate(loc):
        if (*path, step) in document.lines or (place == len(loc) - 1 and isinstance(step, str) and "[" not in step):
            path = (*path, step)
    return path


def _unknown_key(path: KeyPath, model: type[BaseModel]) -> str:
    known = list(_keys(model, [step for step in path[:-1] if isinstance(step, str)]))
    near = process.extractOne(str(path[-1]), known, score_cutoff=NEAR_ENOUGH)
    if near:
        return f"is not a key here; did you mean `{near[0]}`?"
    return "is not a key here" + (f"; known are {', '.join(f'`{key}`' for key in known)}" if known else "")


def _keys(model: type[BaseModel], steps: list[str]) -> Iterable[str]:
    """Return the keys that stand below these steps, as far as the models say."""
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})
    node: dict[str, Any] = schema
    for step in steps:
        node = _below(node, step, definitions)
    return _resolved(node, definitions).get("properties", {}).keys()


def _below(node: dict[str, Any], step: str, definitions: dict[str, Any]) -> dict[str, Any]:
    node = _resolved(node, definitions)
    inner: dict[str, Any] = node.get("properties", {}).get(step) or node.get("additionalProperties") or {}
    return _resolved(inner, definitions) if isinstance(inner, dict) else {}


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
    kind, context = details["type"], details.get("ctx", {})
    if kind == "missing":
        return "is missing"
    if kind == "string_too_long":
        length = len(details["input"]) if isinstance(details["input"], str) else 0
        return f"is {length} characters long; at most {context['max_length']} fit"
    if kind in ("string_too_short", "too_short"):
        return "is empty"
    if kind == "string_pattern_mismatch":
        return f"is not of the form that is needed here ({context['pattern']})"
    if kind in ("literal_error", "enum"):
        return f"should be {context['expected']}"
    if kind == "value_error":
        return str(context["error"])
    return _SENTENCES.get(kind, details["msg"])
