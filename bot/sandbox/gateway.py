"""The gateway, version 10: sessions that outlive their connections, heartbeats, and events by intents."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from . import payloads
from .compression import Compress, compressor
from .errors import Json
from .events import KNOWN_INTENTS, PRIVILEGED, Event, Intent, without_content
from .record import Record, Violation
from .world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11,
)  # fmt: skip
IGNORED = (PRESENCE, VOICE, MEMBERS)

UNKNOWN_OPCODE = 4001
DECODE_ERROR = 4002
NOT_AUTHENTICATED = 4003
AUTHENTICATION_FAILED = 4004
ALREADY_AUTHENTICATED = 4005
INVALID_SEQUENCE = 4007
RATE_LIMITED = 4008
TIMED_OUT = 4009
INVALID_SHARD = 4010
INVALID_VERSION = 4012
INVALID_INTENTS = 4013
DISALLOWED_INTENTS = 4014

REASONS = {
    UNKNOWN_OPCODE: "Unknown opcode.",
    DECODE_ERROR: "Error while decoding payload.",
    NOT_AUTHENTICATED: "Not authenticated.",
    AUTHENTICATION_FAILED: "Authentication failed.",
    ALREADY_AUTHENTICATED: "Already authenticated.",
    INVALID_SEQUENCE: "Invalid seq.",
    RATE_LIMITED: "Rate limited.",
    TIMED_OUT: "Session timed out.",
    INVALID_SHARD: "Invalid shard.",
    INVALID_VERSION: "Invalid API version.",
    INVALID_INTENTS: "Invalid intent(s).",
    DISALLOWED_INTENTS: "Disallowed intent(s).",
}
ENDING_A_SESSION = (WSCloseCode.OK, WSCloseCode.GOING_AWAY)
"""A client that closes with one of these gives its session up."""

PAYLOAD_BYTES = 4096
SENDS_A_MINUTE = 120


class Closing(Exception):
    """The connection must be closed with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(REASONS[code])
        self.code = code


@dataclass(eq=False, kw_only=True)
class Session:
    """What Discord remembers of a client.

    Its intents and every event sent, so that they can be sent again.
    """

    id: str
    intents: int
    shard: tuple[int, int]
    sent: list[Json] = field(default_factory=list)
    connection: Connection | None = None

    def hears(self, event: Event) -> bool:
        """Return whether an event is for this session."""
        shard, count = self.shard
        if shard != ((event.guild_id or 0) >> 22) % count:
            return False
        return not event.intent or bool(self.intents & event.intent)

    def dispatch(self, name: str, data: Json) -> None:
        """Send an event, numbered, if the client is connected, and remember it for a RESUME."""
        payload = {"op": DISPATCH, "s": len(self.sent) + 1, "t": name, "d": data}
        self.sent.append(payload)
        if self.connection is not None:
            self.connection.send(payload)


class Connection:
    """One websocket. What is sent goes through a queue, so that nothing that happens has to wait for it."""

    def __init__(
        self, socket: web.WebSocketResponse, compress: Compress | None, clock_time: Callable[[], float]
    ) -> None:
        self.session: Session | None = None
        self._socket = socket
        self._compress = compress
        self._outbox: asyncio.Queue[Json | None] = asyncio.Queue()
        self._time = clock_time
        self._received: list[float] = []

    def send(self, payload: Json) -> None:
        """Put a payload in the queue."""
        self._outbox.put_nowait(payload)

    def count(self) -> None:
        """Count a payload of the client: more than 120 in a minute are too many."""
        now = self._time()
        self._received = [*(one for one in self._received if one > now - 60), now]
        if len(self._received) > SENDS_A_MINUTE:
            raise Closing(RATE_LIMITED)

    async def write(self) -> None:
        """Send what is in the queue, for as long as the websocket is open."""
        while (payload := await self._outbox.get()) is not None:
            text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False)
            try:
                if self._compress is None:
                    await self._socket.send_str(text)
                else:
                    await self._socket.send_bytes(self._compress(text.encode()))
            except (ConnectionError, RuntimeError):
                return

    async def close(self, code: int, reason: str = "") -> None:
        """Close the websocket."""
        await self._socket.close(code=code, message=reason.encode())


