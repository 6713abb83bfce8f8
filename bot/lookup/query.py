"""A typed text as the lookup sees it: its words, the terms that each may stand for, and how much each one says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.lookup.completion import Completion
from bot.lookup.english import ARTICLES, CHAT_WORDS, STOP_WORDS
from bot.lookup.names import NameIndex
from bot.lookup.spelling import MOST_GUESSES, Guess, Spelling
from bot.lookup.terms import Term, TermReader
from bot.lookup.text import LONGEST_WORD, Text

MOST_WORDS = 600
"""Most words of a text that are looked up. Discord's longest message has some 700."""
MOST_GUESSED = 40
"""Most unknown words of a text that are guessed at. Nobody misspells more; a text that does is noise."""
SHORTEST_PART = 3
"""Shortest part of a word that was split in two: "che mo" is left alone, "neutro penia" is not."""
MOST_SPLIT = 5
"""Most unknown words of a text that are cut in two, which takes longer than a guess."""
RUN_TOGETHER = 0.95
"""How much words count that were run together, beside the same words apart."""
BESIDE_NAME = 0.95
"""How much a right word counts that is read as another one beside a word that fits."""
CHAT_SHARE = 0.3
"""What such a word counts for an answer, beside a word that says more: the "test" of "test my marrow"."""
LONE_CHAT_SHARE = 0.6
"""What it counts for an answer if no word says more: "age"."""
BACKDROP_SHARE = 0.45
"""What the illness counts beside a word that says more: the "AML" of "AML fever"."""


class Sort(Enum):
    """What sort of word it is."""

    STOP = "stop"
    CHAT = "chat"
    NAME = "name"
    STRANGE = "strange"
    FOREIGN = "foreign"


@dataclass(slots=True)
class Word:
    """A word of the text, and the terms that it may stand for, likeliest first."""

    term: str
    first: int
    last: int
    """Positions of the first and last token that it was read from."""
    sort: Sort
    guesses: tuple[Guess, ...]
    article: bool
    share: float = 1.0
    """How much it says beside the other words: the illness itself is the backdrop of every question."""


@dataclass(frozen=True, slots=True)
class Query:
    """A typed text, read for matching."""

    text: Text
    words: Sequence[Word]


