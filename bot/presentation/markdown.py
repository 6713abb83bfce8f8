"""Pages as Discord's Markdown: for embeds, and for messages without them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.presentation.page import Item, Link, Links, Page, Section

_BARE_ADDRESS = re.compile(r"(?<![<(])https?://(?!discord\.com/channels/)[^\s<>)]+")


def body(page: Page) -> str:
    """Return everything between a page's title and its closing lines."""
    blocks = [*map(section, page.urgent), page.lead, *map(section, page.sections), *map(_sources, page.sources)]
    return "\n\n".join(block for block in blocks if block)


def message(page: Page, limit: int) -> str:
    """Return a page as one message of at most `limit` characters.

    Points are left out from the end until it fits; what is urgent, the summary, the sources, the disclaimer and the
    dates stay. Links are in angle brackets, so that Discord does not unfold them.
    """
    while True:
        text = _message(page)
        shorter = page.shortened()
        if len(text) <= limit or shorter is page:
            return text
        page = shorter


def unfolded(content: str) -> str:
    """Return a message's text with bare addresses in angle brackets, so that Discord shows no preview of them.

    Links to Discord's own messages have no preview, and stay as they are.
    """
    return _BARE_ADDRESS.sub(r"<\g<0>>", content)


def section(part: Section) -> str:
    """Return a section with its heading in bold."""
    lines = [f"**{part.heading}**"] if part.heading else []
    lines += [_item(item, bulleted=part.bulleted) for item in part.items]
    return ("\n" if part.bulleted or part.heading else "\n\n").join(lines)


def _item(item: Item, *, bulleted: bool) -> str:
    text = f"**{item.label}:** {item.text}" if item.label else item.text
    return f"- {text}" if bulleted else text


def _sources(group: Links) -> str:
    return f"**{group.heading}**\n" + "\n".join(f"- {_masked(link)}" for link in group.links)


def _masked(link: Link) -> str:
    # Brackets would end the link's text early.
    title = link.title.replace("[", "(").replace("]", ")")
    return f"[{title}]({link.url}), {link.publisher}" + (f", {link.note}" if link.note else "")


def _message(page: Page) -> str:
    blocks = [f"**{page.title}**", *map(section, page.urgent), page.lead, *map(section, page.sections)]
    blocks += [f"**{group.heading}**\n{_unfolded(group.links)}" for group in page.sources]
    blocks.append("\n".join(f"-# {line}" for line in page.closing))
    return "\n\n".join(block for block in blocks if block)


def _unfolded(links: Iterable[Link]) -> str:
    return "\n".join(f"- {link.title}, {link.publisher}: <{link.url}>" for link in links)
