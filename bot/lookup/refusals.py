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


@dataclass(frozen=True, slots=True)
class Refused:
    """What the wordings of a text say of what is not covered."""

    found: tuple[Refusal, ...] = ()
    silent: frozenset[str] = frozenset()
    """Ids of entries that the text is surely not about, whatever else it names."""


class Refusals:
    """The wordings of everything that is not covered."""

    def __init__(self, entries: Iterable[NotCovered], patterns: Patterns) -> None:
        """Compile the wordings. Raises ValueError if one uses a group of words that is not there."""
        self._entries = [
            (entry, patterns.compile(entry.wordings), patterns.compile(entry.unless))
            for entry in entries
            if entry.wordings or entry.unless
        ]

    def find(self, reading: Reading) -> Refused:
        """Return the entries of which a wording stands in the text, in the content's order, and the silent ones."""
        silent = frozenset(entry.id for entry, _, unless in self._entries if unless.matches(reading))
        found = (_refusal(entry, wordings, reading) for entry, wordings, _ in self._entries if entry.id not in silent)
        return Refused(tuple(refusal for refusal in found if refusal), silent)


def _refusal(entry: NotCovered, wordings: Pattern, reading: Reading) -> Refusal | None:
    found = next(wordings.find(reading), None)
    if found is None:
        return None
    return Refusal(entry, Reason(typed=reading.typed(found), name=entry.title, how=f"wording {found.wording}"))
