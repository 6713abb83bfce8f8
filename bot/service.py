"""`marrow run`: connected to Discord until somebody ends it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable, Coroutine

import discord

from bot.catalog import ContentError
from bot.client import Marrow
from bot.presentation.errors import described
from bot.presentation.replies import Replies
from bot.store import NoStore, Store, StoreError

log = logging.getLogger(__name__)

WAIT_TO_RECONNECT = 5.0
"""Seconds between two connections. Discord allows one a five seconds and 1000 a day."""


class LoginError(Exception):
    """Discord can't be reached or does not take us. The message says which, and what to do."""


async def run(load: Callable[[], Replies], token: str, database_url: str) -> None:
    """Connect to Discord and answer until SIGTERM or Ctrl-C. SIGHUP reads the content anew.

    Raises ContentError if the content is wrong, and LoginError if Discord refuses the token or can't be reached at the
    start. Later losses of the connection are discord.py's to mend. Without a database everything works with its
    defaults, and the log says so.
    """
    replies = load()
    stopped = stop_on_signals()
    async with await _open(database_url) as store:
        client = Marrow(replies, store)
        reloading = reload_on_signal(client, load)
        try:
            async with client:
                await until(stopped, stay_connected(client, token))
        except discord.LoginFailure as error:
            raise LoginError(
                "Discord does not know this token. Copy it again from the Developer Portal (Bot, Reset Token), without "
                "“Bot ” before it."
            ) from error
        except discord.PrivilegedIntentsRequired as error:
            raise LoginError(
                "Discord refused the connection: the bot asks for an intent that is not granted."
            ) from error
        except (OSError, discord.GatewayNotFound, discord.DiscordServerError) as error:
            raise LoginError("Discord can't be reached. Check the network, then start again.") from error
        finally:
            reloading.cancel()
            await asyncio.gather(reloading, return_exceptions=True)
    log.info("ended")


async def stay_connected(client: Marrow, token: str) -> None:
    """Log in, and stay connected until the client is closed. Raises what discord.py raises for a reason of its own.

    Anything else comes of one event that the library can't read; it must not end the service for everybody.
    """
    await client.login(token)
    while not client.is_closed():
        try:
            await client.connect()
        except (discord.DiscordException, OSError):
            raise
        except Exception as error:
            log.error("reconnecting after an event that could not be read: %s", described(error))
            await asyncio.sleep(WAIT_TO_RECONNECT)


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGTERM and Ctrl-C set. discord.py would die of SIGTERM without closing."""
    stopped = asyncio.Event()
    for name in ("SIGTERM", "SIGINT"):
        _on_signal(name, stopped.set)
    return stopped


def reload_on_signal(client: Marrow, load: Callable[[], Replies]) -> asyncio.Task[None]:
    """Read the content anew on each SIGHUP, in a task that runs until it is cancelled.

    A whole valid library takes the place of the old one; a broken one leaves the old one in place, and the log says
    what is wrong.
    """
    asked = asyncio.Event()
    _on_signal("SIGHUP", asked.set)

    async def reload() -> None:
        while True:
            await asked.wait()
            asked.clear()
            try:
                # Reading and learning take twenty seconds, and members' questions go on meanwhile.
                replies = await asyncio.to_thread(load)
            except ContentError as error:
                for problem in error.problems:
                    log.error("%s", problem)
                log.error("kept the old content: %s", error)
            else:
                log.info("read %d topics anew", len(replies.library.topics))
                await client.swap(replies)

    return asyncio.create_task(reload())


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


async def _open(database_url: str) -> Store:
    try:
        return await Store.open(database_url)
    except StoreError as error:
        log.error("no settings and no pins until the next start: %s", error)
        return NoStore(str(error))


def _on_signal(name: str, action: Callable[[], object]) -> None:
    # Windows has no handlers in its loop, and no SIGHUP; there Ctrl-C ends the program by itself.
    number = getattr(signal, name, None)
    if number is not None:
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, action)
