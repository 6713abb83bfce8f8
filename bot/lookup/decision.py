"""From ranked candidates to an outcome: sure, a menu, a refusal, or nothing. Every threshold stands here, with an example."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.catalog import Kind, Library
from bot.catalog.not_covered import NotCovered
from bot.catalog.topics import Topic
from bot.lookup.answer import Answer, Match, Outcome, Reason
from bot.lookup.english import CONTRASTS
from bot.lookup.mentions import Mention
from bot.lookup.names import Name, NameIndex
from bot.lookup.query import BACKDROP_SHARE, Query, Sort
from bot.lookup.ranking import Candidate
from bot.lookup.refusals import Refusal
from bot.lookup.terms import TermReader

SIDE_BY_SIDE_BONUS = 1.4
"""What a comparison is worth when the text names two columns: "symptoms of AML and ALL"."""
KIND_BONUS = 1.5
"""What a topic of the command's own kind is worth: `/term neutropenia` is the lab value, `/complication` the danger."""
SURE_NAME = 0.65
"""Least part of a name that must be there for a sure answer: "blood marrow test" for "bone marrow test"."""
SURE_MARGIN = 0.12
"""Least lead over the next topic for a sure answer."""
SURE_COVERAGE = 0.5
"""Least part of the text's words that a sure answer must explain, when its name is not there whole."""
OTHER_NAME_SHARE = 0.3
"""What a word counts against a candidate that other topics' names hold: "insomnia" beside "dexamethasone"."""
SURE_MENTION = 0.2
"""Least part that it must explain when its name is there whole: "they start induction on Monday and I …"."""
CHOICE_SHARE = 0.45
"""Least score of a choice beside the best one."""
CHOICE_COVERAGE = 0.3
"""Least part of the text that the best choice must explain."""
REFUSED_NAME = 0.75
"""Least part of the name of something not covered that must be there."""


