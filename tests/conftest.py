"""Fixtures that whole conversations need: a library, the bot, and an embedded Discord that it is connected to."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.catalog import Library, content_folder, load_library
from bot.client import Marrow
from bot.learnt import lookup_of
from bot.lookup import Lookup
from bot.presentation.list_pages import Operator
from bot.presentation.replies import Replies
from bot.sandbox import Channel, Guild, Person, Sandbox
from bot.store import Store
from tests.discord_spec import Specification

TINY = Path(__file__).parent / "packs" / "tiny"
TODAY = dt.date(2026, 11, 23)


@dataclass(frozen=True, kw_only=True)
class Harbour:
    """A server with the bot in it, a member and a channel: where most conversations happen."""

    discord: Sandbox
    bot: Marrow
    guild: Guild
    general: Channel
    ana: Person


@pytest.fixture(scope="session")
def tiny_library() -> Library:
    """A pack on an unrelated illness."""
    return load_library(TINY)


@pytest.fixture(scope="session")
def library() -> Library:
    """The library that comes with the program."""
    return load_library(content_folder())


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where what the lookup learnt is kept: once for all tests, and nowhere outside of them."""
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    yield folder / "marrow"
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(scope="session")
def lookup(library: Library, cache: Path) -> Lookup:
    return lookup_of(library, cache)


def replies_of(library: Library, lookup: Lookup | None = None) -> Replies:
    operator = Operator(contact="harbour@example.org", mistakes="https://example.org/mistakes")
    return Replies(library, lookup or Lookup(library), operator, "0.0", lambda: TODAY)


@pytest.fixture(scope="session")
def replies(library: Library, lookup: Lookup) -> Replies:
    return replies_of(library, lookup)


@pytest.fixture(scope="session")
def specification() -> Specification | None:
    """Discord's own description of its API, where MARROW_DISCORD_SPEC names the file."""
    return Specification.from_environ(os.environ)


@pytest.fixture
async def sandbox(specification: Specification | None) -> AsyncIterator[Sandbox]:
    """An embedded Discord. At the end nothing may have been refused, and every request must fit the specification."""
    async with Sandbox() as discord:
        yield discord
    assert discord.violations == []
    if specification is not None:
        for request in (request for request in discord.requests if request.status < 400):
            assert specification.problems(request.method, request.path, request.body) == [], str(request)


async def harbour_of(sandbox: Sandbox, replies: Replies, store: Store | None = None) -> AsyncIterator[Harbour]:
    guild = sandbox.create_guild("Harbour")
    general = guild.create_text_channel("general")
    ana = sandbox.create_user("ana")
    guild.add_member(ana)
    bot = Marrow(replies, store)
    async with sandbox.running(bot):
        yield Harbour(discord=sandbox, bot=bot, guild=guild, general=general, ana=ana)


@pytest.fixture
async def harbour(sandbox: Sandbox, replies: Replies) -> AsyncIterator[Harbour]:
    """The bot with its own library."""
    async for place in harbour_of(sandbox, replies):
        yield place


@pytest.fixture
async def tiny_harbour(sandbox: Sandbox, tiny_library: Library) -> AsyncIterator[Harbour]:
    """The bot with the pack on an unrelated illness."""
    async for place in harbour_of(sandbox, replies_of(tiny_library)):
        yield place


@pytest.fixture
def clean_environ(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No setting of the machine's reaches the test."""
    for name in list(os.environ):
        if name.startswith(("MARROW_", "DISCORD_")):
            monkeypatch.delenv(name)
    return monkeypatch
