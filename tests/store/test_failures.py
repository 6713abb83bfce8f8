"""What can go wrong with a database: always a StoreError that says what to do, and nothing of what is stored."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import traceback
from pathlib import Path

import pytest

from bot.store import NoStore, OwnLine, Settings, Store, Stored, StoreError
from bot.store.schema import upgrade
from tests.store.conftest import Database
from tests.store.postgres import Server

LINE = OwnLine(name="Nurse line", line="555 0100")
DAY = dt.date(2026, 11, 23)


def chain(error: BaseException | None) -> str:
    """What a log would show of an error and its causes, save for the lines of our own code."""
    shown = []
    while error is not None:
        shown += traceback.format_exception_only(error)
        error = error.__cause__
    return "".join(shown)


# --- opening ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"this is no database, but long enough to be looked at\n" * 200, b"\0" * 8192])
async def test_a_file_that_is_no_database_is_named_and_not_touched(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "marrow.db"
    file.write_bytes(content)
    for use in (Store.open, upgrade):
        with pytest.raises(StoreError) as error:
            await use(f"sqlite:///{file}")
        assert str(error.value).startswith(
            f"The file {file} is damaged, or is not a database. Put a backup in its place"
        )
        assert error.value.__cause__ is not None
    assert file.read_bytes() == content


async def test_a_database_that_was_cut_short_is_a_store_error(tmp_path: Path) -> None:
    file = tmp_path / "marrow.db"
    async with await Store.open(f"sqlite:///{file}") as store:
        for guild_id in range(50):
            await store.add_help_line(guild_id, LINE)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    async def use() -> None:
        async with await Store.open(f"sqlite:///{file}") as store:
            for guild_id in range(50):
                await store.remove_help_line(guild_id, LINE.name)

    with pytest.raises(StoreError):
        await use()


async def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, where the folder should be")
    for use in (Store.open, upgrade):
        with pytest.raises(StoreError) as error:
            await use(f"sqlite:///{tmp_path}/data/deep/marrow.db")
        assert f"The database {tmp_path}/data/deep/marrow.db can't be opened or made. Check that" in str(error.value)
        assert "MARROW_DATA" in str(error.value)


async def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be opened or made"):
        await Store.open(f"sqlite:///{tmp_path}")


async def test_a_server_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    for use in (Store.open, upgrade):
        with pytest.raises(StoreError, match="can't be reached or used") as error:
            await use(f"postgresql://marrow:hunter2@/marrow?host={tmp_path}")
        assert "hunter2" not in chain(error.value)


@pytest.mark.parametrize(("database", "user"), [("nowhere", "marrow"), ("postgres", "nobody")])
async def test_a_wrong_database_or_user_is_said_plainly(server: Server, database: str, user: str) -> None:
    with pytest.raises(StoreError, match="can't be reached or used"):
        await Store.open(server.url(database, user))


async def test_a_user_who_may_not_make_tables_is_said_plainly(server: Server) -> None:
    name = server.create_database()
    server.execute(name, "CREATE ROLE guest LOGIN")
    with pytest.raises(StoreError, match="that the user may make tables in the database"):
        await upgrade(server.url(name, "guest"))


# --- while it is open -------------------------------------------------------------------------------------------------


async def test_every_failure_surfaces_as_a_store_error_with_its_cause(store: Store, database: Database) -> None:
    pin = await store.intend(1, 2, "induction", wants_pin=True, figures=False)
    await store.set_settings(1, country="DE")
    for table in ("pin", "help_line", "guild"):
        database.execute(f"DROP TABLE {table}")
    calls = [
        store.settings(1),
        store.set_settings(1, plain=True),
        store.add_help_line(1, LINE),
        store.remove_help_line(1, "Nurse line"),
        store.intend(1, 2, "induction", wants_pin=True, figures=False),
        store.posted(pin.id, 3, digest="a1", as_of=DAY),
        store.pinned(pin.id),
        store.unpinned(pin.id),
        store.rendered(pin.id, digest="a1", as_of=DAY),
        store.forget(pin.id),
        store.forget_channel(1, 2),
        store.pin(pin.id),
        store.pins(1),
        store.pins_in(2),
        store.pin_of_message(3),
        store.find(2, "induction"),
        store.intents(),
        anext(aiter(store.all_pins())),
        store.guild_ids(),
        store.stored(1),
        store.forget_guild(1),
    ]
    for call in calls:
        with pytest.raises(StoreError, match=r"can't be (read|written) just now") as error:
            await call
        assert error.value.__cause__ is not None


@pytest.mark.parametrize("guild_id", [2**63, -(2**63) - 1])
async def test_a_number_that_is_too_big_is_a_store_error(store: Store, guild_id: int) -> None:
    with pytest.raises(StoreError):
        await store.settings(guild_id)
    with pytest.raises(StoreError):
        await store.set_settings(guild_id, plain=True)
    assert await store.guild_ids() == set()


async def test_a_text_that_no_database_takes_is_a_store_error(store: Store) -> None:
    with pytest.raises(StoreError):
        await store.set_settings(1, country="\ud800")
    assert await store.settings(1) == Settings()


async def test_a_failure_repeats_nothing_of_what_was_to_be_stored(store: Store, database: Database) -> None:
    database.execute("DROP TABLE help_line")
    database.execute("CREATE TABLE help_line (id INTEGER, guild_id INTEGER, name TEXT, line TEXT, hours TEXT)")
    database.execute("ALTER TABLE help_line ADD COLUMN other TEXT NOT NULL DEFAULT 'x' CHECK (other <> 'x')")
    with pytest.raises(StoreError) as error:
        await store.add_help_line(987_654_321, OwnLine(name="Aunt Martha", line="555 0199"))
    assert "Martha" not in chain(error.value)
    assert "987654321" not in chain(error.value)
    assert error.value.__suppress_context__


async def test_a_failure_repeats_nothing_of_what_was_asked_for(store: Store, database: Database) -> None:
    database.execute("DROP TABLE help_line")
    with pytest.raises(StoreError) as error:
        await store.settings(987_654_321)
    assert "help_line" in chain(error.value)
    assert "987654321" not in chain(error.value)


async def test_a_store_works_again_after_a_failure(store: Store, database: Database) -> None:
    await store.set_settings(1, country="DE")
    database.execute("ALTER TABLE guild RENAME TO elsewhere")
    for _ in range(20):
        with pytest.raises(StoreError):
            await store.settings(1)
        with pytest.raises(StoreError):
            await store.set_settings(1, plain=True)
    database.execute("ALTER TABLE elsewhere RENAME TO guild")
    assert await store.set_settings(1, plain=True) == Settings(country="DE", plain=True)


async def test_a_store_that_was_closed_connects_no_more(store: Store) -> None:
    await store.close()
    with pytest.raises(StoreError, match="closed already"):
        await store.guild_ids()
    with pytest.raises(StoreError, match="closed already"):
        await store.forget_guild(1)


async def test_connections_that_the_server_ended_are_replaced(database: Database) -> None:
    if database.server is None:
        pytest.skip("SQLite has no server")
    async with await Store.open(database.url) as store:
        await asyncio.gather(*(store.set_settings(number, plain=True) for number in range(5)))
        database.server.execute(
            "postgres",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.name}'",  # noqa: S608
        )
        assert await store.settings(1) == Settings(plain=True)
        assert await store.set_settings(1, country="DE") == Settings(country="DE", plain=True)


# --- without a database -----------------------------------------------------------------------------------------------

REASON = "The database can't be opened. Mend it."


async def test_without_a_database_everything_that_is_read_is_the_default() -> None:
    async with NoStore(REASON) as store:
        assert await store.settings(1) == Settings()
        assert await store.stored(1) == Stored(settings=Settings(), pins=())
        assert await store.guild_ids() == set()
        assert (await store.pins(1), await store.pins_in(1), await store.intents()) == ((), (), ())
        assert (await store.pin(1), await store.pin_of_message(1), await store.find(1, "induction")) == (
            None,
            None,
            None,
        )
        assert [pin async for pin in store.all_pins()] == []


async def test_without_a_database_everything_that_is_written_says_why_not_and_what_to_do() -> None:
    store = NoStore(REASON)
    calls = [
        store.set_settings(1, plain=True),
        store.add_help_line(1, LINE),
        store.remove_help_line(1, "Nurse line"),
        store.intend(1, 2, "induction", wants_pin=True, figures=False),
        store.posted(1, 2, digest="a1", as_of=DAY),
        store.pinned(1),
        store.unpinned(1),
        store.rendered(1, digest="a1", as_of=DAY),
        store.forget(1),
        store.forget_channel(1, 2),
        store.forget_guild(1),
    ]
    for call in calls:
        with pytest.raises(StoreError, match=f"^{re.escape(REASON)}$"):
            await call
