"""The log never has what anyone typed, whatever fails and whatever the level."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import set_up_logs

SECRET = "a very private question"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    for name in ("bot", "discord"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_an_exception_is_logged_by_kind_and_place_without_its_message() -> None:
    stream = io.StringIO()
    set_up_logs(logging.INFO, stream)
    try:
        int(SECRET)
    except ValueError:
        logging.getLogger("discord.client").exception("Ignoring exception in on_interaction")
    assert "ValueError at test_logs.py" in stream.getvalue()
    assert SECRET not in stream.getvalue()


@pytest.mark.parametrize(
    "name", ["discord.gateway", "discord.http", "aiohttp.access", "asyncio", "aiosqlite", "sqlalchemy.engine"]
)
def test_the_libraries_never_write_payloads_even_at_the_level_debug(name: str) -> None:
    stream = io.StringIO()
    set_up_logs(logging.DEBUG, stream)
    logging.getLogger(name).debug("payload %s", SECRET)
    assert stream.getvalue() == ""


def test_a_higher_level_holds_for_the_libraries_too() -> None:
    stream = io.StringIO()
    set_up_logs(logging.ERROR, stream)
    logging.getLogger("discord.client").warning("something")
    assert stream.getvalue() == ""


def test_our_own_loggers_follow_the_level() -> None:
    stream = io.StringIO()
    set_up_logs(logging.DEBUG, stream)
    logging.getLogger("bot.client").debug("a detail")
    assert "a detail" in stream.getvalue()


def test_a_librarys_message_stands_without_what_is_put_into_it() -> None:
    stream = io.StringIO()
    set_up_logs(logging.INFO, stream)
    logging.getLogger("discord.app_commands.tree").error("Ignoring exception for %r (User: %s)", "ask", 4711)
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: {SECRET}")
    assert "Ignoring exception for %r (User: %s)" in stream.getvalue()
    assert "4711" not in stream.getvalue()
    assert SECRET not in stream.getvalue()
