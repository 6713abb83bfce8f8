"""What is left after the process was killed, again and again, while it posted and refreshed summaries.

Run: python benchmarks/kills.py [--kills 200] [--seed 1]

Starts `marrow run` against the embedded Discord, lets a moderator post, refresh and take down, and sends SIGKILL at a
random moment. After a last, quiet start each remembered summary must be a message that is there, pinned as remembered,
and none may be doubled or unknown. Prints what it found; exit code 1 if that is not so.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from bot.sandbox import Channel, NotPossible, Permission, Person, Sandbox
from bot.store import Pin, PinState, Store

PACK = Path(__file__).parents[1] / "tests" / "packs" / "tiny"
TOPICS = ("wheezing", "inhaler", "asthma", "hay fever", "which season", "spirometer")
REDIRECTED = """
import sys
from bot.cli import main
from bot.sandbox.redirect import redirected
with redirected(sys.argv[1], sys.argv[2]):
    sys.exit(main(sys.argv[3:]))
"""


async def main() -> int:
    """Kill so often, and return 0 if everything is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311  (moments, not secrets)
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox() as sandbox:
            guild = sandbox.create_guild("Harbour")
            channel = guild.create_text_channel("general")
            sam = sandbox.create_user("sam")
            guild.add_member(sam, roles=[guild.create_role("Moderator", permissions=Permission.PIN_MESSAGES)])
            for number in range(options.kills):
                await run_and_kill(sandbox, sam, channel, folder, chance)
                print(f"\rkilled {number + 1} times", end="", flush=True)
            await run_quietly(sandbox, folder)
            async with await Store.open(f"sqlite:///{folder}/marrow.db") as store:
                return report(channel, await store.pins(guild.id))


def report(channel: Channel, pins: tuple[Pin, ...]) -> int:
    """Print how what is remembered differs from what is there."""
    there = {message.id: message for message in channel.messages if message.embeds}
    remembered = {pin.message_id: pin for pin in pins}
    lost, unknown = remembered.keys() - there.keys(), there.keys() - remembered.keys()
    doubled = [topic for topic, count in Counter(pin.topic for pin in pins).items() if count > 1]
    wrong = [
        pin.topic
        for pin in pins
        if pin.message_id in there and there[pin.message_id].pinned != (pin.state is PinState.PINNED)
    ]
    print(f"\nremembered {len(pins)}, there {len(there)}; lost {len(lost)}, unknown {len(unknown)}, "
          f"doubled {len(doubled)}, pinned otherwise than remembered {len(wrong)}")  # fmt: skip
    return 1 if lost or unknown or doubled or wrong else 0


async def start(sandbox: Sandbox, folder: str) -> asyncio.subprocess.Process:
    """Start the bot as a process and return it once it is connected."""
    sandbox.gateway.identified.clear()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", REDIRECTED, sandbox.rest_url, sandbox.gateway_url, "run", "--content", str(PACK),
        env={**os.environ, "DISCORD_TOKEN": sandbox.token, "MARROW_DATA": folder},
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    await sandbox.ready(within=60)
    return process


async def run_and_kill(sandbox: Sandbox, sam: Person, channel: Channel, folder: str, chance: random.Random) -> None:
    """Let a moderator work with a new process, and kill it within two seconds."""
    process = await start(sandbox, folder)
    working = asyncio.ensure_future(work(sam, channel, chance))
    await asyncio.sleep(chance.uniform(0.0, 2.0))
    process.kill()
    await process.wait()
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def work(sam: Person, channel: Channel, chance: random.Random) -> None:
    """Post, replace, refresh and take down, in a random order."""
    while True:
        try:
            turn = await sam.slash("summary post", {"topic": chance.choice(TOPICS)}, channel=channel)
            if turn.message is not None and "Replace it" in turn.message.labels:
                await sam.click(turn.message, "Replace it")
            if chance.random() < 0.3:
                await sam.slash("summary refresh", channel=channel)
            if chance.random() < 0.3:
                offered = await sam.autocomplete("summary remove", {"summary": ""}, focused="summary", channel=channel)
                if offered:
                    await sam.slash("summary remove", {"summary": offered[0]["value"]}, channel=channel)
        except NotPossible:
            await asyncio.sleep(0.05)


async def run_quietly(sandbox: Sandbox, folder: str) -> None:
    """Start once more, give the bot the time to mend what it finds, and end it."""
    process = await start(sandbox, folder)
    await asyncio.sleep(8)
    process.terminate()
    await process.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
