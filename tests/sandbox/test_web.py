"""The web page: what its server tells and does, and whom it refuses. The browser's part is drawn from this alone."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.sandbox import Permission, Sandbox
from bot.sandbox.web import Page, Scene, furnish, serve_page
from tests.sandbox.clients import Asked, Bot, Buttons, Form, Menus

TYPED = "a word that nobody else needs to know"
FRUITS = ("apple", "apricot", "plum")


class Visitor:
    """A browser with the page open as one person: it acts, and hears what happens."""

    def __init__(self, session: aiohttp.ClientSession, url: str, live: aiohttp.ClientWebSocketResponse) -> None:
        self.state: dict[str, Any] = {}
        self._session = session
        self._url = url
        self._live = live

    @classmethod
    async def open(cls, session: aiohttp.ClientSession, url: str, who: int) -> Visitor:
        visitor = cls(session, url, await session.ws_connect(f"{url}/live?who={who}"))
        visitor.state = await visitor.hears()
        return visitor

    @property
    def general(self) -> str:
        return str(self.state["channels"][0]["id"])

    @property
    def direct(self) -> str:
        return str(self.state["channels"][-1]["id"])

    async def hears(self) -> dict[str, Any]:
        news: dict[str, Any] = await self._live.receive_json(timeout=5)
        return news

    async def hears_message(self, wanted: Callable[[dict[str, Any]], object] = bool) -> dict[str, Any]:
        while True:
            news = await self.hears()
            if news["type"] == "message" and wanted(news["message"]):
                message: dict[str, Any] = news["message"]
                return message

    async def does(self, action: str, **what: object) -> dict[str, Any]:
        ask = {"who": self.state["me"], **what}
        async with self._session.post(f"{self._url}/do/{action}", json=ask) as response:
            assert response.status in (200, 409)
            answer: dict[str, Any] = await response.json()
            assert (response.status == 409) <= ("error" in answer)
            return answer

    async def leaves(self) -> None:
        await self._live.close()


async def buttons(interaction: Asked) -> None:
    await interaction.response.send_message("press one", view=Buttons())


async def menus(interaction: Asked) -> None:
    await interaction.response.send_message("pick one", view=Menus())


async def form(interaction: Asked) -> None:
    await interaction.response.send_modal(Form())


async def slowly(interaction: Asked) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send("after a while", ephemeral=True)


async def briefly(interaction: Asked) -> None:
    await interaction.response.send_message("soon gone")
    await interaction.delete_original_response()


async def nothing(_interaction: Asked) -> None:
    return


def small_bot() -> Bot:
    """A bot that does one of each."""
    client = Bot()

    @client.tree.command(description="Say something about a fruit")
    @app_commands.describe(name="Which fruit", often="How often")
    async def fruit(interaction: Asked, name: str, often: int = 1, who: discord.Member | None = None) -> None:
        embed = discord.Embed(title=name, description=f"{often} times for {who.name if who else 'nobody'}")
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @fruit.autocomplete("name")
    async def complete(_interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=one.title(), value=one) for one in FRUITS if one.startswith(typed)]

    for answer in (buttons, menus, form, slowly, briefly, nothing):
        client.answers(answer.__name__, answer)

    @client.tree.context_menu(name="Explain the words")
    async def explain(interaction: Asked, message: discord.Message) -> None:
        await interaction.response.send_message(f"about: {message.content}", ephemeral=True)

    return client


@pytest.fixture
def scene(discord_: Sandbox) -> Scene:
    return furnish(discord_)


@pytest.fixture
async def page(discord_: Sandbox, scene: Scene) -> AsyncIterator[Page]:
    async with discord_.running(small_bot()), await serve_page(discord_, scene, port=0) as page:
        yield page


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def ana(page: Page, scene: Scene, session: aiohttp.ClientSession) -> AsyncIterator[Visitor]:
    visitor = await Visitor.open(session, page.url, scene.people[0].id)
    yield visitor
    await visitor.leaves()


@pytest.fixture
async def sam(page: Page, scene: Scene, session: aiohttp.ClientSession) -> AsyncIterator[Visitor]:
    visitor = await Visitor.open(session, page.url, scene.people[1].id)
    yield visitor
    await visitor.leaves()


async def test_the_page_opens_with_a_server_people_and_first_messages(ana: Visitor) -> None:
    assert ana.state["guild"] == "Harbour"
    assert [(one["global_name"], one["role"]) for one in ana.state["people"]] == [
        ("Ana", "Member"),
        ("Sam", "Moderator"),
    ]
    general, direct = ana.state["channels"]
    assert (general["name"], general["direct"], direct["direct"]) == ("general", False, True)
    assert len(general["messages"]) == 3
    assert all(one["content"] for one in general["messages"])


async def test_the_first_messages_are_the_callers_to_choose(discord_: Sandbox) -> None:
    scene = furnish(discord_, messages=["One", "Two", "Three"])
    said = [(one.author.name, one.content) for one in scene.guild.channel.messages]
    assert said == [("sam", "One"), ("noor", "Two"), ("sam", "Three")]


async def test_the_moderator_may_pin_and_the_member_may_not(discord_: Sandbox, scene: Scene) -> None:
    may = [
        bool(discord_.world.permissions_of(one, scene.guild.channel) & Permission.PIN_MESSAGES) for one in scene.people
    ]
    assert may == [False, True]


async def test_every_command_that_the_bot_registered_is_offered(ana: Visitor) -> None:
    offered = (await ana.does("commands", channel=ana.general))["commands"]
    assert "fruit" in [one["name"] for one in offered]
    assert [one["name"] for one in offered if one["type"] == 3] == ["Explain the words"]


async def test_what_is_being_typed_is_completed_by_the_bot(ana: Visitor) -> None:
    typing = {"channel": ana.general, "command": "fruit", "focused": "name"}
    for options in ({"name": "ap"}, {"name": "ap", "often": "unfinishe"}):
        answer = await ana.does("autocomplete", options=options, **typing)
        assert answer["choices"] == [{"name": "Apple", "value": "apple"}, {"name": "Apricot", "value": "apricot"}]


async def test_a_private_answer_is_told_to_the_asker_alone(ana: Visitor, sam: Visitor) -> None:
    answer = await ana.does("slash", channel=ana.general, command="fruit", options={"name": "apple", "often": "3"})
    assert answer == {"error": None, "form": None}
    message = await ana.hears_message()
    assert message["embeds"][0]["title"] == "apple"
    assert message["embeds"][0]["description"] == "3 times for nobody"
    assert message["flags"] & 64
    await ana.does("say", channel=ana.general, text="hello")
    assert (await sam.hears_message())["content"] == "hello"


async def test_an_option_takes_a_person_by_id(ana: Visitor, scene: Scene) -> None:
    options = {"name": "plum", "who": str(scene.people[1].id)}
    await ana.does("slash", channel=ana.general, command="fruit", options=options)
    assert (await ana.hears_message())["embeds"][0]["description"] == "1 times for sam"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("fruit", {}),
        ("fruit", {"name": "x" * 6001}),
        ("fruit", {"name": "plum", "often": "many"}),
        ("fruit", {"name": "plum", "who": "1"}),
        ("fruit", {"name": "plum", "who": "nobody"}),
        ("fruit", {"name": "plum", "colour": "red"}),
        ("nowhere", {}),
    ],
)
async def test_what_cannot_be_sent_is_said_in_a_sentence(ana: Visitor, command: str, options: dict[str, str]) -> None:
    error = (await ana.does("slash", channel=ana.general, command=command, options=options))["error"]
    assert error[0].isupper()
    assert error.endswith(".")


async def test_a_pressed_button_changes_the_message_on_every_page(ana: Visitor, sam: Visitor) -> None:
    await ana.does("slash", channel=ana.general, command="buttons", options={})
    posted = await sam.hears_message()
    await sam.does("press", message=posted["id"], custom_id="more")
    for visitor in (ana, sam):
        changed = await visitor.hears_message(lambda one: one["content"] == "all of it")
        assert (changed["id"], changed["components"]) == (posted["id"], [])


async def test_a_disabled_button_cannot_be_pressed(ana: Visitor) -> None:
    await ana.does("slash", channel=ana.general, command="buttons", options={})
    posted = await ana.hears_message()
    assert (await ana.does("press", message=posted["id"], custom_id="never"))["error"]


async def test_menus_are_picked_from_by_value_or_id(ana: Visitor, scene: Scene) -> None:
    await ana.does("slash", channel=ana.general, command="menus", options={})
    posted = await ana.hears_message()
    picks = {
        "fruit": ["apple", "plum"],
        "who": [str(scene.people[1].id)],
        "where": [ana.general],
        "role": [str(scene.guild.members[scene.people[1].id].roles[0].id)],
    }
    said = []
    for custom_id, values in picks.items():
        assert not (await ana.does("pick", message=posted["id"], custom_id=custom_id, values=values))["error"]
        said.append((await ana.hears_message())["content"])
    assert said == ["apple and plum", "sam", "general", "Moderator"]
    assert (await ana.does("pick", message=posted["id"], custom_id="fruit", values=["cherry"]))["error"]


async def test_a_form_opens_and_is_sent_once(ana: Visitor, sam: Visitor) -> None:
    form = (await ana.does("slash", channel=ana.general, command="form", options={}))["form"]
    assert form["title"] == "Tell more"
    filled = {"form": form["id"], "values": {"text": "some", "sort": ["short"]}}
    assert (await sam.does("submit", **filled))["error"]
    assert (await ana.does("submit", **{**filled, "values": {"text": ""}}))["error"]
    assert not (await ana.does("submit", **filled))["error"]
    assert (await ana.hears_message())["content"] == "some ['short']"
    assert (await ana.does("submit", **filled))["error"]


async def test_the_menu_of_a_message_reaches_the_bot(ana: Visitor) -> None:
    first = ana.state["channels"][0]["messages"][0]
    await ana.does("menu", message=first["id"], command="Explain the words")
    assert (await ana.hears_message())["content"] == f"about: {first['content']}"


async def test_a_deferred_answer_is_thinking_first(ana: Visitor) -> None:
    await ana.does("slash", channel=ana.general, command="slowly", options={})
    thinking = await ana.hears_message()
    assert thinking["flags"] & 128
    done = await ana.hears_message()
    assert (done["id"], done["content"], done["flags"] & 128) == (thinking["id"], "after a while", 0)


async def test_a_deleted_message_goes(ana: Visitor) -> None:
    await ana.does("slash", channel=ana.general, command="briefly", options={})
    posted = await ana.hears_message()
    assert await ana.hears() == {"type": "gone", "channel": ana.general, "message": posted["id"]}


async def test_a_bot_that_does_not_answer_is_told_as_discord_tells_it(ana: Visitor, discord_: Sandbox) -> None:
    sent = asyncio.Event()
    discord_.world.listeners.append(lambda event: sent.set() if event.name == "INTERACTION_CREATE" else None)
    with discord_.expecting("unanswered"):
        asking = asyncio.ensure_future(ana.does("slash", channel=ana.general, command="nothing", options={}))
        await sent.wait()
        discord_.advance(4)
        assert (await asking)["error"] == "The application did not respond"


async def test_a_dismissed_message_stays_away(
    ana: Visitor, page: Page, scene: Scene, session: aiohttp.ClientSession
) -> None:
    await ana.does("slash", channel=ana.general, command="slowly", options={})
    message = await ana.hears_message()
    assert await ana.does("dismiss", message=message["id"]) == {}
    again = await Visitor.open(session, page.url, scene.people[0].id)
    assert message["id"] not in [one["id"] for one in again.state["channels"][0]["messages"]]
    assert (await again.does("dismiss", message=message["id"]))["error"]
    await again.leaves()


async def test_what_others_see_too_cannot_be_dismissed(ana: Visitor) -> None:
    first = ana.state["channels"][0]["messages"][0]
    assert (await ana.does("dismiss", message=first["id"]))["error"]


async def test_a_private_answer_is_out_of_reach_for_the_other_person(ana: Visitor, sam: Visitor) -> None:
    await ana.does("slash", channel=ana.general, command="slowly", options={})
    message = await ana.hears_message()
    assert (await sam.does("menu", message=message["id"], command="Explain the words"))["error"]
    assert (await sam.does("dismiss", message=message["id"]))["error"]


async def test_a_direct_message_is_seen_by_nobody_else(ana: Visitor, sam: Visitor) -> None:
    await ana.does("slash", channel=ana.direct, command="fruit", options={"name": "plum"})
    assert (await ana.hears_message())["channel_id"] == ana.direct
    assert ana.direct not in [one["id"] for one in sam.state["channels"]]
    assert (await sam.does("say", channel=ana.direct, text="hello"))["error"]


async def test_a_page_of_an_earlier_start_begins_as_the_first_person(
    page: Page, scene: Scene, session: aiohttp.ClientSession
) -> None:
    visitor = await Visitor.open(session, page.url, 1)
    assert visitor.state["me"] == str(scene.people[0].id)
    await visitor.leaves()


async def test_only_the_offered_people_can_be_acted_as(
    page: Page, scene: Scene, session: aiohttp.ClientSession
) -> None:
    ask = {"who": scene.guild.owner_id, "channel": scene.guild.channel.id, "text": "hello"}
    async with session.post(f"{page.url}/do/say", json=ask) as response:
        assert response.status == 409


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/page.html", "text/html"),
        ("/app.js", "text/javascript"),
        ("/style.css", "text/css"),
        ("/icon.svg", "image/svg+xml"),
    ],
)
async def test_everything_comes_from_here_under_a_strict_policy(
    page: Page, session: aiohttp.ClientSession, path: str, kind: str
) -> None:
    async with session.get(page.url + path) as response:
        assert (response.status, response.content_type) == (200, kind)
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        text = await response.text()
    assert "innerHTML" not in text
    assert "//cdn" not in text


@pytest.mark.parametrize("path", ["/../page.py", "/static/app.js", "/%2e%2e/page.py", "/app.js.map", "/do/say"])
async def test_nothing_else_is_served(page: Page, session: aiohttp.ClientSession, path: str) -> None:
    async with session.get(page.url + path) as response:
        assert response.status in (404, 405)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example"},
        {"Host": "127.0.0.1:1"},
        {"Host": "["},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_another_website_is_refused(
    ana: Visitor, page: Page, session: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    ask = {"who": ana.state["me"], "channel": ana.general, "text": "hello"}
    async with session.post(f"{page.url}/do/say", json=ask, headers=headers) as response:
        assert response.status == 403
        assert response.headers["Content-Security-Policy"]
    if "Sec-Fetch-Site" not in headers:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{page.url}/live", headers=headers)


async def test_the_pages_own_requests_are_taken(ana: Visitor, page: Page, session: aiohttp.ClientSession) -> None:
    ask = {"who": ana.state["me"], "channel": ana.general, "text": "hello"}
    headers = {"Origin": page.url, "Sec-Fetch-Site": "same-origin"}
    async with session.post(f"{page.url}/do/say", json=ask, headers=headers) as response:
        assert response.status == 200


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ('{"who": "x"}', "application/json", 400),
        ('{"who": 1, "channel": 1, "text": "a", "more": 1}', "application/json", 400),
        ('{"who": 1, "channel": 1, "text": "a"}', "text/plain", 415),
        (json.dumps({"who": 1, "channel": 1, "text": "a" * 100_000}), "application/json", 413),
    ],
)
async def test_a_request_of_another_shape_is_refused(
    page: Page, session: aiohttp.ClientSession, body: str, kind: str, status: int
) -> None:
    async with session.post(f"{page.url}/do/say", data=body, headers={"Content-Type": kind}) as response:
        assert response.status == status


async def test_an_unknown_action_is_not_found(page: Page, session: aiohttp.ClientSession) -> None:
    async with session.post(f"{page.url}/do/harm", json={}) as response:
        assert response.status == 404


async def test_nothing_typed_reaches_the_log(
    ana: Visitor, page: Page, session: aiohttp.ClientSession, scene: Scene,
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(_self: object, text: str, **_options: object) -> None:
        raise RuntimeError(text)

    caplog.set_level(logging.INFO)
    await ana.does("say", channel=ana.general, text=TYPED)
    await ana.does("slash", channel=ana.general, command="fruit", options={"name": TYPED})
    await ana.does("slash", channel=ana.general, command="fruit", options={"name": "plum", "often": TYPED})
    monkeypatch.setattr(type(scene.people[0]), "says", fail)
    ask = {"who": ana.state["me"], "channel": ana.general, "text": TYPED}
    async with session.post(f"{page.url}/do/say", json=ask) as response:
        assert response.status == 500
    assert "RuntimeError in fail" in caplog.text
    assert TYPED not in caplog.text


async def test_a_port_in_use_is_an_os_error(discord_: Sandbox, scene: Scene) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        await serve_page(discord_, scene, port=taken.getsockname()[1])


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", ""])  # noqa: S104 - refused, that is the point
async def test_an_address_that_others_reach_is_refused(discord_: Sandbox, scene: Scene, host: str) -> None:
    with pytest.raises(ValueError, match="this computer only"):
        await serve_page(discord_, scene, host=host, port=0)


async def test_closing_ends_open_pages_and_frees_the_port(
    discord_: Sandbox, scene: Scene, session: aiohttp.ClientSession
) -> None:
    page = await serve_page(discord_, scene, port=0)
    live = await session.ws_connect(f"{page.url}/live")
    await live.receive_json()
    await page.close()
    await page.close()
    assert (await live.receive(timeout=5)).type is aiohttp.WSMsgType.CLOSE
    assert discord_.world.watchers == []
    again = await serve_page(discord_, scene, port=int(page.url.rpartition(":")[2]))
    await again.close()
