"""Finding wordings in a text: the engine behind the language of `bot.catalog.patterns`.

A `Patterns` is built once from a vocabulary and compiles any number of wordings. Then it reads each text once, word
by word through one tree of all phrases, and every `Pattern` looks only at what that reading found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.catalog.patterns import (
    Amount,
    Group,
    Item,
    Measure,
    ParsedWording,
    Phrase,
    Unit,
    Vocabulary,
    Wording,
    parse,
)
from bot.lookup.english import known_words
from bot.lookup.misspellings import SHORTEST, Misspellings
from bot.lookup.text import Text, Token, fold, is_unspaced, read_text

SHORTEST_RUN_TOGETHER = 7
"""Letters that a phrase needs to be found without its spaces: "cantbreathe", but not "atall"."""

MOST_SKIPPED = 3
"""So many words without weight in a row may stand inside a phrase."""

MOST_CORRECTIONS_KEPT = 20_000
"""So many typed words are kept with what they may stand for."""

_NEIGHBOURS = 3
"""So many places of an item are tried on each side of another one, nearest first."""

Span = tuple[int, int]
"""The first and the last token of something found."""


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
    spans: dict[str, list[Span]]
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


class _Node:
    """A place in the tree of phrases."""

    __slots__ = ("atoms", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.atoms: list[str] = []


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
        self._root = _Node()
        self._tolerant = False
        self._edges: set[str] = set()
        self._commonness: dict[str, float] = {}
        """How common the words of an atom are, roughly: short words are the common ones."""
        self._amounts: dict[str, Amount] = {}
        self._unspaced: dict[str, list[str]] = {}
        self._unspaced_search: re.Pattern[str] | None = None
        self._joined: dict[str, list[str]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        self._fillers = _words_of(vocabulary.fillers)
        self._misspellings = Misspellings(
            common=known_words() | _words_of(vocabulary.common), endings=vocabulary.endings
        )
        self._numbers = _Numbers(vocabulary)
        for phrase in vocabulary.idioms:
            self._add_written(phrase, _IDIOM)

    def compile(self, wordings: Iterable[Wording], *, tolerant: bool = True) -> Pattern:
        """Return a pattern of these wordings; with `tolerant`, also of small misspellings of their words.

        Raises ValueError if one uses a group or measure that is not there.
        """
        wordings = tuple(wordings)
        if unknown := self._vocabulary.unknown(wordings):
            raise ValueError("; ".join(unknown))
        self._known.clear()
        self._tolerant = tolerant
        compiled = [self._compiled(wording, parse(wording)) for wording in wordings]
        longest_first = sorted(self._unspaced, key=len, reverse=True)
        self._unspaced_search = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
        return Pattern(compiled)

    def read(self, text: Text) -> Reading:
        """Read a text once, for every wording compiled so far. The cost grows with the text's length."""
        spans: dict[str, list[Span]] = {}
        tokens = text.tokens
        active: list[tuple[_Node, int, int]] = []
        weights = [0]
        sentence = 0
        root, known = self._root, self._known
        joined = ""
        for place, token in enumerate(tokens):
            if token.sentence != sentence:
                sentence, active, joined = token.sentence, [], ""
            keys = known.get(token.word)
            if keys is None:
                keys = self._keys(token)
            is_filler = token.word in self._fillers
            weights.append(weights[-1] + (not is_filler))
            following: list[tuple[_Node, int, int]] = []
            if active:
                for node, start, skipped in active:
                    for key in keys:
                        if (child := node.next.get(key)) is not None:
                            _note(spans, child, (start, place))
                            if child.next:
                                following.append((child, start, 0))
                    if is_filler and skipped < MOST_SKIPPED:
                        following.append((node, start, skipped + 1))
            for key in keys:
                if (child := root.next.get(key)) is not None:
                    _note(spans, child, (place, place))
                    if child.next:
                        following.append((child, place, 0))
            if joined and (atoms := self._joined.get(joined + token.word)):
                for atom in atoms:
                    spans.setdefault(atom, []).append((place - 1, place))
            joined = token.word
            active = following
        if not text.folded.isascii() and self._unspaced_search:
            self._read_unspaced(text, spans)
        if self._amounts:
            self._numbers.read(text, self._amounts, spans)
        if _IDIOM in spans:
            _leave_out(spans.pop(_IDIOM), spans, len(tokens))
        for found in spans.values():
            found.sort()
        return Reading(text, spans, weights)

    # --- building ---------------------------------------------------------------------------------------------

    def _compiled(self, wording: Wording, parsed: ParsedWording) -> _Compiled:
        near = tuple(self._atom(item) for item in parsed.near)
        needs = frozenset((*near, *(self._atom(item) for item in parsed.anywhere)))
        return _Compiled(
            wording=wording,
            near=near,
            ordered=parsed.ordered,
            gap=parsed.gap,
            needs=needs,
            nowhere=frozenset(self._atom(item) for item in parsed.nowhere),
            alone=parsed.alone,
            anchor=min(sorted(needs), key=self._commonness.__getitem__),
        )

    def _atom(self, item: Item) -> str:
        """Return the name under which all that can stand in this place of a wording is found."""
        atom = "|".join(map(repr, item)) + ("~" if self._tolerant else "")
        if atom not in self._commonness:
            self._commonness[atom] = 0.0
            for part in item:
                if isinstance(part, Phrase):
                    self._add(part.text, exact=part.exact, atom=atom)
                elif isinstance(part, Group):
                    self._add_group(part.id, atom, frozenset())
                else:
                    self._amounts[atom] = part
        return atom

    def _add_group(self, group: str, atom: str, inside: frozenset[str]) -> None:
        for word in self._vocabulary.words[group]:
            if word.startswith("{") and word.endswith("}"):
                other = word[1:-1]
                if other not in inside:
                    self._add_group(other, atom, inside | {group})
            else:
                self._add_written(word, atom)

    def _add_written(self, phrase: str, atom: str) -> None:
        """Add a phrase of the content, in this very form only if it stands in quotes."""
        if phrase.startswith("'") and phrase.endswith("'"):
            self._add(phrase[1:-1], exact=True, atom=atom)
        else:
            self._add(phrase, exact=False, atom=atom)

    def _add(self, phrase: str, *, exact: bool, atom: str) -> None:
        tokens = read_text(phrase).tokens
        if is_unspaced(fold(phrase)):
            written = "".join(token.word for token in tokens)
            self._unspaced.setdefault(written, []).append(atom)
            return
        if not tokens:
            raise ValueError(f"“{phrase}” has no words")
        if atom in self._commonness:
            self._commonness[atom] += (1 if len(tokens[0].word) < SHORTEST else 0.1) / len(tokens)
        self._grow([f"={token.word}" if exact else token.stem for token in tokens], atom)
        if self._tolerant and not exact:
            for token in tokens:
                self._misspellings.learn(token.word, token.stem)
        run_together = "".join(token.word for token in tokens)
        if len(tokens) == 1:
            if not exact and len(run_together) >= SHORTEST_RUN_TOGETHER - 1:
                self._joined.setdefault(run_together, []).append(atom)
        elif len(run_together) >= SHORTEST_RUN_TOGETHER:
            key = read_text(run_together).tokens[0].stem
            self._grow([key], atom)
            if self._tolerant:
                self._misspellings.learn(run_together, key)

    def _grow(self, keys: Sequence[str], atom: str) -> None:
        node = self._root
        for key in keys:
            self._edges.add(key)
            node = node.next.setdefault(key, _Node())
        if atom not in node.atoms:
            node.atoms.append(atom)

    # --- reading ----------------------------------------------------------------------------------------------

    def _keys(self, token: Token) -> tuple[str, ...]:
        """Return the branches of the tree that a typed word can take: itself, its stem, or what it is misspelt for."""
        exact = f"={token.word}"
        keys = tuple(key for key in (exact, token.stem) if key in self._edges)
        if not keys:
            keys = self._misspellings.corrections(token)
        if len(self._known) >= MOST_CORRECTIONS_KEPT:
            self._known.clear()
        self._known[token.word] = keys
        return keys

    def _read_unspaced(self, text: Text, spans: dict[str, list[Span]]) -> None:
        """Search the scripts without spaces as one string, each character of which knows its token."""
        search = self._unspaced_search
        places: list[int] = []
        pieces: list[str] = []
        for place, token in enumerate(text.tokens):
            if not token.word.isascii():
                pieces.append(token.word)
                places += [place] * len(token.word)
        if not pieces or search is None:
            return
        for match in search.finditer("".join(pieces)):
            for atom in self._unspaced[match.group()]:
                spans.setdefault(atom, []).append((places[match.start()], places[match.end() - 1]))


_IDIOM = "idiom"


def _note(spans: dict[str, list[Span]], node: _Node, span: Span) -> None:
    for atom in node.atoms:
        if (found := spans.get(atom)) is None:
            spans[atom] = [span]
        else:
            found.append(span)


def _leave_out(idioms: list[Span], spans: dict[str, list[Span]], length: int) -> None:
    """Remove what stands inside an idiom, or overlaps with one and is no longer than it."""
    longest = [0] * length
    for start, end in idioms:
        for place in range(start, end + 1):
            longest[place] = max(longest[place], end - start + 1)
    for atom in list(spans):
        kept = [(start, end) for start, end in spans[atom] if max(longest[start : end + 1]) <= end - start]
        if kept:
            spans[atom] = kept
        else:
            del spans[atom]


def _words_of(words: Iterable[str]) -> frozenset[str]:
    return frozenset(token.word for word in words for token in read_text(word).tokens)
