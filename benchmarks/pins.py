"""How refreshing many pinned summaries weighs on members' answers.

Run: python benchmarks/pins.py [--servers 300] [--pins 1000] [--changed 40]

In one process with the embedded Discord: posts the pins, changes the content of some, and refreshes while members ask.
Prints how many messages were edited, and the median time of an answer meanwhile as a ratio to the median before.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.catalog import Library, content_folder, load_library
from bot.client import Marrow
from bot.lookup import Lookup
from bot.presentation.list_pages import Operator
from bot.presentation.replies import Replies
from bot.sandbox import Channel, Guild, Person, Sandbox
from bot.store import Store

QUESTION = "how long does treatment take"


async def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--servers", type=int, default=300)
    parser.add_argument("--pins", type=int, default=1000)
    parser.add_argument("--changed", type=int, default=40)
    options = parser.parse_args()
    library = load_library(content_folder())
    lookup = Lookup(library)
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox() as sandbox, await Store.open(f"sqlite:///{Path(folder)}/pins.db") as store:
            guilds = [sandbox.create_guild(f"Server {number}") for number in range(options.servers)]
            channels = [guild.create_text_channel("general") for guild in guilds]
            ana = sandbox.create_user("ana")
            guilds[0].add_member(ana)
            bot = Marrow(replies(library, lookup), store)
            async with sandbox.running(bot):
                await bot.wait_until_ready()
                topics = await post(bot, guilds, channels, options.pins, options.changed)
                before = await ask(ana, channels[0], lambda taken: taken >= 100)
                edits = count_edits(sandbox)
                changed = change(library, topics)
                bot.replies = replies(changed, lookup)
                refreshing = asyncio.ensure_future(bot.keeper.refresh())
                during = await ask(ana, channels[0], lambda _: refreshing.done())
                done = await refreshing
                print(f"pins {options.pins} in {options.servers} servers, of which {options.changed} changed")
                print(f"edited {done.edited} (requests: {count_edits(sandbox) - edits}), right already {done.same}")
                print(f"answers before: median {1000 * statistics.median(before):.1f} ms of {len(before)}")
                print(f"answers meanwhile: median {1000 * statistics.median(during):.1f} ms of {len(during)}")
                print(f"ratio of the medians: {statistics.median(during) / statistics.median(before):.2f}")


def replies(library: Library, lookup: Lookup) -> Replies:
    """Return the replies of a library; the lookup may be that of another with the same names."""
    return Replies(library, lookup, Operator(), "0")


async def post(bot: Marrow, guilds: list[Guild], channels: list[Channel], count: int, changed: int) -> list[str]:
    """Pin so many summaries, no topic twice in a channel, and return the topics of the ones to change."""
    topics = list(bot.replies.library.topics)
    rare, common = topics[0], topics[1:]
    for number in range(count):
        place = number % len(guilds)
        topic = rare if number < changed else common[(number // len(guilds)) % len(common)]
        await bot.poster.post(guilds[place].id, channels[place].id, topic, pin=True)
    return [rare]


def change(library: Library, topics: list[str]) -> Library:
    """Return the library with another day of checking in these topics."""
    day = library.topics[topics[0]].checked + dt.timedelta(days=1)
    again = {name: library.topics[name].model_copy(update={"checked": day}) for name in topics}
    return dataclasses.replace(library, topics={**library.topics, **again})


async def ask(ana: Person, channel: Channel, over: Callable[[int], bool]) -> list[float]:
    """Ask again and again until it is over, which is told the number of answers; return the seconds of each."""
    taken: list[float] = []
    while not taken or not over(len(taken)):
        begun = time.perf_counter()
        await ana.slash("ask", {"text": QUESTION}, channel=channel)
        taken.append(time.perf_counter() - begun)
    return taken


def count_edits(sandbox: Sandbox) -> int:
    """Return how many messages were edited in channels so far."""
    return sum(1 for r in sandbox.requests if r.method == "PATCH" and r.template.startswith("/channels/"))


if __name__ == "__main__":
    asyncio.run(main())
