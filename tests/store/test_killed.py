"""The program is killed at any moment: the database opens again, and everything that was done is there."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import subprocess
import sys
from contextlib import closing

from bot.store import PinState, Store
from bot.store.schema import upgrade
from tests.store import writer
from tests.store.conftest import Database

ROUNDS = 8
NEXT = {"intended": "posted", "posted": "pinned", "pinned": "forgotten"}
"""What a write that was not reported any more may have made of a pin."""


def start(url: str, channel_id: int) -> subprocess.Popen[str]:
    program = subprocess.Popen(  # noqa: S603
        [sys.executable, "-W", "ignore", "-m", writer.__name__, url, str(channel_id)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    return program


def go(program: subprocess.Popen[str]) -> None:
    assert program.stdin is not None
    program.stdin.write("\n")
    program.stdin.flush()


def kill(program: subprocess.Popen[str]) -> list[tuple[str, int]]:
    """Kill the program, and return what it had reported but nobody had read."""
    program.kill()
    assert program.stdin is not None
    assert program.stdout is not None
    with program.stdin, program.stdout:
        # The last line may be cut off.
        lines = [line.split() for line in program.stdout if line.endswith("\n")]
    program.wait()
    return [(done, int(pin_id)) for done, pin_id in lines]


def read(program: subprocess.Popen[str], count: int) -> list[tuple[str, int]]:
    assert program.stdout is not None
    lines = [program.stdout.readline().split() for _ in range(count)]
    return [(done, int(pin_id)) for done, pin_id in lines]


async def states(url: str) -> dict[int, str]:
    async with await Store.open(url) as store:
        assert await store.guild_ids() <= {writer.GUILD}
        pins = [pin async for pin in store.all_pins()]
    for pin in pins:
        assert (pin.message_id is None) == (pin.state is PinState.INTENDED)
    return {pin.id: pin.state.value for pin in pins}


def whole(database: Database) -> bool:
    """SQLite's own judgement of the file."""
    if database.file is None:
        return True
    with closing(sqlite3.connect(database.file)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_what_was_written_before_the_kill_is_there_and_nothing_is_half_written(database: Database) -> None:
    chance = random.Random(1)  # noqa: S311
    expected: dict[int, str] = {}
    for round_ in range(1, ROUNDS + 1):
        programs = [await asyncio.to_thread(start, database.url, round_ * 10 + number) for number in range(2)]
        for program in programs:
            go(program)
        reports = [await asyncio.to_thread(read, program, chance.randrange(1, 30)) for program in programs]
        await asyncio.sleep(chance.random() * 0.02)
        for program, report in zip(programs, reports, strict=True):
            report += await asyncio.to_thread(kill, program)
        for report in reports:
            expected.update({pin_id: done for done, pin_id in report})
        database.settle()
        assert whole(database)
        found = await states(database.url)
        check(expected, found, unreported=len(programs))
        expected = {**dict.fromkeys(expected, "forgotten"), **found}


def check(expected: dict[int, str], found: dict[int, str], unreported: int) -> None:
    """Each pin is as it was reported, or one step further if the kill came before the report."""
    for pin_id, done in expected.items():
        assert found.get(pin_id, "forgotten") in {done, NEXT.get(done)}
    further = [pin_id for pin_id, done in expected.items() if found.get(pin_id, "forgotten") != done]
    unknown = found.keys() - expected.keys()
    assert all(found[pin_id] == "intended" for pin_id in unknown)
    assert len(further) + len(unknown) <= unreported


async def test_a_program_that_is_killed_while_it_makes_the_database_leaves_one_that_opens(
    empty_database: Database,
) -> None:
    chance = random.Random(7)  # noqa: S311
    for number in range(ROUNDS):
        program = await asyncio.to_thread(start, empty_database.url, number + 1)
        go(program)
        await asyncio.sleep(chance.random() * 0.4)
        await asyncio.to_thread(kill, program)
        # Every second round goes on with what the kill left, the others begin anew.
        if number % 2:
            empty_database.settle()
            await upgrade(empty_database.url)
            await states(empty_database.url)
            assert whole(empty_database)
            empty_database.clear()


async def test_an_intention_outlives_a_kill_with_the_key_that_its_message_carries(database: Database) -> None:
    program = await asyncio.to_thread(start, database.url, 5)
    go(program)
    [(done, pin_id)] = await asyncio.to_thread(read, program, 1)
    await asyncio.to_thread(kill, program)
    assert done == "intended"
    async with await Store.open(database.url) as store:
        pin = await store.pin(pin_id)
        assert pin is not None
        assert (pin.channel_id, pin.wants_pin, len(pin.key)) == (5, True, 16)
