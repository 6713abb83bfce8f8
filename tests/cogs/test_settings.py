"""Managers set things for their server, and members' answers follow."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.sandbox import Permission, Person
from bot.store import Settings, Store
from tests.cogs.test_conversations import embed_of, labels_of
from tests.conftest import Harbour


@pytest.fixture
def mia(kept: Harbour) -> Person:
    """A manager: somebody with Manage Server."""
    person = kept.discord.create_user("mia")
    role = kept.guild.create_role("Manager", permissions=Permission.MANAGE_GUILD)
    kept.guild.add_member(person, roles=[role])
    return person


async def ask(kept: Harbour, text: str = "wheezing") -> str:
    turn = await kept.ana.slash("ask", {"text": text}, channel=kept.general)
    assert turn.message is not None
    return turn.message.text


async def test_without_settings_the_defaults_are_shown(kept: Harbour, mia: Person) -> None:
    turn = await mia.slash("settings show", channel=kept.general)
    text = embed_of(turn.message)
    assert "Country: each reader's language decides" in text
    assert "Answers are embeds." in text
    assert "No help lines of its own." in text


async def test_the_country_decides_whose_number_comes_first(kept: Harbour, mia: Person) -> None:
    choices = await mia.autocomplete("settings set", {"country": "ger"}, focused="country", channel=kept.general)
    turn = await mia.slash("settings set", {"country": choices[0]["value"]}, channel=kept.general)
    assert "Country: Germany" in embed_of(turn.message)
    assert "Call 112 (Germany) or your local emergency number now:" in await ask(kept)
    await mia.slash("settings set", {"country": "none"}, channel=kept.general)
    assert "Call 911 (United States)" in await ask(kept)


async def test_a_country_without_lines_is_refused_and_nothing_changes(kept: Harbour, mia: Person, store: Store) -> None:
    turn = await mia.slash("settings set", {"country": "Atlantis"}, channel=kept.general)
    assert turn.message is not None
    assert turn.message.content.startswith("I don't know that country.")
    assert await store.settings(kept.guild.id) == Settings()


async def test_plain_text_carries_all_that_an_embed_does_behind_the_same_buttons(kept: Harbour, mia: Person) -> None:
    before = await kept.ana.slash("ask", {"text": "wheezing"}, channel=kept.general)
    await mia.slash("settings set", {"plain": True}, channel=kept.general)
    turn = await kept.ana.slash("ask", {"text": "wheezing and can't breathe"}, channel=kept.general)
    assert turn.message is not None
    assert turn.message.embeds == []
    assert len(turn.message.content) <= 2000
    for part in (
        "Call your emergency number now.",
        "**Wheezing**",
        "Call 911",
        "General information, not advice about you.",
        "Checked 1 November 2026.",
        "<https://health.example/asthma>",
    ):
        assert part in turn.message.content
    assert set(labels_of(before.message)) <= set(labels_of(turn.message))
    more = await kept.ana.click(turn.message, "More")
    assert more.message is not None
    assert more.message.embeds == []


async def test_own_help_lines_come_first(kept: Harbour, mia: Person) -> None:
    line = {"name": "Harbour night line", "line": "555-0123", "hours": "10 pm to 6 am"}
    await mia.slash("settings help-lines add", line, channel=kept.general)
    turn = await kept.ana.slash("help-lines", channel=kept.general)
    text = embed_of(turn.message)
    assert text.index("Harbour night line: 555-0123 (10 pm to 6 am)") < text.index("Emergency number")
    crisis = await ask(kept, "I want to die")
    assert crisis.index("Harbour night line") < crisis.index("988")


async def test_a_sixth_help_line_is_refused(kept: Harbour, mia: Person) -> None:
    for number in range(5):
        await mia.slash("settings help-lines add", {"name": f"Line {number}", "line": "1"}, channel=kept.general)
    turn = await mia.slash("settings help-lines add", {"name": "Line 6", "line": "1"}, channel=kept.general)
    assert turn.message is not None
    assert turn.message.content == "This server has five help lines already. Remove one first."


async def test_a_help_line_is_removed_by_its_name(kept: Harbour, mia: Person, store: Store) -> None:
    await mia.slash("settings help-lines add", {"name": "Night line", "line": "1"}, channel=kept.general)
    unknown = await mia.slash("settings help-lines remove", {"name": "Day line"}, channel=kept.general)
    assert unknown.message is not None
    assert unknown.message.content == "There is no such help line. There are: Night line."
    choices = await mia.autocomplete("settings help-lines remove", {"name": "ni"}, focused="name", channel=kept.general)
    await mia.slash("settings help-lines remove", {"name": choices[0]["value"]}, channel=kept.general)
    assert await store.settings(kept.guild.id) == Settings()


# --- what is stored -------------------------------------------------------------------------------------------


async def test_managers_see_and_delete_what_is_stored(kept: Harbour, mia: Person, store: Store) -> None:
    await mia.slash("settings set", {"country": "DE"}, channel=kept.general)
    await kept.bot.poster.post(kept.guild.id, kept.general.id, "wheezing", pin=True)
    page = await mia.slash("privacy", channel=kept.general)
    shown = await mia.click(page.message, "Show what is stored")
    text = "\n".join(message.text for message in (shown.message, *shown.followups) if message)
    assert "Country: Germany" in text
    assert "Wheezing in" in text
    await mia.click(page.message, "Delete it")
    assert await store.guild_ids() == set()
    (message,) = [message for message in kept.general.messages if message.embeds]
    assert message.content == "This message is no longer kept up to date."


async def test_members_find_no_such_buttons(kept: Harbour) -> None:
    page = await kept.ana.slash("privacy", channel=kept.general)
    assert labels_of(page.message) == []


async def test_nothing_stored_is_said(kept: Harbour, mia: Person) -> None:
    page = await mia.slash("privacy", channel=kept.general)
    shown = await mia.click(page.message, "Show what is stored")
    texts = [message.text for message in (shown.message, *shown.followups) if message]
    assert "Nothing is stored about this server." in texts


# --- without a database ---------------------------------------------------------------------------------------


async def test_answers_come_without_a_database_and_changes_are_refused_calmly(
    tiny_harbour: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    mia = tiny_harbour.discord.create_user("mia")
    role = tiny_harbour.guild.create_role("Manager", permissions=Permission.MANAGE_GUILD | Permission.PIN_MESSAGES)
    tiny_harbour.guild.add_member(mia, roles=[role])
    assert (await mia.slash("ask", {"text": "wheezing"}, channel=tiny_harbour.general)).message is not None
    for command, options in (("settings set", {"plain": True}), ("summary post", {"topic": "wheezing"})):
        turn = await mia.slash(command, options, channel=tiny_harbour.general)
        assert turn.message is not None
        assert "My memory can't be reached right now" in (
            turn.message.content + "".join(m.content for m in turn.followups)
        )


async def test_a_database_that_breaks_meanwhile_means_defaults_and_a_log_line(
    kept: Harbour, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite3.connect(tmp_path / "marrow.db") as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            if not table.startswith("sqlite_"):
                connection.execute(f'drop table "{table}"')
    connection.close()
    assert "Wheezing" in await ask(kept)
    assert any("using the defaults for server" in record.getMessage() for record in caplog.records)
