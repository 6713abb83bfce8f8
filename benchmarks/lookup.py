"""How long one lookup and one completion take, and what the index costs, at 100, 1,000 and 10,000 topics.

Run: python benchmarks/lookup.py [--sizes 100,1000,10000] [--seconds 20]

100 topics are the library itself. Beyond them are copies in which most longer words have other letters, always the same
ones. What is typed are the development questions, and for completion their beginnings, each once. Beside it stands
`rapidfuzz.process.extract` with `WRatio` over the same titles and aliases, on as many of the same texts as go into
`--seconds` a measurement. Each size has a process of its own. Last come texts of 6,000 characters of many kinds.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import multiprocessing
import os
import re
import statistics
import string
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from bot.batch import KINDS
from bot.catalog import Kind, Library, content_folder, load_library
from bot.catalog.topics import Comparison, Topic
from bot.evaluation.questions import read_questions
from bot.lookup import Lookup

QUESTIONS = Path(__file__).parents[1] / "tests" / "lookup" / "questions.yaml"
MOST_QUESTIONS = 300
TYPED = (1, 2, 4, 7, 12, 20)
"""Letters after which completion is asked for."""
LONG = 6000
"""Characters; Discord's longest text of an option or a message and its embeds."""
SAME_WORDS = 3
"""One in so many longer words stays the same in all copies, as words that all topics share do."""

VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
LONGER_WORD = re.compile(r"[A-Za-z]{4,}")

Texts = Sequence[tuple[str, Kind | None]]


@dataclass(frozen=True, kw_only=True)
class Times:
    """Milliseconds of a measurement, a text each, and of WRatio on the first of the same texts."""

    ours: Sequence[float]
    wratio: Sequence[float]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Everything measured at one size."""

    topics: int
    names: int
    build_seconds: float
    megabytes: float | None
    lookup: Times
    completion: Times
    long: Sequence[tuple[str, float, float]]
    """Kind of text, milliseconds at half the length and at the whole."""


def main() -> None:
    """Measure every size, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000,10000", help="topics, with commas; default %(default)s")
    parser.add_argument("--seconds", type=float, default=20, help="most for one measurement; default %(default)s")
    options = parser.parse_args()
    measured = []
    for size in map(int, options.sizes.split(",")):
        with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as own_process:
            measured.append(own_process.submit(measure, size, options.seconds).result())
    for line in itertools.chain(index_table(measured), times_table(measured), long_table(measured)):
        print(line)


def measure(size: int, seconds: float) -> Measured:
    """Build a library of so many topics, and measure it."""
    real = load_library(content_folder())
    library = library_of(real, size)
    names = [utils.default_process(name) for topic in library.topics.values() for name in topic.names]
    gc.collect()
    before, start = resident_megabytes(), time.perf_counter()
    lookup = Lookup(library)
    built = time.perf_counter() - start
    gc.collect()
    after = resident_megabytes()
    questions = typed_questions(real)
    beginnings = [(text[:end], kind) for text, kind in questions[::5] for end in TYPED if end <= len(text)]
    complete = partial(lookup.answer, limit=25, unfinished=True)
    return Measured(
        topics=len(library.topics),
        names=len(names),
        build_seconds=built,
        megabytes=None if before is None or after is None else after - before,
        lookup=times(lookup.answer, names, questions, seconds, limit=5),
        completion=times(complete, names, beginnings, seconds, limit=25),
        long=[(name, *growth(lookup, text)) for name, text in long_texts(real)],
    )


# --- libraries of any size --------------------------------------------------------------------------------------


def library_of(library: Library, size: int) -> Library:
    """Return a library of so many topics: the library's own, then copies with other letters."""
    copies = (topic if not number else copied(topic, number) for number, topic in endless(library))
    return replace(library, topics={topic.id: topic for topic in itertools.islice(copies, size)})


