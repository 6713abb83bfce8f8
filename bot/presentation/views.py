"""The view under a reply: which buttons and menus stand in which row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import discord

from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.topics import Topic
from bot.presentation import limits
from bot.presentation.controls import (
    Control,
    DoorButton,
    KindSelect,
    PageButton,
    PartButton,
    ShareButton,
    TopicSelect,
    UndoButton,
    UndoneButton,
)
from bot.presentation.replies import Controls
from bot.presentation.state import VERSION, Alerts
from bot.presentation.topic_pages import parts_of


def view_of(library: Library, controls: Controls) -> discord.ui.View:
    """Return the view for these controls. It has no timeout: every item carries its own state."""
    view = discord.ui.View(timeout=None)
    for item in _items(library, controls):
        view.add_item(item)
    return view


def _items(library: Library, controls: Controls) -> Iterator[Control]:
    topic = library.topics.get(controls.topic) if controls.topic else None
    if topic is not None:
        yield from _part_buttons(library, topic)
        yield from _share_buttons(library, topic, controls)
    yield from _doors(library, controls)
    hints = library.pack.texts.labels
    menus = (
        ("pick", controls.pick, hints.pick),
        ("related", controls.related, hints.related),
        ("rows", controls.rows, hints.rows),
    )
    row = 2
    for menu, topic_ids, hint in menus:
        options = [_option(library, library.topics[topic_id]) for topic_id in topic_ids if topic_id in library.topics]
        if options:
            alerts = controls.alerts if menu == "pick" else Alerts()
            yield TopicSelect(_select(f"{VERSION}:{menu}:{alerts}", hint, options, row))
            row += 1
    if controls.kinds:
        yield _kind_menu(library, controls.kind)
    yield from _page_buttons(library, controls)


def _part_buttons(library: Library, topic: Topic) -> Iterator[Control]:
    labels = library.pack.texts.labels
    for part in parts_of(library, topic):
        yield PartButton(_button(f"{VERSION}:{part}:{topic.id}", getattr(labels, part), row=0))


def _share_buttons(library: Library, topic: Topic, controls: Controls) -> Iterator[Control]:
    labels = library.pack.texts.labels
    if controls.share:
        yield ShareButton(_button(f"{VERSION}:share:{topic.id}", labels.share, row=1))
    elif controls.undo is not None:
        channel, message = controls.undo
        yield UndoButton(_button(f"{VERSION}:undo:{topic.id}:{channel}:{message}", labels.undo, row=1))
    elif controls.undone:
        yield UndoneButton(_button(f"{VERSION}:undone:{topic.id}", labels.undone, row=1, disabled=True))


def _doors(library: Library, controls: Controls) -> Iterator[Control]:
    labels = library.pack.texts.labels
    if controls.help_lines:
        yield DoorButton(_button(f"{VERSION}:door:help", labels.help_lines, row=1))
    if controls.browse:
        key = f":{controls.key}" if controls.key else ""
        yield DoorButton(_button(f"{VERSION}:door:browse{key}", labels.browse, row=1))


def _kind_menu(library: Library, chosen: Kind | None) -> Control:
    options = [
        discord.SelectOption(
            label=limits.clip(library.pack.kinds[kind.value].many, limits.OPTION_TEXT),
            value=kind.value,
            default=kind is chosen,
        )
        for kind in library.kinds()
    ]
    return KindSelect(_select(f"{VERSION}:kinds", library.pack.texts.labels.kinds, options, row=3))


def _page_buttons(library: Library, controls: Controls) -> Iterator[Control]:
    labels = library.pack.texts.labels
    for name, pages in (("rows", controls.rows_page), (controls.kind, controls.kind_page)):
        if pages is None or name is None:
            continue
        number, count = pages
        if number > 0:
            yield PageButton(_button(f"{VERSION}:page:{name}:{number - 1}", labels.previous, row=4))
        if number + 1 < count:
            yield PageButton(_button(f"{VERSION}:page:{name}:{number + 1}", labels.next, row=4))


def _option(library: Library, topic: Topic) -> discord.SelectOption:
    kind = library.pack.kinds[topic.kind.value].many
    return discord.SelectOption(
        label=limits.clip(topic.title, limits.OPTION_TEXT),
        value=topic.id,
        description=limits.clip(kind, limits.OPTION_TEXT),
    )


def _button(custom_id: str, label: str, row: int, *, disabled: bool = False) -> discord.ui.Button[discord.ui.View]:
    return discord.ui.Button(custom_id=custom_id, label=label, row=row, disabled=disabled)


def _select(
    custom_id: str, hint: str, options: Iterable[discord.SelectOption], row: int
) -> discord.ui.Select[discord.ui.View]:
    shown = list(options)[: limits.OPTIONS]
    return discord.ui.Select(custom_id=custom_id, placeholder=hint, options=shown, row=row)
