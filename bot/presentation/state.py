"""What a button, a menu or a picked choice carries: the topic and the alerts, in at most 100 characters.

Nothing is remembered between two clicks, so everything that a click needs stands in its custom_id. That also makes
buttons work after a restart. Discord: a custom_id and a choice's value have at most 100 characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.catalog.library import Library
from bot.lookup.answer import Alert, Answer

VERSION = "m1"
"""Begins every custom_id. A later version that reads them differently takes another one."""

_ID = r"[a-z0-9-]{1,40}"
_SHORT = r"[a-z0-9-]{0,40}[!?]|-"
ALERTS = rf"(?P<urgent>{_SHORT}):(?P<crisis>{_SHORT})"
"""A pattern for the alerts in a custom_id: a rule's id with "!" for sure and "?" for possible, or "-" for none."""

_VALUE = re.compile(rf"{VERSION}:(?P<topic>{_ID}|):{ALERTS}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Alerts:
    """The alerts of a text, as they are carried along."""

    urgent: Alert | None = None
    crisis: Alert | None = None

    @classmethod
    def of(cls, answer: Answer) -> Alerts:
        """Return the alerts of an answer."""
        return cls(urgent=answer.urgent, crisis=answer.crisis)

    @classmethod
    def parse(cls, library: Library, urgent: str, crisis: str) -> Alerts:
        """Read alerts back. A rule that is no longer there is left out."""
        return cls(urgent=_parse(library, urgent), crisis=_parse(library, crisis))

    def __str__(self) -> str:
        return f"{_written(self.urgent)}:{_written(self.crisis)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Picked:
    """A choice of the autocomplete list that somebody picked: a topic or None, and the alerts of what was typed."""

    topic_id: str | None
    alerts: Alerts

    def __str__(self) -> str:
        return f"{VERSION}:{self.topic_id or ''}:{self.alerts}"

    @classmethod
    def parse(cls, library: Library, value: str) -> Picked | None:
        """Read a picked value back. None for everything else, such as a text that somebody typed."""
        found = _VALUE.fullmatch(value)
        if found is None:
            return None
        topic_id = found["topic"] or None
        if topic_id is not None and topic_id not in library.topics:
            return None
        return cls(topic_id=topic_id, alerts=Alerts.parse(library, found["urgent"], found["crisis"]))


def _written(alert: Alert | None) -> str:
    return "-" if alert is None else f"{alert.rule.id}{'!' if alert.sure else '?'}"


def _parse(library: Library, written: str) -> Alert | None:
    rule = next((rule for rule in library.alerts.rules if rule.id == written[:-1]), None)
    return None if rule is None else Alert(rule=rule, sure=written.endswith("!"))
