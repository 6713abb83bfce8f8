"""How hard a text is to read: its sentences, its words, their syllables, and the grades that come of them.

The formulas are those of their authors:

    Flesch-Kincaid grade = 0.39 × words/sentences + 11.8 × syllables/words − 15.59
        (Kincaid, Fishburne, Rogers and Chissom, 1975, for the United States Navy)
    SMOG grade = 1.0430 × √(30 × long words/sentences) + 3.1291, a long word having three syllables or more
        (McLaughlin, "SMOG Grading: a new readability formula", Journal of Reading, 1969)

Both give a grade of school in the United States: grade 6 is read with ease at about twelve years of age.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

LONG_WORD = 3
"""Syllables from which on SMOG counts a word as long."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+")
_WORD = re.compile(r"\d+(?:[.,:/+–-]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHORTENED = re.compile(r"['’](?:s|re|ve|d|ll|m)$")

_FEWER = (
    re.compile(r"[^aeiouy]e$(?<![^aeiouy]le)"),  # came, whole; not table
    re.compile(r"[qg]ues?$"),  # tongue
    re.compile(r"[^aeiouyscgxz]es$(?<![sc]hes)(?<![^aeiouy]les)"),  # comes; not nurses, matches, tables
    re.compile(r"[^aeiouytd]ed$(?<![^aeiouyl]led)"),  # called; not needed, settled
    re.compile(r"[^aeiouy]e(?:ly|ty|less|ful|fully|ments?|ness)$"),  # safely, safety, careful, movement
    re.compile(r"^some(?:how|t|wh)"),  # something
)
_MORE = (
    re.compile(r"ia(?<![tc]ia)|iu"),  # giant, medium; not special
    re.compile(r"io(?<![tscgxn]io)|iou(?<![tcgx]iou)"),  # period, serious; not nation, precious
    re.compile(r"[^aeiouy]i(?:er|est)$"),  # easier
    re.compile(r"[aeiouy].*[^aeiouy]ea$|^c?rea(?:ct|t[eio])"),  # area, react, created; not tea
    re.compile(r"[^qg]ua[lrt]"),  # usual, January, evaluate
    re.compile(r"[lr]ui[dn]|suici"),  # fluid, ruin; not bruise
    re.compile(r"[aeouy]ing"),  # being, doing, dying
    re.compile(r"[aeou]y[aeiou](?!ng|s$|d$)"),  # player, beyond; not stayed
    re.compile(r"ism$|[sd]n['’]t$"),  # mechanism, didn't
)
_EXCEPTIONS = {
    word: count
    for count, words in {
        1: "the eye eyes ones aches",
        2: "every evening people someone science quiet diet diets poem lion trial cruel fuel create maybe sometime "
        "sometimes therefore wednesday business forehead foretell lifetime household elsewhere headaches client",
        3: "everyday everyone everything anyone element elements video continue continues continued idea ideas areas",
    }.items()
    for word in words.split()
}
"""Everyday words that the rules get wrong, and their syllables."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How hard a text is to read. Grades of school in the United States."""

    sentences: int
    words: int
    flesch_kincaid: float
    smog: float


def sentences_of(text: str) -> tuple[str, ...]:
    """Cut a text into its sentences: after . ! ? or … with a space behind. Its end is a sentence's end too."""
    return tuple(sentence for sentence in _SENTENCE_END.split(text.strip()) if _WORD.search(sentence))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are written. A number is one word; the halves of "B-cell" are two."""
    return tuple(_WORD.findall(text))


def syllables(word: str) -> int:
    """Return how many syllables an English word has; at least 1.

    A number, and a short name in capitals, count one: they are taken in at a glance. Rules and a short list of
    exceptions do what a dictionary would do; they are right for some nineteen of twenty words, and a little high
    or low for the rest.
    """
    if word[0].isdigit() or word.isupper():
        return 1
    plain = _SHORTENED.sub("", word.lower())
    if plain in _EXCEPTIONS:
        return _EXCEPTIONS[plain]
    count = len(re.findall(r"[aeiouy]+", plain))
    count -= sum(1 for rule in _FEWER if rule.search(plain))
    count += sum(1 for rule in _MORE if rule.search(plain))
    return max(count, 1)


def reading_of(texts: Iterable[str], easy: Container[str] = frozenset()) -> Reading:
    """Return how hard these texts are to read, taken together. Each text ends a sentence.

    A word of `easy` (in small letters) counts one syllable, in the singular and in the plural.
    """
    sentences = [words_of(sentence) for text in texts for sentence in sentences_of(text)]
    counted = [1 if is_easy(word, easy) else syllables(word) for words in sentences for word in words]
    if not counted:
        return Reading(sentences=0, words=0, flesch_kincaid=0.0, smog=0.0)
    long_words = sum(1 for count in counted if count >= LONG_WORD)
    grade = 0.39 * len(counted) / len(sentences) + 11.8 * sum(counted) / len(counted) - 15.59
    smog = 1.0430 * math.sqrt(30 * long_words / len(sentences)) + 3.1291
    return Reading(
        sentences=len(sentences),
        words=len(counted),
        flesch_kincaid=round(max(grade, 0.0), 1),
        smog=round(smog, 1),
    )


def is_easy(word: str, easy: Container[str]) -> bool:
    """Tell whether a word, or its singular, is among these words in small letters."""
    plain = _SHORTENED.sub("", word.lower())
    return plain in easy or (plain.endswith("s") and plain[:-1] in easy)
