"""What a topic is: the statements it makes, their sources, and who checked them when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from bot.catalog.kinds import Kind
from bot.catalog.model import Id, Model, Name, Text

OVERDUE_AFTER = dt.timedelta(days=365)
"""A topic that was not compared with its sources for longer than this is overdue."""


class Statement(Model):
    """One statement and where it comes from."""

    text: Text
    src: tuple[Id, ...] = ()
    """Sources that were read and say so."""
    further: tuple[Id, ...] = ()
    """Pages to read further; weaker than `src`: the statement was not read there."""

    @model_validator(mode="after")
    def _comes_from_somewhere(self) -> Self:
        if not self.src and not self.further:
            raise ValueError("needs `src` (a source that says so) or `further` (a page to check it on)")
        return self


class Summary(Statement):
    """The first sentences of a topic. At most 300 characters, to be read on a phone without scrolling."""

    text: Annotated[Text, StringConstraints(max_length=300)]


class Point(Statement):
    """One point of a topic, under one of the parts that the pack names for the kind."""

    part: Id
    column: Id | None = None
    """Only for this column of the pack, such as one of two conditions; None: for all."""
    who: Literal["adults", "children"] | None = None
    """Only for this age group; None: for everyone."""


class ColumnPoint(Statement):
    """One point in a column of a comparison."""

    who: Literal["adults", "children"] | None = None


class Column(Model):
    """One column of a comparison."""

    glance: Annotated[Text, StringConstraints(max_length=90)]
    """The column in a few words, for the view of all rows. At most 90 characters and no figures."""
    points: tuple[ColumnPoint, ...] = Field(min_length=1)


class Elsewhere(Statement):
    """How practice differs outside the country that the pack is written for."""

    region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    """ISO 3166 code of the country, or EU."""


class Figure(Statement):
    """A figure on the outlook, shown only on request, with all that it takes to read it rightly."""

    about: Literal["survival", "remission", "relapse", "death", "other"]
    column: Id | None = None
    who: Text
    """The group that was counted, such as "adults under 60"."""
    country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|international)$")]
    years: str | None = None
    trial: str | None = None

    @model_validator(mode="after")
    def _names_its_time(self) -> Self:
        if not self.years and not self.trial:
            raise ValueError("needs `years` (when people were counted) or `trial` (the study)")
        return self


class Review(Model):
    """A review by a real, named person. Void once the text changes: `digest` is of the text that was read."""

    name: Text
    credential: Text
    date: dt.date
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]


class _Common(Model):
    """What every topic has, whatever its kind."""

    id: Id
    kind: Kind
    title: Annotated[Name, StringConstraints(max_length=80)]
    aliases: tuple[Name, ...] = ()
    """Other names and everyday phrases, matched with tolerance for misspellings."""
    exact: tuple[Name, ...] = ()
    """Short or misspelt names, matched only as whole words, letter for letter."""
    applies_to: tuple[Id, ...] = Field(min_length=1)
    summary: Summary
    call_now: tuple[Statement, ...] = ()
    """When to call the emergency number."""
    call_team: tuple[Statement, ...] = ()
    """When to call the care team at once."""
    ask_your_team: tuple[Text, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    figures: tuple[Figure, ...] = ()
    see_also: tuple[Id, ...] = ()
    read_more: tuple[Id, ...] = ()
    checked: dt.date
    """The day on which the topic was last compared with its facts and sources."""
    reviewed: tuple[Review, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the topic is called, its title first."""
        return (self.title, *self.aliases, *self.exact)

    def is_overdue(self, as_of: dt.date) -> bool:
        """Tell whether the topic was last checked more than twelve months before `as_of`."""
        return as_of - self.checked > OVERDUE_AFTER


class Article(_Common):
    """A topic that says its points one after the other."""

    points: tuple[Point, ...] = Field(min_length=1)

    def statements(self) -> Iterator[Statement]:
        """Yield every sourced statement in the order in which a reader meets them."""
        yield from (*self.call_now, *self.call_team, self.summary, *self.points, *self.elsewhere, *self.figures)


class Comparison(_Common):
    """A topic that sets the pack's columns side by side: one row of the comparison."""

    columns: Mapping[Id, Column]
    both: tuple[Statement, ...] = ()

    def statements(self) -> Iterator[Statement]:
        """Yield every sourced statement in the order in which a reader meets them."""
        yield from (*self.call_now, *self.call_team, self.summary)
        for column in self.columns.values():
            yield from column.points
        yield from (*self.both, *self.elsewhere, *self.figures)


Topic = Article | Comparison
"""One page of the library."""


def cited_sources(topic: Topic) -> tuple[str, ...]:
    """Return the ids of all sources that the topic cites as an origin: those of most statements first."""
    counts = Counter(source for statement in topic.statements() for source in statement.src)
    return tuple(source for source, _ in counts.most_common())


def further_sources(topic: Topic) -> tuple[str, ...]:
    """Return the ids of the pages that the topic only points to, each once, without those that it cites."""
    cited = cited_sources(topic)
    pointed = [source for statement in topic.statements() for source in statement.further]
    return tuple(source for source in dict.fromkeys((*topic.read_more, *pointed)) if source not in cited)
