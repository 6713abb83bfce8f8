"""The rules of interactions: their time, their token, how each may be answered, and who sees what."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.sandbox import EVERYONE, Channel, Guild, NotPossible, Permission, Person, Sandbox, Turn
from bot.sandbox.errors import Json
from bot.sandbox.interaction import Interaction, InteractionType

from .clients import Asked, Bot, Buttons

P = Permission
MESSAGE = {"type": 4, "data": {"content": "x"}}


@pytest.fixture
async def bot(discord_: Sandbox, general: Channel) -> AsyncIterator[Bot]:
    """A bot whose commands do wrong in one way each."""
    bot = Bot()

    async def late(interaction: Asked) -> None:
        discord_.advance(3.1)
        with contextlib.suppress(discord.NotFound):
            await interaction.response.send_message("too late")

    async def silent(_: Asked) -> None:
        discord_.advance(3.1)

    async def long(interaction: Asked) -> None:
        await interaction.response.defer(ephemeral=True)
        discord_.advance(14 * 60)
        await interaction.edit_original_response(content="in time")
        discord_.advance(61)
        with contextlib.suppress(discord.HTTPException):
            await interaction.followup.send("out of time")

    async def chatty(interaction: Asked) -> None:
        await interaction.response.send_message("0")
        with contextlib.suppress(discord.HTTPException):
            for n in range(1, 7):
                await interaction.followup.send(str(n))

    async def undone(interaction: Asked) -> None:
        answer = await interaction.response.send_message("x", ephemeral=True)
        assert answer.resource is not None
        assert answer.message_id == (await interaction.original_response()).id
        await interaction.delete_original_response()

    bot.answers("late", late)
    bot.answers("silent", silent)
    bot.answers("long", long)
    bot.answers("chatty", chatty)
    bot.answers("undone", undone)
    bot.answers("plain", lambda asked: asked.response.send_message("x", view=Buttons()))
    bot.answers("private", lambda asked: asked.response.send_message("x", ephemeral=True, view=Buttons()))
    async with discord_.running(bot):
        yield bot


async def post(discord_: Sandbox, path: str, body: Json, method: str = "POST") -> Json:
    """Answer past discord.py, which would not let a client do such a thing."""
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"{discord_.rest_url}{path}", json=body) as response,
    ):
        return {"status": response.status, **(await response.json() if response.status != 204 else {})}


def callback(interaction: Interaction) -> str:
    return f"/interactions/{interaction.id}/{interaction.token}/callback"


def webhook(discord_: Sandbox, interaction: Interaction) -> str:
    return f"/webhooks/{discord_.world.application.id}/{interaction.token}"


async def test_an_answer_after_three_seconds_is_unknown(
    bot: Bot, discord_: Sandbox, ana: Person, general: Channel
) -> None:
    with discord_.expecting(10062, "unanswered") as expected:
        turn = await ana.slash("late", channel=general)
        await discord_.quiet()
    assert turn.error == "The application did not respond"
    assert turn.message is None
    assert [one.kind for one in expected.met] == ["unanswered", "refused"]


async def test_silence_is_a_violation(bot: Bot, discord_: Sandbox, ana: Person, general: Channel) -> None:
    with discord_.expecting("unanswered") as expected:
        turn = await ana.slash("silent", channel=general)
    assert turn.error is not None
    assert expected.met[0].message == "/silent was not answered"


async def test_without_a_bot_nothing_answers(discord_: Sandbox, ana: Person, general: Channel) -> None:
    bot = Bot()
    bot.answers("x", lambda asked: asked.response.send_message("x"))
    async with discord_.running(bot):
        pass
    with discord_.expecting("unanswered"):
        asking = asyncio.create_task(ana.slash("x", channel=general))
        await asyncio.sleep(0)
        discord_.advance(3.1)
        turn = await asking
    assert turn.error == "The application did not respond"


async def test_a_deferred_answer_that_never_comes_is_a_violation_at_the_end() -> None:
    async with Sandbox(patience=0.05) as sandbox:
        guild = sandbox.create_guild("Harbour")
        general = guild.create_text_channel("general")
        ana = sandbox.create_user("ana")
        guild.add_member(ana)
        bot = Bot()
        bot.answers("thinking", lambda asked: asked.response.defer())
        async with sandbox.running(bot):
            turn = await ana.slash("thinking", channel=general)
            assert turn.error == "The application did not respond"
            assert sandbox.violations == []
    assert [one.kind for one in sandbox.violations] == ["unfinished"]


async def test_the_token_lives_fifteen_minutes(bot: Bot, discord_: Sandbox, ana: Person, general: Channel) -> None:
    with discord_.expecting(50027):
        turn = await ana.slash("long", channel=general)
        await discord_.quiet()
    assert turn.message is not None
    assert turn.message.content == "in time"
    assert turn.followups == []


async def test_a_second_answer_is_refused(bot: Bot, discord_: Sandbox, ana: Person, general: Channel) -> None:
    turn = await ana.slash("plain", channel=general)
    with discord_.expecting(40060):
        assert await post(discord_, callback(turn.interaction), MESSAGE) == {
            "status": 400, "code": 40060, "message": "Interaction has already been acknowledged."
        }  # fmt: skip


async def test_a_forged_interaction_is_unknown(bot: Bot, discord_: Sandbox) -> None:
    with discord_.expecting(10062, 10015) as expected:
        assert (await post(discord_, "/interactions/1/forged/callback", MESSAGE))["code"] == 10062
        path = f"/webhooks/{discord_.world.application.id}/forged"
        assert (await post(discord_, path, {"content": "x"}))["code"] == 10015
    assert len(expected.met) == 2


def sent_only(discord_: Sandbox, ana: Person, general: Channel, kind: int = 2) -> Interaction:
    """An interaction that the running bot knows nothing of, to be answered by the test."""
    use = discord_.commands.visible_to(ana, general)[0][1]
    before = list(discord_.world.listeners)
    discord_.world.listeners.clear()
    data = {"type": 1, "name": "x"}
    sent = discord_.interactions.send(InteractionType(kind), ana, general, use, data, what="x")
    discord_.world.listeners.extend(before)
    return sent


@pytest.mark.parametrize(
    ("kind", "answer"),
    [(2, 1), (2, 6), (2, 7), (2, 8), (2, 10), (2, None), (4, 4), (4, 5), (4, 9), (5, 9), (5, 7), (3, 8)],
)
async def test_only_some_answers_suit_an_interaction(
    bot: Bot, discord_: Sandbox, ana: Person, general: Channel, kind: int, answer: int | None
) -> None:
    sent = sent_only(discord_, ana, general, kind)
    with discord_.expecting(50035, "unanswered") as expected:
        said = await post(discord_, callback(sent), {"type": answer, "data": {"content": "x", "choices": []}})
        discord_.advance(4)
    assert said["code"] == 50035
    assert said["errors"]["type"]["_errors"][0]["code"] == "BASE_TYPE_CHOICES"
    assert [one.kind for one in expected.met] == ["refused", "unanswered"]


async def test_nothing_follows_before_the_first_answer(
    bot: Bot, discord_: Sandbox, ana: Person, general: Channel
) -> None:
    sent = sent_only(discord_, ana, general)
    with discord_.expecting(10015, 10008, "unanswered"):
        assert (await post(discord_, webhook(discord_, sent), {"content": "x"}))["code"] == 10015
        path = webhook(discord_, sent) + "/messages/@original"
        assert (await post(discord_, path, {"content": "x"}, "PATCH"))["code"] == 10008
        discord_.advance(4)


async def test_a_refused_answer_leaves_time_for_a_right_one(
    bot: Bot, discord_: Sandbox, ana: Person, general: Channel
) -> None:
    sent = sent_only(discord_, ana, general)
    with discord_.expecting(50035, 50006):
        long = {"type": 4, "data": {"content": "x" * 2001}}
        assert "content" in (await post(discord_, callback(sent), long))["errors"]["data"]
        assert (await post(discord_, callback(sent), {"type": 4, "data": {}}))["code"] == 50006
    assert (await post(discord_, callback(sent), MESSAGE))["status"] == 204


async def test_an_answer_with_response_says_what_came_of_it(
    bot: Bot, discord_: Sandbox, ana: Person, general: Channel
) -> None:
    sent = sent_only(discord_, ana, general)
    said = await post(discord_, callback(sent) + "?with_response=true", {"type": 5, "data": {"flags": 64}})
    assert said["interaction"]["response_message_loading"] is True
    assert said["interaction"]["response_message_ephemeral"] is True
    assert "resource" not in said
    assert sent.original is not None
    assert sent.original.thinking
    await post(discord_, webhook(discord_, sent) + "/messages/@original", {"content": "done"}, "PATCH")
    assert not sent.original.thinking


async def test_private_messages_are_unknown_by_channel_id(
    bot: Bot, discord_: Sandbox, ana: Person, general: Channel
) -> None:
    turn = await ana.slash("private", channel=general)
    assert turn.message is not None
    private = bot.get_partial_messageable(general.id).get_partial_message(turn.message.id)
    with discord_.expecting(10008) as expected:
        for attempt in (private.fetch, private.pin, lambda: private.edit(content="y"), private.delete):
            with pytest.raises(discord.NotFound):
                await attempt()
    assert len(expected.met) == 4


async def test_nobody_else_can_use_a_private_message(
    bot: Bot, discord_: Sandbox, ana: Person, harbour: Guild, general: Channel
) -> None:
    ben = discord_.create_user("ben")
    harbour.add_member(ben)
    turn = await ana.slash("private", channel=general)
    with pytest.raises(NotPossible):
        await ben.click(turn.message, "More")


async def test_a_deleted_answer_is_seen_no_more(bot: Bot, ana: Person, general: Channel) -> None:
    turn = await ana.slash("undone", channel=general)
    assert turn.message is not None
    assert turn.message.deleted
    assert ana.sees(general) == []


async def test_buttons_work_when_the_answer_is_old(bot: Bot, discord_: Sandbox, ana: Person, general: Channel) -> None:
    bot.add_view(Buttons())
    turn = await ana.slash("plain", channel=general)
    discord_.advance(3600)
    clicked = await ana.click(turn.message, "More")
    assert clicked.message is turn.message
    assert clicked.error is None


async def test_user_installed_apps_have_five_followups(bot: Bot, discord_: Sandbox, ana: Person) -> None:
    ana.install()
    group = discord_.group_dm([ana, discord_.create_user("ben")])
    with discord_.expecting(40094):
        turn = await ana.slash("chatty", channel=group)
        await discord_.quiet()
    assert [one.content for one in turn.followups] == ["1", "2", "3", "4", "5"]


async def test_where_external_apps_are_not_allowed_every_answer_is_private(
    bot: Bot, discord_: Sandbox, ana: Person
) -> None:
    ana.install()
    elsewhere = discord_.create_guild("Elsewhere", bot=False, everyone=EVERYONE & ~P.USE_EXTERNAL_APPS)
    elsewhere.add_member(ana)
    lobby = elsewhere.create_text_channel("lobby")
    turn = await ana.slash("plain", channel=lobby)
    assert turn.message is not None
    assert turn.message.ephemeral
    assert lobby.messages == []


async def test_in_a_strange_server_the_channel_is_out_of_reach(bot: Bot, discord_: Sandbox, ana: Person) -> None:
    ana.install()
    elsewhere = discord_.create_guild("Elsewhere", bot=False)
    elsewhere.add_member(ana)
    lobby = elsewhere.create_text_channel("lobby")
    turn = await ana.slash("plain", channel=lobby)
    assert turn.message is not None
    with discord_.expecting(50001), pytest.raises(discord.Forbidden):
        await bot.get_partial_messageable(lobby.id).send("x")


@pytest.fixture
async def places(discord_: Sandbox, general: Channel) -> AsyncIterator[Bot]:
    bot = Bot()

    def add(name: str, *decorators: object) -> None:
        @app_commands.command(name=name, description="x")
        async def command(interaction: Asked) -> None:
            said = f"{interaction.context.to_array()} {interaction.is_guild_integration()}"
            await interaction.response.send_message(f"{said} {interaction.is_user_integration()}")

        made: object = command
        for decorator in decorators:
            made = decorator(made)  # type: ignore[operator]
        bot.tree.add_command(command)

    add("anywhere")
    add("servers", app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False))
    add("dms", app_commands.allowed_contexts(guilds=False, dms=True, private_channels=False))
    add("bots", app_commands.allowed_installs(guilds=True, users=False))
    add("mine", app_commands.allowed_installs(guilds=False, users=True))
    add("moderators", app_commands.default_permissions(manage_messages=True))
    add("admins", app_commands.default_permissions())
    async with discord_.running(bot):
        yield bot


def names(person: Person, channel: Channel) -> set[str]:
    return {one["name"] for one in person.offered(channel)}


async def test_commands_are_offered_where_they_belong(
    places: Bot, discord_: Sandbox, ana: Person, harbour: Guild, general: Channel
) -> None:
    assert names(ana, general) == {"anywhere", "servers", "bots"}
    assert names(ana, discord_.dm(ana)) == {"anywhere", "dms", "bots", "moderators", "admins"}
    harbour.set_roles(ana, [harbour.create_role("moderators", permissions=P.MANAGE_MESSAGES)])
    assert names(ana, general) == {"anywhere", "servers", "bots", "moderators"}
    owner = harbour.members[harbour.owner_id].user
    assert isinstance(owner, Person)
    assert "admins" in names(owner, general)


async def test_a_user_install_adds_its_own_commands_everywhere(
    places: Bot, discord_: Sandbox, ana: Person, general: Channel
) -> None:
    ana.install()
    assert "mine" in names(ana, general)
    group = discord_.group_dm([ana, discord_.create_user("ben")])
    assert names(ana, group) == {"anywhere", "mine", "moderators", "admins"}
    ana.uninstall()
    assert names(ana, group) == set()


async def test_without_the_right_to_use_commands_none_is_offered(
    places: Bot, ana: Person, harbour: Guild, general: Channel
) -> None:
    general.set_overwrite(harbour.everyone, deny=P.USE_APPLICATION_COMMANDS)
    assert names(ana, general) == set()


def said(turn: Turn) -> str:
    assert turn.message is not None
    return turn.message.content


async def test_the_interaction_says_where_it_comes_from(
    places: Bot, discord_: Sandbox, ana: Person, general: Channel
) -> None:
    ana.install()
    group = discord_.group_dm([ana, discord_.create_user("ben")])
    assert said(await ana.slash("anywhere", channel=general)) == "[0] True True"
    assert said(await ana.slash("bots", channel=general)) == "[0] True False"
    assert said(await ana.slash("anywhere", channel=discord_.dm(ana))) == "[1] False True"
    assert said(await ana.slash("anywhere", channel=group)) == "[2] False True"


class Renaming(discord.ui.Modal, title="Rename"):
    text: discord.ui.TextInput[Renaming] = discord.ui.TextInput(label="Name", custom_id="text")

    async def on_submit(self, interaction: Asked) -> None:
        await interaction.response.edit_message(content=self.text.value)


class Opening(discord.ui.View):
    @discord.ui.button(label="Rename")
    async def rename(self, interaction: Asked, _button: discord.ui.Button[Opening]) -> None:
        await interaction.response.send_modal(Renaming())


async def test_a_form_opened_from_a_message_may_update_it(discord_: Sandbox, ana: Person, general: Channel) -> None:
    bot = Bot()
    bot.answers("open", lambda asked: asked.response.send_message("old", view=Opening(), ephemeral=True))
    async with discord_.running(bot):
        turn = await ana.slash("open", channel=general)
        opened = await ana.click(turn.message, "Rename")
        sent = await ana.submit(opened.modal, {"Name": "new"})
    assert sent.message is turn.message
    assert said(turn) == "new"


async def test_files_come_with_answers_and_followups(discord_: Sandbox, ana: Person, general: Channel) -> None:
    async def files(interaction: Asked) -> None:
        await interaction.response.send_message(file=discord.File(io.BytesIO(b"one"), "one.txt"), ephemeral=True)
        await interaction.followup.send(file=discord.File(io.BytesIO(b"two"), "two.txt"), ephemeral=True)

    bot = Bot()
    bot.answers("files", files)
    async with discord_.running(bot):
        turn = await ana.slash("files", channel=general)
    assert turn.message is not None
    assert [one.data for one in turn.message.attachments] == [b"one"]
    assert [one.attachments[0].filename for one in turn.followups] == ["two.txt"]


async def test_a_layout_of_components_is_shown_and_pressed(discord_: Sandbox, ana: Person, general: Channel) -> None:
    class Layout(discord.ui.LayoutView):
        box: discord.ui.Container[Layout] = discord.ui.Container(discord.ui.TextDisplay("Read this"))
        row: discord.ui.ActionRow[Layout] = discord.ui.ActionRow()

        @row.button(label="Next")
        async def following(self, interaction: Asked, _button: discord.ui.Button[Layout]) -> None:
            await interaction.response.send_message("next", ephemeral=True)

    bot = Bot()
    bot.answers("layout", lambda asked: asked.response.send_message(view=Layout()))
    async with discord_.running(bot):
        turn = await ana.slash("layout", channel=general)
        following = await ana.click(turn.message, "Next")
    assert turn.message is not None
    assert turn.message.text == "Read this"
    assert said(following) == "next"


async def test_turning_to_a_layout_takes_the_old_content_away_first(
    bot: Bot, discord_: Sandbox, ana: Person, general: Channel
) -> None:
    turn = await ana.slash("plain", channel=general)
    path = webhook(discord_, turn.interaction) + "/messages/@original"
    layout: Json = {"flags": 1 << 15, "components": [{"type": 10, "content": "x"}]}
    with discord_.expecting(50035):
        assert "content" in (await post(discord_, path, layout, "PATCH"))["errors"]
    assert (await post(discord_, path, {**layout, "content": None}, "PATCH"))["status"] == 200
    with discord_.expecting(50035):
        assert (await post(discord_, path, {"content": "back"}, "PATCH"))["code"] == 50035
