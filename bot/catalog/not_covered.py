"""What the library does not answer, and what it says instead."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bot.catalog.model import Id, Model, Name, Text
from bot.catalog.patterns import Wording


class NotCovered(Model):
    """One thing that people ask about and that has no topic here.

    A name counts like a topic's name: the longest one in a text wins, so that "kidney transplant" hides "transplant".
    A wording counts more than any name but those of its own length, so that a question of dose is never answered.
    """

    id: Id
    sort: Literal["condition", "other-meaning", "personal", "gap"]
    """A condition that is not covered; another meaning of a word; a personal question, which is declined; a gap."""
    title: Name
    names: tuple[Name, ...] = ()
    """Matched with tolerance for misspellings, like a topic's aliases."""
    exact: tuple[Name, ...] = ()
    """Matched only as whole words, letter for letter."""
    wordings: tuple[Wording, ...] = ()
    """Wordings of questions, in the language of patterns. Groups of words are those of the alert rules."""
    unless: tuple[Wording, ...] = ()
    """Wordings that make the entry silent, whatever else stands in the text."""
    yields: bool = False
    """Whether a topic that is named in the same text is answered instead: shingles after a transplant."""
    say: Annotated[Text, StringConstraints(max_length=700)]
    """What to tell the asker, kindly. At most 700 characters, to be read on a phone."""
    read: tuple[Id, ...] = Field(min_length=1)
    """Pages to read instead, best first."""
    see_also: tuple[Id, ...] = ()
    """Topics that come near."""
    compared: Id | None = None
    """The topic that answers how a condition differs from what is covered, for questions that set them side by side."""
