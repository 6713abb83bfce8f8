"""Moderators post summaries, pin them, and find them up to date."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from discord.http import HTTPClient

from bot.catalog import Library
from bot.catalog.topics import Topic
from bot.client import Marrow
from bot.presentation.replies import WHOLE
from bot.sandbox import Message, Permission, Person, Sandbox
from bot.store import PinState, Store
from tests.cogs.test_conversations import embed_of
from tests.conftest import Harbour, harbour_of, replies_of


@pytest.fixture
def sam(kept: Harbour) -> Person:
    """A moderator: somebody with Pin Messages."""
    person = kept.discord.create_user("sam")
    role = kept.guild.create_role("Moderator", permissions=Permission.PIN_MESSAGES)
    kept.guild.add_member(person, roles=[role])
    return person


def changed(library: Library, topic_id: str, **changes: object) -> Library:
    """Return a library in which one topic is different."""
    topic: Topic = library.topics[topic_id].model_copy(update=changes)
    return dataclasses.replace(library, topics={**library.topics, topic_id: topic})


def posts(harbour: Harbour) -> list[Message]:
    """Return the bot's messages in #general, without the notices that Discord adds for each pin."""
    return [message for message in harbour.general.messages if message.embeds]


async def post(harbour: Harbour, sam: Person, topic: str = "wheezing", **options: object) -> Message:
    await sam.slash("summary post", {"topic": topic, **options}, channel=harbour.general)
    return posts(harbour)[-1]


# --- post -----------------------------------------------------------------------------------------------------


async def test_a_moderator_posts_a_topic_and_it_is_pinned(kept: Harbour, sam: Person) -> None:
    turn = await sam.slash("summary post", {"topic": "chest whistles"}, channel=kept.general)
    (message,) = posts(kept)
    assert message.pinned
    assert embed_of(message).startswith("Wheezing")
    assert "As of 1 November 2026." in embed_of(message)
    assert message.interaction_metadata is None
    assert turn.message is not None
    assert turn.message.ephemeral
    assert turn.message.content.startswith("Posted and pinned: Wheezing. https://discord.com/channels/")


async def test_the_whole_comparison_is_one_message(kept: Harbour, sam: Person) -> None:
    message = await post(kept, sam, WHOLE)
    assert "For Asthma: All year" in embed_of(message)
    assert "As of 1 November 2026." in embed_of(message)
    assert message.pinned


async def test_a_summary_can_be_posted_elsewhere_and_without_a_pin(kept: Harbour, sam: Person) -> None:
    welcome = kept.guild.create_text_channel("welcome")
    await sam.slash("summary post", {"topic": "wheezing", "channel": welcome, "pin": False}, channel=kept.general)
    assert [message.pinned for message in welcome.messages] == [False]
    assert kept.general.messages == []


async def test_a_summary_can_be_posted_in_a_thread(kept: Harbour, sam: Person) -> None:
    thread = kept.general.create_thread("newcomers")
    await sam.slash("summary post", {"topic": "wheezing"}, channel=thread)
    assert any(message.pinned for message in thread.messages)


async def test_a_second_post_of_a_topic_offers_to_replace_the_first(kept: Harbour, sam: Person) -> None:
    first = await post(kept, sam)
    turn = await sam.slash("summary post", {"topic": "wheezing"}, channel=kept.general)
    assert turn.message is not None
    assert "is posted in that channel already" in turn.message.content
    assert posts(kept) == [first]
    await sam.click(turn.message, "Replace it")
    (second,) = posts(kept)
    assert second is not first
    assert second.pinned
    assert first.deleted


async def test_figures_are_public_only_after_a_second_question(kept: Harbour, sam: Person) -> None:
    turn = await sam.slash("summary post", {"topic": "wheezing"}, channel=kept.general)
    (message,) = posts(kept)
    assert "age 20" not in embed_of(message)
    question = await sam.click(turn.message, "Add the figures")
    assert question.message is not None
    assert "frighten" in question.message.content
    assert "age 20" not in embed_of(message)
    await sam.click(question.message, "Yes, show them to everyone")
    assert "age 20" in embed_of(message)
    assert "Figures lag behind treatment." in embed_of(message)


