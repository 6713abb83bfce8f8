"""`marrow preview` as people call it: which file it writes, and what it says when it can't."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bot.cli import main
from tests.conftest import TINY
from tests.presentation.documents import Document

pytestmark = pytest.mark.usefixtures("clean_environ")


def preview(*arguments: str | Path) -> int:
    return main(["preview", "--content", str(TINY), *map(str, arguments)])


def test_the_whole_library_is_written_into_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert preview() == 0
    assert capsys.readouterr().out == "marrow-preview.html: 6 topics\n"
    assert [path.name for path in tmp_path.iterdir()] == ["marrow-preview.html"]
    assert Document((tmp_path / "marrow-preview.html").read_text(encoding="utf-8")).faults == []


def test_one_topic_can_be_written_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert preview("--topic", "wheezing", "--out", tmp_path / "one.html") == 0
    assert capsys.readouterr().out.endswith("one.html: 1 topic\n")
    document = Document((tmp_path / "one.html").read_text(encoding="utf-8"))
    assert [anchor for anchor in document.anchors if anchor.startswith("topic-") and "source" not in anchor] == [
        "topic-wheezing"
    ]


def test_a_dash_prints_the_document_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert preview("--out", "-") == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("<!DOCTYPE html>")
    assert printed.out.endswith("</html>\n")
    assert printed.err == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("weezing", "There is no topic `weezing`. Did you mean `wheezing`?"),
        ("hay-fevr", "There is no topic `hay-fevr`. Did you mean `hay-fever`?"),
        ("xyzzy", "There is no topic `xyzzy`. A topic's id is the name of its file"),
    ],
)
def test_an_unknown_topic_is_named_with_those_that_come_near(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wanted: str, says: str
) -> None:
    assert preview("--topic", wanted, "--out", tmp_path / "one.html") == 2
    assert capsys.readouterr().err.startswith(says)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert preview("--out", tmp_path) == 2
    inside = tmp_path / "marrow-preview.html"
    assert capsys.readouterr().err == f"{tmp_path} is a folder. Name a file in it: --out {inside}\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert preview("--out", tmp_path / "none" / "one.html") == 2
    assert f"There is no folder {tmp_path / 'none'}." in capsys.readouterr().err


def test_a_device_is_never_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    assert preview("--out", os.devnull) == 2
    assert "use: --out -" in capsys.readouterr().err
    assert not Path(os.devnull).is_file()


def test_a_name_that_the_disk_refuses_is_one_clear_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert preview("--out", tmp_path / ("x" * 300)) == 2
    assert "Choose another file with --out." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fails", ["mkdir", "replace"])
def test_an_older_copy_is_kept_when_writing_is_not_permitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fails: str
) -> None:
    older = tmp_path / "one.html"
    older.write_text("older", encoding="utf-8")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, fails, refused)
    assert preview("--out", older) == 2
    assert capsys.readouterr().err == (
        f"{older} can't be written: Permission denied. Choose another file with --out.\n"
    )
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"one.html": "older"}


def test_a_file_that_the_disk_write_protects_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    older = tmp_path / "one.html"
    older.write_text("older", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)  # an administrator's account may write to any
    assert preview("--out", older) == 2
    assert capsys.readouterr().err == f"{older} is write-protected. Choose another file with --out.\n"
    assert older.read_text(encoding="utf-8") == "older"


def test_a_link_to_an_older_copy_stays_a_link(tmp_path: Path) -> None:
    older = tmp_path / "one.html"
    older.write_text("older", encoding="utf-8")
    link = tmp_path / "link.html"
    link.symlink_to(older)
    assert preview("--out", link) == 0
    assert link.is_symlink()
    assert older.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_links_that_go_round_in_a_circle_are_one_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(link)
    assert preview("--out", link) == 2
    assert "can't be written: " in capsys.readouterr().err
