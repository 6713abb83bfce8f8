"""The JSON Schema of each content file, made from the models, so that editors complete and check while one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import TypeAdapter

from bot.catalog.alert_rules import AlertRules
from bot.catalog.help_lines import HelpLines
from bot.catalog.loader import NotCoveredFile
from bot.catalog.pack import Pack
from bot.catalog.sources import Source
from bot.catalog.topics import Article, Comparison

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _topic(model: type[Article | Comparison]) -> dict[str, Any]:
    """Leave out id and kind: a topic's folder and file name say them."""
    schema = model.model_json_schema()
    for key in ("id", "kind"):
        schema["properties"].pop(key)
        schema["required"].remove(key)
    return schema


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "topic": lambda: _topic(Article),
    "comparison": lambda: _topic(Comparison),
    "pack": Pack.model_json_schema,
    "sources": TypeAdapter(Mapping[str, Source]).json_schema,
    "help": HelpLines.model_json_schema,
    "not-covered": NotCoveredFile.model_json_schema,
    "alerts": AlertRules.model_json_schema,
}
"""What makes the schema of each sort of file, by the file's name; `topic` is for every folder but comparisons."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a sort of file. Raises KeyError if there is no such sort."""
    return {"$schema": DIALECT, **SCHEMAS[name]()}
