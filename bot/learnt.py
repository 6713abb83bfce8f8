"""Learning once, and not at every start: what the lookup learnt stands in a file of the cache folder.

The file is named for all that learning depends on, the content and the code, so that an outdated one is never read.
It has words of the content alone. Without it, or where it can't be written, everything works, only slower to start.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.catalog import Library
from bot.files import replace_whole
from bot.lookup import Learnt, Lookup
from bot.lookup.associations import Table

LEARNING = "Learning from the content how people ask. This takes half a minute, once."
MOST_KEPT = 4
"""So many files are kept: of the content as it is, and of what other packs or versions left last."""


def lookup_of(library: Library, cache: Path | None, announce: Callable[[str], None] = lambda _: None) -> Lookup:
    """Return the lookup of a library, by what was learnt before if `cache`, a folder, has it; else learn, and keep it.

    None keeps nothing. The answers are the same either way. `announce` is told before something is learnt.
    """
    if cache is None:
        announce(LEARNING)
        return Lookup(library)
    file = cache / f"learnt-{digest(library)}.json"
    learnt = _read(file)
    if learnt is None:
        announce(LEARNING)
    lookup = Lookup(library, learnt)
    if learnt is None:
        _write(file, lookup.learnt)
    return lookup


def digest(library: Library) -> str:
    """Return 24 hexadecimal digits that change with every name, line and rule, and with the code that learns."""
    hashed = hashlib.sha256()
    for part in _parts(library):
        hashed.update(part)
        hashed.update(b"\0")
    return hashed.hexdigest()[:24]


def _parts(library: Library) -> Iterator[bytes]:
    for topic in library.topics.values():
        yield json.dumps((topic.id, topic.names)).encode()
    for entry in library.not_covered.values():
        yield json.dumps((entry.id, entry.title, entry.names, entry.exact)).encode()
    yield library.alerts.model_dump_json().encode()
    yield library.pack.model_dump_json().encode()
    yield json.dumps([dict(library.asked), dict(library.told)]).encode()
    for folder in ("bot.lookup", "bot.catalog"):
        for file in sorted(files(folder).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".txt")):
                yield file.read_bytes()


def _read(file: Path) -> Learnt | None:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        told = data["told"]
        return Learnt(_table(data["asked"]), None if told is None else (_table(told[0]), _table(told[1])))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None  # not there, or half of it: it is learnt anew


def _write(file: Path, learnt: Learnt) -> None:
    """Keep what was learnt, whole or not at all, and let go of the oldest files."""
    told = None if learnt.told is None else [_data(table) for table in learnt.told]
    text = json.dumps({"asked": _data(learnt.asked), "told": told}, ensure_ascii=False)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(file, text)
        kept = sorted(file.parent.glob("learnt-*.json"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in kept[MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return  # a folder that can't be written: learning takes its seconds at the next start, too


def _data(table: Table) -> dict[str, Any]:
    weights = {name: [list(of), list(of.values())] for name, of in table.weights.items()}
    return {"rarity": dict(table.rarity), "weights": weights}


def _table(data: Any) -> Table:
    none: dict[int, float] = {}
    weights = {
        name: dict(zip(subjects, of, strict=True)) if subjects else none
        for name, (subjects, of) in data["weights"].items()
    }
    return Table(data["rarity"], weights)
