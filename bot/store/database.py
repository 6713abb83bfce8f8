"""The store in a database, SQLite or PostgreSQL: the statements behind each method of Store."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
import unicodedata
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, Row, Select, case, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from typing_extensions import override

from bot.store import tables
from bot.store.engine import WRITES, create_engine, database_errors, opening, parse_url, sqlite_path, surfacing
from bot.store.errors import AlreadyThere, BadLine, NotThere, StoreError, TooManyLines
from bot.store.schema import is_current, make_ready, upgrade
from bot.store.store import Store
from bot.store.values import (
    LONGEST_HOURS,
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_LINES,
    UNCHANGED,
    OwnLine,
    Pin,
    PinState,
    Settings,
    Stored,
    Unchanged,
)

P = ParamSpec("P")
T = TypeVar("T")


async def open_database(address: str, now: Callable[[], dt.datetime]) -> DatabaseStore:
    """Open a database as `Store.open` says."""
    url = parse_url(address)
    engine = create_engine(url)
    try:
        with opening(url):
            await make_ready(url)
            if not await is_current(engine):
                await _bring_up_to_date(address)
    except BaseException:
        await engine.dispose()
        raise
    return DatabaseStore(engine, now)


async def _bring_up_to_date(address: str) -> None:
    if sqlite_path(parse_url(address)) is None:
        # It may serve several programs, of which some still run the older version.
        raise StoreError(
            "The database of MARROW_DATABASE_URL is new, or from an older version. Stop Marrow everywhere, then run: "
            "marrow db upgrade"
        )
    await upgrade(address)


def _to_the_end(
    method: Callable[Concatenate[DatabaseStore, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[DatabaseStore, P], Coroutine[Any, Any, T]]:
    """Let a method go on to its end when its caller is cancelled.

    A transaction on SQLite that is cancelled keeps the file locked for as long as anything refers to its cursor.
    """

    @wraps(method)
    async def shielded(store: DatabaseStore, /, *args: P.args, **kwargs: P.kwargs) -> T:
        task = asyncio.ensure_future(method(store, *args, **kwargs))
        store.running.add(task)
        task.add_done_callback(store.running.discard)
        return await asyncio.shield(task)

    return shielded


class DatabaseStore(Store):
    """The store in a database that is up to date. To be had from `Store.open`."""

    def __init__(self, engine: AsyncEngine, now: Callable[[], dt.datetime]) -> None:
        self._engine = engine
        self._writing_engine = engine.execution_options(**WRITES)
        self._now = now
        self._is_closed = False
        self.running: set[asyncio.Task[Any]] = set()
        """The transactions in hand, also those whose callers don't wait for them any more."""
        self._errors = database_errors(engine.url)
        # SQLite's own queue is none: whoever waits tries again at random, and one may starve. So we stand in line here.
        self._line = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @override
    async def close(self) -> None:
        self._is_closed = True
        await asyncio.gather(*self.running, return_exceptions=True)
        await self._engine.dispose()

    def _check_open(self) -> None:
        # Whoever comes later, such as a handler of the last event, would connect anew, and nobody would close that.
        if self._is_closed:
            raise StoreError("The database is closed already, since Marrow is ending.")

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        self._check_open()
        with surfacing(self._errors, "read"):
            async with self._engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        self._check_open()
        with surfacing(self._errors, "written"):
            async with AsyncExitStack() as stack:
                if self._line is not None:
                    await stack.enter_async_context(self._line)
                yield await stack.enter_async_context(self._writing_engine.begin())

    # --- settings -----------------------------------------------------------------------------------------------------

    @override
    @_to_the_end
    async def settings(self, guild_id: int) -> Settings:
        async with self._reading() as connection:
            return await _settings(connection, guild_id)

    @override
    @_to_the_end
    async def set_settings(
        self, guild_id: int, *, country: str | Unchanged | None = UNCHANGED, plain: bool | Unchanged = UNCHANGED
    ) -> Settings:
        given = {"country": country, "plain": plain}
        changes = {name: value for name, value in given.items() if value is not UNCHANGED}
        async with self._writing() as connection:
            if changes:
                await _hold(connection, guild_id)
                await connection.execute(
                    update(tables.guild).where(tables.guild.c.guild_id == guild_id).values(changes)
                )
            return await _settings(connection, guild_id)

    @override
    @_to_the_end
    async def add_help_line(self, guild_id: int, line: OwnLine) -> Settings:
        line = _showable(line)
        async with self._writing() as connection:
            await _hold(connection, guild_id)
            names = [there.name for there in (await _settings(connection, guild_id)).help_lines]
            same = _same(names, line.name)
            if same is not None:
                raise AlreadyThere(same)
            if len(names) >= MOST_LINES:
                raise TooManyLines(tuple(names))
            await connection.execute(
                insert(tables.help_line).values(guild_id=guild_id, name=line.name, line=line.line, hours=line.hours)
            )
            return await _settings(connection, guild_id)

    @override
    @_to_the_end
    async def remove_help_line(self, guild_id: int, name: str) -> Settings:
        lines = tables.help_line.c
        async with self._writing() as connection:
            await _hold(connection, guild_id)
            names = [there.name for there in (await _settings(connection, guild_id)).help_lines]
            same = _same(names, name)
            if same is None:
                # As it leaves the transaction, a server that had no row still has none.
                raise NotThere(tuple(names))
            await connection.execute(delete(tables.help_line).where(lines.guild_id == guild_id, lines.name == same))
            return await _settings(connection, guild_id)

    # --- pins ---------------------------------------------------------------------------------------------------------

    @override
    @_to_the_end
    async def intend(self, guild_id: int, channel_id: int, topic: str, *, wants_pin: bool, figures: bool) -> Pin:
        async with self._writing() as connection:
            await _hold(connection, guild_id)
            values = {
                "guild_id": guild_id,
                "channel_id": channel_id,
                "key": secrets.token_hex(8),
                "topic": topic,
                "state": PinState.INTENDED.value,
                "wants_pin": wants_pin,
                "figures": figures,
                "created_at": self._now(),
            }
            result = await connection.execute(insert(tables.pin).values(values).returning(tables.pin))
            return _pin(result.one())

    @override
    async def posted(self, pin_id: int, message_id: int, *, digest: str, as_of: dt.date) -> bool:
        return await self._change(
            pin_id,
            tables.pin.c.message_id.is_(None),
            {"message_id": message_id, "state": PinState.POSTED.value, "digest": digest, "as_of": as_of},
        )

    @override
    async def pinned(self, pin_id: int) -> bool:
        return await self._change(pin_id, tables.pin.c.message_id.is_not(None), {"state": PinState.PINNED.value})

    @override
    async def unpinned(self, pin_id: int) -> bool:
        return await self._change(pin_id, tables.pin.c.message_id.is_not(None), {"state": PinState.UNPINNED.value})

    @override
    async def rendered(self, pin_id: int, *, digest: str, as_of: dt.date) -> bool:
        return await self._change(pin_id, tables.pin.c.message_id.is_not(None), {"digest": digest, "as_of": as_of})

    @override
    async def with_figures(self, pin_id: int) -> bool:
        return await self._change(pin_id, tables.pin.c.message_id.is_not(None), {"figures": True})

    @_to_the_end
    async def _change(self, pin_id: int, condition: ColumnElement[bool], values: dict[str, object]) -> bool:
        async with self._writing() as connection:
            statement = update(tables.pin).where(tables.pin.c.id == pin_id, condition).values(values)
            return (await connection.execute(statement)).rowcount > 0

    @override
    @_to_the_end
    async def forget(self, pin_id: int) -> bool:
        async with self._writing() as connection:
            return (await connection.execute(delete(tables.pin).where(tables.pin.c.id == pin_id))).rowcount > 0

    @override
    @_to_the_end
    async def forget_channel(self, guild_id: int, channel_id: int) -> int:
        pins = tables.pin.c
        async with self._writing() as connection:
            statement = delete(tables.pin).where(pins.guild_id == guild_id, pins.channel_id == channel_id)
            return (await connection.execute(statement)).rowcount

    @override
    async def pin(self, pin_id: int) -> Pin | None:
        return _first(await self._pins(_pins().where(tables.pin.c.id == pin_id)))

    @override
    async def pins(self, guild_id: int) -> tuple[Pin, ...]:
        return await self._pins(_pins().where(tables.pin.c.guild_id == guild_id))

    @override
    async def pins_in(self, channel_id: int) -> tuple[Pin, ...]:
        return await self._pins(_pins().where(tables.pin.c.channel_id == channel_id))

    @override
    async def pin_of_message(self, message_id: int) -> Pin | None:
        return _first(await self._pins(_pins().where(tables.pin.c.message_id == message_id)))

    @override
    async def find(self, channel_id: int, topic: str) -> Pin | None:
        pins = tables.pin.c
        intended_last = case((pins.state == PinState.INTENDED.value, 1), else_=0)
        wanted = select(tables.pin).where(pins.channel_id == channel_id, pins.topic == topic)
        return _first(await self._pins(wanted.order_by(intended_last, pins.id.desc()).limit(1)))

    @override
    async def intents(self) -> tuple[Pin, ...]:
        return await self._pins(_pins().where(tables.pin.c.state == PinState.INTENDED.value))

    @override
    async def all_pins(self, chunk: int = 100) -> AsyncIterator[Pin]:
        last = 0
        while read := await self._pins(_pins().where(tables.pin.c.id > last).limit(chunk)):
            for pin in read:
                yield pin
            last = read[-1].id

    @_to_the_end
    async def _pins(self, statement: Select[Any]) -> tuple[Pin, ...]:
        async with self._reading() as connection:
            return tuple(map(_pin, await connection.execute(statement)))

    # --- servers ------------------------------------------------------------------------------------------------------

    @override
    @_to_the_end
    async def guild_ids(self) -> set[int]:
        async with self._reading() as connection:
            return set(await connection.scalars(select(tables.guild.c.guild_id)))

    @override
    async def stored(self, guild_id: int) -> Stored:
        return Stored(settings=await self.settings(guild_id), pins=await self.pins(guild_id))

    @override
    @_to_the_end
    async def forget_guild(self, guild_id: int) -> bool:
        async with self._writing() as connection:
            # The database deletes with it all that refers to it.
            statement = delete(tables.guild).where(tables.guild.c.guild_id == guild_id)
            return (await connection.execute(statement)).rowcount > 0


