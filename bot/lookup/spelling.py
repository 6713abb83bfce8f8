"""What a misspelt word may stand for: letters dropped, doubled, swapped or wrong, and sound-alikes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz.distance import OSA

SHORTEST = 4
"""Shortest word that is taken for a misspelling: "fevr". Below it, letters are too few to tell words apart."""
SHORTEST_TARGET = 5
"""Shortest term that a misspelling may stand for. Shorter ones are matched letter for letter: "port", "MRD"."""
ONE_SLIP_FROM = 5
"""From this length on, the first letter may be the wrong one: "xhemo" is "chemo"."""
TWO_SLIPS_FROM = 7
"""From this length on, two letters may be wrong: "hemorage". "chem" is not "fever"."""
LONG_SOUND = 4
"""With so many consonants that sound the same, half of the letters may be wrong: "inducshun"."""
PREFIX = 8
"""Letters of a term in which slips are looked up; the rest is compared afterwards."""
LIKENESS = {1: 0.9, 2: 0.8, 3: 0.7}
"""How much a misspelling counts beside the right word, by the number of slips."""
SHORT_LIKENESS = 0.85
"""How much one slip counts in a word of less than seven letters: "fevr"."""
SOUND_LIKENESS = 0.8
"""How much a word counts that sounds the same: "petekia"."""
ROOT_LIKENESS = 0.9
"""How much a word of the same root counts: "dizziness" for "dizzy"."""
TIE = 0.08
"""Guesses that are less likely than the best one by more than this are dropped."""
MANY_GUESSES = 12
"""Most terms that a right word may stand for beside a word that fits: only one that makes a name with it counts."""
MOST_GUESSES = 3
"""Most terms that one word may stand for."""

_OPPOSITES = re.compile(r"^(hypo|hyper|inter|intra|macro|micro|mono|poly|pre|post|pro|anti)")
_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"[tc]i(?=[ao])"), "sh"),
    (re.compile(r"sch|sh|ch|ck|qu?|x"), "k"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"c|g(?=h?$)"), "k"),
    (re.compile(r"(?<=[a-z])[hwy]|gh"), ""),
    (re.compile(r"(?<=.)[aeiou]+"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ENDINGS = re.compile(
    r"(iness|nesses|ness|ments?|ically|ical|ally|ly|ations?|ation|ions?|ives?|ities|ity|ics?|ias?|ial|al|ant|ent|ious|ous|ful|y|e|ies|s)$"
)
SHORTEST_ROOT = 4


class Guess(NamedTuple):
    """A term that a typed word may stand for. `likeness` is between 0 and 1."""

    term: str
    likeness: float
    how: str


def sound_of(word: str) -> str:
    """Return roughly how a word sounds: its consonants, sound-alikes made one. "petekia" and "petechia" are alike."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def root_of(word: str) -> str:
    """Return what a word shares with its family: `anem` of "anemia" and "anemic"; or the word if it is short."""
    if word.endswith("edness"):
        return word[:-6]
    if word.endswith("y") and len(word) == SHORTEST_ROOT:
        return word[:-1]
    rest = _ENDINGS.sub("", word)
    return rest if len(rest) >= SHORTEST_ROOT else word


