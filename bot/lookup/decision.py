"""From ranked candidates to an outcome: sure, a menu, a refusal, or nothing. Each threshold has its example.

Scores are those of `associations`: what all words of a text say for a subject, about -1 to 1, mostly below 0.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.catalog import Kind, Library
from bot.catalog.not_covered import NotCovered
from bot.lookup.answer import Answer, Match, Outcome, Reason
from bot.lookup.english import CONTRASTS
from bot.lookup.evidence import Evidence
from bot.lookup.examples import nothing_of
from bot.lookup.leaning import Coverage, Leaning
from bot.lookup.mentions import Mention
from bot.lookup.names import Name, NameIndex
from bot.lookup.query import Query, Sort
from bot.lookup.ranking import Candidate
from bot.lookup.refusals import Refused
from bot.lookup.terms import TermReader

KIND_BONUS = 0.11
"""What a topic of the command's own kind gains: `/term neutropenia` is the lab value, `/complication` the danger."""
ALL_THERE_IS_BONUS = 0.1
"""What a topic gains whose name is all that a text has, but for words of stories: "my son has ALL"."""
ALERT_BONUS = 0.08
"""What the topic of an alert gains: "his temp is 39 and he is in consolidation" is about the fever."""
SIDE_BY_SIDE_BONUS = 0.06
"""What a comparison gains where a text sets the columns side by side: "is AML worse than ALL"."""
REFUSAL_LEAD = 0.02
"""How far what is not answered must come before every topic to be refused, and not left to the asker's choice."""
SURE = 0.76
"""Least confidence in the topic in front for it to be shown without a menu."""
SURE_OF_A_NAME = 0.6
"""The same where its name is all that the text has, but for words of stories: "my son has ALL"."""
SURE_COVERAGE = 0.2
"""Least part of a short text's words that must speak for a topic shown without a menu: not "transplant a rose bush"."""
SHORT = 4
"""So many telling words have no room for a story."""
EXPLAINED = 3
"""For so many matches it is told which words people ask with speak for them."""
CHOICE = 0.07
"""Least score of a choice."""
CHOICE_SHARE = 0.5
"""Least score of a choice beside the best one."""
CHOICE_COVERAGE = 0.12
"""Least part of the words that must speak for the best choice."""
THIN_COVERAGE = 0.38
"""Where no more of a short text's words speak for the best choice, it must score `THIN_CHOICE`: not "spare tyre"."""
THIN_CHOICE = 0.14
"""Least score of such a choice."""
WORDING_BONUS: Mapping[str, float] = {"personal": 0.2, "gap": 0.12, "condition": 0.25, "other-meaning": 0.25}
"""What something not covered gains, by its sort, where one of its wordings stands in the text: "how many mg"."""
NAMED_BONUS: Mapping[str, float] = {"personal": 0.2, "gap": 0.08, "condition": 0.4, "other-meaning": 0.15}
"""What it gains where one of its names does. A condition is what the whole text is about: "my dad with CLL is …"."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Something that is not answered, with how much the text speaks for it. No entry: it is about nothing here."""

    place: int
    """Of the entry in the index, or that of nothing."""
    entry: NotCovered | None
    score: float
    why: tuple[Reason, ...] = ()
    """The wording and the name that stand in the text, if any do."""


