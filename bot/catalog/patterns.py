"""The small language in which content says which wordings of a text are meant.

A wording is a line of words that stand near each other in what somebody typed:

    cough blood           both words, in either order, in one sentence, with at most three other words between them
    can't > stop          `>` keeps the order: first "can't", then "stop"
    cough blood (6)       at most six other words between them; (0): none
    throw_up blood        `_` makes a phrase: "throw up" stands together
    mum|mom|mother        any of these
    {bleeding} {long}     braces: any word or phrase of a group of `words`
    'chills'              quotes: this very form, no other form of the word and no misspelling
    {temperature>=38.0c}  a number that can be such a measure; its unit is known by what is typed, or by its size
    = why go on           `=`: and the text has no other word of weight
    … & {treatment}       `&`: and this too, anywhere in the text
    … & !{treatment}      `!`: and this nowhere in the text

A plain word stands for its plurals and verb forms (bleed: bleeds, bleeding), and one of five letters or more for small
misspellings. Phrases are also found run together ("cantbreathe"), and words split in two ("nose bleed"). Words
without weight (`fillers`: "the", "really") are not counted and may stand inside a phrase. Scripts without spaces
between words (Chinese, Japanese, Thai; Korean too) are found anywhere inside a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from bot.catalog.model import Id, Model

DEFAULT_GAP = 3
"""So many other words may stand between two words of a wording: "coughing up quite a lot of blood" has two."""

_ALTERNATIVE = re.compile(
    r"\{(?P<measure>[a-z-]+)(?P<than>>=|<)(?P<value>\d+(?:\.\d+)?)(?P<unit>[a-z]+)(?: (?P<form>with-unit|decimal))?\}"
    r"|\{(?P<group>[a-z0-9-]+)\}"
    r"|'(?P<exact>[^'\s{}|&>()]+)'"
    r"|(?P<plain>[^\s{}|&>()!]+)"
)
_GAP = re.compile(r"\s*\((\d)\)\s*$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together; with `exact`, in this very form only."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Any word or phrase of this group."""

    id: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that can be such a measure, at least (`>=`) or less than (`<`) the value in that unit."""

    measure: str
    than: Literal[">=", "<"]
    value: float
    unit: str
    form: Literal["any", "with-unit", "decimal"] = "any"
    """`with-unit`: a unit must be typed; `decimal`: a unit or a decimal fraction."""


Item = tuple[Phrase | Group | Amount, ...]
"""One place of a wording: any of these."""


@dataclass(frozen=True, slots=True)
class ParsedWording:
    """A wording, taken apart."""

    near: tuple[Item, ...]
    ordered: bool
    gap: int
    anywhere: tuple[Item, ...]
    nowhere: tuple[Item, ...]
    alone: bool = False
    """The text has no other word of weight."""

    def items(self) -> Iterator[Item]:
        """Yield every item of it."""
        yield from (*self.near, *self.anywhere, *self.nowhere)


def parse(wording: str) -> ParsedWording:
    """Take a wording apart. Raises ValueError with a sentence for its author if it is none."""
    near_part, *conditions = (part.strip() for part in wording.split("&"))
    alone = near_part.startswith("=")
    near_part = near_part.removeprefix("=")
    gap = DEFAULT_GAP
    if found := _GAP.search(near_part):
        gap = int(found[1])
        near_part = near_part[: found.start()]
    ordered = ">" in _AMOUNT_SIGNS.sub("", near_part)
    near = tuple(_items(near_part, wording))
    if not near:
        raise ValueError(f"the wording “{wording}” has no words before its “&”")
    anywhere = [part for part in conditions if not part.startswith("!")]
    nowhere = [part.removeprefix("!") for part in conditions if part.startswith("!")]
    return ParsedWording(
        near=near,
        ordered=ordered,
        gap=gap,
        anywhere=tuple(_condition(part, wording) for part in anywhere),
        nowhere=tuple(_condition(part, wording) for part in nowhere),
        alone=alone,
    )


_AMOUNT_SIGNS = re.compile(r"\{[^{}]*\}")
_BETWEEN = re.compile(r"\s*>\s*|\s+")


def _condition(part: str, wording: str) -> Item:
    items = list(_items(part, wording))
    if len(items) != 1:
        raise ValueError(f"after “&” stands one word or one group at a time: “{wording}”; write “& a & b” for two")
    return items[0]


def _items(part: str, wording: str) -> Iterator[Item]:
    place = 0
    part = part.strip()
    while place < len(part):
        item: list[Phrase | Group | Amount] = []
        while True:
            found = _ALTERNATIVE.match(part, place)
            if not found:
                raise ValueError(f"the wording “{wording}” can't be read at “{part[place:]}”")
            item.append(_alternative(found))
            place = found.end()
            if place < len(part) and part[place] == "|":
                place += 1
                continue
            break
        yield tuple(item)
        if place < len(part):
            space = _BETWEEN.match(part, place)
            if not space:
                raise ValueError(f"the wording “{wording}” can't be read at “{part[place:]}”")
            place = space.end()


def _alternative(found: re.Match[str]) -> Phrase | Group | Amount:
    if found["group"]:
        return Group(found["group"])
    if found["exact"]:
        return Phrase(found["exact"].replace("_", " "), exact=True)
    if found["plain"]:
        return Phrase(found["plain"].replace("_", " "))
    form: Literal["any", "with-unit", "decimal"] = "any"
    if found["form"] == "with-unit":
        form = "with-unit"
    elif found["form"] == "decimal":
        form = "decimal"
    than: Literal[">=", "<"] = ">=" if found["than"] == ">=" else "<"
    return Amount(found["measure"], than, float(found["value"]), found["unit"], form)


def _readable(wording: str) -> str:
    parse(wording)
    return wording


Wording = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_readable)]
"""A line in the language of this module."""

Words = Mapping[Id, tuple[str, ...]]
"""Groups of words and phrases that mean the same here, by the name that wordings use for them.

