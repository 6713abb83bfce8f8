"""The page's server: static files, actions and live updates, on loopback only."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from importlib import resources
from types import TracebackType
from typing import Self

from aiohttp import web
from pydantic import ValidationError

from bot.sandbox.possible import NotPossible
from bot.sandbox.sandbox import LOOPBACK, Sandbox

from . import guard
from .actions import Actions
from .furnish import Scene
from .guard import Handler
from .live import Live
from .screen import Screen

DEFAULT_PORT = 8080
REQUEST_BYTES = 64 * 1024
SECONDS_TO_CLOSE = 1.0

# A table of our own: what the system takes ".js" for differs, and with nosniff a wrong type is not run.
TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}

log = logging.getLogger(__name__)


class Page:
    """The page while it is served. It can be used with ``async with``, which closes it."""

    def __init__(self, sandbox: Sandbox, scene: Scene) -> None:
        self.url = ""
        self._world = sandbox.world
        self._screen = Screen(sandbox, scene)
        self._actions = Actions(sandbox, self._screen)
        self._live = Live(self._screen)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def open(self, host: str, port: int) -> None:
        """Listen, and set ``url``. Raises OSError when the port can't be had, ValueError for a public address."""
        if not guard.is_loopback(host):
            raise ValueError(f"the page is served on this computer only; {host} can be reached from elsewhere")
        app = web.Application(middlewares=[guard.only_our_own_page, _without_words], client_max_size=REQUEST_BYTES)
        app.on_response_prepare.append(guard.restrict)
        app.on_shutdown.append(self._on_shutdown)
        files = _static_files()
        app.router.add_get("/", _serving(files["page.html"], TYPES["html"]))
        for name, file in files.items():
            app.router.add_get(f"/{name}", _serving(file, TYPES[name.rpartition(".")[2]]))
        app.router.add_get("/live", self._attend)
        app.router.add_post("/do/{action}", self._act)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SECONDS_TO_CLOSE)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        self._world.watchers.append(self._live.changed)
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        """Stop serving. Open pages are told; closing twice does nothing."""
        runner, self._runner = self._runner, None
        if runner is not None:
            self._world.watchers.remove(self._live.changed)
            await runner.cleanup()

    async def _on_shutdown(self, _app: web.Application) -> None:
        await self._live.close()

    async def _attend(self, request: web.Request) -> web.StreamResponse:
        who = request.query.get("who", "")
        # Ids change with every start, so a page that is still open from before begins as the first person.
        known = {str(one.id): one for one in self._screen.people}
        return await self._live.attend(request, known.get(who, self._screen.people[0]))

    async def _act(self, request: web.Request) -> web.Response:
        try:
            takes, do = self._actions.all[request.match_info["action"]]
        except KeyError:
            raise web.HTTPNotFound from None
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            ask = takes.model_validate_json(await request.read())
        except ValidationError:
            raise web.HTTPBadRequest(text="This request has not the shape that the page sends.") from None
        try:
            return web.json_response(await do(ask))
        except NotPossible as why:
            return web.json_response({"error": _sentence(str(why))}, status=web.HTTPConflict.status_code)


async def serve_page(sandbox: Sandbox, scene: Scene, *, host: str = LOOPBACK, port: int = DEFAULT_PORT) -> Page:
    """Serve the page and return it; port 0 takes any free one.

    Raises OSError when the port can't be had, ValueError for an address that other computers reach.
    """
    page = Page(sandbox, scene)
    await page.open(host, port)
    return page


@web.middleware
async def _without_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log a fault by its kind and place alone: its message could hold what was typed."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as fault:
        where = traceback.extract_tb(fault.__traceback__)[-1]
        log.error("the page failed: %s in %s, line %s", type(fault).__name__, where.name, where.lineno)
        raise web.HTTPInternalServerError from None


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _static_files() -> Mapping[str, bytes]:
    folder = resources.files(__package__) / "static"
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.rpartition(".")[2] in TYPES}


def _serving(body: bytes, content_type: str) -> Handler:
    async def serve(_request: web.Request) -> web.Response:
        return web.Response(body=body, content_type=content_type, charset="utf-8")

    return serve
