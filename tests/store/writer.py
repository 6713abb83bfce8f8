"""A program that writes to a store until it is killed, and says after each write that it is done.

Called with the address of the database and a channel. Prints "ready" and waits for a line; then opens the store.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sys

import bot.store.schema  # so that what is slow to import is there before somebody waits
from bot.store import Store

GUILD = 1


async def write(url: str, channel_id: int) -> None:
    """Take one summary after the other from intended to pinned, and every third one away again."""
    day = dt.date(2026, 11, 23)
    async with await Store.open(url) as store:
        number = 0
        while True:
            number += 1
            pin = await store.intend(GUILD, channel_id, "induction", wants_pin=True, figures=False)
            print("intended", pin.id, flush=True)
            await store.posted(pin.id, channel_id * 1_000_000 + number, digest="a1", as_of=day)
            print("posted", pin.id, flush=True)
            await store.pinned(pin.id)
            print("pinned", pin.id, flush=True)
            if number % 3 == 0:
                await store.forget(pin.id)
                print("forgotten", pin.id, flush=True)


if __name__ == "__main__":
    assert bot.store.schema.HEAD
    print("ready", flush=True)
    sys.stdin.readline()
    asyncio.run(write(sys.argv[1], int(sys.argv[2])))
