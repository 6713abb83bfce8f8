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
        self._slips: dict[str, int] = {}
        self._near: dict[str, list[str]] = {}
        self._sounds: dict[str, list[str]] = {}

    def learn(self, word: str, stemmed: str) -> None:
        """Take in a word that others may be misspellings of; short words and numbers are left out."""
        if len(word) < SHORTEST or not word.isalpha() or stemmed in self._slips:
            return
        slips = 2 if len(word) >= LONG else 1
        self._slips[stemmed] = slips
        for shorter in _without_letters(stemmed, slips):
            self._near.setdefault(shorter, []).append(stemmed)
        if len(stemmed) >= SHORTEST:
            self._sounds.setdefault(sound(stemmed), []).append(stemmed)

    def corrections(self, token: Token) -> tuple[str, ...]:
        """Return the stems of the known words that this may be a misspelling of; best first, mostly none or one."""
        word = token.word
        if not 4 <= len(word) <= LONGEST or token.number is not None:
            return ()
        if word in self._common or token.stem in self._common:
            return ()
        found = {
            known: distance
            for stemmed in self._stems(word, token.stem)
            for known, distance in self._close_to(stemmed)
            if known[0] == word[0]
        }
        best = min(found.values(), default=0)
        return tuple(sorted(known for known, distance in found.items() if distance == best))

    def _stems(self, word: str, stemmed: str) -> Iterator[str]:
        yield stemmed
        for typed, meant in self._endings.items():
            if word.endswith(typed) and len(word) - len(typed) >= 3:
                yield stem(word[: -len(typed)] + meant)

    def _close_to(self, stemmed: str) -> Iterator[tuple[str, int]]:
        if stemmed in self._slips:
            yield stemmed, 0
            return
        seen = set(self._near.get(stemmed, ()))
        for shorter in _without_letters(stemmed, 1):
            seen.update(self._near.get(shorter, ()))
        for known in seen:
            distance = OSA.distance(stemmed, known, score_cutoff=self._slips[known])
            if distance <= self._slips[known]:
                yield known, distance
        if len(stemmed) >= SHORTEST:
            for known in self._sounds.get(sound(stemmed), ()):
                if known not in seen and OSA.distance(stemmed, known, score_cutoff=3) <= 3:
                    yield known, 3


def _without_letters(word: str, most: int) -> set[str]:
    """Return the word, and what is left of it when up to `most` letters are taken out."""
    left = {word}
    last = left
    for _ in range(most):
        last = {shorter[:place] + shorter[place + 1 :] for shorter in last for place in range(len(shorter))}
        left = left | last
    return left
