"""Many lookups in one go, a JSON line each: for evaluation, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.catalog import Kind
from bot.lookup import Lookup
from bot.lookup.answer import Answer, Outcome

RANKED = 5
"""At most so many topics stand in a line."""

KINDS: Mapping[str, Kind | None] = {
    **{kind.value: kind for kind in Kind if kind is not Kind.COMPARISON},
    "compare": Kind.COMPARISON,
    "ask": None,
}
"""The words of the field `kind`: those of the commands."""


class BadLine(Exception):
    """A line that can't be looked up. The message says what is wrong with it."""


class _Query(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    id: str | int
    query: str
    kind: str = "ask"


def look_up_lines(lookup: Lookup, lines: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
    """Yield for each line, blank ones apart, the line of the answer and whether it was looked up.

    A line that can't be looked up yields `{"line", "error"}` and, where it has one, its `id`.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            query = _read(line)
        except BadLine as error:
            yield _written({"line": number, "error": str(error)}), False
            continue
        yield _written({"id": query.id, **summary(lookup.answer(query.query, KINDS[query.kind]))}), True


def summary(answer: Answer) -> dict[str, Any]:
    """Return an answer as a program takes it: what is shown, which topics, and which advice."""
    return {
        "outcome": answer.outcome.value,
        "ranked": [match.topic.id for match in answer.matches[:RANKED]],
        "answered": answer.outcome is Outcome.TOPIC,
        "urgent": answer.urgent is not None,
        "crisis": answer.crisis is not None,
    }


def _read(line: bytes) -> _Query:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:  # ValueError: no JSON, no UTF-8, or a number of thousands of digits
        raise BadLine('is no JSON; write {"id": "1", "query": "always tired", "kind": "symptom"}') from error
    try:
        query = _Query.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the line"
        raise BadLine(f"`{where}`: {first['msg'].lower()}; a line needs `id`, `query` and `kind`") from error
    if query.kind not in KINDS:
        raise BadLine(f"`kind` should be one of {', '.join(KINDS)}")
    return query


def _written(data: dict[str, Any]) -> str:
    # Lone surrogates, which JSON may spell, can't be written as UTF-8 otherwise.
    return json.dumps(data, ensure_ascii=True)
