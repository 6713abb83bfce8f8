"""`marrow run`: connected to Discord until somebody ends it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Coroutine

import discord

from bot.client import Marrow
from bot.presentation.replies import Replies

log = logging.getLogger(__name__)


class LoginError(Exception):
    """Discord can't be reached or does not take us. The message says which, and what to do."""


async def run(replies: Replies, token: str) -> None:
    """Connect to Discord and answer until SIGTERM or Ctrl-C.

    Raises LoginError if Discord refuses the token or can't be reached at the start. Later losses of the connection
    are discord.py's to mend.
    """
    client = Marrow(replies)
    stopped = stop_on_signals()
    try:
        async with client:
            await until(stopped, client.start(token))
    except discord.LoginFailure as error:
        raise LoginError(
            "Discord does not know this token. Copy it again from the Developer Portal (Bot, Reset Token), without "
            "“Bot ” before it."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise LoginError("Discord refused the connection: the bot asks for an intent that is not granted.") from error
    except (OSError, discord.GatewayNotFound, discord.DiscordServerError) as error:
        raise LoginError("Discord can't be reached. Check the network, then start again.") from error
    log.info("ended")


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and Ctrl-C set. discord.py would die of SIGTERM without closing."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        # Windows has no such handlers in its loop; there Ctrl-C ends the program by itself.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(name, stopped.set)
    return stopped


async def until(stopped: asyncio.Event, work: Coroutine[object, object, None]) -> None:
    """Run the work until it ends or the event is set, and raise what the work raises."""
    working = asyncio.ensure_future(work)
    waiting = asyncio.ensure_future(stopped.wait())
    try:
        await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            await working
    finally:
        for task in (working, waiting):
            task.cancel()
        await asyncio.gather(working, waiting, return_exceptions=True)
