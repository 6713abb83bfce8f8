"""Finding wordings in a text: the engine behind the language of `bot.catalog.patterns`.

A `Patterns` is built once from a vocabulary and compiles any number of wordings. Then it reads each text once, word
by word through one tree of all phrases, and every `Pattern` looks only at what that reading found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.catalog.patterns import Amount, Item, ParsedWording, Phrase, Vocabulary, Wording, parse
from bot.lookup.misspellings import SHORTEST
from bot.lookup.numbers import Numbers
from bot.lookup.phrases import Phrases, Span, Spans, leave_out
from bot.lookup.text import Text

_NEIGHBOURS = 3
"""So many places of an item are tried on each side of another one, nearest first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A wording that stands in a text: its tokens from `start` to `end`, both included, and its words themselves."""

    wording: Wording
    start: int
    end: int
    words: tuple[Span, ...]

    def covers(self, token: int) -> bool:
        """Tell whether the token is one of its words."""
        return any(start <= token <= end for start, end in self.words)


@dataclass(slots=True)
class Reading:
    """What one pass over a text found: the places of every word, group and measure that some wording uses."""

    text: Text
    spans: Spans
    weights: list[int]
    """How many words of weight stand before each token."""

    def between(self, left: int, right: int) -> int:
        """Return how many words of weight stand between two tokens."""
        return self.weights[right] - self.weights[left + 1]

    def is_all(self, found: Found) -> bool:
        """Tell whether no word of weight stands outside of what was found."""
        return self.weights[found.start] == 0 and self.weights[-1] == self.weights[found.end + 1]

    def typed(self, found: Found) -> str:
        """Return what was typed where something was found."""
        return self.text.typed_at(found.start, found.end)


@dataclass(frozen=True, slots=True)
class _Compiled:
    wording: Wording
    near: tuple[str, ...]
    ordered: bool
    gap: int
    needs: frozenset[str]
    nowhere: frozenset[str]
    alone: bool
    anchor: str
    """The one of `needs` that turns up in the fewest texts."""

    def find(self, reading: Reading) -> Iterator[Found]:
        for found in self._places(reading):
            if not self.alone or reading.is_all(found):
                yield found

    def _places(self, reading: Reading) -> Iterator[Found]:
        if not self.needs <= reading.spans.keys() or not self.nowhere.isdisjoint(reading.spans):
            return
        if len(self.near) == 1:
            for span in reading.spans[self.near[0]]:
                yield Found(self.wording, span[0], span[1], (span,))
            return
        spans = [reading.spans[atom] for atom in self.near]
        anchor = 0 if self.ordered else min(range(len(spans)), key=lambda place: len(spans[place]))
        rest = spans[:anchor] + spans[anchor + 1 :]
        near = _in_order if self.ordered else _around
        for span in spans[anchor]:
            words = near(reading, span, rest, self.gap)
            if words:
                yield Found(self.wording, min(words)[0], max(end for _, end in words), tuple(words))


def _in_order(reading: Reading, first: Span, rest: Sequence[list[Span]], gap: int) -> list[Span] | None:
    """Return the nearest following place of each, one behind the other."""
    words = [first]
    for spans in rest:
        last = words[-1][1]
        place = bisect_left(spans, (last + 1, 0))
        if place == len(spans):
            return None
        span = spans[place]
        if not _near(reading, last, span[0], gap):
            return None
        words.append(span)
    return words


def _around(reading: Reading, first: Span, rest: Sequence[list[Span]], gap: int) -> list[Span] | None:
    """Return a place of each such that every one is near to those found before it, on either side."""
    words = [first]
    low, high = first
    left = list(rest)
    while left:
        best: tuple[int, int, Span] | None = None
        for index, spans in enumerate(left):
            for distance, span in _candidates(reading, spans, low, high):
                if (best is None or distance < best[0]) and not any(_overlap(span, word) for word in words):
                    best = (distance, index, span)
        if best is None or best[0] > gap:
            return None
        words.append(best[2])
        low, high = min(low, best[2][0]), max(high, best[2][1])
        del left[best[1]]
    return words


def _candidates(reading: Reading, spans: list[Span], low: int, high: int) -> Iterator[tuple[int, Span]]:
    """Yield the places nearest to what was found so far, with their distance in words, in the same sentence."""
    tokens = reading.text.tokens
    place = bisect_left(spans, (low, 0))
    for span in spans[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]:
        if tokens[span[0]].sentence != tokens[low].sentence:
            continue
        if span[0] > high:
            yield reading.between(high, span[0]), span
        elif span[1] < low:
            yield reading.between(span[1], low), span
        else:
            yield 0, span


def _near(reading: Reading, left: int, right: int, gap: int) -> bool:
    tokens = reading.text.tokens
    return tokens[left].sentence == tokens[right].sentence and reading.between(left, right) <= gap


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


class Pattern:
    """Any of some wordings."""

    __slots__ = ("_by_anchor",)

    def __init__(self, compiled: Iterable[_Compiled]) -> None:
        self._by_anchor: dict[str, list[tuple[int, _Compiled]]] = {}
        for place, wording in enumerate(compiled):
            self._by_anchor.setdefault(wording.anchor, []).append((place, wording))

    def find(self, reading: Reading) -> Iterator[Found]:
        """Yield where its wordings stand, wording by wording, from left to right."""
        present = self._by_anchor.keys() & reading.spans.keys()
        if not present:
            return
        for _, wording in sorted((one for atom in present for one in self._by_anchor[atom]), key=_place):
            yield from wording.find(reading)

    def matches(self, reading: Reading) -> bool:
        """Tell whether any of its wordings stands in the text."""
        return next(self.find(reading), None) is not None

    @property
    def anchors(self) -> frozenset[str]:
        """Keys of `Reading.spans` of which at least one is there whenever the pattern is."""
        return frozenset(self._by_anchor)


def _place(wording: tuple[int, _Compiled]) -> int:
    return wording[0]


class Patterns:
    """Compiles wordings of one vocabulary, and reads texts for all of them at once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._phrases = Phrases(fillers=vocabulary.fillers, common=vocabulary.common, endings=vocabulary.endings)
        self._numbers = Numbers(vocabulary)
        self._amounts: dict[str, Amount] = {}
        self._commonness: dict[str, float] = {}
        """How common the words of an atom are, roughly: short words are the common ones."""
        for phrase in vocabulary.idioms:
            self._phrases.add(phrase, _IDIOM)

    def compile(self, wordings: Iterable[Wording], *, tolerant: bool = True) -> Pattern:
        """Return a pattern of these wordings; with `tolerant`, also of small misspellings of their words.

        Raises ValueError if one uses a group or measure that is not there.
        """
        wordings = tuple(wordings)
        if unknown := self._vocabulary.unknown(wordings):
            raise ValueError("; ".join(unknown))
        return Pattern(self._compiled(wording, parse(wording), tolerant=tolerant) for wording in wordings)

    def read(self, text: Text) -> Reading:
        """Read a text once, for every wording compiled so far. The cost grows with the text's length."""
        spans, weights = self._phrases.read(text)
        if self._amounts:
            self._numbers.read(text, self._amounts, spans)
        if _IDIOM in spans:
            leave_out(spans.pop(_IDIOM), spans, len(text.tokens))
        for found in spans.values():
            found.sort()
        return Reading(text, spans, weights)

    def _compiled(self, wording: Wording, parsed: ParsedWording, *, tolerant: bool) -> _Compiled:
        near = tuple(self._atom(item, tolerant=tolerant) for item in parsed.near)
        anywhere = tuple(self._atom(item, tolerant=tolerant) for item in parsed.anywhere)
        needs = (*near, *anywhere)
        return _Compiled(
            wording=wording,
            near=near,
            ordered=parsed.ordered,
            gap=parsed.gap,
            needs=frozenset(needs),
            nowhere=frozenset(self._atom(item, tolerant=tolerant) for item in parsed.nowhere),
            alone=parsed.alone,
            anchor=min(needs, key=self._commonness.__getitem__),
        )

    def _atom(self, item: Item, *, tolerant: bool) -> str:
        """Return the name under which all that can stand in this place of a wording is found."""
        atom = "|".join(map(repr, item)) + ("~" if tolerant else "")
        if atom not in self._commonness:
            self._commonness[atom] = 0.0
            for part in item:
                if isinstance(part, Amount):
                    self._amounts[atom] = part
                elif isinstance(part, Phrase):
                    self._add(part.text, atom, exact=part.exact, tolerant=tolerant)
                else:
                    for phrase in self._members(part.id, frozenset()):
                        self._add(phrase, atom, exact=False, tolerant=tolerant)
        return atom

    def _members(self, group: str, inside: frozenset[str]) -> Iterator[str]:
        """Yield the phrases of a group and of those that it takes in."""
        for phrase in self._vocabulary.words[group]:
            if not phrase.startswith("{"):
                yield phrase
            elif (other := phrase.strip("{}")) not in inside:
                yield from self._members(other, inside | {group})

    def _add(self, phrase: str, atom: str, *, exact: bool, tolerant: bool) -> None:
        self._phrases.add(phrase, atom, exact=exact, tolerant=tolerant)
        words = phrase.replace("_", " ").split()
        self._commonness[atom] += (1 if len(words[0]) < SHORTEST else 0.1) / len(words)


_IDIOM = "idiom"
