"""The JSON Schemas that editors use: they take every file of both packs, and refuse what the models refuse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from bot.catalog import content_folder
from bot.catalog.schema import SCHEMAS, schema
from tests.conftest import TINY


def files() -> Iterator[Path]:
    for folder in (TINY, content_folder()):
        yield from sorted(folder.rglob("*.yaml"))


def as_json(value: Any) -> Any:
    """The data as JSON has it: dates are strings there, and YAML's lists are lists."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def read(file: Path) -> Any:
    return as_json(yaml.safe_load(file.read_text(encoding="utf-8")))


def name_of(file: Path) -> str:
    """Which schema an editor uses for a file."""
    if file.parent in (TINY, content_folder()):
        return file.stem
    return "comparison" if file.parent.name == "comparisons" else "topic"


VALIDATORS = {name: Draft202012Validator(schema(name), format_checker=FormatChecker()) for name in SCHEMAS}


def errors(name: str, data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(data)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("file", list(files()), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_file_of_both_packs_fits_its_schema(file: Path) -> None:
    assert errors(name_of(file), read(file)) == []


def test_a_topic_does_not_say_its_id_and_kind() -> None:
    for name in ("topic", "comparison"):
        assert {"id", "kind"}.isdisjoint(schema(name)["properties"])
        assert {"id", "kind"}.isdisjoint(schema(name)["required"])


def changed(data: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**data, **changes}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"titel": "x"}, "$: Additional properties"),
        ({"title": 7}, "$.title: 7 is not of type 'string'"),
        ({"title": "x" * 81}, "$.title: "),
        ({"applies_to": []}, "$.applies_to: "),
        ({"aliases": "one"}, "$.aliases: "),
        ({"checked": "soon"}, "$.checked: "),
        ({"points": [{"part": "what", "text": "x", "who": "kids"}]}, "$.points[0].who: "),
        ({"see_also": ["Not An Id"]}, "$.see_also[0]: "),
        ({"summary": {"text": "x" * 301, "src": ["a"]}}, "$.summary.text: "),
    ],
)
def test_a_broken_topic_does_not_fit(changes: dict[str, Any], place: str) -> None:
    good = read(TINY / "terms/spirometer.yaml")
    found = errors("topic", changed(good, **changes))
    assert found
    assert all(error.startswith(place) for error in found), found


def test_a_missing_key_does_not_fit() -> None:
    topic = read(TINY / "terms/spirometer.yaml")
    del topic["summary"]
    assert errors("topic", topic) == ["$: 'summary' is a required property"]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("pack", {"country": "usa"}),
        ("help", {"default": 1}),
        ("not-covered", {"entries": [{"id": "x"}]}),
        ("alerts", {"rules": "none"}),
        ("comparison", {"columns": []}),
        ("sources", {"x": {"title": "x", "publisher": "y", "url": "ftp://z", "as_of": None}}),
    ],
)
def test_every_other_sort_of_file_can_be_broken_too(name: str, change: dict[str, Any]) -> None:
    file = TINY / ("comparisons/season.yaml" if name == "comparison" else f"{name}.yaml")
    assert errors(name, read(file)) == []
    assert errors(name, changed(read(file), **change)) != []


def test_an_unknown_sort_of_file_has_no_schema() -> None:
    with pytest.raises(KeyError):
        schema("recipe")
