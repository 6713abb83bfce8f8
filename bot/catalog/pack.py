"""What a pack says of itself: its columns, kinds, publishers, words and fixed texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.catalog.model import Id, Model, Name, Text
from bot.catalog.short_names import ShortName
from bot.catalog.texts import Texts


class PackColumn(Model):
    """One of the things that the pack compares."""

    label: Annotated[Text, StringConstraints(max_length=20)]
    name: Text
    topic: Id
    """The topic that says what it is."""


class Part(Model):
    """One part of a topic, such as "Why it happens"."""

    label: Text
    required: bool = False
    """Whether every topic of the kind must have at least one point of this part."""


class KindOfPack(Model):
    """How a kind of topic is called in this pack, and which parts its topics have."""

    one: Text
    many: Text
    describe: Annotated[Text, StringConstraints(max_length=100)]
    """The description of the kind's command. Discord: at most 100 characters."""
    hint: Annotated[Text, StringConstraints(max_length=100)]
    """What to type, shown beside the command's option. Discord: at most 100 characters."""
    parts: Mapping[Id, Part] = Field(default_factory=dict)
    questions: Annotated[int, Field(ge=0, le=10)] = 0
    """How many questions to ask the care team a topic of this kind has at least."""


class Pack(Model):
    """`pack.yaml`: what this library is about, and all fixed texts of its replies."""

    name: Annotated[Text, StringConstraints(max_length=40)]
    subject: Text
    """What the topics are about, in a few words: "acute leukemia (AML and ALL)"."""
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    """The country that the content is written for; `elsewhere` says what differs."""
    columns: Mapping[Id, PackColumn] = Field(min_length=1)
    kinds: Mapping[str, KindOfPack]
    """By the kind's word: condition, comparison, symptom, …"""
    publishers: tuple[Text, ...] = Field(min_length=1)
    easy_words: tuple[Name, ...] = ()
    """Medical words that can't be avoided; each is a topic's name, or explained in `glosses`. A reading grade counts
    them as words of one syllable."""
    glosses: Mapping[Name, Text] = Field(default_factory=dict)
    """What an easy word means, where no topic says it."""
    outlook_words: tuple[Name, ...] = ()
    """Words with which a number speaks of somebody's outlook, such as "alive". Such numbers stand in figures only."""
    short_names: tuple[ShortName, ...] = ()
    same_words: tuple[tuple[Name, ...], ...] = ()
    """Groups of single words that mean the same to whoever asks, such as a long word and its short form."""
    texts: Texts
