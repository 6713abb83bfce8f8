"""Files that are written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory


def replace_whole(target: Path, content: str | bytes) -> None:
    """Write a text in UTF-8, or bytes, to a file. An older one is replaced in one step, or kept if anything fails.

    Raises OSError if the folder or the file can't be written.
    """
    with TemporaryDirectory(prefix=".marrow-", dir=target.parent) as beside:
        written = Path(beside) / target.name
        written.write_bytes(content.encode() if isinstance(content, str) else content)
        written.replace(target)
