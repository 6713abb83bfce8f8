"""What the bot does by channel id: messages, pins, threads, files, and what it may not."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable

import aiohttp
import discord
import pytest

from bot.sandbox import BOT, Channel, Guild, NotPossible, Permission, Person, Sandbox
from bot.sandbox.errors import Json

from .clients import Bot, Buttons

P = Permission


@pytest.fixture
async def bot(discord_: Sandbox, general: Channel) -> AsyncIterator[Bot]:
    bot = Bot(sync=False)
    async with discord_.running(bot):
        yield bot


def at(bot: Bot, channel: Channel) -> discord.PartialMessageable:
    """The bot's own view of a channel; it need not have it in its cache."""
    return bot.get_partial_messageable(channel.id)


async def ask(discord_: Sandbox, method: str, path: str, body: object = None) -> tuple[int, Json, str]:
    """Ask past discord.py: status, body and content type."""
    headers = {"Authorization": f"Bot {discord_.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(method, f"{discord_.rest_url}{path}", json=body) as response,
    ):
        return response.status, await response.json(), response.headers["Content-Type"]


async def refused_with(discord_: Sandbox, code: int, attempt: Awaitable[object]) -> None:
    with discord_.expecting(code), pytest.raises(discord.HTTPException) as refused:
        await attempt
    assert refused.value.code == code


async def test_a_wrong_token_is_refused_at_login(discord_: Sandbox) -> None:
    with discord_.redirect(), discord_.expecting(0):
        async with Bot(sync=False) as bot:
            with pytest.raises(discord.LoginFailure):
                await bot.login("wrong")


async def test_json_is_typed_without_a_charset(discord_: Sandbox) -> None:
    assert await ask(discord_, "GET", "/gateway") == (200, {"url": discord_.gateway_url}, "application/json")


async def test_unknown_routes_and_methods_have_discords_body(discord_: Sandbox) -> None:
    with discord_.expecting(0) as expected:
        unknown = await ask(discord_, "GET", "/nowhere")
        wrong = await ask(discord_, "PUT", "/users/@me")
    assert unknown[:2] == (404, {"message": "404: Not Found", "code": 0})
    assert wrong[:2] == (405, {"message": "405: Method Not Allowed", "code": 0})
    assert len(expected.met) == 2


async def test_a_body_that_is_no_json_is_refused(discord_: Sandbox, general: Channel) -> None:
    headers = {"Authorization": f"Bot {discord_.token}", "Content-Type": "application/json"}
    url = f"{discord_.rest_url}/channels/{general.id}/messages"
    with discord_.expecting(50109):
        async with aiohttp.ClientSession() as session, session.post(url, data="{", headers=headers) as response:
            assert (await response.json())["code"] == 50109


async def test_messages_are_posted_read_edited_and_deleted(bot: Bot, general: Channel) -> None:
    sent = await at(bot, general).send("one", embed=discord.Embed(title="Title"), view=Buttons())
    (message,) = general.messages
    assert message.text == "one\nTitle"
    assert (await at(bot, general).fetch_message(sent.id)).embeds[0].title == "Title"
    await sent.edit(content="two")
    assert (message.content, len(message.embeds), len(message.buttons)) == ("two", 1, 5)
    await sent.edit(view=None, embeds=[])
    assert (message.components, message.embeds) == ([], [])
    assert message.edited_at is not None
    await sent.delete()
    assert general.messages == []
    assert message.deleted


async def test_history_is_paged_in_both_directions(bot: Bot, ana: Person, general: Channel) -> None:
    for n in range(5):
        ana.says(str(n), channel=general)
    newest = [one.content async for one in at(bot, general).history(limit=2)]
    # Without the content intent a person's words are not told over the gateway, but over REST they are.
    oldest = [one.content async for one in at(bot, general).history(limit=2, oldest_first=True)]
    assert (newest, oldest) == (["4", "3"], ["0", "1"])


@pytest.mark.parametrize(
    "query", ["messages?limit=101", "messages?limit=x", "messages?before=x", "messages/pins?before=x"]
)
async def test_queries_out_of_order_are_refused(discord_: Sandbox, general: Channel, query: str) -> None:
    with discord_.expecting(50035):
        assert (await ask(discord_, "GET", f"/channels/{general.id}/{query}"))[1]["code"] == 50035


async def test_files_are_kept_and_served_back(bot: Bot, general: Channel) -> None:
    sent = await at(bot, general).send(file=discord.File(io.BytesIO(b"\x89PNG"), "chart.png", description="A chart"))
    assert await sent.attachments[0].read() == b"\x89PNG"
    (message,) = general.messages
    assert (message.attachments[0].filename, message.attachments[0].description) == ("chart.png", "A chart")
    await sent.edit(content="with a caption")
    assert len(message.attachments) == 1
    await sent.add_files(discord.File(io.BytesIO(b"x"), "more.txt"))
    assert [one.filename for one in message.attachments] == ["chart.png", "more.txt"]
    await sent.edit(attachments=[])
    assert message.attachments == []


