"""The specification finds what is wrong with a request, on a small document and on Discord's own."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.discord_spec import VARIABLE, Specification

SNOWFLAKE = {"type": "string", "pattern": "^[0-9]+$", "format": "snowflake"}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "paths": {
        "/users/@me": {"get": {}},
        "/users/{user_id}": {"get": {}, "patch": {"requestBody": {"$ref": "unused"}}},
        "/rooms/{room_id}/notes": {
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Note"}]}
                        }
                    },
                }
            }
        },
        "/rooms/{room_id}/answers": {
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "anyOf": [{"$ref": "#/components/schemas/Text"}, {"$ref": "#/components/schemas/Link"}]
                            }
                        }
                    }
                }
            }
        },
    },
    "components": {
        "schemas": {
            "Note": {
                "type": "object",
                "properties": {"text": {"type": "string", "maxLength": 5}, "to": SNOWFLAKE},
                "required": ["text"],
            },
            "Text": {
                "type": "object",
                "properties": {"type": {"const": 1}, "text": {"type": "string", "maxLength": 3}},
                "required": ["type", "text"],
            },
            "Link": {
                "type": "object",
                "properties": {"type": {"const": 2}, "url": {"type": "string"}},
                "required": ["type", "url"],
            },
        }
    },
}  # fmt: skip


@pytest.fixture
def small() -> Specification:
    return Specification(DOCUMENT)


def test_a_right_request_has_no_problems(small: Specification) -> None:
    assert small.problems("POST", "/rooms/1/notes", {"text": "short", "to": "12"}) == []
    assert small.problems("GET", "/users/@me", None) == []


def test_a_wrong_value_is_named_with_its_place(small: Specification) -> None:
    assert small.problems("POST", "/rooms/1/notes", {"text": "too long"}) == [
        'POST /rooms/1/notes: text: "too long" breaks maxLength 5'
    ]


def test_of_alternatives_the_one_that_was_meant_is_judged(small: Specification) -> None:
    assert small.problems("POST", "/rooms/1/answers", {"type": 2, "url": 5}) == [
        'POST /rooms/1/answers: url: 5 breaks type "string"'
    ]
    assert len(small.problems("POST", "/rooms/1/answers", {"type": 3, "text": "x"})) == 1


def test_unknown_paths_methods_and_bodies_are_problems(small: Specification) -> None:
    assert small.problems("GET", "/rooms", None) == ["GET /rooms: Discord has no such path"]
    assert small.problems("PUT", "/users/@me", None) == ["PUT /users/@me: Discord has no PUT of /users/@me"]
    assert small.problems("GET", "/users/1", {"a": 1}) == ["GET /users/1: Discord takes no body here"]
    assert small.problems("POST", "/rooms/1/notes", None) == ["POST /rooms/1/notes: the body is missing"]


def test_ids_may_be_numbers_and_nothing_else(small: Specification) -> None:
    assert small.problems("POST", "/rooms/1/notes", {"text": "x", "to": 12}) == []
    assert len(small.problems("POST", "/rooms/1/notes", {"text": "x", "to": True})) == 1
    assert len(small.problems("POST", "/rooms/1/notes", {"text": "x", "to": "ana"})) == 1


def test_the_environment_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    assert Specification.from_environ({}) is None
    assert Specification.from_environ({VARIABLE: ""}) is None
    assert Specification.from_environ({VARIABLE: str(file)}) is not None


CALLBACK = "/interactions/1/token/callback"


@pytest.mark.skipif(VARIABLE not in os.environ, reason=f"{VARIABLE} names no copy of Discord's specification")
@pytest.mark.parametrize(
    ("method", "path", "body", "place"),
    [
        ("POST", CALLBACK, {"type": 4, "data": {"content": "x", "flags": 64, "embeds": []}}, None),
        ("POST", CALLBACK, {"type": 4, "data": {"content": "x" * 2001}}, "data.content"),
        ("POST", CALLBACK, {"type": 4, "data": {"embeds": [{"title": "x" * 257}]}}, "data.embeds.0.title"),
        ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "x", "value": "y"}]}}, None),
        ("POST", CALLBACK, {"type": 9, "data": {"title": "x", "custom_id": "y", "components": []}}, "data.components"),
        ("POST", CALLBACK, {"type": 7, "data": {"components": [{"type": 1, "components": []}]}}, "components.0"),
        ("POST", "/channels/1/messages", {"content": "x", "tts": False}, None),
        ("PUT", "/channels/1/messages/pins/2", None, None),
        ("PUT", "/applications/1/commands", [{"name": "x" * 33, "type": 1, "description": "y"}], "0.name"),
        ("PATCH", "/webhooks/1/token/messages/@original", {"content": None}, None),
        ("GET", "/nowhere", None, "Discord has no such path"),
    ],
)  # fmt: skip
def test_discords_own_specification_is_understood(method: str, path: str, body: object, place: str | None) -> None:
    specification = Specification.from_environ(os.environ)
    assert specification is not None
    problems = specification.problems(method, path, body)
    assert bool(problems) == bool(place)
    assert all(place in problem for problem in problems if place)
