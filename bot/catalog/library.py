"""A whole library, once every file of it was read and found right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.catalog.alert_rules import AlertRules
from bot.catalog.help_lines import HelpLines
from bot.catalog.kinds import Kind
from bot.catalog.not_covered import NotCovered
from bot.catalog.pack import Pack
from bot.catalog.sources import Source
from bot.catalog.topics import Comparison, Topic


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """Everything that a pack knows. Topics are in the order of their kinds and, in a kind, of their titles."""

    pack: Pack
    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    help_lines: HelpLines
    not_covered: Mapping[str, NotCovered]
    alerts: AlertRules
    asked: Mapping[str, tuple[str, ...]]
    """How people ask, by the id of a topic, of something not covered, or by `nothing`."""
    told: Mapping[str, tuple[str, ...]]
    """How people tell of what alerts are about, by the id of the rule, or by `nothing`."""

    def of_kind(self, kind: Kind) -> tuple[Topic, ...]:
        """Return the topics of a kind, in their order."""
        return tuple(topic for topic in self.topics.values() if topic.kind is kind)

    def comparisons(self) -> tuple[Comparison, ...]:
        """Return the rows of the comparison, in their order."""
        return tuple(topic for topic in self.topics.values() if isinstance(topic, Comparison))

    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds that have at least one topic."""
        return tuple(kind for kind in Kind if any(topic.kind is kind for topic in self.topics.values()))

    def overdue(self, as_of: dt.date) -> tuple[Topic, ...]:
        """Return the topics that were last checked more than twelve months before `as_of`."""
        return tuple(topic for topic in self.topics.values() if topic.is_overdue(as_of))

    def newest(self, source_ids: Iterable[str]) -> dt.date | None:
        """Return the latest date among these sources; None if none of them bears one."""
        return max(self._dates(source_ids), default=None)

    def oldest(self, source_ids: Iterable[str]) -> dt.date | None:
        """Return the earliest date among these sources; None if none of them bears one."""
        return min(self._dates(source_ids), default=None)

    def _dates(self, source_ids: Iterable[str]) -> Iterable[dt.date]:
        for source_id in source_ids:
            as_of = self.sources[source_id].as_of
            if isinstance(as_of, dt.date):
                yield as_of
