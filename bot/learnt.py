"""Learning once, and not at every start: what the lookup learnt stands in a file of the cache folder.

The file is named for all that learning depends on, the content and the code, so that an outdated one is never read.
It has words of the content alone. Without it, or where it can't be written, everything works, only slower to start.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.catalog import Library
from bot.files import replace_whole
from bot.lookup import Learnt, Lookup
from bot.lookup.associations import Table

LEARNING = "Learning from the content how people ask. This takes some twenty seconds, once."
MOST_KEPT = 4
"""So many files are kept: of the content as it is, and of what other packs or versions left last."""


def lookup_of(library: Library, cache: Path | None, announce: Callable[[str], None] = lambda _: None) -> Lookup:
    """Return the lookup of a library, by what was learnt before if `cache`, a folder, has it; else learn, and keep it.

    None keeps nothing. The answers are the same either way. `announce` is told before something is learnt.
    """
    if cache is None:
        announce(LEARNING)
        return Lookup(library)
    file = cache / f"learnt-{digest(library)}.npz"
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
        with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as data:
            asked = _table(data, "asked")
            told = (_table(data, "told"), _table(data, "rules")) if "told_names" in data else None
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return None  # not there, or half of it: it is learnt anew
    return Learnt(asked, told)


def _write(file: Path, learnt: Learnt) -> None:
    """Keep what was learnt, whole or not at all, and let go of the oldest files."""
    data = _data(learnt.asked, "asked")
    if learnt.told is not None:
        data |= _data(learnt.told[0], "told") | _data(learnt.told[1], "rules")
    content = BytesIO()
    np.savez(content, allow_pickle=False, **data)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(file, content.getvalue())
        kept = sorted(file.parent.glob("learnt-*"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in kept[MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return  # a folder that can't be written: learning takes its seconds at the next start, too


def _data(table: Table, which: str) -> dict[str, NDArray[Any]]:
    """Return the arrays of a table. Names have no line breaks, for no word has one."""
    return {
        f"{which}_names": np.frombuffer("\n".join(table.names).encode(), np.uint8),
        f"{which}_rarity": table.rarity,
        f"{which}_starts": table.starts,
        f"{which}_subjects": table.subjects,
        f"{which}_weights": table.weights,
        f"{which}_width": np.array(table.width),
    }


def _table(data: Mapping[str, NDArray[Any]], which: str) -> Table:
    """Return the table that these arrays are of. Raises KeyError or ValueError if they are of none."""
    names = tuple(data[f"{which}_names"].tobytes().decode().split("\n"))
    table = Table(
        names if names != ("",) else (),
        data[f"{which}_rarity"],
        data[f"{which}_starts"],
        data[f"{which}_subjects"],
        data[f"{which}_weights"],
        int(data[f"{which}_width"]),
    )
    if not len(table.names) == len(table.rarity) == len(table.starts) - 1:
        raise ValueError("the arrays do not belong together")
    return table
