"""Migrations: from nothing to what the code expects, on both databases."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.store import OwnLine, Settings, Store, StoreError, schema
from bot.store.engine import create_engine, parse_url
from bot.store.schema import HEAD, MIGRATIONS, upgrade
from bot.store.tables import metadata
from tests.store.conftest import Database

LINE = OwnLine(name="Nurse line", line="555 0100")


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


async def test_migrations_make_exactly_the_tables_that_the_code_expects(empty_database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))

    assert await upgrade(empty_database.url) is True
    engine = create_engine(parse_url(empty_database.url))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_to_upgrade_twice_changes_nothing(empty_database: Database) -> None:
    assert await upgrade(empty_database.url) is True
    async with await Store.open(empty_database.url) as store:
        await store.set_settings(1, country="DE")
    assert await upgrade(empty_database.url) is False
    async with await Store.open(empty_database.url) as store:
        assert await store.settings(1) == Settings(country="DE")


async def test_several_may_upgrade_at_once(empty_database: Database) -> None:
    done = await asyncio.gather(*(upgrade(empty_database.url) for _ in range(6)))
    assert sorted(done) == [False] * 5 + [True]


def test_several_programs_may_make_the_same_file_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'marrow.db'}"
    # Each waits until all are ready, so that they really meet.
    code = (
        "import asyncio, sys\n"
        "from bot.store import Store\n"
        "import bot.store.database, alembic.command\n"
        "async def main():\n"
        "    async with await Store.open(sys.argv[1]) as store:\n"
        "        await store.set_settings(int(sys.argv[2]), plain=True)\n"
        "print('ready', flush=True)\n"
        "sys.stdin.readline()\n"
        "asyncio.run(main())\n"
    )
    programs = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", code, url, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for number in range(4)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    for program in programs:
        program.communicate()
    assert [program.returncode for program in programs] == [0, 0, 0, 0]

    async def guild_ids() -> set[int]:
        async with await Store.open(url) as store:
            return await store.guild_ids()

    assert asyncio.run(guild_ids()) == {0, 1, 2, 3}


async def test_a_file_is_upgraded_when_it_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "a folder" / "with 100% & ?" / "marrow.db"
    async with await Store.open(f"sqlite:///{file}") as store:
        await store.set_settings(1, plain=True)
    assert file.is_file()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


async def test_an_outdated_postgresql_database_is_left_alone_and_named(empty_database: Database) -> None:
    if empty_database.server is None:
        pytest.skip("SQLite is upgraded by itself")
    for _ in range(2):
        with pytest.raises(StoreError, match="then run: marrow db upgrade"):
            await Store.open(empty_database.url)
    await upgrade(empty_database.url)
    async with await Store.open(empty_database.url) as store:
        assert await store.settings(1) == Settings()


async def test_a_database_of_a_newer_version_is_refused_and_not_touched(database: Database) -> None:
    async with await Store.open(database.url) as store:
        await store.set_settings(1, country="DE")
    database.execute("UPDATE alembic_version SET version_num = '9999'")
    for use in (Store.open, upgrade):
        with pytest.raises(StoreError, match="made by a newer version of Marrow"):
            await use(database.url)
    database.execute(f"UPDATE alembic_version SET version_num = '{HEAD}'")  # noqa: S608
    async with await Store.open(database.url) as store:
        assert await store.settings(1) == Settings(country="DE")


NEXT_MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("guild", recreate="{recreate}") as batch:
        batch.add_column(sa.Column("next", sa.Text))
"""


async def test_a_migration_that_replaces_a_table_keeps_the_rows_that_refer_to_it(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with await Store.open(database.url) as store:
        await store.add_help_line(1, LINE)
        await store.intend(1, 2, "induction", wants_pin=True, figures=False)
        before = await store.stored(1)
    migrations = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    # PostgreSQL changes a table where it stands, and would not let one go that others refer to.
    next_one = NEXT_MIGRATION.format(head=HEAD, recreate="always" if database.file else "auto")
    (migrations / "versions" / "v9998_next.py").write_text(next_one)
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "HEAD", "9998")
    if database.server is not None:
        with pytest.raises(StoreError, match="then run: marrow db upgrade"):
            await Store.open(database.url)
        assert await upgrade(database.url) is True
    async with await Store.open(database.url) as store:
        assert await store.stored(1) == before
    assert await upgrade(database.url) is False


async def test_a_migration_that_fails_leaves_everything_as_it_was(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with await Store.open(database.url) as store:
        await store.add_help_line(1, LINE)
    with monkeypatch.context() as patched:
        migrations = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
        failing = NEXT_MIGRATION.format(head=HEAD, recreate="auto") + '    op.execute("DELETE FROM nowhere")\n'  # noqa: S608
        (migrations / "versions" / "v9998_next.py").write_text(failing)
        patched.setattr(schema, "MIGRATIONS", migrations)
        patched.setattr(schema, "HEAD", "9998")
        with pytest.raises(StoreError):
            await upgrade(database.url)
    assert await upgrade(database.url) is False
    async with await Store.open(database.url) as store:
        assert await store.add_help_line(1, OwnLine(name="Night chat", line="1"))


def test_the_newest_migration_is_the_one_that_the_code_names() -> None:
    assert scripts().get_heads() == [HEAD]


def test_the_numbers_of_migrations_are_in_the_order_of_their_versions() -> None:
    # A newer version is told by its greater number.
    numbers = [script.revision for script in scripts().walk_revisions()]
    assert numbers == sorted(numbers, reverse=True)
    assert all(len(number) == 4 and number.isdigit() for number in numbers)


def test_no_table_holds_a_member_or_what_one_asked() -> None:
    # Whoever adds a column meets this test, and the promise.
    assert {table.name: [column.name for column in table.columns] for table in metadata.sorted_tables} == {
        "guild": ["guild_id", "country", "plain"],
        "help_line": ["id", "guild_id", "name", "line", "hours"],
        "pin": [
            "id", "guild_id", "channel_id", "message_id", "key", "topic", "digest", "state", "wants_pin", "figures",
            "as_of", "created_at",
        ],
    }  # fmt: skip


# --- what is imported -------------------------------------------------------------------------------------------------

LIBRARIES = "{'sqlalchemy', 'alembic', 'aiosqlite', 'asyncpg', 'sqlite3'} & sys.modules.keys()"


def test_the_command_line_imports_no_database() -> None:
    code = f"import sys, bot.cli, bot.store\nassert not {LIBRARIES}, {LIBRARIES}"
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)  # noqa: S603


async def test_a_file_that_is_up_to_date_is_opened_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'marrow.db'}"
    await upgrade(url)
    code = (
        "import asyncio, sys\nfrom bot.store import Store\n"
        f"async def main():\n    async with await Store.open({url!r}) as store:\n        await store.settings(1)\n"
        "asyncio.run(main())\nassert 'sqlalchemy' in sys.modules\nassert 'alembic' not in sys.modules"
    )
    await asyncio.to_thread(subprocess.run, [sys.executable, "-c", code], check=True)
