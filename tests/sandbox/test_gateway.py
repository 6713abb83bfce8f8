"""The gateway: what a client is told, how it comes back, and for what it is turned away."""

from __future__ import annotations

import asyncio
import contextlib
import json
import zlib
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from bot.sandbox import Channel, Guild, Intent, Person, Sandbox
from bot.sandbox.errors import Json

from .clients import Bot


class Socket:
    """A websocket of the gateway, by hand."""

    def __init__(self, websocket: aiohttp.ClientWebSocketResponse) -> None:
        self._websocket = websocket
        self._inflate = zlib.decompressobj()

    async def send(self, op: int, data: object) -> None:
        await self._websocket.send_json({"op": op, "d": data})

    async def send_raw(self, text: str) -> None:
        await self._websocket.send_str(text)

    async def receive(self) -> Json | int:
        """The next payload, or the code with which it was closed."""
        frame = await self._websocket.receive(timeout=5)
        if frame.type is aiohttp.WSMsgType.CLOSE:
            return int(frame.data)
        data = self._inflate.decompress(frame.data) if frame.type is aiohttp.WSMsgType.BINARY else frame.data
        payload: Json = json.loads(data)
        return payload

    async def until(self, name: str) -> Json:
        """The data of the next event of this name."""
        while True:
            payload = await self.receive()
            assert isinstance(payload, dict), payload
            if payload.get("t") == name:
                data: Json = payload["d"]
                return data


@contextlib.asynccontextmanager
async def connected(sandbox: Sandbox, query: str = "v=10&encoding=json") -> AsyncIterator[Socket]:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{sandbox.gateway_url}?{query}") as websocket:
        yield Socket(websocket)


def identity(sandbox: Sandbox, **changes: object) -> Json:
    return {"token": sandbox.token, "intents": 1, "properties": {"os": "linux"}, **changes}


@pytest.mark.parametrize("query", ["v=10&encoding=json", "v=10&encoding=json&compress=zlib-stream"])
async def test_a_client_is_greeted_and_told_of_its_servers(
    discord_: Sandbox, harbour: Guild, general: Channel, query: str
) -> None:
    async with connected(discord_, query) as socket:
        hello = await socket.receive()
        assert isinstance(hello, dict)
        assert (hello["op"], hello["d"]["heartbeat_interval"]) == (10, 41250)
        await socket.send(1, None)
        assert await socket.receive() == {"op": 11}
        await socket.send(2, identity(discord_))
        ready = await socket.until("READY")
        assert ready["guilds"] == [{"id": str(harbour.id), "unavailable": True}]
        assert ready["shard"] == [0, 1]
        guild = await socket.until("GUILD_CREATE")
        assert [one["name"] for one in guild["channels"]] == ["general"]
        assert [one["user"]["id"] for one in guild["members"]] == [str(discord_.bot.id)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": 1 << 30}, 4013),
        ({"intents": None}, 4013),
        ({"intents": 1 | Intent.MESSAGE_CONTENT}, 4014),
        ({"shard": [2, 1]}, 4010),
        ({"properties": None}, 4002),
    ],
)
async def test_an_identity_out_of_order_is_turned_away(discord_: Sandbox, changes: Json, code: int) -> None:
    with discord_.expecting(code):
        async with connected(discord_) as socket:
            await socket.receive()
            await socket.send(2, identity(discord_, **changes))
            assert await socket.receive() == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", 4002),
        ("[]", 4002),
        ('{"op": 99}', 4001),
        ('{"op": 3, "d": {}}', 4003),
        (json.dumps({"op": 1, "d": "x" * 5000}), 4002),
    ],
)
async def test_payloads_out_of_order_close_the_connection(discord_: Sandbox, text: str, code: int) -> None:
    with discord_.expecting(code):
        async with connected(discord_) as socket:
            await socket.receive()
            await socket.send_raw(text)
            assert await socket.receive() == code


async def test_identifying_twice_closes_the_connection(discord_: Sandbox) -> None:
    with discord_.expecting(4005):
        async with connected(discord_) as socket:
            await socket.receive()
            await socket.send(2, identity(discord_))
            await socket.until("READY")
            await socket.send(2, identity(discord_))
            assert await socket.receive() == 4005


@pytest.mark.parametrize(("query", "code"), [("v=9", 4012), ("v=10&compress=rot13", 4002)])
async def test_a_strange_version_or_compression_is_turned_away(discord_: Sandbox, query: str, code: int) -> None:
    with discord_.expecting(code):
        async with connected(discord_, query) as socket:
            assert await socket.receive() == code


