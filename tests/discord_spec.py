"""Holds requests against Discord's own OpenAPI specification, when the environment names a copy of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

VARIABLE = "MARROW_DISCORD_SPEC"
DOCUMENT = "urn:discord:openapi"
PARAMETER = re.compile(r"\{\w+\}")
SHOWN = 80


class Specification:
    """Discord's specification of its HTTP API, asked whether a request is one that it describes."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._paths: Mapping[str, Any] = document["paths"]
        resource: Resource[Any] = DRAFT202012.create_resource(document)
        self._registry: Registry[Any] = Registry().with_resource(DOCUMENT, resource)
        # Literal templates first: /users/@me is not a /users/{user_id}.
        self._templates = [(_pattern(template), template) for template in sorted(self._paths, key=_parameters)]
        self._validator = cache(self._built_validator)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Specification | None:
        """Read the file that MARROW_DISCORD_SPEC names; None when it names none.

        Raises OSError when the file can't be read, and ValueError when it is no JSON.
        """
        name = environ.get(VARIABLE)
        return cls(json.loads(Path(name).read_text(encoding="utf-8"))) if name else None

    def problems(self, method: str, path: str, body: object) -> list[str]:
        """Return a sentence for everything in which a request departs from the specification, [] when nothing.

        ``path`` is the request's own, without base and query; ``body`` its JSON, None when it had none, and of a
        multipart request the part ``payload_json``. A path or method that Discord doesn't have is a problem too.
        """
        request = f"{method} {path}"
        template = next((one for pattern, one in self._templates if pattern.fullmatch(path)), None)
        if template is None:
            return [f"{request}: Discord has no such path"]
        operation = self._paths[template].get(method.lower())
        if operation is None:
            return [f"{request}: Discord has no {method} of {template}"]
        described = operation.get("requestBody")
        if described is None:
            return [] if body is None else [f"{request}: Discord takes no body here"]
        if body is None:
            return [f"{request}: the body is missing"] if described.get("required") else []
        errors = self._validator(template, method.lower()).iter_errors(body)
        return [f"{request}: {sentence}" for error in errors for sentence in _sentences(error)]

    def _built_validator(self, template: str, method: str) -> Draft202012Validator:
        keys = ("paths", template, method, "requestBody", "content", "application/json", "schema")
        pointer = "/".join(quote(key.replace("~", "~0").replace("/", "~1")) for key in keys)
        schema = {"$ref": f"{DOCUMENT}#/{pointer}"}
        return Draft202012Validator(schema, registry=self._registry)


def _parameters(template: str) -> int:
    return len(PARAMETER.findall(template))


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("[^/]+".join(re.escape(piece) for piece in PARAMETER.split(template)))


def _sentences(error: ValidationError) -> Iterator[str]:
    """Yield what is wrong; of alternatives only what is wrong with the one that was meant."""
    if error.context:
        for inner in _meant(error):
            yield from _sentences(inner)
        return
    if _is_tolerated(error):
        return
    where = ".".join(str(key) for key in error.absolute_path) or "the body"
    value = json.dumps(error.instance, ensure_ascii=False)
    shown = value if len(value) <= SHOWN else value[:SHOWN] + "…"
    yield f"{where}: {shown} breaks {error.validator} {json.dumps(error.validator_value)[:SHOWN]}"


def _meant(error: ValidationError) -> list[ValidationError]:
    """Return the errors of the alternative that a value was meant for: of its ``type`` if it has one."""
    alternatives: dict[object, list[ValidationError]] = {}
    for inner in error.context or ():
        alternatives.setdefault(inner.schema_path[0], []).append(inner)
    return min(alternatives.values(), key=_strangeness)


def _strangeness(errors: list[ValidationError]) -> tuple[bool, bool, int]:
    is_other_kind = any(list(error.path) == ["type"] for error in errors)
    is_null = any(error.validator == "type" and error.validator_value == "null" for error in errors)
    return is_null, is_other_kind, len(errors)


def _is_tolerated(error: ValidationError) -> bool:
    """Return whether a difference is one that Discord is known to take from discord.py.

    Ids: the specification knows them as strings alone; Discord reads whole numbers as well, and discord.py sends
    them so (in ``allowed_mentions``, ``recipient_id`` and as the numbers of uploaded files).
    """
    is_id = isinstance(error.schema, dict) and error.schema.get("format") == "snowflake"
    whole = isinstance(error.instance, int) and not isinstance(error.instance, bool)
    return is_id and error.validator == "type" and whole
