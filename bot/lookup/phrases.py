"""Finding words and phrases in a text: one tree of all of them, read along word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.lookup.english import known_words
from bot.lookup.misspellings import Misspellings
from bot.lookup.text import Text, Token, fold, is_unspaced, read_text

Span = tuple[int, int]
"""The first and the last token of something found."""

Spans = dict[str, list[Span]]
"""Where the phrases of each name were found, from left to right."""

SHORTEST_RUN_TOGETHER = 7
"""Letters that a phrase needs to be found without its spaces: "cantbreathe", but not "atall"."""

SHORTEST_SPLIT = 6
"""Letters that a word needs to be found with a space inside: "nose bleed", but not "a way"."""

MOST_SKIPPED = 3
"""So many words without weight in a row may stand inside a phrase."""

MOST_WORDS_KEPT = 20_000
"""So many typed words are kept with what they may stand for."""


@dataclass(slots=True)
class _Node:
    """A place in the tree: the words that go on from here, and the names of the phrases that end here."""

    next: dict[str, _Node] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


class Phrases:
    """Words and phrases, each under one or more names. Add them all, then read texts."""

    def __init__(self, *, fillers: Iterable[str], common: Iterable[str], endings: Mapping[str, str]) -> None:
        """Take in words without weight, words that are no misspellings, and misspelt endings."""
        self._root = _Node()
        self._keys: set[str] = set()
        self._split: dict[str, list[str]] = {}
        self._unspaced: dict[str, list[str]] = {}
        self._unspaced_search: re.Pattern[str] | None = None
        self._typed: dict[str, tuple[str, ...]] = {}
        self._fillers = words_of(fillers)
        self._misspellings = Misspellings(common=known_words() | words_of(common), endings=endings)

    def add(self, phrase: str, name: str, *, exact: bool = False, tolerant: bool = False) -> None:
        """Add a phrase; with `exact`, in this very form only; with `tolerant`, misspelt too.

        A phrase in quotes ('chills') is exact. Raises ValueError if it has no words.
        """
        if phrase.startswith("'") and phrase.endswith("'"):
            phrase, exact = phrase[1:-1], True
        tokens = read_text(phrase).tokens
        if not tokens:
            raise ValueError(f"“{phrase}” has no words")
        self._typed.clear()
        run_together = "".join(token.word for token in tokens)
        if is_unspaced(fold(phrase)):
            self._unspaced.setdefault(run_together, []).append(name)
            self._unspaced_search = None
            return
        self._grow([f"={token.word}" if exact else token.stem for token in tokens], name)
        if tolerant and not exact:
            for token in tokens:
                self._misspellings.learn(token.word, token.stem)
        joined = read_text(run_together).tokens
        if len(tokens) > 1 and len(joined) == 1 and len(run_together) >= SHORTEST_RUN_TOGETHER:
            key = joined[0].stem
            self._grow([key], name)
            if tolerant and not exact:
                self._misspellings.learn(run_together, key, one_slip=True)
        elif len(tokens) == 1 and not exact and len(run_together) >= SHORTEST_SPLIT:
            self._split.setdefault(run_together, []).append(name)

    def _grow(self, keys: Sequence[str], name: str) -> None:
        node = self._root
        for key in keys:
            self._keys.add(key)
            node = node.next.setdefault(key, _Node())
        if name not in node.names:
            node.names.append(name)

    def read(self, text: Text) -> tuple[Spans, list[int]]:
        """Return what stands where, and how many words of weight stand before each token (and in all)."""
        walk = _Walk(self._root)
        weights = [0]
        before = None
        for place, token in enumerate(text.tokens):
            if before is None or token.sentence != before.sentence:
                walk.begin_sentence()
                before = None
            is_filler = token.word in self._fillers
            weights.append(weights[-1] + (not is_filler))
            walk.step(place, self._keys_of(token), may_skip=is_filler)
            if before is not None and (names := self._split.get(before.word + token.word)):
                walk.note(names, (place - 1, place))
            before = token
        if not text.folded.isascii():
            self._read_unspaced(text, walk)
        return walk.spans, weights

    def _keys_of(self, token: Token) -> tuple[str, ...]:
        """Return the branches that a typed word can take: itself, its stem, or what it is misspelt for."""
        keys = self._typed.get(token.word)
        if keys is None:
            keys = tuple(key for key in (f"={token.word}", token.stem) if key in self._keys)
            keys = keys or self._misspellings.corrections(token)
            if len(self._typed) >= MOST_WORDS_KEPT:
                self._typed.clear()
            self._typed[token.word] = keys
        return keys

    def _read_unspaced(self, text: Text, walk: _Walk) -> None:
        """Search the scripts without spaces as one string, each character of which knows its token."""
        if not self._unspaced:
            return
        if self._unspaced_search is None:
            longest_first = sorted(self._unspaced, key=len, reverse=True)
            self._unspaced_search = re.compile("|".join(map(re.escape, longest_first)))
        places: list[int] = []
        pieces: list[str] = []
        for place, token in enumerate(text.tokens):
            if not token.word.isascii():
                pieces.append(token.word)
                places += [place] * len(token.word)
        for match in self._unspaced_search.finditer("".join(pieces)):
            walk.note(self._unspaced[match.group()], (places[match.start()], places[match.end() - 1]))


class _Walk:
    """One way through the tree along a text: the phrases begun and not yet ended, and all that ended."""

    __slots__ = ("_active", "_root", "spans")

    def __init__(self, root: _Node) -> None:
        self._root = root
        self._active: list[tuple[_Node, int, int]] = []
        self.spans: Spans = {}

    def begin_sentence(self) -> None:
        """Forget what was begun; no phrase reaches over the end of a sentence."""
        self._active = []

    def step(self, place: int, keys: tuple[str, ...], *, may_skip: bool) -> None:
        """Go on by one word, which may stand for any of these keys."""
        if not keys and not self._active:
            return
        following: list[tuple[_Node, int, int]] = []
        for node, start, skipped in self._active:
            for key in keys:
                if (child := node.next.get(key)) is not None:
                    self._enter(child, start, place, following)
            if may_skip and skipped < MOST_SKIPPED:
                following.append((node, start, skipped + 1))
        for key in keys:
            if (child := self._root.next.get(key)) is not None:
                self._enter(child, place, place, following)
        self._active = following

    def _enter(self, node: _Node, start: int, place: int, following: list[tuple[_Node, int, int]]) -> None:
        if node.names:
            self.note(node.names, (start, place))
        if node.next:
            following.append((node, start, 0))

    def note(self, names: Iterable[str], span: Span) -> None:
        """Note that the phrases of these names stand there."""
        spans = self.spans
        for name in names:
            if (found := spans.get(name)) is None:
                spans[name] = [span]
            else:
                found.append(span)


def leave_out(hidden: list[Span], spans: Spans, length: int) -> None:
    """Remove from the spans what overlaps with a hidden one and is no longer than it; `length` counts the tokens."""
    longest = [0] * length
    for start, end in hidden:
        for place in range(start, end + 1):
            longest[place] = max(longest[place], end - start + 1)
    for name in list(spans):
        kept = [(start, end) for start, end in spans[name] if max(longest[start : end + 1]) <= end - start]
        if kept:
            spans[name] = kept
        else:
            del spans[name]


def words_of(phrases: Iterable[str]) -> frozenset[str]:
    """Return every word of these phrases, folded."""
    return frozenset(token.word for phrase in phrases for token in read_text(phrase).tokens)
