"""Servers' settings and their own help lines."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import AlreadyThere, BadLine, NotThere, OwnLine, Settings, Store, TooManyLines
from tests.store.conftest import Database

BIGGEST = 2**63 - 1
"""Discord's ids are 64 bits; the times in them leave the first one empty until the year 2084."""

CHAT = OwnLine(name="Night chat", line="https://chat.example", hours="8 pm to 6 am")
NURSE = OwnLine(name="Nurse line", line="555 0100")


@pytest.fixture
def guild_ids() -> count[int]:
    """Servers that the examples of one test have not met yet."""
    return count(1)


async def test_a_server_that_decided_nothing_has_the_defaults(store: Store) -> None:
    assert await store.settings(BIGGEST) == Settings(country=None, plain=False, help_lines=())
    assert await store.guild_ids() == set()


async def test_only_what_is_given_changes(store: Store) -> None:
    assert await store.set_settings(1, country="DE") == Settings(country="DE")
    assert await store.set_settings(1, plain=True) == Settings(country="DE", plain=True)
    assert await store.set_settings(1, country=None) == Settings(plain=True)
    assert await store.set_settings(1) == Settings(plain=True)
    assert await store.settings(1) == Settings(plain=True)


async def test_to_change_nothing_stores_nothing(store: Store) -> None:
    assert await store.set_settings(1) == Settings()
    assert await store.guild_ids() == set()


async def test_servers_do_not_share_settings(store: Store) -> None:
    await store.set_settings(BIGGEST, country="DE")
    await store.set_settings(BIGGEST - 1, plain=True)
    await store.add_help_line(BIGGEST - 1, CHAT)
    assert await store.settings(BIGGEST) == Settings(country="DE")
    assert await store.settings(BIGGEST - 1) == Settings(plain=True, help_lines=(CHAT,))


async def test_help_lines_stay_in_the_order_in_which_they_were_added(store: Store) -> None:
    await store.add_help_line(1, NURSE)
    assert await store.add_help_line(1, CHAT) == Settings(help_lines=(NURSE, CHAT))
    assert await store.remove_help_line(1, "Nurse line") == Settings(help_lines=(CHAT,))
    assert await store.add_help_line(1, NURSE) == Settings(help_lines=(CHAT, NURSE))


async def test_a_help_line_loses_the_blanks_around_its_parts(store: Store) -> None:
    added = await store.add_help_line(1, OwnLine(name=" Nurse line ", line=" 555 0100", hours="  "))
    assert added.help_lines == (NURSE,)


async def test_a_sixth_help_line_is_refused_with_the_names_that_there_are(store: Store) -> None:
    for number in range(5):
        await store.add_help_line(1, OwnLine(name=f"Line {number}", line="555 0100"))
    with pytest.raises(TooManyLines) as refused:
        await store.add_help_line(1, NURSE)
    assert refused.value.names == ("Line 0", "Line 1", "Line 2", "Line 3", "Line 4")
    assert str(refused.value) == "There are 5 help lines already. Remove one of them first."
    assert len((await store.settings(1)).help_lines) == 5
    await store.add_help_line(2, NURSE)


@pytest.mark.parametrize(
    ("first", "second"), [("Nurse line", "nurse LINE"), ("Écoute", "écoute"), ("Straße", "STRASSE")]
)
async def test_a_name_is_taken_also_when_written_in_other_letters(store: Store, first: str, second: str) -> None:
    await store.add_help_line(1, OwnLine(name=first, line="1"))
    with pytest.raises(AlreadyThere) as refused:
        await store.add_help_line(1, OwnLine(name=second, line="2"))
    assert refused.value.name == first
    assert await store.remove_help_line(1, second) == Settings()


async def test_a_name_that_is_taken_is_named_even_when_there_are_five(store: Store) -> None:
    for number in range(5):
        await store.add_help_line(1, OwnLine(name=f"Line {number}", line="555 0100"))
    with pytest.raises(AlreadyThere):
        await store.add_help_line(1, OwnLine(name="Line 3", line="1"))


async def test_removing_a_help_line_that_is_not_there_names_those_that_are(store: Store) -> None:
    await store.add_help_line(1, NURSE)
    with pytest.raises(NotThere) as refused:
        await store.remove_help_line(1, "Night chat")
    assert refused.value.names == ("Nurse line",)
    with pytest.raises(NotThere):
        await store.remove_help_line(2, "Nurse line")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (OwnLine(name=" ", line="1"), "The name of a help line can't be empty."),
        (OwnLine(name="a", line=""), "The number or link of a help line can't be empty."),
        (OwnLine(name="a" * 81, line="1"), "The name of a help line can have at most 80 characters."),
        (OwnLine(name="a", line="1" * 201), "The number or link of a help line can have at most 200 characters."),
        (OwnLine(name="a", line="1", hours="8" * 81), "The hours of a help line can have at most 80 characters."),
        (OwnLine(name="a\x00b", line="1"), "The name of a help line has a character that can't be shown."),
        (OwnLine(name="a", line="1\n2"), "The number or link of a help line has a character that can't be shown."),
        (OwnLine(name="a", line="1", hours="\ud800"), "The hours of a help line has a character that can't be shown."),
    ],
)
async def test_a_help_line_that_can_not_be_shown_is_refused(store: Store, line: OwnLine, says: str) -> None:
    with pytest.raises(BadLine) as refused:
        await store.add_help_line(1, line)
    assert str(refused.value).startswith(says)
    assert await store.settings(1) == Settings()
    assert await store.guild_ids() == set()


words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=80).map(str.strip)
lines = st.builds(
    OwnLine,
    name=words.filter(bool),
    line=words.filter(bool),
    hours=st.none() | words.filter(bool),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    country=st.none() | st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2),
    plain=st.booleans(),
    own=st.lists(lines, max_size=5, unique_by=lambda line: line.name.casefold()),
)
async def test_settings_come_back_as_they_were_given(
    database: Database, guild_ids: count[int], country: str | None, plain: bool, own: list[OwnLine]
) -> None:
    guild_id = next(guild_ids)
    async with await Store.open(database.url) as store:
        await store.set_settings(guild_id, country=country, plain=plain)
        for line in own:
            await store.add_help_line(guild_id, line)
    async with await Store.open(database.url) as store:
        assert await store.settings(guild_id) == Settings(country=country, plain=plain, help_lines=tuple(own))
        for line in own:
            await store.remove_help_line(guild_id, line.name)
        assert await store.settings(guild_id) == Settings(country=country, plain=plain)
