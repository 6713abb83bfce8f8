"""Reading a text for emergencies and crises. What they are stands in the content's alert rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from bot.catalog.alert_rules import AlertRule, AlertRules, AlertSort, Frame, Reach
from bot.lookup.answer import Alert, Reason
from bot.lookup.associations import Table
from bot.lookup.patterns import Found, Pattern, Patterns, Reading
from bot.lookup.telling import Telling
from bot.lookup.text import Text, read_text

MOST_COVERED = 40
"""No frame covers more tokens than this on either side, words without weight included."""

ENOUGH: Mapping[AlertSort, float] = {"urgent": 0.11, "crisis": 0.03}
"""So much must speak for an alert: how much more a text resembles it than nothing, and what a wording adds."""

WORDING_ADDS: Mapping[AlertSort, tuple[float, float]] = {"urgent": (0.19, 0.22), "crisis": (0.03, 0.2)}
"""What a possible and a sure wording add: "this mask is killing me" has one, and nothing else speaks for it."""

SURE_LEAD = 0.25
"""How much more a text must resemble an alert than nothing for it to be sure without a wording."""

FEW_WORDS_MORE = 0.3
"""What a text without a wording must say more, shared among its words: a lone "both" or "coping" tells of nothing."""

UNOPPOSED = 3
"""In a text of so many words a wording stands unopposed: "shortness of breath". In longer ones the rest has a say."""

EVERYDAY_STEP = 3
"""One in so many everyday lines is learnt from; more take longer to learn and teach no more."""

HEARD_BEFORE = 10
"""What undoes a frame counts so many words before it, in the same clause: "my dad is … why do people …"."""


@dataclass(frozen=True, slots=True)
class _Rule:
    rule: AlertRule
    sure: Pattern
    possible: Pattern
    unless: Pattern


@dataclass(frozen=True, slots=True)
class _Frame:
    frame: Frame
    any: Pattern
    unless: Pattern
    stops: Pattern


@dataclass(frozen=True, slots=True)
class _Covering:
    """A frame where it stands in a text."""

    frame: Frame
    found: Found


class AlertReader:
    """Reads texts for the alerts of some rules. Build it once; reading changes nothing in it that shows."""

    def __init__(
        self,
        rules: AlertRules,
        patterns: Patterns | None = None,
        *,
        told: Mapping[str, Sequence[str]] = MappingProxyType({}),
        everyday: Iterable[str] = (),
        learnt: tuple[Table, Table] | None = None,
    ) -> None:
        """Compile all rules, and learn from what was `told` of each: lines by the rule's id, or by `nothing`.

        `everyday` are lines of other things; those on which a rule fires are left out. `learnt` is what was learnt
        from the same lines before. Pass patterns made of the same rules to share one reading of a text with others.
        """
        self._patterns = patterns or Patterns(rules)
        compiled = self._patterns.compile
        self._rules = [
            _Rule(rule, compiled(rule.sure), compiled(rule.possible), compiled(rule.unless, tolerant=False))
            for rule in rules.rules
        ]
        self._frames = [
            _Frame(
                frame,
                compiled(frame.any, tolerant=False),
                compiled(frame.unless, tolerant=False),
                compiled(_as_wordings(frame.stops), tolerant=False),
            )
            for frame in rules.frames
        ]
        self._by_anchor: dict[str, set[int]] = {}
        for place, rule in enumerate(self._rules):
            for anchor in rule.sure.anchors | rule.possible.anchors:
                self._by_anchor.setdefault(anchor, set()).add(place)
        self._telling: Telling | None = None
        if not told:
            return
        telling = Telling(rules, self._patterns)
        if learnt is not None:
            telling.recall(learnt)
        else:
            readings = (self._patterns.read(read_text(line)) for line in islice(everyday, 0, None, EVERYDAY_STEP))
            telling.learn(told, (reading for reading in readings if self._worded(reading) == (None, None)))
        self._telling = telling

    @property
    def learnt(self) -> tuple[Table, Table] | None:
        """What was learnt, to be handed to another reader of the same rules and lines; None if nothing was told."""
        return self._telling.tables if self._telling else None

    def read(self, text: Text) -> tuple[Alert | None, Alert | None]:
        """Return the urgent alert and the crisis alert of a text, each None if it tells of none."""
        return self.read_from(self._patterns.read(text))

    def read_from(self, reading: Reading) -> tuple[Alert | None, Alert | None]:
        """Do the same from a reading that was made already, by the patterns that this reader was built with."""
        urgent, crisis = self._worded(reading)
        if self._telling is None:
            return urgent, crisis
        leads = self._telling.leads(reading)
        return (
            self._weighed("urgent", urgent, leads["urgent"], reading, self._telling),
            self._weighed("crisis", crisis, leads["crisis"], reading, self._telling),
        )

    def _worded(self, reading: Reading) -> tuple[Alert | None, Alert | None]:
        """Return the alerts of which a wording stands in a text."""
        candidates = {place for atom in reading.spans for place in self._by_anchor.get(atom, ())}
        rules = [self._rules[place] for place in sorted(candidates)]
        frames = _Frames(self._frames, reading)
        return self._alert("urgent", rules, frames), self._alert("crisis", rules, frames)

    def _weighed(
        self, sort: AlertSort, worded: Alert | None, lead: float, reading: Reading, telling: Telling
    ) -> Alert | None:
        """Return what is left of a wording's alert beside all that the text says, or the alert that it resembles."""
        words = len(reading.text.tokens)
        if worded is None:
            lead -= FEW_WORDS_MORE / max(1, words)
        else:
            lead = WORDING_ADDS[sort][worded.sure] + max(lead, lead * max(0, words - UNOPPOSED) / words)
        if lead < ENOUGH[sort]:
            return None
        if worded is not None or all(rule.rule.sort != sort for rule in self._rules):
            return worded
        nearest = telling.nearest(reading, sort)
        reason = Reason(typed="all words together", name=nearest.id, how=f"like what others told, {lead:+.2f}")
        return Alert(rule=nearest, sure=lead >= SURE_LEAD, why=(reason,))

    def firing(self, text: Text) -> dict[str, bool]:
        """Return the ids of all rules that fire on a text, and whether each is sure of it. For authors."""
        reading = self._patterns.read(text)
        frames = _Frames(self._frames, reading)
        alerts = (self._strongest(rule, frames) for rule in self._rules)
        return {alert.rule.id: alert.sure for alert in alerts if alert}

    def _alert(self, sort: AlertSort, rules: list[_Rule], frames: _Frames) -> Alert | None:
        """Return the first sure alert in the order of the rules, else the first possible one."""
        first: Alert | None = None
        for rule in rules:
            if rule.rule.sort == sort and (alert := self._strongest(rule, frames)):
                if alert.sure:
                    return alert
                first = first or alert
        return first

    @staticmethod
    def _strongest(rule: _Rule, frames: _Frames) -> Alert | None:
        reading = frames.reading
        unless: list[Found] | None = None
        first: Alert | None = None
        for strength, pattern in ((2, rule.sure), (1, rule.possible)):
            for found in pattern.find(reading):
                if unless is None:
                    unless = list(rule.unless.find(reading))
                if any(_same_sentence(reading, found, other) for other in unless):
                    continue
                left = frames.strength(found, rule.rule.sort, strength)
                if left == 0 or (left == 1 and first):
                    continue
                reason = Reason(typed=reading.typed(found), name=rule.rule.id, how=f"alert wording {found.wording}")
                alert = Alert(rule=rule.rule, sure=left == 2, why=(reason,))
                if alert.sure:
                    return alert
                first = alert
            if first:
                return first
        return None


