"""The HTTP server: finds the route, checks the token, reads the body, writes the record."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BodyPartReader, web

from .commands import Commands
from .compose import Upload, Uploads
from .errors import Refusal, not_found, refusal, unauthorized, wrong_method
from .gateway import Gateway
from .interactions import Interactions
from .ratelimits import RateLimits
from .record import Record, Request, Violation
from .rest import ROUTES, Call, Reply, Route
from .rest.call import Settings
from .world import World

API = "/api/v10"
FILE_FIELD = re.compile(r"files\[(\d+)\]$")
UPLOAD_BYTES = 110 * 1024 * 1024
SECONDS_TO_CLOSE = 1.0
HANDLER = "discord.py: "
"""How discord.py begins the name of a task that handles an event."""

log = logging.getLogger(__name__)


class Server:
    """Serves REST, gateway and files on one port of the loopback interface."""

    def __init__(
        self,
        world: World,
        commands: Commands,
        interactions: Interactions,
        gateway: Gateway,
        record: Record,
        settings: Settings,
    ) -> None:
        self.rate_limits = RateLimits(world.clock)
        self.port = 0
        self._world = world
        self._commands = commands
        self._interactions = interactions
        self._gateway = gateway
        self._record = record
        self._settings = settings
        self._under_way = 0
        self._last_request = 0.0
        self._runner: web.AppRunner | None = None

    @property
    def rest_url(self) -> str:
        """The base of the REST API."""
        return f"{self._world.base_url}{API}"

    async def start(self, host: str, port: int) -> None:
        """Listen. Raises OSError when the port is taken."""
        app = web.Application(client_max_size=UPLOAD_BYTES)
        for route in ROUTES:
            app.router.add_route(route.method, API + route.template, self._serving(route))
        app.router.add_get("/gateway/", self._gateway.handle)
        app.router.add_get("/gateway", self._gateway.handle)
        app.router.add_get("/attachments/{channel_id}/{attachment_id}/{filename}", self._attachment)
        app.router.add_route("*", "/{path:.*}", self._unknown)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SECONDS_TO_CLOSE)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.port = self._runner.addresses[0][1]
        self._world.base_url = f"http://{host}:{self.port}"
        self._gateway.url = f"ws://{host}:{self.port}/gateway"

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        await self._gateway.drop(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    async def quiet(self, seconds: float) -> None:
        """Return once no request has been under way for so many seconds of real time, and no event handler is.

        A handler may have work that sends nothing, such as deleting rows. It is known by the name that discord.py
        gives to its task; one of a bot in another process or thread is not seen.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()

        def is_busy() -> bool:
            latest = max(began, self._last_request)
            return self._under_way > 0 or _handlers_under_way() or latest + seconds > loop.time()

        # That nothing comes for a while is what no event can tell.
        while is_busy():  # noqa: ASYNC110
            await asyncio.sleep(seconds / 4)

    def _serving(self, route: Route) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            self._under_way += 1
            try:
                return await self._serve(route, request)
            finally:
                self._under_way -= 1
                self._last_request = asyncio.get_running_loop().time()

        return serve

    async def _serve(self, route: Route, request: web.Request) -> web.Response:
        body: Any = None
        files: Uploads = {}
        headers: dict[str, str] = {}
        try:
            self._check_token(route, request)
            headers = self._rate_limits_for(route)
            body, files = await _read(request)
            reply = await route.handler(self._call(request, body, files))
        except Refusal as refused:
            return self._refuse(route.template, request, body, files, refused)
        except Exception as fault:
            return self._break(route, request, body, fault)
        self._note(route.template, request, body, files, reply.status)
        return _response(reply, headers)

    def _check_token(self, route: Route, request: web.Request) -> None:
        expected = f"Bot {self._world.application.token}"
        if route.needs_token and request.headers.get("Authorization") != expected:
            raise unauthorized()

    def _rate_limits_for(self, route: Route) -> dict[str, str]:
        if not route.needs_token:
            return {}
        return self.rate_limits.take(f"{route.method} {route.template}")

    def _call(self, request: web.Request, body: object, files: Uploads) -> Call:
        return Call(
            world=self._world,
            commands=self._commands,
            interactions=self._interactions,
            settings=self._settings,
            gateway_url=self._gateway.url,
            params=request.match_info,
            query=request.query,
            body=body,
            files=files,
        )

    def _refuse(
        self, template: str, request: web.Request, body: object, files: Uploads, refused: Refusal
    ) -> web.Response:
        self._note(template, request, body, files, refused.status, code=refused.code)
        is_rate_limit = refused.status == web.HTTPTooManyRequests.status_code and not refused.code
        if not is_rate_limit:
            message = f"{request.method} {template}: {refused}"
            errors = refused.errors
            self._record.violate(Violation(kind="refused", message=message, code=refused.code, errors=errors))
        return _response(Reply(status=refused.status, body=refused.body()), refused.headers)

    def _break(self, route: Route, request: web.Request, body: object, fault: Exception) -> web.Response:
        log.error("the sandbox failed in %s %s", route.method, route.template, exc_info=fault)
        where = traceback.extract_tb(fault.__traceback__)[-1]
        message = f"{route.method} {route.template}: {type(fault).__name__} in {where.name}, line {where.lineno}"
        self._record.violate(Violation(kind="sandbox", message=message))
        self._note(route.template, request, body, {}, web.HTTPInternalServerError.status_code)
        reply = Reply(status=500, body={"message": "500: Internal Server Error", "code": 0})
        return _response(reply, {})

    def _note(
        self,
        template: str,
        request: web.Request,
        body: object,
        files: Uploads,
        status: int,
        *,
        code: int | None = None,
    ) -> None:
        self._record.requests.append(
            Request(
                method=request.method,
                path=request.path.removeprefix(API),
                template=template,
                query=dict(request.query),
                body=body,
                status=status,
                code=code,
                reason=request.headers.get("X-Audit-Log-Reason"),
                files=tuple(file.filename for file in files.values()),
            )
        )

    async def _unknown(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix(API)
        known = any(_pattern(route.template).fullmatch(path) for route in ROUTES)
        return self._refuse(path, request, None, {}, wrong_method() if known else not_found())

    async def _attachment(self, request: web.Request) -> web.Response:
        channel = self._world.channels.get(int(request.match_info["channel_id"]))
        wanted = int(request.match_info["attachment_id"])
        for message in channel.history.values() if channel else ():
            for attachment in message.attachments:
                if attachment.id == wanted:
                    return web.Response(body=attachment.data, content_type=attachment.content_type)
        raise web.HTTPNotFound


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)))


