"""A copy of the tiny pack, for tests to break."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.catalog import ContentError, load_library
from bot.catalog.loader import read_draft
from bot.catalog.plain_words import plain_word_problems
from bot.catalog.provenance import provenance_problems
from tests.conftest import TINY


@dataclass(frozen=True)
class Copy:
    """A content folder of one test's own."""

    folder: Path

    def replace(self, file: str, old: str, new: str) -> None:
        """Put a new text in the place of an old one, which stands there once."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"“{old}” stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, file: str, text: str | bytes) -> None:
        path = self.folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def append(self, file: str, text: str) -> None:
        path = self.folder / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def remove(self, file: str) -> None:
        path = self.folder / file
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def problems(self) -> list[str]:
        """What keeps a library from being made of the folder, as authors read it; nothing if one is made."""
        try:
            load_library(self.folder)
        except ContentError as error:
            return [str(problem) for problem in error.problems]
        return []

    def plain_words(self) -> list[str]:
        """What is too hard to read."""
        return [str(problem) for problem in sorted(plain_word_problems(read_draft(self.folder)))]

    def provenance(self) -> list[str]:
        """What can't be traced back."""
        return [str(problem) for problem in sorted(provenance_problems(read_draft(self.folder)))]


@pytest.fixture
def pack(tmp_path: Path) -> Copy:
    folder = tmp_path / "pack"
    shutil.copytree(TINY, folder)
    return Copy(folder)
