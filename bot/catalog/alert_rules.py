"""When a text tells of an emergency or a crisis, and what to say then."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from bot.catalog.model import Id, Model, Text
from bot.catalog.patterns import Vocabulary, Wording

AlertSort = Literal["urgent", "crisis"]


class Advice(Model):
    """What to say: to the person who asks, and about the writer of somebody else's message."""

    sure: Text
    """An imperative to the asker: "Call your emergency number now. …"."""
    possible: Text
    """One sentence to the asker: "If this is happening to you now: …"."""
    someone: Text
    """About the writer of a message that the asker reads, in the third person."""


class Reach(Model):
    """How far a frame reaches from where it stands, in words that count."""

    before: int = Field(default=0, ge=0, le=20)
    """It covers signs that follow it with fewer than so many words between."""
    after: int = Field(default=0, ge=0, le=20)
    """It covers signs that stand before it with fewer than so many words between."""
    within: Literal["clause", "sentence"] = "clause"


class Frame(Model):
    """A way of speaking in which a sign is not happening now: denied, asked about, past, or only feared."""

    id: Id
    any: tuple[Wording, ...] = Field(min_length=1)
    unless: tuple[Wording, ...] = ()
    """Wordings that undo the frame where they stand in its reach, or over it ("not only" is no denial)."""
    stops: tuple[str, ...] = ()
    """Words that end its reach: "but", "now"."""
    reach: Reach
    effect: Literal["silent", "weaker"]
    """`weaker`: sure becomes possible, and possible becomes silent."""
    sorts: tuple[AlertSort, ...] = ("urgent",)


class AlertRule(Model):
    """One emergency or crisis: its wordings, and what to say."""

    id: Id
    sort: AlertSort
    call: Literal["emergency", "care-team", "crisis-line"]
    """Whom to call; the program puts the numbers beside the advice."""
    topic: Id | None = None
    """The topic that tells more, offered beside the advice."""
    sure: tuple[Wording, ...] = ()
    possible: tuple[Wording, ...] = ()
    unless: tuple[Wording, ...] = ()
    """Wordings that make the rule silent in the sentence in which they stand."""
    say: Advice
    fires: tuple[str, ...] = Field(min_length=1)
    """Texts on which the rule must fire; run by `marrow check`."""
    silent: tuple[str, ...] = Field(min_length=1)
    """Texts on which it must stay silent; run by `marrow check`."""


class AlertRules(Vocabulary):
    """`alerts.yaml`: the words, the frames, and all rules, most urgent first."""

    frames: tuple[Frame, ...] = ()
    rules: tuple[AlertRule, ...]

    @model_validator(mode="after")
    def _uses_words_that_are_there(self) -> Self:
        wordings = [wording for frame in self.frames for wording in (*frame.any, *frame.unless)]
        wordings += [w for rule in self.rules for w in (*rule.sure, *rule.possible, *rule.unless)]
        if unknown := self.unknown(wordings):
            raise ValueError("; ".join(unknown))
        return self
