"""Many at once: tasks of one bot, several bots on one database, and tasks that are given up half-way."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections import Counter

from bot.store import NotThere, OwnLine, Settings, Store, TooManyLines
from tests.store.conftest import Database

DAY = dt.date(2026, 11, 23)


async def test_many_tasks_write_and_read_at_once(store: Store) -> None:
    async def use(number: int) -> None:
        guild = number % 10
        pin = await store.intend(guild, number, "induction", wants_pin=True, figures=False)
        assert await store.posted(pin.id, 1000 + number, digest="a1", as_of=DAY)
        assert await store.pinned(pin.id)
        await store.settings(guild)
        assert await store.find(number, "induction") is not None
        if number % 2:
            assert await store.forget(pin.id)

    await asyncio.gather(*map(use, range(200)))
    pins = [pin async for pin in store.all_pins()]
    assert sorted(pin.channel_id for pin in pins) == list(range(0, 200, 2))
    assert {pin.message_id for pin in pins} == set(range(1000, 1200, 2))


async def test_several_stores_on_one_database_wait_for_each_other(database: Database) -> None:
    stores = [await Store.open(database.url) for _ in range(4)]
    await asyncio.gather(
        *(
            store.intend(1, number, "induction", wants_pin=True, figures=False)
            for number, store in enumerate(stores * 25)
        )
    )
    for store in stores:
        assert sorted(pin.channel_id for pin in await store.pins(1)) == list(range(100))
        await store.close()


async def test_at_most_five_lines_however_many_are_added_at_once(database: Database) -> None:
    stores = [await Store.open(database.url) for _ in range(3)]
    added = await asyncio.gather(
        *(stores[number % 3].add_help_line(1, OwnLine(name=f"Line {number}", line="1")) for number in range(12)),
        return_exceptions=True,
    )
    assert Counter(map(type, added)) == {Settings: 5, TooManyLines: 7}
    assert len((await stores[0].settings(1)).help_lines) == 5
    for store in stores:
        await store.close()


async def test_a_line_is_removed_once_however_many_try(store: Store) -> None:
    await store.add_help_line(1, OwnLine(name="Nurse line", line="1"))
    removed = await asyncio.gather(*(store.remove_help_line(1, "Nurse line") for _ in range(6)), return_exceptions=True)
    assert Counter(map(type, removed)) == {Settings: 1, NotThere: 5}


async def test_a_server_may_leave_while_its_pins_are_written(store: Store) -> None:
    async def leave() -> None:
        for _ in range(10):
            await store.forget_guild(1)

    async def use(number: int) -> None:
        pin = await store.intend(1, number, "induction", wants_pin=True, figures=False)
        await store.posted(pin.id, number, digest="a1", as_of=DAY)

    await asyncio.gather(*map(use, range(40)), leave())
    await store.forget_guild(1)
    assert await store.guild_ids() == set()
    assert [pin async for pin in store.all_pins()] == []


async def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    async with await Store.open(database.url) as store, await Store.open(database.url) as other:
        await store.set_settings(1, country="DE")
        writing = asyncio.gather(*(other.set_settings(number, plain=True) for number in range(2, 50)))
        seen = [await store.settings(1) for _ in range(20)]
        await writing
    assert seen == [Settings(country="DE")] * 20


async def test_tasks_that_are_given_up_half_way_leave_the_store_usable(store: Store) -> None:
    chance = random.Random(5)  # noqa: S311
    # Whoever logs errors holds them for a while, and with them the cursors of their transactions.
    kept: list[object] = []
    for round_ in range(30):
        tasks = [
            asyncio.ensure_future(store.intend(1, round_ * 10 + number, "induction", wants_pin=True, figures=False))
            for number in range(6)
        ]
        await asyncio.sleep(chance.random() * 0.01)
        for task in tasks:
            task.cancel()
        kept += await asyncio.gather(*tasks, return_exceptions=True)
    # All writers together: a lock or a connection that was lost would show here.
    await asyncio.gather(*(store.set_settings(number, plain=True) for number in range(2, 22)))
    assert len(await store.guild_ids() - {1}) == 20
    pins = await store.pins(1)
    assert len(pins) == len({pin.channel_id for pin in pins})
