"""Which known word a typed word may be a misspelling of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

from bot.lookup.text import Token, stem

SHORTEST = 5
"""Letters of the shortest word that is known by its misspellings: "fver" is fever, "bld" is not "bald"."""

LONG = 8
"""From so many letters on, two slips are forgiven instead of one."""

LONGEST = 24
"""Longer typed words are not looked up."""

FORMS = ("ing", "ed")
"""Endings with which a known word may stand too."""

MOST_SLIPS_IN_A_SOUND = 3
"""So many letters of a word that sounds like a known one may differ: "diaria" has three that "diarrhea" has not."""

_SOUNDS = (
    (re.compile(r"ph|gh(?=t|$)"), "f"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"ck|[cqx]"), "k"),
    (re.compile(r"(?<=[rgw])h|(?<!^)[hw]"), ""),
    (re.compile(r"[aeiouy]+"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def sound(word: str) -> str:
    """Return how a word sounds, roughly: "seezure" and "seizure" are the same, "diaria" and "diarrhea" too."""
    for letters, spoken in _SOUNDS:
        word = letters.sub(spoken, word)
    return word


class Misspellings:
    """Known words by everything that is one slip away from them: a letter left out, doubled, swapped or wrong."""

    def __init__(self, *, common: frozenset[str], endings: Mapping[str, str]) -> None:
        self._common = common | {stem(word) for word in common}
        self._endings = endings
        self._learned: set[str] = set()
        self._slips: dict[str, int] = {}
        self._forms: set[str] = set()
        self._near: dict[str, list[tuple[str, str]]] = {}
        """Every form of a known word with a letter or two left out; each leads to the form and to its stem."""
        self._sounds: dict[str, set[str]] = {}

    def learn(self, word: str, stemmed: str, *, one_slip: bool = False) -> None:
        """Take in a word that others may be misspellings of; short words and numbers are left out.

        With `one_slip` no second slip is forgiven, and no other form of the word taken in.
        """
        if len(word) < SHORTEST or not word.isalpha() or word in self._learned:
            return
        self._learned.add(word)
        is_long = len(word) >= LONG and len(stemmed) >= LONG - 2
        self._slips[stemmed] = 2 if is_long and not one_slip else 1
        for form in {word, stemmed} if one_slip else {word, stemmed, *(stemmed + ending for ending in FORMS)}:
            if form in self._forms:
                continue
            self._forms.add(form)
            for shorter in _without_letters(form, self._slips[stemmed] if form == stemmed else 1):
                if (near := self._near.get(shorter)) is None:
                    self._near[shorter] = [(form, stemmed)]
                else:
                    near.append((form, stemmed))
        if len(stemmed) >= SHORTEST:
            self._sounds.setdefault(sound(stemmed), set()).add(stemmed)

    def corrections(self, token: Token) -> tuple[str, ...]:
        """Return the stems of the known words that this may be a misspelling of; best first, mostly none or one."""
        word = token.word
        if not 4 <= len(word) <= LONGEST or token.number is not None:
            return ()
        if word in self._common or token.stem in self._common:
            return ()
        found: dict[str, int] = {}
        for typed in {word, *self._stems(word, token.stem)}:
            for known, distance in self._close_to(typed):
                if known[0] == word[0]:
                    found[known] = min(distance, found.get(known, distance))
        best = min(found.values(), default=0)
        return tuple(sorted(known for known, distance in found.items() if distance == best))

    def _stems(self, word: str, stemmed: str) -> Iterator[str]:
        yield stemmed
        for typed, meant in self._endings.items():
            if word.endswith(typed) and len(word) - len(typed) >= 3:
                yield stem(word[: -len(typed)] + meant)

    def _close_to(self, typed: str) -> Iterator[tuple[str, int]]:
        """Yield the stems of known words that are near, with their distance; 0 is the stem itself."""
        if typed in self._slips:
            yield typed, 0
            return
        near: set[tuple[str, str]] = set()
        for shorter in _without_letters(typed, 1):
            near.update(self._near.get(shorter, ()))
        for form, stemmed in near:
            most = self._slips[stemmed] if len(typed) >= LONG - 1 else 1
            distance = OSA.distance(typed, form, score_cutoff=most)
            if distance <= most:
                yield stemmed, distance
        if not near and len(typed) >= SHORTEST:
            for stemmed in self._sounds.get(sound(typed), ()):
                if OSA.distance(typed, stemmed, score_cutoff=MOST_SLIPS_IN_A_SOUND) <= MOST_SLIPS_IN_A_SOUND:
                    yield stemmed, MOST_SLIPS_IN_A_SOUND


def _without_letters(word: str, most: int) -> set[str]:
    """Return the word, and what is left of it when up to `most` letters are taken out."""
    left = {word}
    last = left
    for _ in range(most):
        last = {shorter[:place] + shorter[place + 1 :] for shorter in last for place in range(len(shorter))}
        left = left | last
    return left