async def test_a_file_too_large_is_refused(bot: Bot, discord_: Sandbox, general: Channel) -> None:
    large = discord.File(io.BytesIO(b"x" * (10 * 1024 * 1024 + 1)), "large.bin")
    with discord_.expecting(40005), pytest.raises(discord.HTTPException) as refused:
        await at(bot, general).send(file=large)
    assert refused.value.code == 40005


async def test_a_faulty_form_comes_back_as_a_tree(bot: Bot, discord_: Sandbox, general: Channel) -> None:
    with discord_.expecting(50035) as expected, pytest.raises(discord.HTTPException) as refused:
        await at(bot, general).send(embed=discord.Embed(title="x" * 257))
    assert "In embeds.0.title: Must be 256 or fewer in length." in str(refused.value)
    fault = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}
    assert expected.met[0].errors == {"embeds": {"0": {"title": {"_errors": [fault]}}}}


async def test_an_empty_message_is_refused_new_or_edited(bot: Bot, discord_: Sandbox, general: Channel) -> None:
    sent = await at(bot, general).send("x")
    await refused_with(discord_, 50006, at(bot, general).send(" "))
    await refused_with(discord_, 50006, sent.edit(content=None))


@pytest.mark.parametrize(
    ("missing", "code"),
    [(P.VIEW_CHANNEL, 50001), (P.SEND_MESSAGES, 50013), (P.EMBED_LINKS, 50013), (P.ATTACH_FILES, 50013)],
)
async def test_a_missing_permission_refuses_the_message(
    bot: Bot, discord_: Sandbox, harbour: Guild, general: Channel, missing: Permission, code: int
) -> None:
    harbour.everyone.edit(permissions=0)
    harbour.set_bot_permissions(BOT & ~missing)
    rich = at(bot, general).send(embed=discord.Embed(title="x"), file=discord.File(io.BytesIO(b"x"), "x.txt"))
    await refused_with(discord_, code, rich)


async def test_overwrites_count_for_the_channel_and_its_threads(
    bot: Bot, discord_: Sandbox, harbour: Guild, general: Channel
) -> None:
    assert harbour.bot is not None
    thread = general.create_thread("talk")
    general.set_overwrite(harbour.everyone, deny=P.SEND_MESSAGES | P.SEND_MESSAGES_IN_THREADS)
    await refused_with(discord_, 50013, at(bot, general).send("x"))
    await refused_with(discord_, 50013, at(bot, thread).send("x"))
    general.set_overwrite(harbour.bot, allow=P.SEND_MESSAGES)
    await at(bot, general).send("in the channel")
    await refused_with(discord_, 50013, at(bot, thread).send("x"))
    general.set_overwrite(harbour.bot, allow=P.SEND_MESSAGES_IN_THREADS)
    await at(bot, thread).send("in the thread")
    await refused_with(discord_, 50013, at(bot, general).send("x"))


async def test_administrators_and_owners_pass_every_overwrite(
    discord_: Sandbox, harbour: Guild, general: Channel, ana: Person
) -> None:
    general.set_overwrite(harbour.everyone, deny=P.VIEW_CHANNEL)
    assert ana.sees(general) == []
    with pytest.raises(NotPossible):
        ana.says("x", channel=general)
    harbour.set_roles(ana, [harbour.create_role("admin", permissions=P.ADMINISTRATOR)])
    ana.says("x", channel=general)
    owner = harbour.members[harbour.owner_id].user
    assert discord_.world.permissions_of(owner, general) & P.MANAGE_GUILD


async def test_a_private_thread_is_for_its_people(bot: Bot, discord_: Sandbox, ana: Person, general: Channel) -> None:
    hidden = general.create_thread("ours", private=True, people=(ana,))
    ana.says("x", channel=hidden)
    await refused_with(discord_, 50001, at(bot, hidden).send("x"))


async def test_others_messages_cannot_be_edited_and_need_a_right_to_delete(
    bot: Bot, discord_: Sandbox, ana: Person, harbour: Guild, general: Channel
) -> None:
    hers = ana.says("mine", channel=general)
    partial = at(bot, general).get_partial_message(hers.id)
    await refused_with(discord_, 50005, partial.edit(content="yours"))
    await refused_with(discord_, 50013, partial.delete())
    harbour.set_bot_permissions(BOT | P.MANAGE_MESSAGES)
    await partial.delete()
    assert general.messages == []