class QueryReader:
    """Reads typed texts against an index of names."""

    def __init__(
        self, index: NameIndex, terms: TermReader, spelling: Spelling, known: frozenset[str], backdrop: frozenset[str]
    ) -> None:
        """Take in the index and all that reads words; `backdrop` are the terms of what the whole library is about."""
        self._index = index
        self._backdrop = backdrop
        self._terms = terms
        self._spelling = spelling
        self._known = known

    def read(self, text: Text) -> Query:
        """Read a text of any length; words beyond the first `MOST_WORDS` are left out."""
        terms = self._terms.terms(text)[:MOST_WORDS]
        words = list(self._words(text, terms))
        self._correct_beside_names(words)
        self._share(words)
        return Query(text, words)

    def _correct_beside_names(self, words: Sequence[Word]) -> None:
        """Let neighbours say what a word stands for: "shortness of beath", and even right words: "lumber puncture"."""
        tried = 0
        for place, word in enumerate(words):
            doubtful = word.sort is Sort.NAME and len(word.guesses) > 1 and word.guesses[0].likeness < 1
            strange = word.sort is Sort.STRANGE and not word.guesses
            near = [words[at] for at in (place - 1, place + 1) if 0 <= at < len(words)]
            linked = self._is_link(words, place - 1)
            near += [words[place - 2]] if linked else []
            if not doubtful and not (strange and any(one.sort in (Sort.NAME, Sort.CHAT) for one in near)):
                continue
            if tried == MOST_SPLIT:
                return
            tried += 1
            before = _likeliest(words[place - 1]) if place else None
            after = _likeliest(words[place + 1]) if place + 1 < len(words) else None
            guesses = word.guesses if doubtful else self._spelling.guesses(word.term, strict=False)
            for guess in guesses:
                left = before is not None and (before, guess.term) in self._index.pairs
                right = after is not None and (guess.term, after) in self._index.pairs
                if guess.term == word.term or not (left or right):
                    continue
                if strange:
                    word.sort = Sort.NAME
                    guess = guess._replace(likeness=guess.likeness * BESIDE_NAME, how="right word for another")
                word.guesses = (guess, *(other for other in word.guesses if doubtful and other.term != guess.term))
                break

    def _is_link(self, words: Sequence[Word], place: int) -> bool:
        """Tell whether a word like the "of" of "shortness of breach" goes with the one before it in some name."""
        if place < 1 or words[place].sort is not Sort.STOP:
            return False
        return (_likeliest(words[place - 1]), words[place].term) in self._index.pairs

    def _share(self, words: Sequence[Word]) -> None:
        """Let the backdrop and the chat fade behind words that say more; they are all there is in "what is AML"."""
        speaks = any(word.sort is Sort.NAME and word.term not in self._backdrop for word in words)
        for word in words:
            if word.sort is Sort.NAME and word.term in self._backdrop:
                word.share = BACKDROP_SHARE if speaks else 1.0
            elif word.sort is Sort.CHAT:
                word.share = CHAT_SHARE if speaks else LONE_CHAT_SHARE

    def read_unfinished(self, text: Text, completion: Completion) -> Query:
        """Read a text whose last word may still grow."""
        query = self.read(text)
        if query.words and text.tokens[query.words[-1].last].end == len(text.typed):
            last = query.words[-1]
            endings = completion.words(text.tokens[last.last].word)
            # What it may become comes before what it may be misspelt for, but not before the word that it is.
            guesses = sorted((*last.guesses, *endings), key=lambda guess: (guess.how != "exact", guess not in endings))
            last.guesses = tuple({guess.term: guess for guess in reversed(guesses)}.values())[::-1]
            if endings:
                last.sort = Sort.NAME
        return query

    def _words(self, text: Text, terms: Sequence[Term]) -> Iterator[Word]:
        guessed = 0
        place = 0
        while place < len(terms):
            split = self._split_word(text, terms, place)
            if split is not None:
                yield split
                place += 2
                continue
            term = terms[place].term
            found = self._known_word(term, place)
            if found is None and term in self._index.joined:
                yield from self._joined(term, place)
            elif found is None:
                guessed += 1
                typed = text.tokens[terms[place].token].word
                word = self._unknown_word(term, typed, place, guess=guessed <= MOST_GUESSED)
                parts = self._misspelt_parts(term) if word.sort is Sort.FOREIGN and guessed <= MOST_SPLIT else ()
                yield from (self._part(guess, place) for guess in parts) if parts else (word,)
            else:
                yield found
            place += 1

    def _split_word(self, text: Text, terms: Sequence[Term], place: int) -> Word | None:
        """Return a word that was typed in two: "neutro penia", "nose bleeds"; but "fall out" is no fallout."""
        if place + 1 >= len(terms):
            return None
        one, two = text.tokens[terms[place].token], text.tokens[terms[place + 1].token]
        if len(one.word) < SHORTEST_PART or len(two.word) < SHORTEST_PART or one.sentence != two.sentence:
            return None
        form = self._terms.term(one.word + two.word)
        if form not in self._index.fuzzy or form in STOP_WORDS or form in CHAT_WORDS:
            return None
        if any(terms[at].term in STOP_WORDS or terms[at].term in CHAT_WORDS for at in (place, place + 1)):
            return None
        return Word(form, place, place + 1, Sort.NAME, (Guess(form, 1.0, "split word"),), article=False)

    def _joined(self, term: str, place: int) -> Iterator[Word]:
        """Yield the words that were run together: "bonemarrow"."""
        for part in self._index.joined[term]:
            yield self._part(Guess(part, RUN_TOGETHER, "words run together"), place)

    def _part(self, guess: Guess, place: int) -> Word:
        return Word(guess.term, place, place, Sort.NAME, (guess,), article=False)

    def _misspelt_parts(self, term: str) -> tuple[Guess, ...]:
        """Return the two words that were run together if one of them is misspelt: "nightsweets"."""
        if len(term) > LONGEST_WORD:
            return ()
        for cut in range(SHORTEST_PART, len(term) - SHORTEST_PART + 1):
            for one, other in ((term[:cut], term[cut:]), (term[cut:], term[:cut])):
                if self._terms.term(one) not in self._index.fuzzy:
                    continue
                right = self._terms.term(one)
                for guess in self._spelling.guesses(other, strict=False):
                    pair = (right, guess.term) if term.startswith(one) else (guess.term, right)
                    if pair in self._index.pairs:
                        likeness = RUN_TOGETHER * guess.likeness
                        return tuple(Guess(part, likeness, "misspelt words run together") for part in pair)
        return ()

    def _guesses(self, term: str, typed: str) -> tuple[Guess, ...]:
        """Return what a word may be a misspelling of, with its ending and without it."""
        return _best((*self._spelling.guesses(typed), *(self._spelling.guesses(term) if term != typed else ())))

    def _known_word(self, term: str, place: int) -> Word | None:
        exact = Guess(term, 1.0, "exact")
        if term in STOP_WORDS:
            return Word(term, place, place, Sort.STOP, (exact,), article=term in ARTICLES)
        if term in CHAT_WORDS:
            return Word(term, place, place, Sort.CHAT, (exact,), article=term in ARTICLES)
        if term in self._index.weight:
            guesses = (exact, *self._spelling.same_root(term))
            sort = Sort.NAME if term in self._index.topic_terms else Sort.STRANGE
            return Word(term, place, place, sort, guesses, article=False)
        return None

    def _unknown_word(self, term: str, typed: str, place: int, *, guess: bool) -> Word:
        related = self._spelling.same_root(term) if guess else ()
        if related and term not in self._known:
            related = _best((*related, *self._guesses(term, typed)))
        if related:
            return Word(term, place, place, Sort.NAME, related, article=False)
        if term in self._known:
            return Word(term, place, place, Sort.STRANGE, (), article=False)
        guesses = self._guesses(term, typed) if guess else ()
        if guesses:
            return Word(term, place, place, Sort.NAME, guesses, article=False)
        return Word(term, place, place, Sort.FOREIGN, (), article=False)


def _best(guesses: Iterable[Guess]) -> tuple[Guess, ...]:
    """Return the likeliest guesses, each term once."""
    best: dict[str, Guess] = {}
    for guess in sorted(guesses, key=lambda guess: -guess.likeness):
        best.setdefault(guess.term, guess)
    return tuple(best.values())[:MOST_GUESSES]


def _likeliest(word: Word) -> str:
    return word.guesses[0].term if word.guesses else word.term