async def _hold(connection: AsyncConnection, guild_id: int) -> None:
    """Make sure that the server has its row, and keep others from changing it until the transaction ends."""
    added = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(tables.guild)
    row = added.values(guild_id=guild_id, plain=Settings().plain)
    # An update that changes nothing: unlike "do nothing", it takes the lock and finds a row that was deleted meanwhile.
    await connection.execute(
        row.on_conflict_do_update(index_elements=["guild_id"], set_={"guild_id": row.excluded.guild_id})
    )


async def _settings(connection: AsyncConnection, guild_id: int) -> Settings:
    guild, line = tables.guild.c, tables.help_line.c
    # One statement, so that settings and lines are of the same moment.
    result = await connection.execute(
        select(guild.country, guild.plain, line.name, line.line, line.hours)
        .select_from(tables.guild.outerjoin(tables.help_line))
        .where(guild.guild_id == guild_id)
        .order_by(line.id)
    )
    rows = result.all()
    if not rows:
        return Settings()
    return Settings(
        country=rows[0].country,
        plain=rows[0].plain,
        help_lines=tuple(
            OwnLine(name=row.name, line=row.line, hours=row.hours) for row in rows if row.name is not None
        ),
    )


def _pins() -> Select[Any]:
    return select(tables.pin).order_by(tables.pin.c.id)