def _response(reply: Reply, headers: dict[str, str]) -> web.Response:
    if reply.body is None:
        return web.Response(status=reply.status, headers=headers)
    text = json.dumps(reply.body, separators=(",", ":"), ensure_ascii=False)
    # Discord names no charset, and discord.py takes JSON for text when there is one.
    typed = {**headers, "Content-Type": "application/json"}
    return web.Response(status=reply.status, body=text.encode(), headers=typed)


def _handlers_under_way() -> bool:
    """Tell whether a task of this loop is a discord.py client's handler of an event."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    return any(task.get_name().startswith(HANDLER) for task in others)


async def _read(request: web.Request) -> tuple[Any, Uploads]:
    if request.content_type.startswith("multipart/"):
        return await _read_parts(request)
    raw = await request.read()
    return (_parse(raw) if raw else None), {}


async def _read_parts(request: web.Request) -> tuple[Any, Uploads]:
    body: Any = {}
    files: Uploads = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        data = bytes(await part.read(decode=False))
        name = part.name or ""
        if name == "payload_json":
            body = _parse(data)
        elif match := FILE_FIELD.fullmatch(name):
            kind = part.headers.get("Content-Type", "application/octet-stream")
            filename = part.filename or "unknown"
            files[int(match[1])] = Upload(filename=filename, data=data, content_type=kind)
    return body, files


def _parse(raw: bytes) -> Any:
    with contextlib.suppress(ValueError):
        return json.loads(raw)
    raise refusal(50109)
