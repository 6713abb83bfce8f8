"""What somebody typed, read once: folded, cut into words and numbers, and into sentences.

All matching builds on it. Of a language's words it knows only the endings that `stem` takes off English ones.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

LONGEST_WORD = 30
"""Longer words are left as they are: nobody's word, and long ones would only cost time."""
MOST_DIGITS = 15
"""Longer numbers measure nothing, and to read thousands of digits as one value would take long."""
LONGEST_FOLD = 5
"""Characters that stand for more than so many others are left as they are; some stand for a whole sentence."""

_LOOKS_LIKE = str.maketrans(
    {
        # Letters that no Unicode form takes apart, and that people type one for the other.
        **dict(zip("ıłøđðþæœ", ("i", "l", "o", "d", "d", "th", "ae", "oe"), strict=True)),
        # Greek letters in names of drugs, genes and units, as they are typed on a phone.
        **dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "abgdezhqiklmnxoprsstufcyw", strict=True)),
        # Arabic letters of which Arabic, Persian and Urdu keyboards have different ones.
        **dict(zip("كيىہھةە", "کییهههه", strict=True)),
        "\N{ARABIC TATWEEL}": "",
        **dict.fromkeys("’‘‛ʼʻ`´′＇", "'"),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("。｡！？।॥؟۔", "."),
        **dict.fromkeys("、，،؛…", ","),
    }
)

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff"  # Thai, Lao, Burmese, Korean letters, Khmer
    "\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"  # Japanese syllables
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\U00020000-\U0003ffff"  # Chinese characters, Korean
)
_UNSPACED_CHARACTER = re.compile(f"[{_UNSPACED}]")

_PIECE = re.compile(
    r"(?P<skip>https?://\S+|<(?:[@#]|a?:)[^<>\s]{1,80}>)"
    r"|(?P<dotted>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?)"
    r"|(?P<spaced>(?<![^\W_])[^\W\d_](?: [^\W\d_]){3,}(?![^\W_]))"
    r"|(?P<word>[^\W\d_][^\W_]*(?:['*][^\W_]+)*)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"|(?P<soft>\.{2,}|\.(?=\s*\d)|[,:;()\[\]]|(?<=\s)-+(?=\s))"
    r"|(?P<hard>[.!?]+)"
)
_JOINED = str.maketrans("", "", "'. ")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_DRAWN_OUT_AT_END = re.compile(r"([^\W\d_])\1{2,}$")
_DOUBLED = frozenset("bdgmnprt")
_VOWELS = frozenset("aeiouy")


class Token(NamedTuple):
    """One word or number. `start` and `end` are positions in the text as it was typed."""

    word: str
    """Folded: lower case, no marks, apostrophes joined ("can't" is `cant`), drawn-out letters shortened."""
    stem: str
    """The word without its ending; the word itself where it has none."""
    start: int
    end: int
    sentence: int
    """Counts from 0; ended by a full stop, question or exclamation mark."""
    clause: int
    """Counts from 0 over the whole text; ended by a sentence's end, comma, colon, bracket or dash too."""
    number: float | None
    """The value if it is a number: "38.5" and "38,5" are 38.5; "20,000" is 20000."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """What somebody typed, and its words."""

    typed: str
    """As it was typed, save for line breaks and the like."""
    folded: str
    """The whole text folded, for scripts that are written without spaces."""
    tokens: tuple[Token, ...]

    def typed_at(self, first: int, last: int) -> str:
        """Return what was typed from the first to the last of these tokens, both included."""
        return self.typed[self.tokens[first].start : self.tokens[last].end]


def is_unspaced(text: str) -> bool:
    """Tell whether a text has characters of a script that is written without spaces, or with loose ones."""
    return _UNSPACED_CHARACTER.search(text) is not None


def fold(text: str) -> str:
    """Return a text in lower case, without marks and invisible characters, full-width letters made plain."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def read_text(typed: str) -> Text:
    """Read a text of any length in one pass. Its cost grows with its length and nothing else.

    Web addresses and Discord's mentions and custom emoji have no words. Never raises.
    """
    if typed.isascii():
        folded, places = typed.lower(), None
    else:
        pieces = [_folded(character) for character in typed]
        folded = "".join(pieces)
        places = [place for place, piece in enumerate(pieces) for _ in piece]
    tokens: list[Token] = []
    sentence = clause = 0
    for match in _PIECE.finditer(folded):
        sort = match.lastgroup
        if sort == "soft":
            clause += 1
            continue
        if sort == "hard":
            clause += 1
            sentence += 1
            continue
        if sort == "skip":
            continue
        start, end = match.span()
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        word, stemmed, number = _read_word(match.group())
        tokens.append(Token(word, stemmed, start, end, sentence, clause, number))
    return Text(typed=typed, folded=folded, tokens=tuple(tokens))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a folded English word without the ending of a plural or verb form. Others come back unchanged.

    The stem is for comparing only: "breathing", "breathes" and "breathe" are all `breath`.
    """
    if len(word) < 4 or len(word) > LONGEST_WORD or not (word.isascii() and word.isalpha()):
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) >= 3 and not word.endswith("eed") and not _VOWELS.isdisjoint(rest):
                return _bare(rest)
    return _bare(word) if word.endswith("e") and len(word) > 4 else word


def _bare(word: str) -> str:
    """Take off what an ending leaves behind: `stopp` of "stopping", the `e` of "breathe"."""
    is_doubled = len(word) > 3 and word[-1] == word[-2]
    if is_doubled and (word[-1] in _DOUBLED or (word[-1] == "l" and len(word) > 6)):
        return word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@lru_cache(maxsize=4096)
def _read_word(folded: str) -> tuple[str, str, float | None]:
    """Return word, stem and number of a piece that the text was cut into."""
    if folded[0].isdecimal():
        if len(folded) > MOST_DIGITS:
            return folded, folded, None
        thousands = re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", folded)
        number = folded.replace(",", "" if thousands else ".")
        return number, number, float(number)
    word = folded.translate(_JOINED)
    if len(word) > 3 and len(set(word)) > 1 and _DRAWN_OUT.search(word):
        word = _DRAWN_OUT_AT_END.sub(r"\1", word)
        word = _DRAWN_OUT.sub(r"\1\1", word)
    return word, stem(word), None


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """Fold one character, possibly to none or to several."""
    category = unicodedata.category(character)
    if category[0] in "CM":
        return _kept(character)
    decomposed = unicodedata.normalize("NFKD", character.translate(_LOOKS_LIKE))
    if category != "Lo":  # such letters have no capitals
        decomposed = unicodedata.normalize("NFKD", decomposed.casefold())
    decomposed = decomposed.translate(_LOOKS_LIKE)
    if decomposed.isalpha():
        return decomposed if len(decomposed) <= LONGEST_FOLD else character
    return "".join(map(_kept, decomposed)) if len(decomposed) <= LONGEST_FOLD else character


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf":
        return ""
    return " " if category[0] in "CZ" else character
