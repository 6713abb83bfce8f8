"""The sandbox as one thing: start it, fill it, point a bot at it, look at what it did."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Iterator, Sequence
from types import TracebackType
from typing import Protocol, Self

from .channel import Channel
from .clock import Clock
from .commands import Commands
from .errors import Json
from .gateway import Gateway
from .guild import Guild, found
from .interaction import Interaction
from .interactions import Interactions
from .people import Means, Person
from .permissions import BOT, EVERYONE
from .record import Expectation, Record, Request, Violation
from .redirect import redirected
from .rest.call import Settings
from .server import Server
from .turn import wait_for_answer
from .user import User
from .world import World

LOOPBACK = "127.0.0.1"


class Startable(Protocol):
    """A discord.py client, as far as starting and closing it goes."""

    async def start(self, token: str) -> None:
        """Log in, connect, and run until closed."""

    async def close(self) -> None:
        """End everything."""


class Sandbox:
    """An embedded Discord on the loopback interface, for as long as ``async with`` runs.

    ``port`` 0 takes any free port. ``name`` is the application's, ``token`` the bot's (by default a random
    one). ``privileged_intents`` are the bits switched on for the application, ``heartbeat_interval`` is in
    seconds. A deferred answer is waited for at most ``patience`` seconds of real time; a turn ends when the
    bot has sent nothing for ``settle`` seconds, so that what it does after its first answer has happened
    too.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        host: str = LOOPBACK,
        token: str | None = None,
        name: str = "Sandbox bot",
        clock: Clock | None = None,
        privileged_intents: int = 0,
        heartbeat_interval: float = 41.25,
        patience: float = 10.0,
        settle: float = 0.02,
    ) -> None:
        self.clock = clock or Clock()
        self.world = World(self.clock, token=token or secrets.token_urlsafe(24), name=name)
        self.world.application.privileged_intents = privileged_intents
        self.record = Record()
        self.commands = Commands(self.world)
        self.interactions = Interactions(self.world, self.record)
        self.gateway = Gateway(self.world, self.record, heartbeat_interval=heartbeat_interval)
        self.settings = Settings()
        self._server = Server(self.world, self.commands, self.interactions, self.gateway, self.record, self.settings)
        self._address = host, port
        self._patience = patience
        self._settle = settle
        self._means = Means(world=self.world, commands=self.commands, interactions=self.interactions, wait=self._wait)

    async def __aenter__(self) -> Self:
        await self._server.start(*self._address)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.interactions.note_unanswered(closing=True)
        await self._server.stop()

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.application.token

    @property
    def bot(self) -> User:
        """The bot's account."""
        return self.world.application.bot

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._server.port

    @property
    def rest_url(self) -> str:
        """The base of the REST API, for ``discord.http.Route.BASE``."""
        return self._server.rest_url

    @property
    def gateway_url(self) -> str:
        """The gateway, for ``DiscordWebSocket.DEFAULT_GATEWAY``."""
        return self.gateway.url

    @property
    def requests(self) -> list[Request]:
        """Every REST request so far, in order."""
        return self.record.requests

    @property
    def violations(self) -> list[Violation]:
        """Every breach of Discord's rules that no test expected; after the end also what was left open."""
        self.interactions.note_unanswered()
        return self.record.violations

    def expecting(self, *codes: int | str) -> contextlib.AbstractContextManager[Expectation]:
        """Take refusals with these codes, or violations of these kinds, for wanted while the block runs.

        Raises AssertionError at its end when none came. Its value lists in ``met`` those that came.
        """
        return self.record.expecting(*codes)

    @contextlib.contextmanager
    def redirect(self) -> Iterator[None]:
        """Point discord.py, in this process, at this sandbox while the block runs."""
        with redirected(self.rest_url, self.gateway_url):
            yield

    @contextlib.asynccontextmanager
    async def running(self, client: Startable) -> AsyncIterator[None]:
        """Run a discord.py client against this sandbox while the block runs, ready from its first line.

        Raises whatever the client raises while it starts.
        """
        # An earlier client of this sandbox may have been ready.
        self.gateway.identified.clear()
        with self.redirect():
            task = asyncio.ensure_future(client.start(self.token))
            ready = asyncio.ensure_future(self.ready())
            try:
                await asyncio.wait((task, ready), return_when=asyncio.FIRST_COMPLETED)
                if task.done():
                    await task
                await ready
                yield
            finally:
                ready.cancel()
                await client.close()
                await asyncio.gather(task, ready, return_exceptions=True)

    async def ready(self, *, within: float = 10.0) -> None:
        """Return once a client has identified itself and has been told of its servers.

        Raises TimeoutError after so many seconds of real time.
        """
        try:
            async with asyncio.timeout(within):
                await self.gateway.identified.wait()
        except TimeoutError:
            last = self.requests[-1] if self.requests else "no request at all"
            raise TimeoutError(f"no client has identified itself in {within} s; the last it did was {last}") from None

    async def quiet(self) -> None:
        """Return once no event is being handled and the bot has sent nothing for a moment: it has done its own work."""
        await self._server.quiet(self._settle)

    def create_user(self, name: str, *, locale: str = "en-US", installed: bool = False) -> Person:
        """Return a new person; ``installed`` ones have the app for themselves."""
        person = Person(
            id=self.world.snowflakes.next(), name=name, locale=locale, installed=installed, means=self._means
        )
        self.world.add_user(person)
        return person

    def create_guild(
        self,
        name: str,
        *,
        bot: bool = True,
        permissions: int = BOT,
        everyone: int = EVERYONE,
        owner: User | None = None,
        locale: str = "en-US",
    ) -> Guild:
        """Return a new server. The bot is a member with these permissions unless ``bot`` is false.

        ``everyone`` is what @everyone may do. Without an owner one is made up.
        """
        owner = owner or self.create_user(f"owner_of_{name.lower().replace(' ', '_')}")
        guild = found(self.world, name, owner=owner, locale=locale, everyone=everyone)
        if bot:
            guild.add_bot(permissions=permissions)
        return guild

    def dm(self, user: User) -> Channel:
        """Return the direct conversation of a person with the bot."""
        return self.world.dm(user)

    def group_dm(self, users: Sequence[User]) -> Channel:
        """Return a new group conversation, to which a user-installed app can be brought."""
        return self.world.group_dm(list(users))

    def conversation(self, one: User, other: User) -> Channel:
        """Return a new direct conversation of two people, to which a user-installed app can be brought."""
        return self.world.conversation(one, other)

    def registered(self, guild: Guild | None = None) -> list[Json]:
        """Return the registered commands as wire JSON: the global ones, or a server's own."""
        return self.commands.listing(guild.id if guild else None)

    def advance(self, seconds: float) -> None:
        """Set the sandbox's clock forward."""
        self.clock.advance(seconds)
        self.interactions.note_unanswered()

    def restart_gateway(self, *, resumable: bool = True) -> None:
        """Ask every client to reconnect (op 7); without ``resumable`` its session is then gone."""
        self.gateway.identified.clear()
        self.gateway.ask_to_reconnect(resumable=resumable)

    async def drop_gateway(self, code: int = 1006) -> None:
        """Cut every gateway connection, with this close code."""
        self.gateway.identified.clear()
        await self.gateway.drop(code)

    def rate_limit(self, route: str, *, limit: int, per: float) -> None:
        """Allow a route (``"POST /channels/{channel_id}/messages"``) so many requests in so many seconds."""
        self._server.rate_limits.set(route, limit=limit, per=per)

    def limit_late_edits(self, number: int | None) -> None:
        """Let a message older than an hour be edited so often before 30046; None: without end."""
        self.settings.late_edits = number

    async def _wait(self, interaction: Interaction) -> None:
        await wait_for_answer(interaction, self.clock, patience=self._patience)
        self.interactions.note_unanswered()
        if interaction.answer is not None:
            await self.quiet()