def endless(library: Library) -> Iterator[tuple[int, Topic]]:
    """Yield all topics again and again, with the number of the round."""
    for number in range(len(VOWELS) * len(CONSONANTS)):
        for topic in library.topics.values():
            yield number, topic


def copied(topic: Topic, number: int) -> Topic:
    """Return a copy of a topic in which most longer words have other letters. Short names get the number."""
    letters = turned(number)
    other = partial(LONGER_WORD.sub, lambda found: found[0] if stays(found[0]) else found[0].translate(letters))

    def name(text: str) -> str:
        changed = other(text)
        return changed if changed != text else text.translate(letters)

    statement = topic.summary.model_copy(update={"text": other(topic.summary.text)})
    update: dict[str, object] = {
        "id": f"{topic.id}-{number}",
        "title": name(topic.title),
        "aliases": tuple(map(name, topic.aliases)),
        "exact": tuple(f"{short}{number}" for short in topic.exact),
        "summary": statement,
    }
    if isinstance(topic, Comparison):
        update["both"] = tuple(each.model_copy(update={"text": other(each.text)}) for each in topic.both)
    else:
        update["points"] = tuple(each.model_copy(update={"text": other(each.text)}) for each in topic.points)
    return topic.model_copy(update=update)


def turned(number: int) -> dict[int, int]:
    """Return the letters of a copy: vowels turned among the vowels, consonants among the consonants."""
    by_vowels, by_consonants = number % len(VOWELS), number // len(VOWELS)
    small = VOWELS + CONSONANTS
    other = VOWELS[by_vowels:] + VOWELS[:by_vowels] + CONSONANTS[by_consonants:] + CONSONANTS[:by_consonants]
    return str.maketrans(small + small.upper(), other + other.upper())


def stays(word: str) -> bool:
    """Tell whether a word is the same in all copies."""
    return not zlib.crc32(word.casefold().encode()) % SAME_WORDS


# --- what is typed ----------------------------------------------------------------------------------------------


