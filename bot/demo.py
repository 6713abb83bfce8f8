"""`marrow demo`: the embedded Discord, the real bot connected to it, and a page to try it on."""

from __future__ import annotations

import errno
from collections.abc import Callable

from bot.client import Marrow
from bot.presentation.replies import Replies
from bot.sandbox import Sandbox
from bot.sandbox.web import furnish, serve_page
from bot.service import stop_on_signals

DEFAULT_PORT = 8080
HOST = "127.0.0.1"


class DemoError(Exception):
    """The demo can't start. The message says why, and what to do."""


async def demo(replies: Replies, port: int, announce: Callable[[str], object]) -> None:
    """Serve the page until SIGTERM or Ctrl-C. `announce` is told its address once it can be opened.

    Raises DemoError if the port can't be had.
    """
    stopped = stop_on_signals()
    async with Sandbox(name=replies.library.pack.name) as sandbox:
        messages = replies.library.pack.texts.demo
        scene = furnish(sandbox, messages=messages) if messages else furnish(sandbox)
        async with sandbox.running(Marrow(replies)):
            try:
                page = await serve_page(sandbox, scene, host=HOST, port=port)
            except OSError as error:
                raise DemoError(_why_not(port, error)) from error
            try:
                announce(f"Marrow's demo is open at {page.url} (Ctrl-C ends it)")
                await stopped.wait()
            finally:
                await page.close()


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Choose another one: marrow demo --port {port + 1 if port < 65535 else 0}"
    if error.errno == errno.EACCES:
        return f"This account may not use port {port}. Choose one above 1023: marrow demo --port {DEFAULT_PORT}"
    return f"The page can't be served on port {port}: {error.strerror}."
