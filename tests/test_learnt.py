"""What the lookup learnt is kept, so that the next start is quick, and never believed when it is outdated or broken."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from bot.catalog import Library
from bot.learnt import LEARNING, MOST_KEPT, digest, lookup_of
from bot.lookup import Learnt, Lookup

TYPED = ("asthma", "the puffer that I breathe from", "inhaler or spacer", "hello there")


@pytest.fixture
def taught(tiny_library: Library) -> Library:
    """The tiny pack with a few lines of how people ask and tell."""
    rule = tiny_library.alerts.rules[0]
    return replace(
        tiny_library,
        asked={"inhaler": ("the puffer that I breathe from", "blue pump"), "nothing": ("hello there", "what a day")},
        told={rule.id: ("my lips are going blue", "he can't get any air"), "nothing": ("the sky is blue",)},
    )


def gist(lookup: Lookup) -> list[tuple[str, list[str]]]:
    answers = [lookup.answer(typed) for typed in TYPED]
    return [(answer.outcome.value, [match.topic.id for match in answer.matches]) for answer in answers]


def facts(learnt: Learnt) -> list[object]:
    tables = (learnt.asked, *(learnt.told or ()))
    return [
        (table.names, table.rarity.tolist(), table.starts.tolist(), table.subjects.tolist(), table.weights.tolist())
        for table in tables
    ]


def kept(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_what_was_learnt_is_kept_and_gives_the_same_answers(taught: Library, tmp_path: Path) -> None:
    first = lookup_of(taught, tmp_path / "new")
    (file,) = kept(tmp_path / "new")
    again = lookup_of(taught, tmp_path / "new")
    assert gist(again) == gist(first) == gist(Lookup(taught))
    assert facts(again.learnt) == facts(first.learnt)
    assert kept(tmp_path / "new") == [file]


def test_another_line_is_learnt_anew(taught: Library, tmp_path: Path) -> None:
    lookup_of(taught, tmp_path)
    changed = replace(taught, asked={**taught.asked, "inhaler": ("purple pump",)})
    lookup_of(changed, tmp_path)
    assert len(kept(tmp_path)) == 2
    assert digest(changed) != digest(taught)


def test_only_the_last_few_files_are_kept(taught: Library, tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 2):
        lookup_of(replace(taught, asked={**taught.asked, "inhaler": (f"pump {number}",)}), tmp_path)
    assert len(kept(tmp_path)) == MOST_KEPT


def test_it_is_said_before_something_is_learnt_and_only_then(taught: Library, tmp_path: Path) -> None:
    said: list[str] = []
    lookup_of(taught, tmp_path, said.append)
    lookup_of(taught, tmp_path, said.append)
    assert said == [LEARNING]


def saved(**arrays: object) -> bytes:
    content = BytesIO()
    np.savez(content, **arrays)  # type: ignore[arg-type]
    return content.getvalue()


@pytest.mark.parametrize(
    "broken",
    [b"", b"PK", b"{}", saved(), saved(asked_names=np.zeros(3, np.uint8)), saved(asked_names=np.array([{}]))],
    ids=["empty", "cut short", "of another format", "nothing in it", "half of it", "an object in it"],
)
def test_a_broken_file_is_learnt_anew(taught: Library, tmp_path: Path, broken: bytes) -> None:
    expected = gist(lookup_of(taught, tmp_path))
    (file,) = kept(tmp_path)
    whole = file.read_bytes()
    for half in (broken, whole[: len(whole) // 2]):
        file.write_bytes(half)
        assert gist(lookup_of(taught, tmp_path)) == expected
        assert file.read_bytes() == whole


def test_a_folder_that_can_not_be_written_only_costs_time(taught: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert gist(lookup_of(taught, tmp_path / "file")) == gist(Lookup(taught))


def test_without_a_folder_nothing_is_kept(taught: Library) -> None:
    assert gist(lookup_of(taught, None)) == gist(Lookup(taught))


def test_a_pack_without_lines_is_kept_too(tiny_library: Library, tmp_path: Path) -> None:
    first, again = lookup_of(tiny_library, tmp_path), lookup_of(tiny_library, tmp_path)
    assert facts(again.learnt) == facts(first.learnt)
