"""Discord's limits of a message, so that a reply that would be refused is found before it is sent.

discord.py checks few of them itself. Source: Discord's developer documentation, "Message resource" and "Component
reference", read in August 2026.
"""

from __future__ import annotations

from collections.abc import Iterator

import discord

CONTENT = 2000
EMBEDS = 10
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBED_FOOTER = 2048
EMBEDS_TOTAL = 6000
ROWS = 5
ROW_WIDTH = 5
CUSTOM_ID = 100
BUTTON_LABEL = 80
PLACEHOLDER = 150
OPTIONS = 25
OPTION_TEXT = 100
CHOICES = 25
CHOICE_TEXT = 100


def clip(text: str, limit: int) -> str:
    """Return the text, cut at a word and ended with "…" where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return head.rstrip(" ,;:.") + "…"


def problems(content: str, embeds: list[discord.Embed], view: discord.ui.View | None) -> Iterator[str]:
    """Yield, in a sentence each, why Discord would refuse this message."""
    if not content and not embeds:
        yield "the message is empty"
    yield from _too_long("the message", content, CONTENT)
    if len(embeds) > EMBEDS:
        yield f"{len(embeds)} embeds; at most {EMBEDS}"
    for embed in embeds:
        yield from _embed_problems(embed)
    total = sum(len(embed) for embed in embeds)
    if total > EMBEDS_TOTAL:
        yield f"the embeds have {total} characters in all; at most {EMBEDS_TOTAL}"
    if view is not None:
        yield from _view_problems(view)


def _too_long(what: str, text: str | None, limit: int) -> Iterator[str]:
    if text and len(text) > limit:
        yield f"{what} has {len(text)} characters; at most {limit}"


def _embed_problems(embed: discord.Embed) -> Iterator[str]:
    yield from _too_long("the embed's title", embed.title, EMBED_TITLE)
    yield from _too_long("the embed's description", embed.description, EMBED_DESCRIPTION)
    yield from _too_long("the embed's footer", embed.footer.text, EMBED_FOOTER)


def _view_problems(view: discord.ui.View) -> Iterator[str]:
    rows = view.to_components()
    if len(rows) > ROWS:
        yield f"{len(rows)} rows of buttons and menus; at most {ROWS}"
    ids = [component.get("custom_id") for row in rows for component in row["components"]]
    named = [custom_id for custom_id in ids if custom_id]
    if len(named) != len(set(named)):
        yield "a custom_id stands twice"
    for row in rows:
        if len(row["components"]) > ROW_WIDTH:
            yield f"{len(row['components'])} buttons in a row; at most {ROW_WIDTH}"
        for component in row["components"]:
            yield from _too_long("a custom_id", component.get("custom_id"), CUSTOM_ID)
            yield from _too_long("a button's label", component.get("label"), BUTTON_LABEL)
            yield from _too_long("a menu's placeholder", component.get("placeholder"), PLACEHOLDER)
            yield from _option_problems(component.get("options"))


def _option_problems(options: list[dict[str, str]] | None) -> Iterator[str]:
    if options is None:
        return
    if not 1 <= len(options) <= OPTIONS:
        yield f"a menu has {len(options)} options; it needs 1 to {OPTIONS}"
    values = [option["value"] for option in options]
    if len(values) != len(set(values)):
        yield "a menu has the same value twice"
    for option in options:
        for key in ("label", "value", "description"):
            yield from _too_long(f"an option's {key}", option.get(key), OPTION_TEXT)