class Spelling:
    """Terms of the library by their misspellings. A guess costs microseconds, however many terms there are."""

    def __init__(
        self, terms: Iterable[str], known: Collection[str], same: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Index these terms. Words in `known` are right as they are and stand for no other.

        `same` has words that are read as another of the terms; misspellings of them are found too.
        """
        self._known = known
        self._same = same
        terms = set(terms)
        terms.update(word for word, term in same.items() if term in terms)
        self._terms = sorted(
            term for term in terms if len(term) >= SHORTEST_ROOT - 1 and term.isascii() and term.isalpha()
        )
        self._slips: dict[str, list[int]] = defaultdict(list)
        self._sounds: dict[str, list[int]] = defaultdict(list)
        self._roots: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(self._terms):
            self._roots[root_of(term)].append(number)
            if len(term) < SHORTEST_TARGET:
                continue
            for form in _slips(term):
                self._slips[form].append(number)
            self._sounds[sound_of(term)].append(number)

    def same_root(self, word: str) -> tuple[Guess, ...]:
        """Return terms of the same root as a word, which may be a right word itself: "dizzy" for "dizziness"."""
        if len(word) < SHORTEST_ROOT - 1:
            return ()
        found = self._roots.get(root_of(word), ())
        terms = dict.fromkeys(self._same.get(self._terms[number], self._terms[number]) for number in found)
        return tuple(Guess(term, ROOT_LIKENESS, "same root") for term in terms if term != word)[:MOST_GUESSES]

    def guesses(self, word: str, *, strict: bool = True) -> tuple[Guess, ...]:
        """Return the terms that a word may be a misspelling of, likeliest first; none for a right word.

        `strict` False guesses at right words too ("lumber puncture"): only for use beside a word that fits.
        """
        if (
            len(word) < SHORTEST
            or len(word) > 30
            or not word.isascii()
            or not word.isalpha()
            or (strict and word in self._known)
        ):
            return ()
        numbers: set[int] = set()
        for form in _slips(word):
            numbers.update(self._slips.get(form, ()))
        sound = sound_of(word)
        alike = self._sounds.get(sound, ()) if len(sound) > 1 else ()
        numbers.update(alike)
        found = [guess for number in numbers if (guess := _compare(word, self._terms[number], number in alike))]
        found.sort(key=lambda guess: (-guess.likeness, guess.term))
        found = found[: MOST_GUESSES if strict else MANY_GUESSES]
        near = [guess for guess in found if guess.likeness > found[0].likeness - TIE]
        best = {self._same.get(guess.term, guess.term): guess for guess in reversed(near)}
        return tuple(guess._replace(term=term) for term, guess in reversed(best.items()))


def _compare(word: str, term: str, sounds_alike: bool) -> Guess | None:
    """Return how well a word fits a term, or None if it is another word."""
    shorter = min(len(word), len(term))
    allowed = 1 if shorter < TWO_SLIPS_FROM else 2
    if sounds_alike and shorter >= ONE_SLIP_FROM:
        allowed = max(2, shorter // 2) if len(sound_of(term)) >= LONG_SOUND else 2
    slips = OSA.distance(word, term, score_cutoff=allowed)
    if slips > allowed or are_opposites(word, term):
        return None
    swapped_start = word[:2] == term[1::-1]
    if word[0] != term[0] and not swapped_start and not (sounds_alike or (slips == 1 and shorter >= ONE_SLIP_FROM)):
        return None
    likeness = SHORT_LIKENESS if slips == 1 and shorter < TWO_SLIPS_FROM else LIKENESS.get(slips, 0.6)
    if sounds_alike:
        likeness = max(likeness, SOUND_LIKENESS) + 0.05
    if word[0] != term[0] and not swapped_start:
        likeness -= 0.05
    return Guess(term, likeness, "sounds alike" if sounds_alike else "misspelling")


def are_opposites(one: str, other: str) -> bool:
    """Tell whether two words begin with different prefixes that part meanings: hypo- and hyper-, pre- and post-."""
    first, second = _OPPOSITES.match(one), _OPPOSITES.match(other)
    return bool(first and second and first.group() != second.group())


def _slips(word: str) -> Iterator[str]:
    """Yield a word's beginning as it is, and with one letter left out; two from a length that bears it."""
    head = word[:PREFIX]
    forms = {head}
    once = {head[:place] + head[place + 1 :] for place in range(len(head))}
    forms |= once
    if len(word) >= TWO_SLIPS_FROM - 1:
        forms |= {form[:place] + form[place + 1 :] for form in once for place in range(len(form))}
    yield from forms
