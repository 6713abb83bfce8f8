"""Live updates: what comes, changes or goes is told at once to every open page that shows it."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, web

from bot.sandbox import payloads
from bot.sandbox.errors import Json
from bot.sandbox.message import Message
from bot.sandbox.people import Person

from .screen import Screen

HEARTBEAT = 20.0


@dataclass(eq=False, kw_only=True)
class Viewer:
    """One open page. What it is told goes through a queue, so that nothing that happens waits for it."""

    person: Person
    socket: web.WebSocketResponse
    news: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)

    async def tell(self) -> None:
        """Send what is in the queue until the page is closed."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            while True:
                await self.socket.send_json(await self.news.get())


class Live:
    """The open pages."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._viewers: set[Viewer] = set()

    async def attend(self, request: web.Request, person: Person) -> web.WebSocketResponse:
        """Tell a page what there is and then whatever happens, until it is closed."""
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT)
        await socket.prepare(request)
        viewer = Viewer(person=person, socket=socket)
        viewer.news.put_nowait({"type": "state", **self._screen.state(person)})
        self._viewers.add(viewer)
        telling = asyncio.ensure_future(viewer.tell())
        try:
            async for _ in socket:  # a page only listens; what it sends means nothing
                pass
        finally:
            self._viewers.discard(viewer)
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        return socket

    def changed(self, message: Message) -> None:
        """Tell of a message that came, changed or went."""
        for viewer in self._viewers:
            if self._screen.shows(viewer.person, message):
                viewer.news.put_nowait(_news(message))

    async def close(self) -> None:
        """End every connection."""
        closing = [viewer.socket.close(code=WSCloseCode.GOING_AWAY) for viewer in self._viewers]
        await asyncio.gather(*closing, return_exceptions=True)


def _news(message: Message) -> Json:
    if message.deleted:
        return {"type": "gone", "channel": str(message.channel.id), "message": str(message.id)}
    return {"type": "message", "message": payloads.message(message)}