async def test_too_many_payloads_in_a_minute_close_the_connection(discord_: Sandbox) -> None:
    with discord_.expecting(4008):
        async with connected(discord_) as socket:
            await socket.receive()
            for _ in range(121):
                await socket.send(1, None)
            while isinstance(last := await socket.receive(), dict):
                pass
            assert last == 4008


async def test_a_silent_client_times_out() -> None:
    async with Sandbox(heartbeat_interval=0.1) as sandbox:
        with sandbox.expecting(4009):
            async with connected(sandbox) as socket:
                await socket.receive()
                assert await socket.receive() == 4009


async def test_a_missed_event_comes_after_a_resume(discord_: Sandbox, ana: Person, general: Channel) -> None:
    intents = int(Intent.GUILDS | Intent.GUILD_MESSAGES)
    async with connected(discord_) as socket:
        await socket.receive()
        await socket.send(2, identity(discord_, intents=intents))
        session = (await socket.until("READY"))["session_id"]
        await socket.until("GUILD_CREATE")
        await discord_.drop_gateway(4000)
    ana.says("missed", channel=general)
    async with connected(discord_) as socket:
        await socket.receive()
        await socket.send(6, {"token": discord_.token, "session_id": session, "seq": 2})
        assert (await socket.until("MESSAGE_CREATE"))["author"]["username"] == "ana"
        await socket.until("RESUMED")


async def test_an_unknown_session_is_invalid(discord_: Sandbox) -> None:
    async with connected(discord_) as socket:
        await socket.receive()
        await socket.send(6, {"token": discord_.token, "session_id": "unknown", "seq": 1})
        assert await socket.receive() == {"op": 9, "d": False}


async def test_a_sequence_from_the_future_closes_the_connection(discord_: Sandbox) -> None:
    async with connected(discord_) as socket:
        await socket.receive()
        await socket.send(2, identity(discord_))
        session = (await socket.until("READY"))["session_id"]
        await discord_.drop_gateway(4000)
    with discord_.expecting(4007):
        async with connected(discord_) as socket:
            await socket.receive()
            await socket.send(6, {"token": discord_.token, "session_id": session, "seq": 99})
            assert await socket.receive() == 4007


async def test_discord_py_resumes_when_asked_to_reconnect(discord_: Sandbox, ana: Person, general: Channel) -> None:
    bot = Bot()
    bot.answers("ping", lambda asked: asked.response.send_message("pong"))
    async with discord_.running(bot):
        discord_.restart_gateway()
        await bot.hears("RESUMED")
        assert bot.heard.count("READY") == 1
        turn = await ana.slash("ping", channel=general)
    assert turn.message is not None


async def test_discord_py_identifies_again_when_its_session_is_gone(
    discord_: Sandbox, ana: Person, general: Channel
) -> None:
    bot = Bot()
    bot.answers("ping", lambda asked: asked.response.send_message("pong"))
    async with discord_.running(bot):
        discord_.restart_gateway(resumable=False)
        await discord_.ready(within=20)
        turn = await ana.slash("ping", channel=general)
    assert bot.heard.count("READY") == 2
    assert turn.message is not None


async def test_an_interaction_sent_while_away_arrives_in_time(discord_: Sandbox, ana: Person, general: Channel) -> None:
    bot = Bot()
    bot.answers("ping", lambda asked: asked.response.send_message("pong"))
    async with discord_.running(bot):
        discord_.restart_gateway()
        turn = await ana.slash("ping", channel=general)
    assert turn.message is not None


async def test_quiet_is_when_the_handlers_of_events_have_ended(discord_: Sandbox, general: Channel) -> None:
    bot, swept = Bot(sync=False), asyncio.Event()

    async def on_guild_channel_update(_before: object, _after: object) -> None:
        await asyncio.sleep(0.4)
        swept.set()

    bot.event(on_guild_channel_update)
    async with discord_.running(bot):
        general.rename("lobby")
        await bot.hears("CHANNEL_UPDATE")
        await discord_.quiet()
    assert swept.is_set()


async def test_events_go_to_those_who_asked_for_them(discord_: Sandbox, ana: Person, general: Channel) -> None:
    quiet = Bot(sync=False)
    async with discord_.running(quiet):
        ana.says("x", channel=general)
        general.rename("lobby")
        await quiet.hears("CHANNEL_UPDATE")
    assert "MESSAGE_CREATE" not in quiet.heard
    nosy = Bot(intents=discord.Intents(guilds=True, guild_messages=True), sync=False)
    async with discord_.running(nosy):
        message = ana.says("x", channel=general)
        general.pin(message, ana)
        ana.deletes(message)
        await nosy.hears("MESSAGE_DELETE")
    assert [one for one in nosy.heard if "MESSAGE" in one or "PINS" in one] == [
        "MESSAGE_CREATE", "CHANNEL_PINS_UPDATE", "MESSAGE_UPDATE", "MESSAGE_CREATE", "MESSAGE_DELETE",
    ]  # fmt: skip


