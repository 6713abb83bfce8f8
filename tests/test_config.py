"""Settings: what is read, and the sentence for each thing that can be wrong."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.catalog import content_folder
from bot.config import Config, ConfigError


def test_without_any_setting_the_content_that_comes_with_the_program_is_used() -> None:
    config = Config.from_environ({})
    assert config.content == content_folder()
    assert config.log_level == logging.INFO


def test_settings_are_read_from_the_environment() -> None:
    environ = {
        "MARROW_CONTENT": "/srv/pack",
        "MARROW_LOG_LEVEL": "warning",
        "MARROW_CONTACT": "harbour@example.org",
        "MARROW_MISTAKES_URL": "https://example.org/mistakes",
        "DISCORD_TOKEN": " secret ",
    }
    config = Config.from_environ(environ)
    assert config.content == Path("/srv/pack")
    assert config.log_level == logging.WARNING
    assert config.operator.contact == "harbour@example.org"
    assert config.operator.mistakes == "https://example.org/mistakes"
    assert config.require_token() == "secret"


def test_the_token_does_not_show_itself() -> None:
    assert "secret" not in repr(Config.from_environ({"DISCORD_TOKEN": "secret"}))


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"MARROW_LOG_LEVEL": "loud"}, "MARROW_LOG_LEVEL is “LOUD”. Set it to one of DEBUG, INFO"),
        ({"MARROW_MISTAKES_URL": "javascript:alert(1)"}, "should be a web address that begins with https://"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        Config.from_environ(environ)


def test_a_missing_token_is_one_sentence_that_also_names_the_demo() -> None:
    with pytest.raises(ConfigError, match=r"Set DISCORD_TOKEN .* marrow demo"):
        Config.from_environ({}).require_token()


def test_the_token_can_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("from-a-file\n", encoding="utf-8")
    assert Config.from_environ({"DISCORD_TOKEN_FILE": str(file)}).require_token() == "from-a-file"


@pytest.mark.parametrize(
    ("content", "sentence"), [(None, "can't be read"), (b" \n", "is empty"), (b"\xff", "can't be read")]
)
def test_a_token_file_that_holds_no_token_is_named(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    file = tmp_path / "token"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=sentence):
        Config.from_environ({"DISCORD_TOKEN_FILE": str(file)}).require_token()


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"MARROW_CACHE": "/srv/cache", "HOME": "/home/ana"}, Path("/srv/cache")),
        ({"XDG_CACHE_HOME": "/home/ana/cache", "HOME": "/home/ana"}, Path("/home/ana/cache/marrow")),
        ({"HOME": "/home/ana"}, Path("/home/ana/.cache/marrow")),
        ({}, None),
    ],
)
def test_what_was_learnt_is_kept_where_the_system_keeps_such_things(
    environ: dict[str, str], folder: Path | None
) -> None:
    assert Config.from_environ(environ).cache == folder
