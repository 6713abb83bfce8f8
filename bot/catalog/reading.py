"""Reading one YAML file: its data, and the line on which each key stands."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.catalog.problems import ContentError, Problem

MERGE_TAG = "tag:yaml.org,2002:merge"

KeyPath = tuple[str | int, ...]
"""The way to a value inside a file: keys of mappings and positions in lists."""


class _Loader(yaml.CSafeLoader):
    """PyYAML's C loader, which refuses a key that stands twice and makes lists into tuples."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            if key_node.tag == MERGE_TAG:
                continue
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                message = f"`{key}` stands twice here; keep one of them"
                raise yaml.constructor.ConstructorError(None, None, message, key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _construct_tuple(loader: _Loader, node: yaml.SequenceNode) -> tuple[Any, ...]:
    return tuple(loader.construct_sequence(node, deep=True))


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:seq", _construct_tuple)
_Loader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One file that was read: `data` as YAML has it, lists as tuples, and the line of every key path."""

    file: str
    data: Mapping[str, Any]
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """Return the line of the key path, or of the nearest thing around it. Counts from 1."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: KeyPath, message: str) -> Problem:
        """Return a problem at this key path of the file."""
        return Problem(file=self.file, line=self.line(path), key=dotted(path), message=message)


def dotted(path: KeyPath) -> str:
    """Write a key path as authors do: `points[2].src`, positions counted from 1."""
    written = ""
    for step in path:
        written += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return written.removeprefix(".")


def _lines(node: yaml.Node | None, path: KeyPath = ()) -> dict[KeyPath, int]:
    if node is None:
        return {}
    found = {path: node.start_mark.line + 1}
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if isinstance(key_node, yaml.ScalarNode):
                below = (*path, key_node.value)
                found |= _lines(value_node, below) | {below: key_node.start_mark.line + 1}
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            found |= _lines(item, (*path, position))
    return found


def read_document(path: Path, file: str) -> Document:
    """Read a YAML file whose top level is a mapping. `file` is what problems call it.

    Raises ContentError with one problem if it can't be read, isn't YAML, has a key twice or is no mapping.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=_Loader)  # noqa: S506  (a subclass of the safe loader)
        lines = _lines(yaml.compose(text, Loader=yaml.CSafeLoader))
    except OSError as error:
        raise ContentError([Problem(file=file, message=f"can't be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([Problem(file=file, message="is not UTF-8 text; save it as UTF-8")]) from error
    except yaml.YAMLError as error:
        raise ContentError([_yaml_problem(file, error)]) from error
    if not isinstance(data, dict):
        message = "is empty" if data is None else "should be keys with values, such as `title: Fever`"
        raise ContentError([Problem(file=file, line=1, message=message)])
    return Document(file=file, data=data, lines=lines)


def _yaml_problem(file: str, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        if isinstance(error, yaml.constructor.ConstructorError):
            return Problem(file=file, line=line, message=error.problem or "has a value that YAML can't read")
        said = error.problem or error.context
        hint = "check the indentation, and put texts with “: ” or “#” in quotes"
        return Problem(file=file, line=line, message=f"is not valid YAML ({said}); {hint}")
    return Problem(file=file, message="has a character that YAML does not allow; remove it")
