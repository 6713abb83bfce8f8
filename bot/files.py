"""Files that are written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory


def replace_whole(target: Path, text: str) -> None:
    """Write a text to a file, in UTF-8. An older file is replaced in one step, and kept if anything goes wrong.

    Raises OSError if the folder or the file can't be written.
    """
    with TemporaryDirectory(prefix=".marrow-", dir=target.parent) as beside:
        written = Path(beside) / target.name
        written.write_text(text, encoding="utf-8")
        written.replace(target)