A word in quotes ('chills') is meant in this very form only. `{other-group}` takes in another group.
"""


class Unit(Model):
    """A unit of a measure. A value of it, less `offset` and times `scale`, is a value of the measure's first unit."""

    words: tuple[str, ...]
    """How it is written behind a number."""
    offset: float = 0.0
    scale: float = 1.0
    low: float
    high: float
    """Numbers from `low` to `high` are plausible in this unit; others are no such measure."""


class Measure(Model):
    """Something that people give as a number, such as a temperature."""

    units: Mapping[Id, Unit] = Field(min_length=1)
    """A bare number takes the first of these units in which it is plausible."""
    ignored: tuple[str, ...] = ()
    """Words that may stand between the number and its unit, such as "degrees"."""
    not_before: tuple[str, ...] = ()
    """Words that make the number before them something else: "38 years"."""
    not_after: tuple[str, ...] = ()
    """Words that make the number after them something else: "day 38"."""


class Vocabulary(Model):
    """The words that wordings are made of."""

    words: Words
    idioms: tuple[str, ...] = ()
    """Phrases in which words do not mean what they say ("dying to know"). They are not read as anything else."""
    fillers: tuple[str, ...] = ()
    """Words without weight, not counted between others."""
    common: tuple[str, ...] = ()
    """Everyday words that are no misspelling of a word in a wording, however near they come to it."""
    endings: Mapping[str, str] = Field(default_factory=dict)
    """Misspelt endings, and what they stand for: bleedng is bleeding."""
    numbers: Mapping[str, float] = Field(default_factory=dict)
    """Numbers in words. A 100 or more multiplies what stands before it."""
    number_joins: tuple[str, ...] = ()
    """Words inside such a number: "a hundred and two"."""
    number_points: tuple[str, ...] = ()
    """Words for the decimal point."""
    measures: Mapping[Id, Measure] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _knows_its_own_words(self) -> Self:
        for group, words in self.words.items():
            for word in words:
                if word.startswith("{") and word.strip("{}") not in self.words:
                    raise ValueError(f"the group `{group}` takes in `{word}`, and there is no such group in `words`")
        return self

    def unknown(self, wordings: Iterable[Wording]) -> tuple[str, ...]:
        """Return a sentence for each group, measure or unit that these wordings use and that is not here."""
        problems: list[str] = []
        for wording in wordings:
            for item in parse(wording).items():
                for part in item:
                    if isinstance(part, Group) and part.id not in self.words:
                        problems.append(f"“{wording}” uses {{{part.id}}}, and there is no such group in `words`")
                    elif isinstance(part, Amount) and (
                        part.measure not in self.measures or part.unit not in self.measures[part.measure].units
                    ):
                        problems.append(f"“{wording}” uses {part.measure} in {part.unit}; see `measures`")
        return tuple(problems)
