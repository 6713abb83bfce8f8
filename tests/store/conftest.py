"""Databases to test on: every test that asks for one runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.store import Store
from bot.store.schema import upgrade
from tests.store.postgres import Server, find_programs, running_server


@dataclass(frozen=True)
class Database:
    """An address, and a way past the store."""

    url: str
    file: Path | None = None
    server: Server | None = None
    name: str = ""

    def execute(self, statement: str) -> None:
        """Run a statement as somebody else would, who has the database open too."""
        if self.file is not None:
            with closing(sqlite3.connect(self.file)) as connection, connection:
                connection.execute(statement)
        if self.server is not None:
            self.server.execute(self.name, statement)

    def settle(self) -> None:
        """Wait until the server has noticed that nobody is connected any more, and finished what they had asked for."""
        query = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{self.name}' AND pid <> pg_backend_pid()"  # noqa: S608
        while self.server is not None and self.server.execute(self.name, query) != "0\n":
            time.sleep(0.01)

    def clear(self) -> None:
        """Make it as if it had never been used."""
        if self.file is not None:
            for file in self.file.parent.glob(f"{self.file.name}*"):
                file.unlink()
        if self.server is not None:
            self.server.execute(self.name, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server. Without one installed its tests are skipped, or fail with MARROW_REQUIRE_POSTGRES=1."""
    programs = find_programs()
    if programs is None and os.environ.get("MARROW_REQUIRE_POSTGRES") == "1":
        pytest.fail("PostgreSQL is required, but not installed: apt-get install postgresql")
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with running_server(programs) as running:
        yield running


@pytest.fixture(scope="session")
def template(server: Server) -> str:
    """The name of a database that is up to date and empty."""
    name = server.create_database()
    asyncio.run(upgrade(server.url(name)))
    return name


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A database without a table. The SQLite one and its folder are not there yet."""
    if request.param == "sqlite":
        file = tmp_path / "data" / "marrow.db"
        return Database(f"sqlite:///{file}", file=file)
    server: Server = request.getfixturevalue("server")
    name = server.create_database()
    return Database(server.url(name), server=server, name=name)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A database that can be opened."""
    if request.param == "sqlite":
        file = tmp_path / "marrow.db"
        return Database(f"sqlite:///{file}", file=file)
    server: Server = request.getfixturevalue("server")
    name = server.create_database(request.getfixturevalue("template"))
    return Database(server.url(name), server=server, name=name)


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    """An open store, empty."""
    async with await Store.open(database.url) as opened:
        yield opened
