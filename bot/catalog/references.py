"""Whatever one file says of another by id: sources, topics, columns and parts that must be there.

These checks read the files as YAML has them, so that a topic with a problem of its own has its references checked too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.catalog.draft import Draft, kind_of
from bot.catalog.kinds import Kind
from bot.catalog.problems import Problem
from bot.catalog.reading import Document, KeyPath, last_key
from bot.catalog.suggestions import or_near

_SOURCES = ("src", "further", "read_more", "read")
_TOPICS = ("see_also", "topic", "choices", "compared")
_COLUMNS = ("column", "applies_to")

_PLACES: Mapping[str, tuple[str, ...]] = {
    "pack.yaml": ("columns", "short_names"),
    "help.yaml": ("countries", "elsewhere"),
    "not-covered.yaml": ("entries",),
    "alerts.yaml": ("rules",),
}
"""The keys of each file below which references stand; in a topic they stand anywhere."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One id that a file names. `key` is the word that it stands under, such as `see_also`."""

    document: Document
    path: KeyPath
    key: str
    id: str

    def problem(self, message: str) -> Problem:
        """Return a problem at the place of the reference."""
        return self.document.problem(self.path, message)


def reference_problems(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each reference to something that is not there, or that must not be referred to like that."""
    checks: dict[str, Callable[[Reference], str]] = dict.fromkeys(_TOPICS, lambda reference: _topic(draft, reference))
    if "sources.yaml" in draft.documents:
        sources = draft.documents["sources.yaml"].data
        checks |= dict.fromkeys(_SOURCES, lambda reference: _source(sources, reference))
    pack = draft.documents["pack.yaml"].data if "pack.yaml" in draft.documents else {}
    if columns := _keys(pack.get("columns")):
        checks |= dict.fromkeys(_COLUMNS, lambda reference: _column(columns, reference))
    if isinstance(kinds := pack.get("kinds"), Mapping):
        checks["part"] = lambda reference: _part(kinds, reference)
    for reference in references(draft):
        check = checks.get(reference.key)
        if check and (message := check(reference)):
            yield reference.problem(message)


def references(draft: Draft) -> Iterator[Reference]:
    """Yield every reference of every file that YAML could read."""
    for document in draft.documents.values():
        for path, text in document.texts(*_PLACES.get(document.file, ())):
            key = last_key(path)
            if key in (*_SOURCES, *_TOPICS, *_COLUMNS, "part"):
                yield Reference(document, path, key, text)


def _keys(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, Mapping) else ()


def _topic(draft: Draft, reference: Reference) -> str:
    if reference.id not in draft.topic_ids:
        return f"there is no topic `{reference.id}`" + or_near(reference.id, draft.topic_ids)
    file = reference.document.file
    if reference.key == "see_also" and kind_of(file) and file.endswith(f"/{reference.id}.yaml"):
        return "names the topic itself; name others"
    return ""


def _source(sources: Mapping[str, Any], reference: Reference) -> str:
    if reference.id not in sources:
        return f"there is no source `{reference.id}` in sources.yaml" + or_near(reference.id, sources)
    source = sources[reference.id]
    if reference.key == "src" and isinstance(source, Mapping) and source.get("as_of", "") is None:
        return f"`{reference.id}` was not read (as_of is null), so it can only stand under `further`"
    return ""


def _column(columns: tuple[str, ...], reference: Reference) -> str:
    if reference.id in columns:
        return ""
    return f"there is no column `{reference.id}` in pack.yaml; known are {', '.join(columns)}"


def _part(kinds: Mapping[str, Any], reference: Reference) -> str:
    kind = kind_of(reference.document.file)
    described = kinds.get(kind.value) if kind else None
    if kind in (None, Kind.COMPARISON) or not isinstance(described, Mapping):
        return ""
    parts = _keys(described.get("parts"))
    if reference.id in parts:
        return ""
    known = f"known are {', '.join(parts)}" if parts else "it has none"
    return f"`{reference.id}` is no part of this kind in pack.yaml; {known}"
