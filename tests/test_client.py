"""The bot as a client: what it asks Discord for, when it registers commands, and what it does when it fails."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine

import discord
import pytest

from bot.catalog import Library
from bot.client import Marrow
from bot.sandbox import Sandbox, Turn
from tests.conftest import Harbour, replies_of

SECRET = "mein Geheimnis 4711"


def registrations(sandbox: Sandbox) -> list[str]:
    return [request.path for request in sandbox.requests if request.method == "PUT" and "commands" in request.path]


async def test_commands_are_registered_when_they_differ_and_only_then(sandbox: Sandbox, tiny_library: Library) -> None:
    for _ in range(2):
        async with sandbox.running(Marrow(replies_of(tiny_library))):
            pass
    assert len(registrations(sandbox)) == 1


async def test_commands_that_discord_lost_are_registered_again(sandbox: Sandbox, tiny_library: Library) -> None:
    async with sandbox.running(Marrow(replies_of(tiny_library))) as _:
        pass
    bot = Marrow(replies_of(tiny_library))
    async with sandbox.running(bot):
        assert bot.application_id is not None
        await bot.http.bulk_upsert_global_commands(bot.application_id, [])
    async with sandbox.running(Marrow(replies_of(tiny_library))):
        pass
    assert len(registrations(sandbox)) == 3


async def test_members_commands_are_everywhere_and_moderators_in_servers_alone(tiny_harbour: Harbour) -> None:
    registered = {command["name"]: command for command in tiny_harbour.discord.registered()}
    assert set(registered) == {
        "compare", "symptom", "treatment", "diagnosis", "complication", "prognosis", "term", "ask", "browse",
        "help-lines", "about", "privacy", "Explain the words", "summary", "settings", "Pin this answer",
    }  # fmt: skip
    for name in ("summary", "settings", "Pin this answer"):
        command = registered.pop(name)
        assert (command["contexts"], command["integration_types"]) == ([0], [0])
        assert command["default_member_permissions"] not in (None, "0")
    for command in registered.values():
        assert (command["contexts"], command["integration_types"]) == ([0, 1, 2], [0, 1])


def test_the_bot_asks_for_no_privileged_intent_and_mentions_nobody(tiny_library: Library) -> None:
    bot = Marrow(replies_of(tiny_library))
    assert bot.intents == discord.Intents(guilds=True)
    assert bot.allowed_mentions is not None
    mentions = bot.allowed_mentions
    assert (mentions.everyone, mentions.users, mentions.roles, mentions.replied_user) == (False,) * 4


@pytest.mark.parametrize("command", ["ask", "compare", "autocomplete", "menu", "button", "select"])
async def test_an_unexpected_error_is_one_calm_sentence_and_the_log_has_nothing_typed(
    tiny_harbour: Harbour, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    ana, general, replies = tiny_harbour.ana, tiny_harbour.general, tiny_harbour.bot.replies
    first = await ana.slash("ask", {"text": "wheezing"}, channel=general)
    message = ana.says(SECRET, channel=general)

    def fail(*_: object, **__: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(replies.lookup, "answer", fail)
    for name in ("compare", "part", "topic"):
        monkeypatch.setattr(replies, name, fail)
    caplog.set_level(logging.DEBUG)
    if command == "autocomplete":
        assert await ana.autocomplete("ask", {"text": SECRET}, focused="text", channel=general) == []
    else:
        turns: dict[str, Callable[[], Coroutine[None, None, Turn]]] = {
            "ask": lambda: ana.slash("ask", {"text": SECRET}, channel=general),
            "compare": lambda: ana.slash("compare", channel=general),
            "menu": lambda: ana.message_menu("Explain the words", message),
            "button": lambda: ana.click(first.message, "More"),
            "select": lambda: ana.select(first.message, ["Asthma"]),
        }
        answer = (await turns[command]()).message
        assert answer is not None
        assert answer.ephemeral
        assert answer.content.startswith("Something went wrong on my side, not yours.")
        assert "911" in answer.content
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    assert any("ValueError at" in record.getMessage() for record in ours)
    assert all(SECRET not in record.getMessage() for record in ours)
    assert all(str(ana.id) not in record.getMessage() for record in ours)


async def test_a_command_that_this_version_does_not_know_gets_a_calm_sentence(tiny_harbour: Harbour) -> None:
    tiny_harbour.bot.tree.remove_command("about")
    turn = await tiny_harbour.ana.slash("about", channel=tiny_harbour.general)
    assert turn.message is not None
    assert turn.message.content.startswith("That is out of date.")


async def test_an_answer_survives_a_lost_connection(tiny_harbour: Harbour) -> None:
    tiny_harbour.discord.restart_gateway()
    await tiny_harbour.discord.ready()
    turn = await tiny_harbour.ana.slash("ask", {"text": "wheezing"}, channel=tiny_harbour.general)
    assert turn.message is not None


async def test_what_nothing_has_answered_is_answered_in_the_last_moment(
    tiny_harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def drop(*_: object) -> None:
        return

    monkeypatch.setattr("bot.client.LAST_MOMENT", 0.1)
    monkeypatch.setattr(tiny_harbour.bot.tree, "_call", drop)
    turn = await tiny_harbour.ana.slash("about", channel=tiny_harbour.general)
    assert turn.message is not None
    assert turn.message.content.startswith("Something went wrong on my side")