async def test_an_unclear_topic_is_not_posted(kept: Harbour, sam: Person) -> None:
    turn = await sam.slash("summary post", {"topic": "something"}, channel=kept.general)
    assert turn.message is not None
    assert turn.message.content.startswith("I am not sure which topic you mean.")
    assert kept.general.messages == []


async def test_the_topics_are_suggested_with_the_whole_comparison(kept: Harbour, sam: Person) -> None:
    choices = await sam.autocomplete("summary post", {"topic": ""}, focused="topic", channel=kept.general)
    assert choices[0] == {"name": "The whole comparison at a glance", "value": WHOLE}
    typed = await sam.autocomplete("summary post", {"topic": "whee"}, focused="topic", channel=kept.general)
    assert typed[0]["name"] == "Wheezing"


# --- rights ---------------------------------------------------------------------------------------------------


async def test_members_do_not_see_the_commands(kept: Harbour) -> None:
    offered = {command["name"] for command in kept.ana.offered(kept.general)}
    assert offered.isdisjoint({"summary", "settings", "Pin this answer"})


@pytest.mark.parametrize(
    ("permission", "name"),
    [
        (Permission.SEND_MESSAGES, "Send Messages"),
        (Permission.EMBED_LINKS, "Embed Links"),
        (Permission.READ_MESSAGE_HISTORY, "Read Message History"),
        (Permission.PIN_MESSAGES, "Pin Messages"),
    ],
)
async def test_each_permission_that_the_bot_lacks_is_named(
    kept: Harbour, sam: Person, permission: Permission, name: str
) -> None:
    for channel in (kept.general, kept.guild.create_text_channel("other")):
        channel.set_overwrite(kept.discord.bot, deny=permission)
        turn = await sam.slash("summary post", {"topic": "wheezing", "channel": channel}, channel=kept.general)
        assert turn.message is not None
        # Without Send Messages Discord takes Embed Links away too, so that both may be named.
        assert turn.message.content.startswith(f"In <#{channel.id}> I need: {name}")
        assert "Please grant it to my role under Edit Channel, Permissions." in turn.message.content
        assert channel.messages == []


async def test_the_caller_needs_to_pin_in_that_very_channel(kept: Harbour, sam: Person) -> None:
    rules = kept.guild.create_text_channel("rules")
    rules.set_overwrite(sam, deny=Permission.PIN_MESSAGES)
    turn = await sam.slash("summary post", {"topic": "wheezing", "channel": rules}, channel=kept.general)
    assert turn.message is not None
    assert turn.message.content.startswith(f"In <#{rules.id}> you need: Pin Messages.")
    assert rules.messages == []


async def test_a_full_channel_is_said_plainly_and_the_post_stays(kept: Harbour, sam: Person) -> None:
    for number in range(250):
        kept.general.pin(kept.ana.says(f"note {number}", channel=kept.general), kept.ana)
    with kept.discord.expecting(30003):
        turn = await sam.slash("summary post", {"topic": "wheezing"}, channel=kept.general)
    assert turn.message is not None
    assert "all the 250 pins that Discord allows" in turn.message.content
    assert [message.pinned for message in posts(kept)] == [False]


# --- list, refresh, remove ------------------------------------------------------------------------------------


async def test_the_list_says_what_is_pinned_where_and_as_of_when(kept: Harbour, sam: Person) -> None:
    message = await post(kept, sam)
    turn = await sam.slash("summary list", channel=kept.general)
    address = f"https://discord.com/channels/{kept.guild.id}/{kept.general.id}/{message.id}"
    assert f"Wheezing in <#{kept.general.id}>: {address} as of 1 November 2026, pinned" in embed_of(turn.message)


async def test_the_list_of_nothing_says_how_to_begin(kept: Harbour, sam: Person) -> None:
    turn = await sam.slash("summary list", channel=kept.general)
    assert "Nothing is posted. Use /summary post." in embed_of(turn.message)


async def test_a_summary_that_was_unpinned_by_hand_stays_unpinned_and_up_to_date(
    kept: Harbour, sam: Person, tiny_library: Library
) -> None:
    message = await post(kept, sam)
    sam.unpins(message)
    turn = await sam.slash("summary list", channel=kept.general)
    assert "unpinned by hand, still kept up to date" in embed_of(turn.message)
    await kept.bot.swap(replies_of(changed(tiny_library, "wheezing", title="Wheezing, explained")))
    assert embed_of(message).startswith("Wheezing, explained")
    assert not message.pinned