async def test_words_are_left_out_without_the_content_intent(discord_: Sandbox, ana: Person, general: Channel) -> None:
    intents = int(Intent.GUILDS | Intent.GUILD_MESSAGES)
    async with connected(discord_) as socket:
        await socket.receive()
        await socket.send(2, identity(discord_, intents=intents))
        await socket.until("GUILD_CREATE")
        ana.says("secret", channel=general)
        assert (await socket.until("MESSAGE_CREATE"))["content"] == ""
        ana.says(f"open {discord_.bot.mention}", channel=general)
        assert (await socket.until("MESSAGE_CREATE"))["content"] != ""
    discord_.world.application.privileged_intents = int(Intent.MESSAGE_CONTENT)
    async with connected(discord_) as socket:
        await socket.receive()
        await socket.send(2, identity(discord_, intents=intents | int(Intent.MESSAGE_CONTENT)))
        await socket.until("GUILD_CREATE")
        ana.says("secret", channel=general)
        assert (await socket.until("MESSAGE_CREATE"))["content"] == "secret"


async def test_the_client_hears_of_servers_roles_channels_and_threads(discord_: Sandbox, harbour: Guild) -> None:
    bot = Bot(sync=False)
    async with discord_.running(bot):
        later = discord_.create_guild("Later")
        role = later.create_role("helpers")
        role.edit(permissions=8)
        role.delete()
        channel = later.create_text_channel("lobby")
        channel.create_thread("talk").archive()
        channel.delete()
        later.begin_outage()
        later.end_outage()
        leaving = asyncio.create_task(bot.wait_for("guild_remove", timeout=5))
        await asyncio.sleep(0)
        later.remove_bot()
        await leaving
        assert bot.get_guild(later.id) is None
        assert bot.get_guild(harbour.id) is not None
    expected = {"GUILD_CREATE", "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE", "CHANNEL_CREATE",
                "THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "CHANNEL_DELETE", "GUILD_DELETE"}  # fmt: skip
    assert expected <= set(bot.heard)


async def test_shards_have_each_their_servers(discord_: Sandbox) -> None:
    for n in range(6):
        discord_.create_guild(f"Harbour {n}")
        discord_.advance(1)
    client = discord.AutoShardedClient(intents=discord.Intents(guilds=True), shard_count=2)
    client.before_identify_hook = lambda *_, **__: asyncio.sleep(0)  # type: ignore[method-assign]
    async with discord_.running(client):
        await client.wait_until_ready()
        assert len(client.guilds) == 6
        assert len(discord_.gateway.connected) == 2
        assert {guild.shard_id for guild in client.guilds} == {(guild.id >> 22) % 2 for guild in client.guilds}


async def test_two_clients_of_two_sandboxes_do_not_meet() -> None:
    async with Sandbox() as one, Sandbox() as other:
        one.create_guild("One")
        other.create_guild("Other")
        first, second = Bot(sync=False), Bot(sync=False)
        async with one.running(first):
            async with other.running(second):
                await second.hears("GUILD_CREATE")
                assert [guild.name for guild in second.guilds] == ["Other"]
            await first.hears("GUILD_CREATE")
            assert [guild.name for guild in first.guilds] == ["One"]
    assert one.violations == other.violations == []


async def test_redirecting_is_undone(discord_: Sandbox) -> None:
    before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    with discord_.redirect():
        assert before[0] != discord.http.Route.BASE
    assert before == (discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY)


async def test_discord_py_leaves_a_gateway_that_no_longer_answers() -> None:
    async with Sandbox(heartbeat_interval=0.2) as sandbox:
        bot = Bot(sync=False, heartbeat_timeout=0.5)
        async with sandbox.running(bot):
            sandbox.gateway.acknowledges = False
            await bot.hears("RESUMED")
    assert sandbox.violations == []


async def test_the_zstd_stream_is_spoken_where_a_library_is_there(discord_: Sandbox) -> None:
    zstandard = pytest.importorskip("zstandard")
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{discord_.gateway_url}?v=10&compress=zstd-stream") as websocket,
    ):
        data = zstandard.ZstdDecompressor().decompressobj().decompress(await websocket.receive_bytes())
    assert json.loads(data)["op"] == 10
