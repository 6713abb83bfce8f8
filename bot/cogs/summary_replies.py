"""What moderators are told of summaries: what became of posting one, and the list."""

from __future__ import annotations

import datetime as dt

import discord

from bot.catalog.server_texts import ServerTexts
from bot.presentation.controls import Control
from bot.presentation.list_pages import leaf_of
from bot.presentation.page import long_date
from bot.presentation.rendering import render
from bot.presentation.replies import Replies, Reply
from bot.presentation.sending import Rendered
from bot.presentation.server_pages import Entry, summaries_page
from bot.presentation.state import VERSION
from bot.server_desk import ServerDesk
from bot.store import Pin, PinState
from bot.summaries import Posted
from bot.summaries.messages import link_to

ENTRIES_ON_A_PAGE = 15
"""So many summaries of the list fit an embed's 4096 characters: each has a title, a channel and an address."""


def outcome_text(replies: Replies, posted: Posted) -> str:
    """Return what became of posting and pinning a summary."""
    texts = replies.library.pack.texts.server
    sentence = {
        "pinned": texts.posted_and_pinned,
        "not wanted": texts.posted,
        "full": texts.pins_full,
        "failed": texts.pin_failed,
    }[posted.pinning]
    return sentence.format(title=replies.title(posted.pin.topic), link=link_to(posted.pin))


def has_figures(replies: Replies, pin: Pin) -> bool:
    """Tell whether there are figures that the message could show and does not."""
    topic = replies.library.topics.get(pin.topic)
    return topic is not None and bool(topic.figures) and not pin.figures


def list_page(replies: Replies, pins: tuple[Pin, ...], number: int, today: dt.date) -> tuple[Reply, int, int]:
    """Return one page of the list, with its number and how many there are."""
    entries = [_entry(replies, pin, today) for pin in pins if pin.message_id is not None]
    leaf = leaf_of(entries, number, ENTRIES_ON_A_PAGE)
    return Reply(page=summaries_page(replies.library, leaf)), leaf.number, leaf.count


def with_buttons(desk: ServerDesk, reply: Reply, *buttons: Control) -> Rendered:
    """Return a reply with these buttons and no others."""
    rendered = render(desk.replies.library, reply)
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    return Rendered(content=rendered.content, embeds=rendered.embeds, view=view if buttons else None)


def button(action: str, label: str) -> discord.ui.Button[discord.ui.View]:
    """Return a button whose custom_id says this action."""
    return discord.ui.Button(custom_id=f"{VERSION}:{action}", label=label)


def _entry(replies: Replies, pin: Pin, today: dt.date) -> Entry:
    texts = replies.library.pack.texts.server
    state = _state(texts, pin)
    topic = replies.library.topics.get(pin.topic)
    if topic is not None and topic.is_overdue(today):
        state = f"{state}, {texts.state_overdue}"
    return Entry(
        title=replies.title(pin.topic),
        channel=f"<#{pin.channel_id}>",
        link=link_to(pin),
        date=long_date(pin.as_of) if pin.as_of else "?",
        state=state,
    )


def _state(texts: ServerTexts, pin: Pin) -> str:
    if pin.state is PinState.PINNED:
        return texts.state_pinned
    return texts.state_unpinned if pin.state is PinState.UNPINNED else texts.state_posted
