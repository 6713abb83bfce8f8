"""Sharing an answer: who may, where, and only once."""

from __future__ import annotations

from collections import OrderedDict

import discord

REMEMBERED = 1000
"""So many shared answers are remembered, against a second press that was under way before the button changed."""


class Shares:
    """Which private answers were shared lately, by the id of their message. Kept in memory only."""

    def __init__(self) -> None:
        self._lately: OrderedDict[int, None] = OrderedDict()

    def begin(self, message_id: int) -> bool:
        """Claim the one sharing of an answer. False if somebody did already."""
        if message_id in self._lately:
            return False
        self._lately[message_id] = None
        if len(self._lately) > REMEMBERED:
            self._lately.popitem(last=False)
        return True

    def give_back(self, message_id: int) -> None:
        """Give a claim back, because the sharing failed."""
        self._lately.pop(message_id, None)


def missing_permission(permissions: discord.Permissions, channel: object, *, embeds: bool = False) -> str | None:
    """Return the first permission, by Discord's name for it, that is needed to post here and is not there.

    `embeds`: whether an embed is to be posted, which needs Embed Links. In threads Discord asks for Send Messages in
    Threads instead of Send Messages.
    """
    in_thread = isinstance(channel, discord.Thread)
    needed = {
        "View Channel": permissions.view_channel,
        "Send Messages in Threads" if in_thread else "Send Messages": (
            permissions.send_messages_in_threads if in_thread else permissions.send_messages
        ),
    }
    if embeds:
        needed["Embed Links"] = permissions.embed_links
    return next((name for name, there in needed.items() if not there), None)
