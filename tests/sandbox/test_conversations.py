"""Whole conversations of people and the real discord.py client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands

from bot.sandbox import Channel, Guild, NotPossible, Person, Sandbox, Upload
from bot.sandbox.errors import Json

from .clients import Asked, Bot, Buttons, Form, Menus


@pytest.fixture
async def bot(discord_: Sandbox, harbour: Guild) -> AsyncIterator[Bot]:
    bot = Bot()

    @bot.tree.command(description="Say it back")
    async def echo(interaction: Asked, text: app_commands.Range[str, 2, 30], loud: bool = False) -> None:
        await interaction.response.send_message(text.upper() if loud else text, ephemeral=True)
        await interaction.followup.send("and more", ephemeral=True)

    @echo.autocomplete("text")
    async def complete(_: Asked, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}…", value=f"{current}!")]

    @bot.tree.command(description="Take every type")
    async def types(
        interaction: Asked,
        number: app_commands.Range[int, 1, 5],
        share: float,
        who: discord.Member,
        where: discord.TextChannel,
        role: discord.Role,
        file: discord.Attachment,
        size: app_commands.Choice[int],
    ) -> None:
        said = f"{number} {share} {who.name} {where.name} {role.name} {file.filename} {size.name}"
        await interaction.response.send_message(said)

    app_commands.choices(size=[app_commands.Choice(name="small", value=1)])(types)

    group = app_commands.Group(name="summary", description="Summaries")

    @group.command(description="Post one")
    async def post(interaction: Asked, topic: str) -> None:
        await interaction.response.send_message(f"posted {topic}")

    inner = app_commands.Group(name="lines", description="Lines", parent=group)

    @inner.command(description="Add one")
    async def add(interaction: Asked) -> None:
        await interaction.response.send_message("added")

    bot.tree.add_command(group)

    async def slowly(interaction: Asked) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("after a while", embed=discord.Embed(title="Here"))

    async def by_edit(interaction: Asked) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="at last")

    bot.answers("slowly", slowly)
    bot.answers("by-edit", by_edit)
    bot.answers("buttons", lambda asked: asked.response.send_message("less", view=Buttons()))
    bot.answers("menus", lambda asked: asked.response.send_message("pick", view=Menus(), ephemeral=True))
    bot.answers("form", lambda asked: asked.response.send_modal(Form()))

    @bot.tree.context_menu(name="Explain the words")
    async def explain(interaction: Asked, message: discord.Message) -> None:
        snapshots = [one.content for one in message.message_snapshots]
        await interaction.response.send_message(f"{message.author.name}: {message.content}{snapshots}", ephemeral=True)

    @bot.tree.context_menu(name="Greet")
    async def greet(interaction: Asked, user: discord.Member) -> None:
        await interaction.response.send_message(f"hello {user.name}")

    async with discord_.running(bot):
        yield bot


async def test_a_slash_command_is_answered_and_followed_up(bot: Bot, ana: Person, general: Channel) -> None:
    turn = await ana.slash("echo", {"text": "hello", "loud": True}, channel=general)
    assert turn.message is not None
    assert (turn.message.content, turn.message.ephemeral) == ("HELLO", True)
    assert [one.content for one in turn.followups] == ["and more"]
    assert turn.error is None


async def test_only_the_asker_sees_an_ephemeral_answer(
    bot: Bot, discord_: Sandbox, ana: Person, harbour: Guild, general: Channel
) -> None:
    ben = discord_.create_user("ben")
    harbour.add_member(ben)
    await ana.slash("echo", {"text": "hello"}, channel=general)
    await ana.slash("summary post", {"topic": "x"}, channel=general)
    assert [one.content for one in ana.sees(general)] == ["hello", "and more", "posted x"]
    assert [one.content for one in ben.sees(general)] == ["posted x"]
    assert [one.content for one in general.messages] == ["posted x"]


async def test_autocomplete_offers_choices(bot: Bot, ana: Person, general: Channel) -> None:
    choices = await ana.autocomplete("echo", {"text": "al"}, focused="text", channel=general)
    assert choices == [{"name": "al…", "value": "al!"}]


async def test_every_option_type_reaches_the_command(bot: Bot, ana: Person, harbour: Guild, general: Channel) -> None:
    options = {
        "number": 3,
        "share": 0.5,
        "who": ana,
        "where": general,
        "role": harbour.create_role("helpers"),
        "file": Upload(filename="a.txt", data=b"a", content_type="text/plain"),
        "size": "small",
    }
    turn = await ana.slash("types", options, channel=general)
    assert turn.message is not None
    assert turn.message.content == "3 0.5 ana general helpers a.txt small"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("nothing", {}),
        ("echo", {}),
        ("echo", {"text": "x"}),
        ("echo", {"text": "x" * 31}),
        ("echo", {"text": 5}),
        ("echo", {"text": "xx", "volume": 3}),
        ("summary", {}),
        ("summary nowhere", {}),
    ],
)
async def test_what_the_client_does_not_offer_is_not_possible(
    bot: Bot, ana: Person, general: Channel, name: str, options: Json
) -> None:
    with pytest.raises(NotPossible):
        await ana.slash(name, options, channel=general)


async def test_subcommands_in_a_group_are_found(bot: Bot, ana: Person, general: Channel) -> None:
    turn = await ana.slash("summary lines add", channel=general)
    assert turn.message is not None
    assert turn.message.content == "added"


async def test_the_first_followup_becomes_the_deferred_answer_and_stays_private(
    bot: Bot, ana: Person, general: Channel
) -> None:
    turn = await ana.slash("slowly", channel=general)
    assert turn.message is not None
    assert turn.message.ephemeral
    assert not turn.message.thinking
    assert turn.message.text == "after a while\nHere"
    assert turn.followups == []


async def test_an_edit_completes_a_deferred_answer(bot: Bot, ana: Person, general: Channel) -> None:
    turn = await ana.slash("by-edit", channel=general)
    assert turn.message is not None
    assert turn.message.content == "at last"


async def test_a_button_updates_its_message(bot: Bot, ana: Person, general: Channel) -> None:
    turn = await ana.slash("buttons", channel=general)
    assert turn.message is not None
    assert turn.message.labels == ["More", "Aside", "Later", "Never", "Read on"]
    clicked = await ana.click(turn.message, "More")
    assert clicked.message is turn.message
    assert (turn.message.content, turn.message.components) == ("all of it", [])


async def test_a_button_answers_with_a_message_of_its_own(bot: Bot, ana: Person, general: Channel) -> None:
    turn = await ana.slash("buttons", channel=general)
    aside = await ana.click(turn.message, custom_id="aside")
    assert aside.message is not None
    assert aside.message is not turn.message
    assert aside.message.ephemeral


async def test_a_deferred_update_is_edited_later(bot: Bot, ana: Person, general: Channel) -> None:
    turn = await ana.slash("buttons", channel=general)
    await ana.click(turn.message, "Later")
    assert turn.message is not None
    assert turn.message.content == "edited later"


@pytest.mark.parametrize("label", ["Never", "Read on", "Nowhere"])
async def test_disabled_links_and_missing_buttons_cannot_be_clicked(
    bot: Bot, ana: Person, general: Channel, label: str
) -> None:
    turn = await ana.slash("buttons", channel=general)
    with pytest.raises(NotPossible):
        await ana.click(turn.message, label)


async def test_a_forged_button_reaches_the_bot_all_the_same(
    bot: Bot, discord_: Sandbox, ana: Person, general: Channel
) -> None:
    got: list[object] = []

    @bot.event
    async def on_interaction(interaction: Asked) -> None:
        got.append(dict(interaction.data or {}).get("custom_id"))
        if interaction.type is discord.InteractionType.component and got[-1] == "forged":
            await interaction.response.send_message("no such button", ephemeral=True)

    turn = await ana.slash("buttons", channel=general)
    forged = await ana.click(turn.message, custom_id="forged", force=True)
    assert forged.message is not None
    assert forged.message.content == "no such button"


async def test_menus_of_every_kind_are_picked_from(bot: Bot, ana: Person, harbour: Guild, general: Channel) -> None:
    turn = await ana.slash("menus", channel=general)
    fruit = await ana.select(turn.message, ["Apple", "plum"], custom_id="fruit")
    who = await ana.select(turn.message, [ana], custom_id="Who")
    where = await ana.select(turn.message, [general], custom_id="where")
    role = await ana.select(turn.message, [harbour.create_role("helpers")], custom_id="role")
    said = [one.message.content for one in (fruit, who, where, role) if one.message]
    assert said == ["apple and plum", "ana", "general", "helpers"]
    with pytest.raises(NotPossible):
        await ana.select(turn.message, ["Apple", "Pear", "Plum"], custom_id="fruit")
    with pytest.raises(NotPossible):
        await ana.select(turn.message, ["Cherry"], custom_id="fruit")


async def test_a_form_is_filled_in_and_sent(bot: Bot, ana: Person, general: Channel) -> None:
    turn = await ana.slash("form", channel=general)
    assert turn.modal is not None
    assert turn.modal.title == "Tell more"
    assert [field["label"] for field in turn.modal.fields] == ["Your words", "Sort"]
    sent = await ana.submit(turn.modal, {"text": "some", "Sort": ["Short"]})
    assert sent.message is not None
    assert sent.message.content == "some ['short']"
    for wrong in ({}, {"text": "x" * 21}, {"elsewhere": "x"}):
        with pytest.raises(NotPossible):
            await ana.submit(turn.modal, wrong)


async def test_a_message_menu_gets_the_message_with_its_words(bot: Bot, ana: Person, general: Channel) -> None:
    said = ana.says("What is this?", channel=general)
    turn = await ana.message_menu("Explain the words", said)
    assert turn.message is not None
    assert turn.message.content == "ana: What is this?[]"
    forwarded = ana.says(forwards=said, channel=general)
    turn = await ana.message_menu("Explain the words", forwarded)
    assert turn.message is not None
    assert turn.message.content == "ana: ['What is this?']"


async def test_a_user_menu_gets_the_user(bot: Bot, ana: Person, general: Channel) -> None:
    turn = await ana.user_menu("Greet", ana, channel=general)
    assert turn.message is not None
    assert turn.message.content == "hello ana"


async def test_a_direct_message_is_a_place_like_others(bot: Bot, discord_: Sandbox, ana: Person) -> None:
    dm = discord_.dm(ana)
    turn = await ana.slash("echo", {"text": "hello"}, channel=dm)
    assert turn.message is not None
    assert turn.message.content == "hello"


async def test_many_people_at_once_are_all_answered(bot: Bot, discord_: Sandbox, ana: Person, general: Channel) -> None:
    turns = await asyncio.gather(*(ana.slash("echo", {"text": f"number {n}"}, channel=general) for n in range(20)))
    assert [one.message.content for one in turns if one.message] == [f"number {n}" for n in range(20)]


async def test_installed_for_oneself_the_app_is_in_groups_and_strange_servers(
    bot: Bot, discord_: Sandbox, ana: Person
) -> None:
    ben = discord_.create_user("ben", installed=True)
    group = discord_.group_dm([ana, ben])
    strange = discord_.create_guild("Elsewhere", bot=False)
    strange.add_member(ben)
    lobby = strange.create_text_channel("lobby")
    for place in (group, lobby):
        turn = await ben.slash("echo", {"text": "hello"}, channel=place)
        assert turn.message is not None
        assert turn.interaction.use.owners == {"1": str(ben.id)}
    with pytest.raises(NotPossible):
        await ana.slash("echo", {"text": "hello"}, channel=group)
