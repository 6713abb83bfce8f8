"""What a lookup returns: an answer, the alerts beside it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.catalog.alert_rules import AlertRule
from bot.catalog.not_covered import NotCovered
from bot.catalog.topics import Topic
from bot.lookup.evidence import Evidence


class Outcome(StrEnum):
    """What the asker gets."""

    TOPIC = "topic"
    """The first match, for certain."""
    CHOICES = "choices"
    """A menu of the matches."""
    NOT_COVERED = "not_covered"
    """A known thing that has no topic here, with its page."""
    DECLINED = "declined"
    """A personal question that only a care team can answer."""
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """Which words of the text spoke for something, for authors who mend aliases."""

    typed: str
    name: str
    """The name, wording or rule that they matched."""
    how: str
    """Such as "exact name", "misspelling" or "words of a phrase"."""

    def __str__(self) -> str:
        return f"“{self.typed}” → “{self.name}” ({self.how})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A topic that a text may be about. `score` is between 0 and 1, comparable within one answer only."""

    topic: Topic
    score: float
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """An emergency or a crisis that a text tells of."""

    rule: AlertRule
    sure: bool
    """True: the advice is an imperative; False: "if this is happening to you now"."""
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the bot would say to a text, before anybody puts it in words."""

    outcome: Outcome
    matches: tuple[Match, ...] = ()
    """Best first. For `TOPIC` the first is the answer and the rest are runners-up."""
    not_covered: NotCovered | None = None
    """The entry for `NOT_COVERED` and `DECLINED`."""
    urgent: Alert | None = None
    crisis: Alert | None = None
    why: tuple[Reason, ...] = ()
    """Why it is not simply the best match: what was refused, or too close to call."""
    evidence: Evidence | None = None
    """What the first match rests on; None where nothing had to be weighed."""

    @property
    def topic(self) -> Topic | None:
        """The topic that is shown directly, or None."""
        return self.matches[0].topic if self.outcome is Outcome.TOPIC else None