def _first(pins: Sequence[Pin]) -> Pin | None:
    return pins[0] if pins else None


def _pin(row: Row[Any]) -> Pin:
    return Pin(**{**row._mapping, "state": PinState(row.state)})


def _same(names: Sequence[str], name: str) -> str | None:
    """Return the name that is the same save for capital letters. Databases differ on which letters are alike."""
    return next((there for there in names if there.casefold() == name.strip().casefold()), None)


def _showable(line: OwnLine) -> OwnLine:
    """Return the line without blanks around its parts. Raises BadLine if it can't be shown in one line of a message."""
    return OwnLine(
        name=_part("name", line.name, LONGEST_NAME),
        line=_part("number or link", line.line, LONGEST_LINE),
        hours=_part("hours", line.hours, LONGEST_HOURS) if line.hours and line.hours.strip() else None,
    )


def _part(what: str, text: str, longest: int) -> str:
    text = text.strip()
    if not text:
        raise BadLine(f"The {what} of a help line can't be empty.")
    if len(text) > longest:
        raise BadLine(f"The {what} of a help line can have at most {longest} characters.")
    # Line breaks and other control characters, and halves of characters, which a database can't even write.
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in text):
        raise BadLine(f"The {what} of a help line has a character that can't be shown. Write it in one line of text.")
    return text