class Gateway:
    """Takes connections, keeps sessions, and tells each what it may hear."""

    def __init__(self, world: World, record: Record, *, heartbeat_interval: float) -> None:
        self.url = ""
        self.acknowledges = True
        self.sessions: dict[str, Session] = {}
        self.identified = asyncio.Event()
        self._world = world
        self._record = record
        self._interval = heartbeat_interval
        self._connections: set[Connection] = set()
        self._handlers: dict[int, Callable[[Connection, Any], None]] = {
            HEARTBEAT: self._heartbeat,
            IDENTIFY: self._identify,
            RESUME: self._resume,
        }
        world.listeners.append(self.dispatch)

    @property
    def connected(self) -> list[Session]:
        """Sessions with a client at the other end."""
        return [session for session in self.sessions.values() if session.connection is not None]

    def dispatch(self, event: Event) -> None:
        """Send an event to every session that asked for its kind."""
        for session in self.sessions.values():
            if session.hears(event):
                hidden = event.hides_content and not session.intents & Intent.MESSAGE_CONTENT
                session.dispatch(event.name, without_content(event.data) if hidden else event.data)

    def ask_to_reconnect(self, *, resumable: bool) -> None:
        """Send op 7 to everybody.

        Without ``resumable`` the sessions are forgotten, so that a RESUME is refused.
        """
        for connection in self._connections:
            connection.send({"op": RECONNECT, "d": None})
        if not resumable:
            self.sessions.clear()

    async def drop(self, code: int) -> None:
        """Close every connection with this code, as a fault of the network does; sessions stay."""
        for connection in list(self._connections):
            self._part(connection)
            await connection.close(code)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection from HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        try:
            compress = compressor(request.query.get("compress"))
        except ValueError:
            await self._refuse(socket, DECODE_ERROR)
            return socket
        if request.query.get("v", "10") != "10" or request.query.get("encoding", "json") != "json":
            await self._refuse(socket, INVALID_VERSION)
            return socket
        connection = Connection(socket, compress, self._world.clock.time)
        self._connections.add(connection)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": int(self._interval * 1000), "_trace": ["[]"]}})
        writer = asyncio.create_task(connection.write())
        try:
            await self._read(socket, connection)
        finally:
            self._end(socket, connection)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
        return socket

    async def _read(self, socket: web.WebSocketResponse, connection: Connection) -> None:
        """Take payloads until the connection closes; a heartbeat must come in time."""
        patience = self._interval * 1.5
        try:
            while True:
                frame = await socket.receive(timeout=patience)
                if frame.type is not WSMsgType.TEXT:
                    return
                connection.count()
                self._take(connection, frame.data)
        except TimeoutError:
            await self._refuse(socket, TIMED_OUT)
        except Closing as closing:
            await self._refuse(socket, closing.code)

    async def _refuse(self, socket: web.WebSocketResponse, code: int) -> None:
        self._record.violate(Violation(kind="gateway", message=f"closed with {code}: {REASONS[code]}", code=code))
        await socket.close(code=code, message=REASONS[code].encode())

    def _take(self, connection: Connection, text: str) -> None:
        if len(text.encode()) > PAYLOAD_BYTES:
            raise Closing(DECODE_ERROR)
        try:
            payload = json.loads(text)
            op, data = payload["op"], payload.get("d")
        except (ValueError, TypeError, KeyError):
            raise Closing(DECODE_ERROR) from None
        if op in self._handlers:
            self._handlers[op](connection, data)
        elif op not in IGNORED:
            raise Closing(UNKNOWN_OPCODE)
        elif connection.session is None:
            raise Closing(NOT_AUTHENTICATED)

    def _heartbeat(self, connection: Connection, _data: object) -> None:
        if self.acknowledges:
            connection.send({"op": ACK})

    def _identify(self, connection: Connection, data: Json) -> None:
        if connection.session is not None:
            raise Closing(ALREADY_AUTHENTICATED)
        shard = self._checked_identity(data)
        session = Session(id=secrets.token_hex(16), intents=data["intents"], shard=shard, connection=connection)
        self.sessions[session.id] = session
        connection.session = session
        guilds = [one for one in self._world.guilds.values() if one.bot is not None]
        mine = [one for one in guilds if session.hears(Event(name="", data={}, intent=Intent.GUILDS, guild_id=one.id))]
        session.dispatch("READY", self._ready(session, [str(one.id) for one in mine]))
        for guild in mine:
            if not guild.unavailable:
                session.dispatch("GUILD_CREATE", payloads.guild_create(guild))
        self.identified.set()

    def _checked_identity(self, data: Json) -> tuple[int, int]:
        """Return the shard of an IDENTIFY that is in order; closes the connection otherwise."""
        if not isinstance(data, dict) or not isinstance(data.get("properties"), dict):
            raise Closing(DECODE_ERROR)
        if data.get("token") != self._world.application.token:
            raise Closing(AUTHENTICATION_FAILED)
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            raise Closing(INVALID_INTENTS)
        if intents & PRIVILEGED & ~self._world.application.privileged_intents:
            raise Closing(DISALLOWED_INTENTS)
        shard = data.get("shard", [0, 1])
        if not isinstance(shard, list) or len(shard) != len(("id", "count")) or not 0 <= shard[0] < shard[1]:
            raise Closing(INVALID_SHARD)
        return shard[0], shard[1]

    def _ready(self, session: Session, guild_ids: list[str]) -> Json:
        application = self._world.application
        return {
            "v": 10,
            "user": payloads.own_user(application),
            "guilds": [{"id": one, "unavailable": True} for one in guild_ids],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": str(application.id), "flags": 0},
            "session_type": "normal",
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "user_settings": {},
            "geo_ordered_rtc_regions": [],
            "_trace": ["[]"],
        }

    def _resume(self, connection: Connection, data: Json) -> None:
        if connection.session is not None:
            raise Closing(ALREADY_AUTHENTICATED)
        if not isinstance(data, dict) or data.get("token") != self._world.application.token:
            raise Closing(AUTHENTICATION_FAILED)
        session = self.sessions.get(str(data.get("session_id")))
        if session is None:
            connection.send({"op": INVALID, "d": False})
            return
        seen = data.get("seq")
        if not isinstance(seen, int) or not 0 <= seen <= len(session.sent):
            raise Closing(INVALID_SEQUENCE)
        session.connection, connection.session = connection, session
        for payload in session.sent[seen:]:
            connection.send(payload)
        session.dispatch("RESUMED", {"_trace": ["[]"]})
        self.identified.set()

    def _end(self, socket: web.WebSocketResponse, connection: Connection) -> None:
        session = connection.session
        if session is not None and session.connection is connection and socket.close_code in ENDING_A_SESSION:
            self.sessions.pop(session.id, None)
        self._part(connection)

    def _part(self, connection: Connection) -> None:
        self._connections.discard(connection)
        if connection.session is not None and connection.session.connection is connection:
            connection.session.connection = None
