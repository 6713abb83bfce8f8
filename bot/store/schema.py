"""The version of a database's tables: telling it, and bringing an older database up to date."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engine import (
    SECONDS_TO_WAIT_FOR_A_WRITER,
    WRITES,
    create_engine,
    opening,
    parse_url,
    sqlite_path,
)
from bot.store.errors import StoreError

HEAD = "0001"
"""The newest migration. It stands here so that a database that is up to date is opened without alembic."""

MIGRATIONS = Path(__file__).parent / "migrations"

_LOCK = 0x6D6172726F77
"""The number of PostgreSQL's lock that lets one migration run at a time: any that nobody else takes would do."""

_SECONDS_BETWEEN_TRIES = 0.05


async def upgrade(address: str) -> bool:
    """Bring the database of a URL up to date, and return whether there was anything to do.

    A SQLite file and its folder are made if they are missing. Several programs may do so at once, and one that is
    killed leaves nothing half done. Raises StoreError if the database can't be used or was made by a newer version.
    """
    url = parse_url(address)
    # A migration on SQLite may replace a table, and dropping the old one would delete all rows that refer to it.
    engine = create_engine(url, foreign_keys=False)
    try:
        with opening(url):
            await make_ready(url)
            async with engine.execution_options(**WRITES).begin() as connection:
                return await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


async def is_current(engine: AsyncEngine) -> bool:
    """Tell whether the database is up to date. Raises StoreError if it was made by a newer version."""
    async with engine.connect() as connection:
        return await connection.run_sync(_version) == HEAD


async def make_ready(url: URL) -> None:
    """Make the folder and the file of a SQLite database, if they are missing. Does nothing for PostgreSQL."""
    path = sqlite_path(url)
    if path is not None:
        await asyncio.to_thread(_make_file, path)


def _make_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + SECONDS_TO_WAIT_FOR_A_WRITER
    with closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT_FOR_A_WRITER)) as connection:
        while True:
            try:
                # With a write-ahead log, readers don't wait for the writer. The file remembers it.
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                # Of two programs that change it at once, SQLite turns one away without letting it wait.
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                    raise
                time.sleep(_SECONDS_BETWEEN_TRIES)
            else:
                return


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if version is not None and version > HEAD:
        raise StoreError(
            "The database was made by a newer version of Marrow. Install that version, or put a backup from before it "
            "in place."
        )
    return version


def _upgrade(connection: Connection) -> bool:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if _version(connection) == HEAD:
        return False
    # Imported here, as it is rarely needed and slow.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    # A % would begin a reference to another option.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise StoreError("The database can't be brought up to date: rows in it refer to none. Nothing was changed.")
    return True