class Decision:
    """Decides what to answer."""

    def __init__(self, library: Library, index: NameIndex, reader: TermReader) -> None:
        self._topics = library.topics
        self._index = index
        self._columns = frozenset(column.topic for column in library.pack.columns.values())
        self._labels = {
            reader.short_name_or_term(column.label): column.topic for column in library.pack.columns.values()
        }

    def choices(self, topics: Iterable[str], limit: int) -> Answer:
        """Return a menu of these topics, those that are not there left out."""
        found = [self._topics[topic] for topic in topics if topic in self._topics][:limit]
        matches = tuple(Match(topic=topic, score=1 - place / (len(found) + 1)) for place, topic in enumerate(found))
        return Answer(outcome=Outcome.CHOICES if matches else Outcome.NOTHING, matches=matches)

    def named(self, names: Sequence[Name], kind: Kind | None, limit: int) -> Answer | None:
        """Return the answer to a text that is a name of one entry, or of several; None if it is no name."""
        entries = {name.entry: name for name in names}
        if not entries:
            return None
        if len(entries) > 1:
            ofkind = {place: name for place, name in entries.items() if self._kind_of(place) is kind}
            entries = ofkind or entries
        reasons = {
            place: Reason(typed=name.written, name=name.written, how="exact name") for place, name in entries.items()
        }
        first = next(iter(entries))
        entry = self._index.entries[first]
        if isinstance(entry, NotCovered):
            return self._refuse(entry, (reasons[first],))
        matches = tuple(
            Match(topic=self._topics[self._index.entries[place].id], score=1.0, why=(reason,))
            for place, reason in reasons.items()
            if self._kind_of(place)
        )
        return Answer(outcome=Outcome.TOPIC if len(matches) == 1 else Outcome.CHOICES, matches=matches[:limit])

    def _kind_of(self, place: int) -> Kind | None:
        entry = self._index.entries[place]
        return None if isinstance(entry, NotCovered) else entry.kind

    def _refuse(self, entry: NotCovered, why: tuple[Reason, ...]) -> Answer:
        outcome = Outcome.DECLINED if entry.sort == "personal" else Outcome.NOT_COVERED
        return Answer(outcome=outcome, not_covered=entry, why=why)

    def suggest(self, query: Query, candidates: Sequence[Candidate], kind: Kind | None, limit: int) -> Answer:
        """Return suggestions for a text that is still being typed."""
        ordered = self._ordered(query, candidates, kind)
        topics = [candidate for candidate in ordered if not self._refused(candidate)]
        matches = self._matches(query, topics, limit)
        return Answer(outcome=Outcome.CHOICES if matches else Outcome.NOTHING, matches=matches)

    def decide(
        self,
        query: Query,
        mentions: Sequence[Mention],
        candidates: Sequence[Candidate],
        refusals: Sequence[Refusal],
        kind: Kind | None,
        limit: int,
    ) -> Answer:
        """Return the answer to a whole text."""
        for refusal in refusals:
            if refusal.entry.sort == "personal":
                return Answer(outcome=Outcome.DECLINED, not_covered=refusal.entry, why=(refusal.reason,))
        if refusals:
            return Answer(outcome=Outcome.NOT_COVERED, not_covered=refusals[0].entry, why=(refusals[0].reason,))
        columns = self._columns_named(query, mentions)
        ordered = self._ordered(query, candidates, kind, sets_side_by_side=len(columns) > 1)
        if not ordered:
            return Answer(outcome=Outcome.NOTHING)
        best = ordered[0]
        entry = self._index.entries[best.entry]
        if isinstance(entry, NotCovered):
            if (
                columns
                and entry.compared in self._topics
                and not CONTRASTS.isdisjoint(word.term for word in query.words)
            ):
                return self.choices((entry.compared,), limit)
            return self._refuse(entry, self._reasons(query, best))
        topics = [candidate for candidate in ordered if not self._refused(candidate)]
        near = [candidate for candidate in topics if candidate.score > CHOICE_SHARE * best.score]
        matches = self._matches(query, near, limit)
        if self._is_sure(query, ordered):
            return Answer(outcome=Outcome.TOPIC, matches=matches)
        if best.explains > CHOICE_COVERAGE * self._at_stake(query, best):
            return Answer(outcome=Outcome.CHOICES, matches=self._matches(query, topics[: max(2, len(near))], limit))
        return Answer(outcome=Outcome.NOTHING)

    def _is_sure(self, query: Query, ordered: Sequence[Candidate]) -> bool:
        best = ordered[0]
        if best.covers_name < SURE_NAME:
            return False
        if len(ordered) > 1 and best.score - ordered[1].score < SURE_MARGIN * best.score:
            return False
        needed = SURE_MENTION if best.mention else SURE_COVERAGE
        return best.explains >= needed * self._at_stake(query, best)

    def _at_stake(self, query: Query, best: Candidate) -> float:
        """Return the weight of what the best candidate explains, and of what nothing in the library does."""
        rest = sum(
            word.weight * word.share * (OTHER_NAME_SHARE if word.sort is Sort.NAME else 1.0)
            for place, word in enumerate(query.words)
            if place not in best.places
        )
        return best.explains + rest

    def _columns_named(self, query: Query, mentions: Iterable[Mention]) -> set[str]:
        """Return the topics of the columns that the text names."""
        named = {self._labels[word.term] for word in query.words if word.term in self._labels}
        ids = {self._index.entries[mention.name.entry].id for mention in mentions}
        return named | (ids & self._columns)

    def _ordered(
        self, query: Query, candidates: Iterable[Candidate], kind: Kind | None, *, sets_side_by_side: bool = False
    ) -> list[Candidate]:
        """Return the candidates by what the command and the rest of the text say of them, best first."""
        ordered = list(candidates)
        others = any(word.sort in (Sort.NAME, Sort.CHAT) and word.share < 1 for word in query.words)
        for candidate in ordered:
            entry = self._index.entries[candidate.entry]
            if isinstance(entry, NotCovered):
                if not candidate.mention and (entry.sort != "condition" or candidate.covers_name < REFUSED_NAME):
                    candidate.score = 0.0
                continue
            if entry.kind is kind:
                candidate.score *= KIND_BONUS
            if sets_side_by_side and entry.kind is Kind.COMPARISON:
                candidate.score *= SIDE_BY_SIDE_BONUS
            if sets_side_by_side and others and entry.kind is Kind.CONDITION:
                candidate.score *= BACKDROP_SHARE
        ordered = [candidate for candidate in ordered if candidate.score > 0]
        ordered.sort(key=lambda candidate: (-candidate.score, candidate.entry))
        return ordered

    def _refused(self, candidate: Candidate) -> bool:
        return isinstance(self._index.entries[candidate.entry], NotCovered)

    def _matches(self, query: Query, candidates: Sequence[Candidate], limit: int) -> tuple[Match, ...]:
        most = max((candidate.score for candidate in candidates), default=1.0) or 1.0
        return tuple(
            Match(topic=self._topic(candidate), score=candidate.score / most, why=self._reasons(query, candidate))
            for candidate in candidates[:limit]
        )

    def _topic(self, candidate: Candidate) -> Topic:
        return self._topics[self._index.entries[candidate.entry].id]

    def _reasons(self, query: Query, candidate: Candidate) -> tuple[Reason, ...]:
        return tuple(
            Reason(
                typed=query.text.typed_at(query.words[place].first, query.words[place].last),
                name=candidate.name.written if candidate.name else term,
                how=how,
            )
            for place, (term, how) in sorted(candidate.places.items())
        )
