"""What all words of one text say together, by what was learnt, and which of them said it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.lookup.answer import Reason
from bot.lookup.associations import Associations, Features, is_word, root_of
from bot.lookup.english import CHAT_WORDS

SPEAKS = 0.02
"""A word with at least so much weight for a subject speaks for it."""
UNKNOWN = 1.3
"""What a word that was never met counts, beside 1 for the rarest word that was: "starboard" beside "port"."""
MOST_REASONS = 4
"""So many words are named for each subject; the rest says little."""


class Coverage(NamedTuple):
    """How much of a text something explains."""

    share: float
    """Which part of the telling words speaks for it, rare ones counting more: 0 to 1."""
    words: int
    """How many telling words the text has."""


class Leaning:
    """How one text leans."""

    def __init__(self, associations: Associations, features: Features) -> None:
        self._associations = associations
        self._features = features
        self.scores: Mapping[int, float] = associations.scores(features)
        """How much the text speaks for each subject: about -1 to 1. Subjects that are not there get nothing said."""

    def coverage(self, subject: int) -> Coverage:
        """Return which part of the telling words speaks for a subject. Words of people's stories are left out."""
        spoken = total = 0.0
        words = 0
        for alternatives in self._features:
            names = [name for name, _ in alternatives if is_word(name)]
            if not names or names[0] in CHAT_WORDS:
                continue
            words += 1
            rarity = max(map(self._associations.rarity, names)) or UNKNOWN
            total += rarity
            if any(self._speaks(name, subject) for name in names):
                spoken += rarity
        return Coverage(spoken / total if total else 1.0, words)

    def _speaks(self, name: str, subject: int) -> bool:
        weight = self._associations.weight
        return weight(name, subject) >= SPEAKS or weight(root_of(name), subject) >= SPEAKS

    def reasons(self, subject: int) -> tuple[Reason, ...]:
        """Return the words and pairs that speak most for a subject."""
        spoken = self._associations.speaking(self._features, subject)[:MOST_REASONS]
        return tuple(Reason(typed=name, name="how people ask", how=f"learnt, {said:+.2f}") for name, said in spoken)
