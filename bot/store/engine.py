"""From a database URL to SQLAlchemy's engine, with everything that SQLite and PostgreSQL need to behave alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, ProgrammingError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.errors import StoreError

SECONDS_TO_WAIT_FOR_A_WRITER = 30
"""SQLite has one writer at a time, so others wait. A write takes milliseconds; this is for a machine out of breath."""

SECONDS_TO_CONNECT = 5
SECONDS_FOR_A_STATEMENT = 20
"""PostgreSQL: after that the server counts as gone."""

DATABASE_ERRORS: tuple[type[Exception], ...] = (
    SQLAlchemyError,
    # What SQLAlchemy passes on unchanged: failures to connect, and values that a driver can't send.
    sqlite3.Error,
    OSError,
    OverflowError,
    UnicodeError,
)

WRITES = {"writes": True}
"""Execution options of a transaction that writes."""

_POSTGRES_OPTIONS = {"host", "port", "ssl", "prepared_statement_cache_size"}
_HOW = (
    "Set it to sqlite:///FOLDER/marrow.db or to postgresql://USER:PASSWORD@HOST/NAME, or leave it out to use a file in "
    "the data folder."
)


def parse_url(text: str) -> URL:
    """Return the URL with the drivers that we use.

    Raises StoreError; its message repeats nothing, as there may be a password in the text.
    """
    scheme, separator, rest = text.partition("://")
    if separator and scheme in {"sqlite", "sqlite+aiosqlite"}:
        # Everything after the third slash is the path, whatever characters are in it.
        path = rest.removeprefix("/")
        if not rest.startswith("/") or path in {"", ":memory:"}:
            raise StoreError(f"MARROW_DATABASE_URL names no file. {_HOW}")
        return URL.create("sqlite+aiosqlite", database=path)
    if separator and scheme in {"postgres", "postgresql", "postgresql+asyncpg"}:
        try:
            return _postgres(make_url(f"postgresql+asyncpg://{rest}"))
        except (ArgumentError, ValueError) as error:
            raise StoreError(f"MARROW_DATABASE_URL is not a right address. {_HOW}") from error
    raise StoreError(f"MARROW_DATABASE_URL is of no database that Marrow knows. {_HOW}")


def _postgres(url: URL) -> URL:
    # Hosting services write sslmode, as PostgreSQL's own tools do; asyncpg knows it as ssl.
    if "sslmode" in url.query:
        url = url.update_query_dict({"ssl": url.query["sslmode"]}).difference_update_query(["sslmode"])
    unknown = sorted(set(url.query) - _POSTGRES_OPTIONS)
    if unknown:
        raise StoreError(
            f"MARROW_DATABASE_URL has an option that is not known here: {unknown[0]}. Leave it out. "
            f"Known are sslmode, {', '.join(sorted(_POSTGRES_OPTIONS))}."
        )
    return url


def create_engine(url: URL, *, foreign_keys: bool = True) -> AsyncEngine:
    """Return an engine; nothing connects yet.

    `foreign_keys` is for SQLite: a migration must switch them off. Raises StoreError if the driver is not installed.
    """
    # An error of the driver may get into the log; what is stored must not get there with it.
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(
            url,
            hide_parameters=True,
            # A connection is a thread. Four read at once; more would only wait for the same disk.
            pool_size=4,
            max_overflow=0,
            connect_args={"timeout": SECONDS_TO_WAIT_FOR_A_WRITER},
        )
        _teach_sqlite(engine, foreign_keys=foreign_keys)
        return engine
    try:
        return create_async_engine(
            url,
            hide_parameters=True,
            # A server that was started anew while we run costs nobody an answer.
            pool_pre_ping=True,
            connect_args={"timeout": SECONDS_TO_CONNECT, "command_timeout": SECONDS_FOR_A_STATEMENT},
        )
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs one package more. Install it with: pip install 'marrow-bot[postgres]'"
        ) from error


def database_errors(url: URL) -> tuple[type[Exception], ...]:
    """Return what a database of this URL may raise."""
    if url.get_backend_name() == "sqlite":
        return DATABASE_ERRORS
    # Imported here, as it is installed only where PostgreSQL is used.
    import asyncpg

    return (*DATABASE_ERRORS, asyncpg.PostgresError, asyncpg.InterfaceError)


def sqlite_path(url: URL) -> Path | None:
    """Return the file of a SQLite URL, None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


@contextmanager
def opening(url: URL) -> Iterator[None]:
    """Turn a failure to open the database into a StoreError that says what to do."""
    try:
        yield
    except database_errors(url) as error:
        raise StoreError(_why_not(sqlite_path(url), error)) from error


@contextmanager
def surfacing(errors: tuple[type[Exception], ...], done: str) -> Iterator[None]:
    """Turn a failure of an open database into a StoreError. `done` is what can't be done: "read" or "written"."""
    try:
        yield
    except errors as error:
        raise StoreError(
            f"The database can't be {done} just now. If this goes on, look at its disk or server."
        ) from _without_rows(error)


def _without_rows(error: Exception) -> Exception:
    """Return the error, or only its name if it may repeat what is stored: PostgreSQL shows the row that it refused."""
    if not isinstance(error, DBAPIError) or isinstance(error, OperationalError | ProgrammingError):
        return error
    innermost: BaseException = error
    while innermost.__cause__ is not None:
        innermost = innermost.__cause__
    return Undisclosed(type(innermost).__name__)


class Undisclosed(Exception):
    """Stands for a driver's error of this name, the words of which may hold what is stored."""


def _why_not(path: Path | None, error: Exception) -> str:
    if path is None:
        return (
            "The PostgreSQL database of MARROW_DATABASE_URL can't be reached or used. Check the address, that the "
            "server runs, and that the user may make tables in the database."
        )
    cause = getattr(error, "orig", None) or error
    if getattr(cause, "sqlite_errorname", "") in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
        return (
            f"The file {path} is damaged, or is not a database. Put a backup in its place, or move it away to begin "
            "with an empty one."
        )
    return (
        f"The database {path} can't be opened or made. Check that its folder is one in which Marrow may write, or "
        "choose another with MARROW_DATA or MARROW_DATABASE_URL."
    )


def _teach_sqlite(engine: AsyncEngine, *, foreign_keys: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _: object) -> None:
        # Python's driver would begin transactions by itself, and too late: see below.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begins(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once, without waiting, if another one wrote in
        # between. One that says at its beginning that it will write waits for its turn.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