class Decision:
    """Decides what to answer."""

    def __init__(self, library: Library, index: NameIndex, reader: TermReader) -> None:
        """Take in the library and its index."""
        self._topics = library.topics
        self._index = index
        columns = library.pack.columns.values()
        self._columns = frozenset(column.topic for column in columns)
        self._not_covered = [
            (place, entry) for place, entry in enumerate(index.entries) if isinstance(entry, NotCovered)
        ]
        self._labels = {reader.short_name_or_term(column.label): column.topic for column in columns}

    def choices(self, topics: Iterable[str], limit: int) -> Answer:
        """Return a menu of these topics, those that are not there left out."""
        found = [self._topics[topic] for topic in topics if topic in self._topics][:limit]
        matches = tuple(Match(topic=topic, score=1 - place / (len(found) + 1)) for place, topic in enumerate(found))
        return Answer(outcome=Outcome.CHOICES if matches else Outcome.NOTHING, matches=matches)

    def named(self, names: Sequence[Name], kind: Kind | None, limit: int) -> Answer | None:
        """Return the answer to a text that is a name of one entry, or of several; None if it is no name."""
        entries = {name.entry: name for name in names}
        if len(entries) > 1:
            of_kind = {place: name for place, name in entries.items() if self._kind_of(place) is kind}
            entries = of_kind or entries
        if not entries:
            return None
        reasons = {
            place: Reason(typed=name.written, name=name.written, how="exact name") for place, name in entries.items()
        }
        first = next(iter(entries))
        entry = self._index.entries[first]
        if isinstance(entry, NotCovered):
            return _refuse(entry, (reasons[first],))
        matches = tuple(
            Match(topic=self._topics[self._index.entries[place].id], score=1.0, why=(reason,))
            for place, reason in reasons.items()
            if self._kind_of(place)
        )
        return Answer(outcome=Outcome.TOPIC if len(matches) == 1 else Outcome.CHOICES, matches=matches[:limit])

    def suggest(
        self, query: Query, leaning: Leaning, candidates: Iterable[Candidate], kind: Kind | None, limit: int
    ) -> Answer:
        """Return suggestions for a text that is still being typed."""
        matches = self._matches(query, leaning, self._ordered(query, candidates, kind), limit)
        return Answer(outcome=Outcome.CHOICES if matches else Outcome.NOTHING, matches=matches)

    def decide(
        self,
        query: Query,
        leaning: Leaning,
        mentions: Sequence[Mention],
        candidates: Sequence[Candidate],
        refused: Refused,
        kind: Kind | None,
        limit: int,
        *,
        alert_topic: str | None,
    ) -> Answer:
        """Return the answer to a whole text. `alert_topic` is the topic of its alert, if it has one."""
        side_by_side = len(self._columns_named(query, mentions)) > 1 and _sets_side_by_side(query)
        topics = self._ordered(query, candidates, kind, alert_topic, side_by_side=side_by_side)
        refusal = self._refusal(query, leaning, mentions, refused)
        best = topics[0].score if topics else 0.0
        several = sum(map(_is_named, topics)) > 1
        about_it = refusal.entry is None or refusal.entry.sort == "other-meaning"
        if 0 < refusal.score >= best + REFUSAL_LEAD and not (several and about_it):
            return self._refused(query, leaning, mentions, refusal)
        if not topics or (best < CHOICE and not several):
            return Answer(outcome=Outcome.NOTHING)
        evidence = _evidence(topics, refusal, leaning.coverage(topics[0].entry))
        near = [topic for topic in topics if topic.score > CHOICE_SHARE * best or _is_named(topic)]
        asks_personally = any(each.entry.sort == "personal" for each in refused.found)
        if _is_sure(query, topics[0], evidence) and not asks_personally:
            matches = self._matches(query, leaning, near, limit)
            return Answer(outcome=Outcome.TOPIC, matches=matches, evidence=evidence)
        thin = evidence.words <= SHORT and evidence.coverage < THIN_COVERAGE and best < THIN_CHOICE
        if not several and (thin or evidence.coverage < CHOICE_COVERAGE):
            return Answer(outcome=Outcome.NOTHING, evidence=evidence)
        offered = near if len(near) > 1 else topics[:2]
        matches = self._matches(query, leaning, offered, limit)
        return Answer(outcome=Outcome.CHOICES, matches=matches, evidence=evidence)

    def _refused(self, query: Query, leaning: Leaning, mentions: Iterable[Mention], refusal: _Refusal) -> Answer:
        entry, why = refusal.entry, (*refusal.why, *leaning.reasons(refusal.place))
        if entry is None:
            return Answer(outcome=Outcome.NOTHING, why=why)
        compared = self._topics.get(entry.compared or "")
        if compared and self._columns_named(query, mentions) and _sets_side_by_side(query):
            return Answer(outcome=Outcome.TOPIC, matches=(Match(topic=compared, score=1.0, why=why),))
        return _refuse(entry, why)

    def _refusal(
        self,
        query: Query,
        leaning: Leaning,
        mentions: Iterable[Mention],
        refused: Refused,
    ) -> _Refusal:
        """Return what is not answered and for which the text speaks most."""
        nothing = nothing_of(self._index)
        best = _Refusal(nothing, None, max(0.0, leaning.scores[nothing]))
        worded = {refusal.entry.id: refusal.reason for refusal in reversed(refused.found)}
        named = {mention.name.entry: mention for mention in mentions if not mention.negated}
        for place, entry in self._not_covered:
            score = leaning.scores[place]
            why: tuple[Reason, ...] = ()
            if entry.id in worded:
                score += WORDING_BONUS[entry.sort]
                why = (worded[entry.id],)
            if place in named and not entry.yields:
                score += NAMED_BONUS[entry.sort]
                why = (*why, _named(query, named[place]))
            if score > best.score and entry.id not in refused.silent:
                best = _Refusal(place, entry, score, why)
        return best

    def _columns_named(self, query: Query, mentions: Iterable[Mention]) -> set[str]:
        """Return the topics of the columns that the text names."""
        named = {self._labels[word.term] for word in query.words if word.term in self._labels}
        ids = {self._index.entries[mention.name.entry].id for mention in mentions}
        return named | (ids & self._columns)

    def _ordered(
        self,
        query: Query,
        candidates: Iterable[Candidate],
        kind: Kind | None,
        alert_topic: str | None = None,
        *,
        side_by_side: bool = False,
    ) -> list[Candidate]:
        """Return the topics among the candidates by what the command and the alert say of them, best first."""
        ordered = []
        for candidate in candidates:
            entry = self._index.entries[candidate.entry]
            if isinstance(entry, NotCovered):
                continue
            if entry.kind is kind:
                candidate.score += KIND_BONUS
            if side_by_side and entry.kind is Kind.COMPARISON:
                candidate.score += SIDE_BY_SIDE_BONUS
            if entry.id == alert_topic:
                candidate.score += ALERT_BONUS
            if candidate.mention is not None and _is_all_there_is(query, candidate.mention):
                candidate.score += ALL_THERE_IS_BONUS
            if candidate.score > 0 or _is_named(candidate):
                ordered.append(candidate)
        ordered.sort(key=lambda candidate: (-candidate.score, candidate.entry))
        return ordered

    def _kind_of(self, place: int) -> Kind | None:
        entry = self._index.entries[place]
        return None if isinstance(entry, NotCovered) else entry.kind

    def _matches(
        self, query: Query, leaning: Leaning, candidates: Sequence[Candidate], limit: int
    ) -> tuple[Match, ...]:
        most = max((candidate.score for candidate in candidates), default=0.0)
        most = most if most > 0 else 1.0
        return tuple(
            Match(
                topic=self._topics[self._index.entries[candidate.entry].id],
                score=max(0.0, candidate.score) / most,
                why=_reasons(query, candidate) + (leaning.reasons(candidate.entry) if place < EXPLAINED else ()),
            )
            for place, candidate in enumerate(candidates[:limit])
        )


