"""What all words of one text say together, by what was learnt, and which of them said it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.lookup.answer import Reason
from bot.lookup.associations import Associations
from bot.lookup.english import CHAT_WORDS
from bot.lookup.features import Heard, root_of

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

    def __init__(self, associations: Associations, words: Sequence[Heard]) -> None:
        weighed = associations.weigh(words)
        self._weighed = weighed
        telling = dict.fromkeys(word.term for word in words if word.telling and word.term not in CHAT_WORDS)
        self._words = [(term, associations.rarity(term) or UNKNOWN) for term in telling]
        self.scores: Sequence[float] = weighed.scores
        """How much the text speaks for each subject: about -1 to 1."""

    def coverage(self, subject: int) -> Coverage:
        """Return which part of the telling words speaks for a subject. Words of people's stories are left out."""
        weights = self._weighed.weights(subject)
        total = sum(rarity for _, rarity in self._words)
        spoken = sum(
            rarity for name, rarity in self._words if max(weights.get(name, 0), weights.get(root_of(name), 0)) >= SPEAKS
        )
        return Coverage(spoken / total if total else 1.0, len(self._words))

    def reasons(self, subject: int) -> tuple[Reason, ...]:
        """Return the words and pairs that speak most for a subject."""
        spoken = self._weighed.speaking(subject, MOST_REASONS)
        return tuple(Reason(typed=name, name="how people ask", how=f"learnt, {said:+.2f}") for name, said in spoken)