class _Frames:
    """The frames of one text, looked up only when a sign was found."""

    def __init__(self, frames: list[_Frame], reading: Reading) -> None:
        self.reading = reading
        self._all = frames
        self._covering: list[list[_Covering]] | None = None

    def strength(self, found: Found, sort: AlertSort, strength: int) -> int:
        """Return what the frames leave of a sign's strength: 2 sure, 1 possible, 0 silent."""
        if self._covering is None:
            self._covering = self._cover()
        weaker = False
        places = [place for start, end in found.words for place in range(start, end + 1)]
        for covering in (one for place in places for one in self._covering[place]):
            if sort not in covering.frame.sorts or _is_part_of(covering.found, found):
                continue
            if covering.frame.effect == "silent":
                return 0
            weaker = True
        return strength - 1 if weaker else strength

    def _cover(self) -> list[list[_Covering]]:
        covering: list[list[_Covering]] = [[] for _ in self.reading.text.tokens]
        for frame in self._all:
            places = list(frame.any.find(self.reading))
            if not places:
                continue
            stops = {found.start for found in frame.stops.find(self.reading)}
            undone = {place for found in frame.unless.find(self.reading) for place in range(found.start, found.end + 1)}
            for found in places:
                reached = [*range(found.start, found.end + 1), *self._reach(frame.frame, found, stops)]
                heard = range(max(0, found.start - HEARD_BEFORE), found.start)
                if undone.isdisjoint(reached) and undone.isdisjoint(
                    p for p in heard if self._same_clause(p, found.start)
                ):
                    for place in reached:
                        covering[place].append(_Covering(frame.frame, found))
        return covering

    def _same_clause(self, one: int, other: int) -> bool:
        tokens = self.reading.text.tokens
        return tokens[one].clause == tokens[other].clause

    def _reach(self, frame: Frame, found: Found, stops: set[int]) -> Iterator[int]:
        """Yield the tokens that a frame covers outside itself."""
        reach, between = frame.reach, self.reading.between
        last = len(self.reading.text.tokens) - 1
        for place in range(found.end + 1, min(found.end + 1 + MOST_COVERED, last + 1)):
            if self._ends(reach, found.end, place, stops) or between(found.end, place) >= reach.before:
                break
            yield place
        for place in range(found.start - 1, max(found.start - 1 - MOST_COVERED, -1), -1):
            if self._ends(reach, found.start, place, stops) or between(place, found.start) >= reach.after:
                break
            yield place

    def _ends(self, reach: Reach, origin: int, place: int, stops: set[int]) -> bool:
        """Tell whether a frame's reach ends before this token."""
        tokens = self.reading.text.tokens
        if reach.within == "clause":
            return place in stops or tokens[place].clause != tokens[origin].clause
        return place in stops or tokens[place].sentence != tokens[origin].sentence


def failing_phrases(rules: AlertRules) -> list[str]:
    """Return a sentence for every phrase of a rule's `fires` and `silent` that does not do what it should."""
    reader = AlertReader(rules)
    failing: list[str] = []
    for rule in rules.rules:
        failing += [
            f"the rule `{rule.id}` should fire on “{phrase}”, and does not"
            for phrase in rule.fires
            if rule.id not in reader.firing(read_text(phrase))
        ]
        failing += [
            f"the rule `{rule.id}` should stay silent on “{phrase}”, and fires"
            for phrase in rule.silent
            if rule.id in reader.firing(read_text(phrase))
        ]
    return failing


def _as_wordings(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"'{word}'" for word in words)


def _is_part_of(frame: Found, sign: Found) -> bool:
    """Tell whether a frame is made of words of the sign itself, such as the "not" of "not breathing"."""
    return all(sign.covers(place) for start, end in frame.words for place in range(start, end + 1))


def _same_sentence(reading: Reading, one: Found, other: Found) -> bool:
    tokens = reading.text.tokens
    return tokens[one.start].sentence == tokens[other.start].sentence
