"""A reply that Discord would refuse is found before it is sent."""

from __future__ import annotations

import discord
import pytest

from bot.presentation import limits


@pytest.mark.parametrize(
    ("content", "embeds", "sentence"),
    [
        ("", [], "the message is empty"),
        ("x" * 2001, [], "the message has 2001 characters; at most 2000"),
        ("x", [discord.Embed(title="x")] * 11, "11 embeds; at most 10"),
        ("", [discord.Embed(title="x" * 257)], "the embed's title has 257 characters; at most 256"),
        ("", [discord.Embed(description="x" * 4097)], "the embed's description has 4097 characters; at most 4096"),
        ("", [discord.Embed(title="t").set_footer(text="x" * 2049)], "the embed's footer has 2049 characters"),
        ("", [discord.Embed(description="x" * 3001)] * 2, "the embeds have 6002 characters in all; at most 6000"),
    ],
)
def test_each_limit_of_a_message_is_named(content: str, embeds: list[discord.Embed], sentence: str) -> None:
    assert any(problem.startswith(sentence) for problem in limits.problems(content, embeds, None))


async def test_each_limit_of_a_view_is_named() -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="x" * 81, custom_id="same"))
    view.add_item(discord.ui.Button(label="x", custom_id="same"))
    view.add_item(
        discord.ui.Select(
            custom_id="menu",
            placeholder="x" * 151,
            options=[discord.SelectOption(label="x" * 101, value="same")] * 2,
        )
    )
    found = list(limits.problems("x", [], view))
    assert found == [
        "a custom_id stands twice",
        "a button's label has 81 characters; at most 80",
        "a menu's placeholder has 151 characters; at most 150",
        "a menu has the same value twice",
        "an option's label has 101 characters; at most 100",
        "an option's label has 101 characters; at most 100",
    ]


def test_a_right_message_has_no_problem() -> None:
    assert list(limits.problems("hello", [discord.Embed(title="x")], None)) == []