async def test_a_deleted_message_is_forgotten(kept: Harbour, sam: Person, store: Store) -> None:
    message = await post(kept, sam)
    kept.general.remove(message)
    with kept.discord.expecting(10008):
        turn = await sam.slash("summary list", channel=kept.general)
    assert "Nothing is posted." in embed_of(turn.message)
    assert await store.pins(kept.guild.id) == ()


async def test_a_deleted_channel_is_forgotten(kept: Harbour, sam: Person, store: Store) -> None:
    other = kept.guild.create_text_channel("other")
    await sam.slash("summary post", {"topic": "wheezing", "channel": other}, channel=kept.general)
    other.delete()
    await kept.discord.quiet()
    assert await store.pins(kept.guild.id) == ()


async def test_a_refresh_edits_what_changed_and_nothing_else(kept: Harbour, sam: Person, tiny_library: Library) -> None:
    wheezing, inhaler = await post(kept, sam), await post(kept, sam, "inhaler")
    kept.bot.replies = replies_of(changed(tiny_library, "wheezing", checked=dt.date(2026, 11, 20)))
    turn = await sam.slash("summary refresh", channel=kept.general)
    assert turn.message is not None
    assert turn.message.content == "Brought up to date: 1. Right already: 1. Gone, and forgotten: 0."
    assert "As of 20 November 2026." in embed_of(wheezing)
    assert inhaler.edited_at is None
    assert wheezing.pinned


async def test_a_topic_that_becomes_overdue_says_so_in_its_summary(
    kept: Harbour, sam: Person, tiny_library: Library
) -> None:
    message = await post(kept, sam)
    kept.bot.replies.today = lambda: dt.date(2028, 1, 1)
    await kept.bot.keeper.refresh()
    assert "this page is overdue for a check" in embed_of(message)


async def test_edits_that_discord_limits_are_waited_out(
    kept: Harbour, sam: Person, tiny_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await post(kept, sam)
    kept.discord.advance(2 * 3600)
    kept.discord.limit_late_edits(0)
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)
        kept.discord.limit_late_edits(None)

    monkeypatch.setattr(kept.bot.keeper, "_pause", pause)
    with kept.discord.expecting(30046):
        await kept.bot.swap(replies_of(changed(tiny_library, "wheezing", title="Wheezing, explained")))
    assert waits == [600.0]
    assert embed_of(message).startswith("Wheezing, explained")


async def test_a_summary_is_taken_down(kept: Harbour, sam: Person, store: Store) -> None:
    message = await post(kept, sam)
    choices = await sam.autocomplete("summary remove", {"summary": ""}, focused="summary", channel=kept.general)
    assert choices[0]["name"] == "Wheezing (#general)"
    await sam.slash("summary remove", {"summary": choices[0]["value"]}, channel=kept.general)
    assert message.deleted
    assert await store.pins(kept.guild.id) == ()


async def test_a_summary_can_stay_and_only_be_forgotten(kept: Harbour, sam: Person, store: Store) -> None:
    message = await post(kept, sam)
    (pin,) = await store.pins(kept.guild.id)
    options = {"summary": str(pin.id), "message": "Leave it, only stop keeping it up to date"}
    await sam.slash("summary remove", options, channel=kept.general)
    assert not message.deleted
    assert await store.pins(kept.guild.id) == ()


@pytest.mark.parametrize("forged", ["", "x", "999999", "-1", "9" * 30])
async def test_a_summary_that_is_none_gets_a_clear_sentence(kept: Harbour, sam: Person, forged: str) -> None:
    turn = await sam.slash("summary remove", {"summary": forged or " "}, channel=kept.general)
    assert turn.message is not None
    assert turn.message.content.startswith("I don't know that summary.")


# --- pin this answer ------------------------------------------------------------------------------------------


async def test_a_shared_answer_is_pinned_and_kept_from_then_on(
    kept: Harbour, sam: Person, tiny_library: Library
) -> None:
    first = await kept.ana.slash("ask", {"text": "wheezing"}, channel=kept.general)
    await kept.ana.click(first.message, "Share")
    (shared,) = posts(kept)
    await sam.message_menu("Pin this answer", shared)
    assert shared.pinned
    assert "As of 1 November 2026." in embed_of(shared)
    await kept.bot.swap(replies_of(changed(tiny_library, "wheezing", title="Wheezing, explained")))
    assert embed_of(shared).startswith("Wheezing, explained")


