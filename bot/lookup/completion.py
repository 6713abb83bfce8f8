"""What an unfinished text may become: the words and names that begin with what stands there so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from bot.lookup.names import NameIndex
from bot.lookup.spelling import Guess
from bot.lookup.text import fold

MOST_WORDS = 30
"""Most words that an unfinished word may become. One letter begins hundreds, and nobody reads on."""
MOST_NAMES = 400
"""Most names that an unfinished text may become."""
BEGINNING_LIKENESS = 0.9
"""How much the likeliest end of an unfinished word counts beside the finished one; the next counts half of that."""
NAME_BONUS = 1.0
"""What a name is worth that begins with the whole text, in units of one rare word."""
TITLE_BONUS = 1.5
"""What a title is worth that begins with the whole text."""


class Completion:
    """Names and words in the order of the alphabet, to be looked up by how they begin."""

    def __init__(self, index: NameIndex) -> None:
        self._words = sorted(index.surface.items())
        self._commonness = {term: len(index.holders.get(term, ())) for term in index.surface.values()}
        titles = {entry.title for entry in index.entries}
        self._names = sorted((fold(name.written), name.entry, name.written in titles) for name in index.names)

    def words(self, beginning: str) -> tuple[Guess, ...]:
        """Return the terms that a word may become, each once: first those that most entries have in their names."""
        words = sorted(self._words_beginning(beginning), key=lambda word: (-self._commonness[word[1]], len(word[0])))
        terms = list(dict.fromkeys(term for _, term in words))[:MOST_WORDS]
        return tuple(
            Guess(term, BEGINNING_LIKENESS / place, "beginning of a word") for place, term in enumerate(terms, start=1)
        )

    def names(self, beginning: str) -> dict[int, float]:
        """Return the entries of which a name begins with the text, and what that is worth."""
        found: dict[int, float] = {}
        if not beginning:
            return found
        start = bisect_left(self._names, (beginning,))
        for name, entry, is_title in self._names[start : start + MOST_NAMES]:
            if not name.startswith(beginning):
                break
            found[entry] = max(TITLE_BONUS if is_title else NAME_BONUS, found.get(entry, 0.0))
        return found

    def _words_beginning(self, beginning: str) -> Iterator[tuple[str, str]]:
        for place in range(bisect_left(self._words, (beginning,)), len(self._words)):
            if not self._words[place][0].startswith(beginning):
                return
            yield self._words[place]
