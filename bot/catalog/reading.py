"""Reading one YAML file: its data, and the line on which each key stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.catalog.problems import ContentError, Problem

LARGEST_FILE = 1_000_000
"""Bytes. The largest file of a library has a few hundred kilobytes; a bigger one got here by mistake."""

DEEPEST_NESTING = 20
"""Levels of lists and keys inside each other. Content needs ten; YAML's own parser would run out of stack."""

TOO_DEEP = f"is nested more than {DEEPEST_NESTING} levels deep"

KeyPath = tuple[str | int, ...]
"""The way to a value inside a file: keys of mappings and positions in lists."""


class _Loader(yaml.CSafeLoader):
    """PyYAML's C loader, which makes lists into tuples and leaves impossible dates as they are written."""


def _construct_tuple(loader: _Loader, node: yaml.SequenceNode) -> tuple[Any, ...]:
    return tuple(loader.construct_sequence(node, deep=True))


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    return loader.construct_mapping(node, deep=True)


def _construct_date(loader: _Loader, node: yaml.ScalarNode) -> dt.date | str:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:  # such as 2026-13-45
        return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:seq", _construct_tuple)
_Loader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _construct_date)


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

    def texts(self, *keys: str) -> Iterator[tuple[KeyPath, str]]:
        """Yield every text below these keys of the file, in the order of the file; of the whole file for no keys."""
        for key in keys or self.data:
            if key in self.data:
                yield from _texts((key,), self.data[key])


def _texts(path: KeyPath, value: object) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for step, inner in value.items():
            yield from _texts((*path, step), inner)
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from _texts((*path, position), inner)


def last_key(path: KeyPath) -> str:
    """Return the key that a value stands under, whatever its place in a list there."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def dotted(path: KeyPath) -> str:
    """Write a key path as authors do: `points[2].src`, positions counted from 1."""
    written = ""
    for step in path:
        written += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return written.removeprefix(".")


def read_document(path: Path, file: str) -> Document:
    """Read a YAML file whose top level is a mapping. `file` is what problems call it.

    Raises ContentError if it can't be read, isn't YAML or is no mapping; if it uses anchors and aliases, which
    a reader of the file has to piece together; if a key stands twice or is no text; if it is larger than
    `LARGEST_FILE` or deeper than `DEEPEST_NESTING`.
    """
    text = _text(path, file)
    try:
        if problems := list(_shape_problems(text, file)):
            raise ContentError(problems)
        loader = _Loader(text)
        node = loader.get_single_node()
        if problems := list(_key_problems(node, file)):
            raise ContentError(problems)
        if node is None:
            raise ContentError([Problem(file=file, message="is empty")])
        data = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise ContentError([_yaml_problem(file, error)]) from error
    except ValueError as error:  # such as 0b_, which looks like a binary number
        message = f"has a value that can't be read ({error}); put texts in quotes"
        raise ContentError([Problem(file=file, message=message)]) from error
    lines = _lines(node)
    if not isinstance(data, dict):
        message = "should be keys with values, such as `title: Example`, and not a list or a text"
        raise ContentError([Problem(file=file, line=lines[()], message=message)])
    return Document(file=file, data=data, lines=lines)


def read_lines(path: Path, file: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a plain text file with their numbers, without empty ones and those that begin with `#`.

    Raises ContentError if the file can't be read, is no UTF-8 text, or is larger than `LARGEST_FILE`.
    """
    for number, line in enumerate(_text(path, file).splitlines(), start=1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield number, text


def _text(path: Path, file: str) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            message = f"has {size:,} bytes; a content file has at most {LARGEST_FILE:,}"
            raise ContentError([Problem(file=file, message=message)])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError([Problem(file=file, line=line, message="is not UTF-8 text; save it as UTF-8")]) from error
    except OSError as error:
        if path.is_symlink() and not path.exists():
            message = "is a link to a file that is not there"
        else:
            message = f"can't be read: {error.strerror or error}"
        raise ContentError([Problem(file=file, message=message)]) from error


def _shape_problems(text: str, file: str) -> Iterator[Problem]:
    """Yield what must be known before anything is built: a short text with aliases can unfold into gigabytes."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        message = ""
        if isinstance(event, yaml.AliasEvent):
            message = f"repeats a value with `*{event.anchor}`; write it out, so that every line says what it means"
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            if event.anchor is not None:
                message = f"marks a value with `&{event.anchor}`; put texts that begin with & in quotes"
            elif event.tag is not None:
                message = f"has the YAML tag `{event.tag}`; put texts that begin with ! in quotes"
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST_NESTING:
            message = TOO_DEEP
        if message:
            yield Problem(file=file, line=_line(event.start_mark), message=message)
        if depth > DEEPEST_NESTING:
            return


def _key_problems(node: yaml.Node | None, file: str, path: KeyPath = ()) -> Iterator[Problem]:
    """Yield keys that stand twice in one place, and keys that YAML does not read as text."""
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield from _key_problems(item, file, (*path, position))
    elif isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = _line(key_node.start_mark)
            if key_node.tag != "tag:yaml.org,2002:str":
                written = f"`{key_node.value}`" if isinstance(key_node, yaml.ScalarNode) else "a list or mapping"
                message = f"{written} is not text as a key; put it in quotes"
                yield Problem(file=file, line=line, key=dotted(path), message=message)
                continue
            below = (*path, key_node.value)
            if key_node.value in seen:
                message = f"stands twice here, first in line {seen[key_node.value]}; keep one of them"
                yield Problem(file=file, line=line, key=dotted(below), message=message)
            seen.setdefault(key_node.value, line)
            yield from _key_problems(value_node, file, below)


def _lines(node: yaml.Node, path: KeyPath = ()) -> dict[KeyPath, int]:
    found = {path: _line(node.start_mark)}
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            below = (*path, key_node.value)
            found |= _lines(value_node, below) | {below: _line(key_node.start_mark)}
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            found |= _lines(item, (*path, position))
    return found


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark else 0


def _yaml_problem(file: str, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.MarkedYAMLError):
        line = _line(error.problem_mark or error.context_mark)
        if isinstance(error, yaml.composer.ComposerError):
            return Problem(file=file, line=line, message="has a second document after `---`; make it a file of its own")
        said = error.problem or error.context
        if said and "nesting depth" in said:  # libyaml gives up on its own from 0.2.6 on, before it tells of any level
            return Problem(file=file, line=line, message=TOO_DEEP)
        hint = "check the indentation, and put texts with “: ” or “#” in quotes"
        return Problem(file=file, line=line, message=f"is not valid YAML ({said}); {hint}")
    return Problem(file=file, message="has a character that YAML does not allow; remove it")
