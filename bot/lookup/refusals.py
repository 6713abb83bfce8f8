"""Questions that are not answered with a topic, told by their wording: personal ones, and those about other things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.catalog.not_covered import NotCovered
from bot.lookup.answer import Reason
from bot.lookup.patterns import Pattern, Patterns, Reading


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry whose wording stands in the text."""

    entry: NotCovered
    reason: Reason


class Refusals:
    """The wordings of everything that is not covered."""

    def __init__(self, entries: Iterable[NotCovered], patterns: Patterns) -> None:
        self._entries = [
            (entry, patterns.compile(entry.wordings), patterns.compile(entry.unless))
            for entry in entries
            if entry.wordings
        ]

    def find(self, reading: Reading) -> tuple[Refusal, ...]:
        """Return the entries of which a wording stands in the text, in the order of the content."""
        return tuple(refusal for entry in self._entries if (refusal := _refusal(*entry, reading)))


def _refusal(entry: NotCovered, wordings: Pattern, unless: Pattern, reading: Reading) -> Refusal | None:
    found = next(wordings.find(reading), None)
    if found is None or unless.matches(reading):
        return None
    return Refusal(entry, Reason(typed=reading.typed(found), name=entry.title, how=f"wording {found.wording}"))