async def test_what_is_gone_is_unknown(bot: Bot, discord_: Sandbox, general: Channel) -> None:
    sent = await at(bot, general).send("x")
    general.remove(general.messages[0])
    await refused_with(discord_, 10008, sent.edit(content="y"))
    general.delete()
    await refused_with(discord_, 10003, at(bot, general).send("x"))


async def test_pinning_takes_the_pin_right_and_manage_messages_does_not_do(
    bot: Bot, discord_: Sandbox, harbour: Guild, general: Channel
) -> None:
    sent = await at(bot, general).send("x")
    harbour.set_bot_permissions((BOT | P.MANAGE_MESSAGES) & ~P.PIN_MESSAGES)
    await refused_with(discord_, 50013, sent.pin())
    harbour.set_bot_permissions(BOT)
    await sent.pin()
    assert [pin.message.id for pin in general.pins] == [sent.id]


async def test_a_pin_is_announced_and_announced_once(bot: Bot, general: Channel) -> None:
    sent = await at(bot, general).send("x")
    await sent.pin(reason="kept")
    await sent.pin()
    notices = [one for one in general.messages if one.type == 6]
    assert len(notices) == 1
    assert notices[0].reference is not None
    assert notices[0].reference["message_id"] == str(sent.id)
    await sent.unpin()
    assert general.pins == []


async def test_pins_are_listed_in_pages_newest_first(bot: Bot, ana: Person, harbour: Guild, general: Channel) -> None:
    harbour.set_roles(ana, [harbour.create_role("moderators", permissions=P.PIN_MESSAGES)])
    for n in range(60):
        ana.pins(ana.says(str(n), channel=general))
    listed = [one.content async for one in at(bot, general).pins(limit=None)]
    assert listed == [str(n) for n in reversed(range(60))]
    harbour.everyone.edit(permissions=harbour.everyone.permissions & ~P.READ_MESSAGE_HISTORY)
    harbour.set_bot_permissions(BOT & ~P.READ_MESSAGE_HISTORY)
    assert [one async for one in at(bot, general).pins()] == []


async def test_the_251st_pin_is_refused(
    bot: Bot, discord_: Sandbox, ana: Person, harbour: Guild, general: Channel
) -> None:
    for n in range(250):
        general.pin(ana.says(str(n), channel=general), ana)
    sent = await at(bot, general).send("one more")
    await refused_with(discord_, 30003, sent.pin())


async def test_a_deleted_message_is_no_longer_pinned(bot: Bot, general: Channel) -> None:
    sent = await at(bot, general).send("x")
    await sent.pin()
    await sent.delete()
    assert general.pins == []


async def test_an_archived_thread_opens_by_a_message_and_takes_no_edit(
    bot: Bot, discord_: Sandbox, general: Channel
) -> None:
    thread = general.create_thread("talk")
    sent = await at(bot, thread).send("x")
    thread.archive()
    await refused_with(discord_, 50083, sent.edit(content="y"))
    await at(bot, thread).send("again")
    assert not thread.archived
    thread.archive(locked=True)
    await refused_with(discord_, 50083, at(bot, thread).send("x"))


async def test_a_category_holds_no_messages(bot: Bot, discord_: Sandbox, harbour: Guild) -> None:
    await refused_with(discord_, 50008, at(bot, harbour.create_category("rooms")).send("x"))


async def test_old_messages_can_be_edited_only_so_often(bot: Bot, discord_: Sandbox, general: Channel) -> None:
    discord_.limit_late_edits(1)
    sent = await at(bot, general).send("x")
    discord_.advance(3700)
    await sent.edit(content="y")
    await refused_with(discord_, 30046, sent.edit(content="z"))


async def test_a_direct_message_is_made_and_can_be_refused(bot: Bot, discord_: Sandbox, ana: Person) -> None:
    user = await bot.fetch_user(ana.id)
    await user.send("hello")
    assert [one.content for one in ana.sees(discord_.dm(ana))] == ["hello"]
    ana.accepts_dms = False
    await refused_with(discord_, 50007, user.send("hello"))
    stranger = discord_.create_user("stranger")
    await refused_with(discord_, 50007, at(bot, discord_.dm(stranger)).send("hello"))


async def test_group_messages_are_not_the_bots(bot: Bot, discord_: Sandbox, ana: Person) -> None:
    group = discord_.group_dm([ana, discord_.create_user("ben")])
    await refused_with(discord_, 50001, at(bot, group).send("x"))


async def test_mentions_ping_only_whom_they_may(bot: Bot, ana: Person, general: Channel) -> None:
    await at(bot, general).send(ana.mention)
    await at(bot, general).send(ana.mention, allowed_mentions=discord.AllowedMentions(users=[discord.Object(ana.id)]))
    await at(bot, general).send("@everyone", allowed_mentions=discord.AllowedMentions.all())
    assert [one.mentions for one in general.messages] == [[], [ana], []]
    assert not general.messages[-1].mention_everyone


