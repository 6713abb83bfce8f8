"""From words to terms: the form in which typed words and names are compared with each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.catalog.short_names import ShortName
from bot.lookup.english import CONTRASTS
from bot.lookup.text import LONGEST_WORD, Text, Token, read_text, stem

_BRITISH = (
    (re.compile(r"(?<=[a-z])(ae|oe)(?=[a-z]{2})"), "e"),  # leukaemia, oedema
    (re.compile(r"our(?=$|abl|it)"), "or"),  # tumour, favourable
    (re.compile(r"is(?=ation)"), "iz"),  # immunisation
    (re.compile(r"(?<=[a-z]{3})tre$|(?<=[a-z]{4})tr$"), "ter"),  # centre, litre
)
_MAY_BE_BRITISH = re.compile(r"ae|oe|our|isation|tre?$")
_LINKS = CONTRASTS | {"and", "or", "vs", "versus", "than", "with", "from", "to"}


class Term(NamedTuple):
    """One word of a text or name, ready to be compared."""

    term: str
    """The word's stem in American spelling. A short name that is a word too, where it is meant as a name, stands as the
    content writes it: `ALL`."""
    token: int
    """Position of its token in the text."""


@lru_cache(maxsize=8192)
def term_of(stem: str) -> str:
    """Return a stem in American spelling, for comparing only: `leukaemia` and `leukemia` become one term."""
    if not 5 <= len(stem) <= LONGEST_WORD or not stem.isascii() or not _MAY_BE_BRITISH.search(stem):
        return stem
    for pattern, american in _BRITISH:
        stem = pattern.sub(american, stem)
    return stem


class TermReader:
    """Reads terms out of texts, and tells short names from the words that they look like."""

    def __init__(self, short_names: Iterable[ShortName], same_words: Iterable[Iterable[str]] = ()) -> None:
        """Take in the short names that are words too, and groups of words that are read as their group's first."""
        groups = ([term_of(read_text(word).tokens[0].stem) for word in group] for group in same_words)
        self._same = {term: first for first, *others in groups for term in others}
        self._short: Mapping[str, ShortName] = {short.name.casefold(): short for short in short_names}
        self._beside = {
            word: frozenset(term_of(token.stem) for name in short.beside for token in read_text(name).tokens)
            for word, short in self._short.items()
        }
        self._word_before = {
            word: frozenset(token.word for name in short.not_after for token in read_text(name).tokens)
            for word, short in self._short.items()
        }
        self._word_after = {
            word: frozenset(token.word for name in short.not_before for token in read_text(name).tokens)
            for word, short in self._short.items()
        }

    @property
    def same(self) -> Mapping[str, str]:
        """Terms that are read as another one."""
        return self._same

    def add_same(self, words: Mapping[str, str]) -> None:
        """Read these terms as others from now on."""
        self._same |= words

    def term(self, word: str) -> str:
        """Return the term of one folded word."""
        term = term_of(stem(word))
        return self._same.get(term, term)

    def short_name_or_term(self, label: str) -> str:
        """Return a label of one word as it is read where it is meant as a name: `ALL`, `aml`."""
        return self.terms(read_text(label))[0].term

    def short_name_alone(self, text: Text) -> ShortName | None:
        """Return the short name if it is all that was typed."""
        return self._short.get(text.tokens[0].word) if len(text.tokens) == 1 else None

    def terms(self, text: Text) -> tuple[Term, ...]:
        """Return the terms of a text, in order."""
        capitals_speak = any(character.islower() for character in text.typed)
        terms = []
        for place, token in enumerate(text.tokens):
            short = self._short.get(token.word)
            if short and (len(text.tokens) == 1 or self._is_name(text, place, short, capitals_speak)):
                terms.append(Term(short.name, place))
            else:
                term = term_of(token.stem)
                terms.append(Term(self._same.get(term, term), place))
        return tuple(terms)

    def _is_name(self, text: Text, place: int, short: ShortName, capitals_speak: bool) -> bool:
        """Tell if a word like "all" is meant as the name: in capitals among small letters, dotted, in such company."""
        token = text.tokens[place]
        typed = text.typed[token.start : token.end]
        in_capitals = (capitals_speak and typed == short.name) or typed.casefold() == _dotted(token.word)
        before, after = _neighbours(text.tokens, place)
        if after in self._word_after[token.word] or (before in self._word_before[token.word] and not in_capitals):
            return False
        if in_capitals:
            return True
        beside = self._beside[token.word]
        return any(term in beside for term in _company(text.tokens, place))


def _dotted(word: str) -> str:
    """Return a short name as careful people write it, which nobody does with a plain word: "a.l.l."."""
    return "".join(f"{letter}." for letter in word)


def _neighbours(tokens: Sequence[Token], place: int) -> tuple[str, str]:
    """Return the words right before and after, or empty strings at the ends of the sentence."""
    here = tokens[place].sentence
    before = tokens[place - 1].word if place and tokens[place - 1].sentence == here else ""
    after = tokens[place + 1].word if place + 1 < len(tokens) and tokens[place + 1].sentence == here else ""
    return before, after


def _company(tokens: Sequence[Token], place: int) -> Iterable[str]:
    """Yield the terms next to a word in its sentence; a word such as "and" or "versus" between does not part them."""
    for step in (-1, 1):
        near = place + step
        if 0 <= near < len(tokens) and tokens[near].word in _LINKS:
            near += step
        if 0 <= near < len(tokens) and tokens[near].sentence == tokens[place].sentence:
            yield term_of(tokens[near].stem)