def _refuse(entry: NotCovered, why: tuple[Reason, ...]) -> Answer:
    outcome = Outcome.DECLINED if entry.sort == "personal" else Outcome.NOT_COVERED
    return Answer(outcome=outcome, not_covered=entry, why=why)


def _named(query: Query, mention: Mention) -> Reason:
    first, last = query.words[mention.first].first, query.words[mention.last].last
    return Reason(typed=query.text.typed_at(first, last), name=mention.name.written, how="name")


def _evidence(topics: Sequence[Candidate], refusal: _Refusal, coverage: Coverage) -> Evidence:
    """Return what speaks for the first of the topics."""
    first = topics[0]
    return Evidence(
        lead=first.score - max(0.0, topics[1].score if len(topics) > 1 else 0.0),
        over_refusal=first.score - refusal.score,
        coverage=coverage.share,
        words=coverage.words,
        places=len(first.places),
        named=_is_named(first),
    )


def _is_sure(query: Query, first: Candidate, evidence: Evidence) -> bool:
    if evidence.words <= SHORT and evidence.coverage < SURE_COVERAGE:
        return False
    is_a_name = first.mention is not None and _is_all_there_is(query, first.mention)
    return evidence.confidence >= (SURE_OF_A_NAME if is_a_name else SURE)


def _is_named(candidate: Candidate) -> bool:
    """Tell whether a name stands whole in the text and is neither denied nor only says when."""
    mention = candidate.mention
    return mention is not None and not mention.negated and not mention.context


def _is_all_there_is(query: Query, mention: Mention) -> bool:
    """Tell whether a text says nothing beside a name: all other words carry no subject."""
    if mention.negated or mention.context:
        return False
    rest = (word for place, word in enumerate(query.words) if not mention.first <= place <= mention.last)
    return all(word.sort in (Sort.STOP, Sort.CHAT) for word in rest)


def _sets_side_by_side(query: Query) -> bool:
    return not CONTRASTS.isdisjoint(word.term for word in query.words)


def _reasons(query: Query, candidate: Candidate) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            typed=query.text.typed_at(query.words[place].first, query.words[place].last),
            name=candidate.name.written if candidate.name else term,
            how=how,
        )
        for place, (term, how) in sorted(candidate.places.items())
    )
