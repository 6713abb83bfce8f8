"""Sharing an answer only once."""

from __future__ import annotations

from collections import OrderedDict

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
