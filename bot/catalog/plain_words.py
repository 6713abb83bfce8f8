"""Plain words: how hard a topic may be to read, how long a sentence may be, and which medical words count as easy."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.draft import Draft, kind_of
from bot.catalog.naming import folded
from bot.catalog.pack import Pack
from bot.catalog.problems import Problem
from bot.catalog.readability import LONG_WORD, Reading, is_easy, reading_of, sentences_of, syllables, words_of
from bot.catalog.reading import Document, KeyPath, last_key
from bot.catalog.topics import Comparison, Topic

HIGHEST_GRADE = 6.0
"""Flesch-Kincaid grade. The American Medical Association's manual on health literacy (Weiss, 2007) asks for grade 5
or 6 in what patients are given to read."""

LONGEST_SENTENCE = 25
"""Words. The limit of the British government's guide to writing for everyone (GOV.UK content design)."""

_HARDEST = 6
"""So many hard words are named to the author of a topic that is too hard."""

_IN_TOPICS = ("text", "glance", "ask_your_team")


def plain_word_problems(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each topic and sentence that is too hard, and each easy word that nothing explains."""
    for document in draft.documents.values():
        yield from _long_sentences(document)
    if draft.pack is not None:
        yield from _unexplained(draft, draft.pack)
        for topic in draft.topics.values():
            yield from _too_hard(topic, draft.pack, draft.document(topic))


def reading_of_topic(topic: Topic, pack: Pack) -> Reading:
    """Return how hard the summary and the points of a topic are to read, with the pack's easy words."""
    return reading_of(_texts(topic), _easy(pack))


def _easy(pack: Pack) -> frozenset[str]:
    return frozenset(word.casefold() for word in pack.easy_words)


def _texts(topic: Topic) -> Iterator[str]:
    yield topic.summary.text
    if isinstance(topic, Comparison):
        for column in topic.columns.values():
            yield from (point.text for point in column.points)
        yield from (statement.text for statement in topic.both)
    else:
        yield from (point.text for point in topic.points)


def _too_hard(topic: Topic, pack: Pack, document: Document) -> Iterator[Problem]:
    grade = reading_of_topic(topic, pack).flesch_kincaid
    if grade > HIGHEST_GRADE:
        easy = _easy(pack)
        words = {word.casefold() for text in _texts(topic) for word in words_of(text) if not is_easy(word, easy)}
        hardest = sorted(words, key=lambda word: (-syllables(word), word))[:_HARDEST]
        named = ", ".join(word for word in hardest if syllables(word) >= LONG_WORD)
        message = f"reads at grade {grade}, and {HIGHEST_GRADE:g} is the limit; use shorter sentences and words"
        yield document.problem((), message + (f" (such as for: {named})" if named else ""))


def _long_sentences(document: Document) -> Iterator[Problem]:
    for path, text in _read_by_people(document):
        for sentence in sentences_of(text):
            count = len(words_of(sentence))
            if count > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:5])
                message = f"has a sentence of {count} words (“{start} …”); at most {LONGEST_SENTENCE}: make it two"
                yield document.problem(path, message)


def _read_by_people(document: Document) -> Iterator[tuple[KeyPath, str]]:
    """Yield the texts of a file that the bot shows."""
    if kind_of(document.file) is not None:
        yield from (found for found in document.texts() if last_key(found[0]) in _IN_TOPICS)
    elif document.file == "alerts.yaml":
        yield from (found for found in document.texts("rules") if "say" in found[0])
    elif document.file == "not-covered.yaml":
        yield from (found for found in document.texts("entries") if last_key(found[0]) == "say")
    elif document.file == "help.yaml":
        yield from (found for found in document.texts("countries", "elsewhere") if last_key(found[0]) == "note")
    elif document.file == "pack.yaml":
        yield from document.texts("glosses", "texts")


def _unexplained(draft: Draft, pack: Pack) -> Iterator[Problem]:
    document = draft.documents["pack.yaml"]
    names = {folded(name) for topic in draft.topics.values() for name in topic.names}
    easy = _easy(pack)
    for position, word in enumerate(pack.easy_words):
        if len(words_of(word)) != 1:
            yield document.problem(("easy_words", position), f"“{word}” should be one word; list each by itself")
        elif folded(word) not in names and word not in pack.glosses:
            message = f"“{word}” is no topic's name and has no gloss; explain it under `glosses`"
            yield document.problem(("easy_words", position), message)
    for gloss in pack.glosses:
        if gloss.casefold() not in easy:
            yield document.problem(("glosses", gloss), "explains a word that is not among `easy_words`")