async def test_what_is_no_answer_of_the_bots_is_not_pinned(kept: Harbour, sam: Person) -> None:
    message = kept.ana.says("hello", channel=kept.general)
    turn = await sam.message_menu("Pin this answer", message)
    assert turn.message is not None
    assert turn.message.content.startswith("That is not a shared answer of mine")
    assert not message.pinned


async def test_a_summary_that_was_unpinned_can_be_pinned_again_on_request(kept: Harbour, sam: Person) -> None:
    message = await post(kept, sam)
    sam.unpins(message)
    await sam.message_menu("Pin this answer", message)
    assert message.pinned


# --- restarts, leaving, losing the database -------------------------------------------------------------------


async def again(sandbox: Sandbox, library: Library, store: Store) -> Marrow:
    """Start the bot once more and return it after its first look at what is posted."""
    bot = Marrow(replies_of(library), store)
    async with sandbox.running(bot):
        await bot.keeper.recover()
        await bot.keeper.refresh()
    return bot


async def test_a_message_that_was_sent_before_a_crash_is_found_and_pinned(
    kept: Harbour, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(*_: object, **__: object) -> bool:
        raise SystemError

    with monkeypatch.context() as patch:
        patch.setattr(store, "posted", crash)
        with pytest.raises(SystemError):
            await kept.bot.poster.post(kept.guild.id, kept.general.id, "wheezing", pin=True)
    (message,) = posts(kept)
    assert not message.pinned
    await kept.bot.keeper.recover()
    (pin,) = await store.pins(kept.guild.id)
    assert (pin.message_id, pin.state) == (message.id, PinState.PINNED)
    assert [(post, post.pinned) for post in posts(kept)] == [(message, True)]


async def test_an_intent_that_was_never_sent_is_forgotten(kept: Harbour, store: Store) -> None:
    await store.intend(kept.guild.id, kept.general.id, "wheezing", wants_pin=True, figures=False)
    await kept.bot.keeper.recover()
    assert await store.pins(kept.guild.id) == ()
    assert kept.general.messages == []


async def test_a_summary_that_is_posted_while_the_bot_looks_for_interrupted_ones_is_none_of_them(
    kept: Harbour, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = HTTPClient.send_message

    async def recovers_meanwhile(*arguments: Any, **options: Any) -> Any:
        await kept.bot.keeper.recover()
        return await sent(*arguments, **options)

    monkeypatch.setattr(HTTPClient, "send_message", recovers_meanwhile)
    await kept.bot.poster.post(kept.guild.id, kept.general.id, "wheezing", pin=True)
    (pin,) = await store.pins(kept.guild.id)
    (message,) = posts(kept)
    assert (pin.message_id, pin.state, message.pinned) == (message.id, PinState.PINNED, True)


async def test_content_that_changed_while_the_bot_was_off_is_mended_at_its_start(
    sandbox: Sandbox, tiny_library: Library, store: Store
) -> None:
    async for place in harbour_of(sandbox, replies_of(tiny_library), store):
        await place.bot.poster.post(place.guild.id, place.general.id, "wheezing", pin=True)
        (message,) = posts(place)
    await again(sandbox, changed(tiny_library, "wheezing", title="Wheezing, explained"), store)
    assert embed_of(message).startswith("Wheezing, explained")
    assert message.pinned


async def test_leaving_a_server_deletes_its_rows(kept: Harbour, sam: Person, store: Store) -> None:
    await post(kept, sam)
    kept.guild.remove_bot()
    await kept.discord.quiet()
    assert await store.guild_ids() == set()


async def test_a_server_that_was_left_while_the_bot_was_off_is_forgotten_and_an_unavailable_one_is_not(
    sandbox: Sandbox, tiny_library: Library, store: Store
) -> None:
    left, away = sandbox.create_guild("Left", bot=False), sandbox.create_guild("Away")
    away.begin_outage()
    for guild in (left, away):
        await store.set_settings(guild.id, plain=True)
    bot = Marrow(replies_of(tiny_library), store)
    async with sandbox.running(bot):
        await bot.wait_until_ready()
        await sandbox.quiet()
    assert await store.guild_ids() == {away.id}