def typed_questions(library: Library) -> Texts:
    """Return the development questions, or as many of them as is enough, from all over the file."""
    questions = [question for question in read_questions(QUESTIONS, library.topics) if question.half == "dev"]
    step = max(1, len(questions) // MOST_QUESTIONS)
    return [(question.query, KINDS[question.kind]) for question in questions[::step]][:MOST_QUESTIONS]


def long_texts(library: Library) -> Iterator[tuple[str, str]]:
    """Yield texts of 6,000 characters, each with what sort it is."""
    titles = " ".join(topic.title for topic in library.topics.values())
    words = [letters_of(number, 3 + number % 9) for number in range(LONG)]
    alerts = [phrase for rule in library.alerts.rules for phrase in rule.fires]
    sorts = {
        "questions": " ".join(text for text, _ in typed_questions(library)),
        "titles": titles,
        "titles misspelt": re.sub(r"(\w\w)(\w)(\w)", r"\1\3\2", titles),
        "one title": next(iter(library.topics.values())).title + " ",
        "phrases of alerts": " ".join(alerts),
        "random words": " ".join(words),
        "random letters, no space": "".join(words),
        "one letter, no space": "a",
        "single letters": "a b c d e ",
        "words with hyphens": "-".join(words),
        "numbers": "38.5 101 12/7 ",
        "digits, no space": "1234567890",
        "punctuation": string.punctuation,
        "spaces": " ",
        "line breaks": "no\nyes\n\n",
        "emoji": "\N{GRINNING FACE}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{ROCKET}",
        "Chinese": "".join(map(chr, range(0x4E00, 0x4E00 + 500))),
        "Arabic": "".join(map(chr, range(0x0627, 0x064B))) + " ",
        "combining marks": "e\N{COMBINING ACUTE ACCENT}\N{COMBINING CEDILLA}",
        "negations": "no not never without ",
    }
    for name, text in sorts.items():
        yield name, (text * (LONG // len(text) + 1))[:LONG]


def letters_of(number: int, length: int) -> str:
    """Return a word of any letters, the same for the same number."""
    hashed = zlib.crc32(str(number).encode()) ** 3
    return "".join(string.ascii_lowercase[hashed // 26**place % 26] for place in range(length))


# --- measuring --------------------------------------------------------------------------------------------------


def times(
    answer: Callable[[str, Kind | None], object], names: Sequence[str], texts: Texts, seconds: float, limit: int
) -> Times:
    """Return how long each text takes, here and with WRatio over the names."""

    def search(text: str, _: Kind | None) -> object:
        return process.extract(utils.default_process(text), names, scorer=fuzz.WRatio, limit=limit)

    return Times(ours=list(timed(answer, texts, seconds)), wratio=list(timed(search, texts, seconds)))


def timed(ask: Callable[[str, Kind | None], object], texts: Texts, seconds: float) -> Iterator[float]:
    """Yield the milliseconds of each text, until the time is over."""
    ask(*texts[0])
    end = time.perf_counter() + seconds
    for text, kind in texts:
        start = time.perf_counter()
        ask(text, kind)
        now = time.perf_counter()
        yield 1000 * (now - start)
        if now > end:
            return


def growth(lookup: Lookup, text: str) -> tuple[float, float]:
    """Return the milliseconds of the first half of a text and of the whole, the median of nine each."""
    half, whole = (
        statistics.median(timed(lookup.answer, [(part, None)] * 9, 60)) for part in (text[: len(text) // 2], text)
    )
    return half, whole


def resident_megabytes() -> float | None:
    """Return the memory of this process that is in use, where the system tells (Linux)."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return None
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


# --- tables -----------------------------------------------------------------------------------------------------


def index_table(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield the lines of what the index costs."""
    yield f"{'topics':>8} {'names':>8} {'index built in':>15} {'memory':>9}"
    for each in measured:
        memory = "unknown" if each.megabytes is None else f"{each.megabytes:.0f} MB"
        yield f"{each.topics:>8} {each.names:>8} {each.build_seconds:>13.1f} s {memory:>9}"


def times_table(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield the lines of how long lookup and completion take; ratios are of the texts that both were asked."""
    for name in ("lookup", "completion"):
        yield f"\n{name:10} {'topics':>8} {'texts':>6} {'median':>11} {'99 %':>11}  as parts of WRatio's (texts)"
        for each in measured:
            taken: Times = getattr(each, name)
            both = min(len(taken.ours), len(taken.wratio))
            ours, theirs = (middle_and_slow(part[:both]) for part in (taken.ours, taken.wratio))
            median, slow = middle_and_slow(taken.ours)
            ratios = f"{ours[0] / theirs[0]:.3f} and {ours[1] / theirs[1]:.3f} ({both})"
            yield f"{'':10} {each.topics:>8} {len(taken.ours):>6} {median:>8.2f} ms {slow:>8.2f} ms  {ratios}"
        first, last = (statistics.median(getattr(each, name).ours) for each in (measured[0], measured[-1]))
        yield f"{'':10} {measured[-1].topics} topics take {last / first:.1f} times as long as {measured[0].topics}"


def long_table(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield the lines of the long texts at each size, with what the second half of the text adds."""
    heads = " ".join(f"{each.topics:>10} topics" for each in measured)
    yield f"\n{f'{LONG} characters':26} {heads}   (times as long as half of it)"
    for rows in zip(*(each.long for each in measured), strict=True):
        cells = " ".join(f"{whole:>7.1f} ms ({whole / half:.1f})" for _, half, whole in rows)
        yield f"{rows[0][0]:26} {cells}"


def middle_and_slow(taken: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    if len(taken) == 1:
        return taken[0], taken[0]
    return statistics.median(taken), statistics.quantiles(taken, n=100, method="inclusive")[98]


if __name__ == "__main__":
    main()