async def test_a_reply_refers_to_its_message(bot: Bot, discord_: Sandbox, ana: Person, general: Channel) -> None:
    hers = ana.says("x", channel=general)
    target = at(bot, general).get_partial_message(hers.id)
    await target.reply("y")
    assert general.messages[-1].type == 19
    general.remove(hers)
    await refused_with(discord_, 50035, target.reply("z"))


async def test_servers_members_and_roles_can_be_asked_for(
    bot: Bot, discord_: Sandbox, ana: Person, harbour: Guild, general: Channel
) -> None:
    guild = await bot.fetch_guild(harbour.id)
    assert (guild.name, guild.approximate_member_count) == ("Harbour", 3)
    assert (await guild.fetch_member(ana.id)).name == "ana"
    assert [one.name for one in await guild.fetch_channels()] == ["general"]
    assert len(await guild.fetch_roles()) == 2
    fetched = await bot.fetch_channel(general.id)
    assert isinstance(fetched, discord.TextChannel)
    await refused_with(discord_, 10007, guild.fetch_member(1))
    await refused_with(discord_, 10013, bot.fetch_user(1))
    await refused_with(discord_, 10004, bot.fetch_guild(1))


async def test_a_rate_limit_is_waited_for_and_is_no_violation(bot: Bot, discord_: Sandbox, general: Channel) -> None:
    discord_.rate_limit("POST /channels/{channel_id}/messages", limit=1, per=0.2)
    await asyncio.gather(*(at(bot, general).send(str(n)) for n in range(3)))
    assert len(general.messages) == 3
    statuses = [one.status for one in discord_.requests if one.template.endswith("/messages")]
    assert statuses.count(200) == 3


async def test_the_429_of_a_limit_names_the_wait(discord_: Sandbox, general: Channel) -> None:
    discord_.rate_limit("GET /users/@me", limit=1, per=60)
    assert (await ask(discord_, "GET", "/users/@me"))[0] == 200
    status, body, _ = await ask(discord_, "GET", "/users/@me")
    assert (status, body["global"]) == (429, False)
    assert 0 < body["retry_after"] <= 60
    discord_.advance(60)
    assert (await ask(discord_, "GET", "/users/@me"))[0] == 200


async def test_reactions_and_typing_are_taken(bot: Bot, harbour: Guild, general: Channel) -> None:
    sent = await at(bot, general).send("x")
    harbour.set_bot_permissions(BOT | P.ADD_REACTIONS)
    await sent.add_reaction("👍")
    assert general.messages[0].reactions == {"👍": [harbour.world.application.bot]}
    await sent.remove_reaction("👍", discord.Object(bot.user.id if bot.user else 0))
    async with at(bot, general).typing():
        pass


async def test_commands_keep_their_ids_and_versions_while_nothing_changes(bot: Bot, discord_: Sandbox) -> None:
    bot.answers("one", lambda asked: asked.response.send_message("x"))
    bot.answers("two", lambda asked: asked.response.send_message("x"))
    first = await bot.tree.sync()
    again = await bot.tree.sync()
    assert [(one.id, one.name) for one in first] == [(one.id, one.name) for one in again]
    before = {one["name"]: (one["id"], one["version"]) for one in discord_.registered()}
    bot.tree.get_command("one").description = "Changed"  # type: ignore[union-attr]
    await bot.tree.sync()
    after = {one["name"]: (one["id"], one["version"]) for one in discord_.registered()}
    assert after["two"] == before["two"]
    assert after["one"][0] == before["one"][0]
    assert after["one"][1] != before["one"][1]
    fetched = await bot.tree.fetch_command(first[0].id)
    await fetched.delete()
    assert [one["name"] for one in discord_.registered()] == ["two"]


async def test_a_bad_command_fails_the_whole_set(bot: Bot, discord_: Sandbox) -> None:
    bot.answers("one", lambda asked: asked.response.send_message("x"))
    bot.tree.get_command("one").description = "x" * 101  # type: ignore[union-attr]
    with discord_.expecting(50035), pytest.raises(discord.app_commands.CommandSyncFailure):
        await bot.tree.sync()
    assert discord_.registered() == []


async def test_commands_of_one_server_are_there_alone(
    bot: Bot, discord_: Sandbox, ana: Person, harbour: Guild, general: Channel
) -> None:
    bot.answers("one", lambda asked: asked.response.send_message("x"))
    bot.tree.copy_global_to(guild=discord.Object(harbour.id))
    await bot.tree.sync(guild=discord.Object(harbour.id))
    assert [one["name"] for one in ana.offered(general)] == ["one"]
    assert ana.offered(discord_.dm(ana)) == []
    turn = await ana.slash("one", channel=general)
    assert turn.message is not None
