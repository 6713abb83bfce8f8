"""`marrow db upgrade`, and where the database is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.config import Config
from tests.store.conftest import Database

pytestmark = pytest.mark.usefixtures("clean_environ")


def test_the_command_brings_a_database_up_to_date_and_says_so(
    empty_database: Database, clean_environ: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clean_environ.setenv("MARROW_DATABASE_URL", empty_database.url)
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "upgrade"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "The database is up to date now.",
        "The database was up to date already.",
    ]


def test_a_wrong_address_is_one_clear_sentence(
    clean_environ: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clean_environ.setenv("MARROW_DATABASE_URL", "mysql://root:hunter2@localhost/marrow")
    assert main(["db", "upgrade"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("MARROW_DATABASE_URL is of no database that Marrow knows. Set it to ")
    assert error.count("\n") == 1


def test_without_a_setting_the_database_is_a_file_in_the_data_folder(
    tmp_path: Path, clean_environ: pytest.MonkeyPatch
) -> None:
    clean_environ.chdir(tmp_path)
    assert main(["db", "upgrade"]) == 0
    assert (tmp_path / "data" / "marrow.db").is_file()
    clean_environ.setenv("MARROW_DATA", str(tmp_path / "elsewhere"))
    assert main(["db", "upgrade"]) == 0
    assert (tmp_path / "elsewhere" / "marrow.db").is_file()


def test_the_address_is_not_shown_with_the_other_settings() -> None:
    config = Config.from_environ({"MARROW_DATABASE_URL": " postgresql://marrow:hunter2@db.example/marrow "})
    assert config.database_url == "postgresql://marrow:hunter2@db.example/marrow"
    assert "hunter2" not in repr(config)
