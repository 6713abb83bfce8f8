"""Posted summaries, from the intention to the day on which they are forgotten."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.store import OwnLine, Pin, PinState, Settings, Store, Stored, StoreError
from tests.store.conftest import Database

GUILD, CHANNEL, OTHER_CHANNEL = 2**63 - 1, 2**63 - 2, 2**63 - 3
MESSAGE = 1_400_000_000_000_000_000
DAY = dt.date(2026, 11, 23)


async def intend(store: Store, topic: str = "induction", *, guild: int = GUILD, channel: int = CHANNEL) -> Pin:
    return await store.intend(guild, channel, topic, wants_pin=True, figures=False)


async def post(store: Store, message: int, topic: str = "induction", *, channel: int = CHANNEL) -> Pin:
    pin = await intend(store, topic, channel=channel)
    assert await store.posted(pin.id, message, digest="a1", as_of=DAY)
    return await now(store, pin)


async def now(store: Store, pin: Pin) -> Pin:
    found = await store.pin(pin.id)
    assert found is not None
    return found


# --- from intended to pinned ------------------------------------------------------------------------------------------


async def test_an_intention_is_stored_before_there_is_a_message(database: Database) -> None:
    noon = dt.datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    async with await Store.open(database.url, now=lambda: noon) as store:
        pin = await store.intend(GUILD, CHANNEL, "induction", wants_pin=True, figures=False)
    assert re.fullmatch("[0-9a-f]{16}", pin.key)
    assert pin == Pin(
        id=pin.id,
        guild_id=GUILD,
        channel_id=CHANNEL,
        message_id=None,
        key=pin.key,
        topic="induction",
        digest=None,
        state=PinState.INTENDED,
        wants_pin=True,
        figures=False,
        as_of=None,
        created_at=noon,
    )
    assert pin.created_at.tzinfo is dt.UTC
    async with await Store.open(database.url) as store:
        assert await store.intents() == (pin,)
        assert (await store.intents())[0].created_at.tzinfo is dt.UTC


async def test_what_was_asked_for_is_kept_with_it(store: Store) -> None:
    pin = await store.intend(GUILD, CHANNEL, "comparison", wants_pin=False, figures=True)
    assert (pin.wants_pin, pin.figures) == (False, True)


async def test_every_pin_has_its_own_key(store: Store) -> None:
    assert len({(await intend(store)).key for _ in range(20)}) == 20


async def test_a_pin_goes_from_intended_to_posted_to_pinned(store: Store) -> None:
    pin = await intend(store)
    assert await store.posted(pin.id, MESSAGE, digest="a1", as_of=DAY)
    posted = await now(store, pin)
    assert (posted.state, posted.message_id, posted.digest, posted.as_of) == (PinState.POSTED, MESSAGE, "a1", DAY)
    assert (posted.key, posted.created_at) == (pin.key, pin.created_at)
    assert await store.pinned(pin.id)
    assert (await now(store, pin)).state is PinState.PINNED
    assert await store.intents() == ()


async def test_an_edited_pin_keeps_its_state_and_has_a_new_digest(store: Store) -> None:
    pin = await post(store, MESSAGE)
    await store.unpinned(pin.id)
    assert await store.rendered(pin.id, digest="b2", as_of=DAY + dt.timedelta(days=1))
    after = await now(store, pin)
    assert (after.state, after.digest, after.as_of) == (PinState.UNPINNED, "b2", dt.date(2026, 11, 24))


async def test_a_pin_that_was_unpinned_can_be_pinned_again(store: Store) -> None:
    pin = await post(store, MESSAGE)
    assert await store.pinned(pin.id)
    assert await store.unpinned(pin.id)
    assert (await now(store, pin)).state is PinState.UNPINNED
    assert await store.pinned(pin.id)
    assert (await now(store, pin)).state is PinState.PINNED


async def test_figures_can_be_asked_for_later(store: Store) -> None:
    pin = await post(store, MESSAGE)
    assert await store.with_figures(pin.id)
    assert (await now(store, pin)).figures
    await store.forget(pin.id)
    assert not await store.with_figures(pin.id)


async def test_an_intention_can_not_be_pinned_or_edited(store: Store) -> None:
    pin = await intend(store)
    assert not await store.pinned(pin.id)
    assert not await store.unpinned(pin.id)
    assert not await store.rendered(pin.id, digest="b2", as_of=DAY)
    assert await now(store, pin) == pin


async def test_a_message_is_posted_once(store: Store) -> None:
    pin = await post(store, MESSAGE)
    await store.pinned(pin.id)
    assert not await store.posted(pin.id, MESSAGE + 1, digest="b2", as_of=DAY)
    assert (await now(store, pin)).message_id == MESSAGE
    assert (await now(store, pin)).state is PinState.PINNED


async def test_a_message_is_one_pin_at_most(store: Store) -> None:
    await post(store, MESSAGE)
    other = await intend(store, "remission")
    with pytest.raises(StoreError):
        await store.posted(other.id, MESSAGE, digest="a1", as_of=DAY)
    assert await now(store, other) == other


async def test_what_comes_late_about_a_forgotten_pin_meets_no_other(store: Store) -> None:
    pin = await intend(store)
    assert await store.forget(pin.id)
    other = await intend(store, "remission")
    assert other.id != pin.id
    assert not await store.posted(pin.id, MESSAGE, digest="a1", as_of=DAY)
    assert not await store.pinned(pin.id)
    assert not await store.unpinned(pin.id)
    assert not await store.rendered(pin.id, digest="a1", as_of=DAY)
    assert not await store.forget(pin.id)
    assert await store.pins(GUILD) == (other,)


# --- finding ----------------------------------------------------------------------------------------------------------


async def test_pins_are_found_by_server_channel_and_message(store: Store) -> None:
    first = await post(store, MESSAGE)
    second = await post(store, MESSAGE + 1, "remission", channel=OTHER_CHANNEL)
    third = await intend(store, "relapse")
    elsewhere = await intend(store, guild=1, channel=1)
    assert await store.pins(GUILD) == (first, second, third)
    assert await store.pins(1) == (elsewhere,)
    assert await store.pins(2) == ()
    assert await store.pins_in(CHANNEL) == (first, third)
    assert await store.pin_of_message(MESSAGE + 1) == second
    assert await store.pin_of_message(MESSAGE + 2) is None
    assert await store.pin(10_000) is None
    assert await store.intents() == (third, elsewhere)


async def test_a_topic_is_found_in_its_channel(store: Store) -> None:
    pin = await post(store, MESSAGE)
    await post(store, MESSAGE + 1, "remission")
    await post(store, MESSAGE + 2, channel=OTHER_CHANNEL)
    assert await store.find(CHANNEL, "induction") == pin
    assert await store.find(CHANNEL, "relapse") is None


async def test_a_posted_topic_is_found_before_an_intended_one_and_the_newest_first(store: Store) -> None:
    await intend(store)
    newer = await intend(store)
    assert await store.find(CHANNEL, "induction") == newer
    await post(store, MESSAGE)
    newest = await post(store, MESSAGE + 1)
    await intend(store)
    assert await store.find(CHANNEL, "induction") == newest


@pytest.mark.parametrize("chunk", [1, 3, 7, 100])
async def test_all_pins_come_once_each_whatever_the_chunk(store: Store, chunk: int) -> None:
    pins = [await intend(store, guild=number % 3, channel=number) for number in range(7)]
    assert [pin async for pin in store.all_pins(chunk)] == pins


async def test_pins_may_come_and_go_while_all_are_gone_through(store: Store) -> None:
    pins = [await intend(store, channel=number) for number in range(6)]
    seen = []
    async for pin in store.all_pins(chunk=2):
        seen.append(pin.id)
        if pin == pins[1]:
            await store.forget(pins[0].id)
            await store.forget(pins[3].id)
            pins.append(await intend(store, channel=9))
    assert seen == [pins[number].id for number in (0, 1, 2, 4, 5, 6)]


# --- forgetting -------------------------------------------------------------------------------------------------------


async def test_a_channel_that_is_gone_is_forgotten_with_its_pins(store: Store) -> None:
    await post(store, MESSAGE)
    await intend(store, "remission")
    kept = await post(store, MESSAGE + 1, channel=OTHER_CHANNEL)
    assert await store.forget_channel(1, CHANNEL) == 0
    assert await store.forget_channel(GUILD, CHANNEL) == 2
    assert await store.forget_channel(GUILD, CHANNEL) == 0
    assert await store.pins(GUILD) == (kept,)


async def test_everything_that_is_stored_about_a_server_can_be_seen(store: Store) -> None:
    line = OwnLine(name="Nurse line", line="555 0100")
    await store.add_help_line(GUILD, line)
    posted, intended = await post(store, MESSAGE), await intend(store, "remission")
    await intend(store, guild=1)
    assert await store.stored(GUILD) == Stored(settings=Settings(help_lines=(line,)), pins=(posted, intended))
    assert await store.stored(2) == Stored(settings=Settings(), pins=())


async def test_leaving_a_server_deletes_every_row_about_it_and_no_other(store: Store) -> None:
    for guild in (GUILD, 1):
        await store.set_settings(guild, country="DE")
        await store.add_help_line(guild, OwnLine(name="Nurse line", line="555 0100"))
        await intend(store, guild=guild, channel=guild)
    before = await store.stored(1)
    assert await store.guild_ids() == {GUILD, 1}
    assert await store.forget_guild(GUILD)
    assert not await store.forget_guild(GUILD)
    assert await store.guild_ids() == {1}
    assert await store.stored(GUILD) == Stored(settings=Settings(), pins=())
    assert await store.pins_in(GUILD) == ()
    assert await store.stored(1) == before


async def test_a_server_with_nothing_but_a_pin_counts_as_stored(store: Store) -> None:
    await intend(store)
    assert await store.guild_ids() == {GUILD}
    assert await store.settings(GUILD) == Settings()
