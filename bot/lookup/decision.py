"""From ranked candidates to an outcome: sure, a menu, a refusal, or nothing. Each threshold has its example."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.catalog import Kind, Library
from bot.catalog.not_covered import NotCovered
from bot.catalog.topics import Topic
from bot.lookup.answer import Answer, Match, Outcome, Reason
from bot.lookup.english import CONTRASTS
from bot.lookup.mentions import Mention
from bot.lookup.names import Name, NameIndex
from bot.lookup.query import BACKDROP_SHARE, Query, Sort, Word
from bot.lookup.ranking import Candidate
from bot.lookup.refusals import Refused
from bot.lookup.terms import TermReader

KIND_BONUS = 1.8
"""What a topic of the command's own kind is worth: `/term neutropenia` is the lab value, `/complication` the danger."""
KIND_BONUS_OF_A_GUESS = 1.25
"""The same for a topic that is hardly named: another kind's topic that is named goes first."""
SIDE_BY_SIDE_BONUS = 1.5
"""What a comparison is worth when the text names two columns: "symptoms of AML and ALL"."""
BESIDE_OTHERS = 0.7
"""What a condition is worth that leaves named things unexplained: "pediatric ALL" in "pediatric ALL outlook"."""
SURE_NAME = 0.65
"""Least part of a name that must be there for a sure answer: "blood marrow test" for "bone marrow test"."""
SURE_MARGIN = 0.1
"""Least lead over the next topic for a sure answer."""
SURE_COVERAGE = 0.5
"""Least part of the text's words that a sure answer must explain, when its name is not there whole."""
SURE_MENTION = 0.2
"""Least part that it must explain when its name is there whole: "they start induction on Monday and I …"."""
OTHER_NAME_SHARE = 0.3
"""What a word counts against a candidate that other topics' names hold: "insomnia" beside "dexamethasone"."""
CHOICE_SHARE = 0.45
"""Least score of a choice beside the best one."""
CHOICE_NAME = 0.45
"""Least part of a name for a choice, when its words may be meant in another sense: "huffing on the stairs"."""
CHOICE_SAID = 0.2
"""Least weight of words for a choice that only its sentences hold: "tampon" may stand in no name."""
CHOICE_COVERAGE = 0.25
"""Least part of the text that the best choice must explain."""
REFUSED_NAME = 0.75
"""Least part of the name of something not covered that must be there: "chronic lymphoid leuk"."""
REFUSED_SHARE = 0.6
"""Least score of something not covered beside a topic that is named too: "CLL" in "CLL and FISH"."""
REFUSED_CONDITION_SHARE = 0.3
"""The same for a condition, which is what the whole text is about: "my dad with CLL is coughing up blood"."""
STORY_WORDS = 2
"""So many words of stories make up for one out of place: "my son loves dinosaurs and starts maintenance on Monday"."""


LEFT_BY_ANOTHER_KIND = 1
"""So many words may be left when another kind's topic is shown: "/symptom vincristine", but not a story about it."""
OF_THE_FIELD = 0.85
"""How near a word must come to one of the field to show that the text is of the field."""
STORY_BESIDE_CONTEXT = 2
"""So many words of a story say that a name tells only when: "will I be able to have children after chemo"."""
COMMON_NAME = 0.5
"""Names that weigh less are in everybody's story: "chemo", "leukemia"."""
STORY_BESIDE_COMMON_NAME = 3
"""So many words of a story say that a common name is not what it is about: "do I tell them … before chemo starts"."""
TELLING_WORDS = 2
"""So many everyday words must speak for a name of which only a part is there: "smart pills" for "smart drugs"."""
HEAVIER = 1.3
"""A named word that is heavier by so much than all that the best candidate explains is more likely the subject."""


class Decision:
    """Decides what to answer."""

    def __init__(self, library: Library, index: NameIndex, reader: TermReader, english: Collection[str]) -> None:
        """Take in the library, its index, and words of plain English, which may be meant in another sense."""
        self._topics = library.topics
        self._index = index
        self._english = english
        self._columns = frozenset(column.topic for column in library.pack.columns.values())
        columns = library.pack.columns.values()
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

    def suggest(self, query: Query, candidates: Sequence[Candidate], kind: Kind | None, limit: int) -> Answer:
        """Return suggestions for a text that is still being typed."""
        topics = [candidate for candidate in self._ordered(query, candidates, kind) if self._kind_of(candidate.entry)]
        matches = self._matches(query, topics, limit)
        return Answer(outcome=Outcome.CHOICES if matches else Outcome.NOTHING, matches=matches)

    def decide(
        self,
        query: Query,
        mentions: Sequence[Mention],
        candidates: Sequence[Candidate],
        refusals: Refused,
        kind: Kind | None,
        limit: int,
    ) -> Answer:
        """Return the answer to a whole text."""
        personal = next((refusal for refusal in refusals.found if refusal.entry.sort == "personal"), None)
        if personal:
            return _refuse(personal.entry, (personal.reason,))
        columns = self._columns_named(query, mentions)
        ordered = self._ordered(query, candidates, kind, sets_side_by_side=len(columns) > 1)
        topics = [candidate for candidate in ordered if self._kind_of(candidate.entry)]
        refused = self._refused(query, ordered, topics, refusals)
        if refused:
            entry, why = refused
            compared = self._topics.get(entry.compared or "")
            if columns and compared and _sets_side_by_side(query):
                return Answer(outcome=Outcome.TOPIC, matches=(Match(topic=compared, score=1.0, why=why),))
            return _refuse(entry, why)
        if not topics:
            return Answer(outcome=Outcome.NOTHING)
        return self._about_topics(query, topics, kind, limit)

    def _about_topics(self, query: Query, topics: Sequence[Candidate], kind: Kind | None, limit: int) -> Answer:
        best = topics[0]
        near = [candidate for candidate in topics if candidate.score > CHOICE_SHARE * best.score]
        out_of_place = self._is_out_of_place(query, best)
        if not out_of_place and self._is_sure(query, topics, kind):
            return Answer(outcome=Outcome.TOPIC, matches=self._matches(query, near, limit))
        if self._is_choice(query, best, out_of_place=out_of_place):
            return Answer(outcome=Outcome.CHOICES, matches=self._matches(query, topics[: max(2, len(near))], limit))
        return Answer(outcome=Outcome.NOTHING)

    def _is_sure(self, query: Query, ordered: Sequence[Candidate], kind: Kind | None) -> bool:
        best = ordered[0]
        if best.covers_name < SURE_NAME or (best.mention is not None and best.mention.negated):
            return False
        if kind and self._kind_of(best.entry) is not kind and not _is_all_there_is(query, best):
            return False
        if len(ordered) > 1 and best.score - ordered[1].score < SURE_MARGIN * best.score:
            return False
        if _is_beside_the_point(query, best) or self._rests_on_one_plain_word(query, best):
            return False
        needed = SURE_MENTION if best.mention else SURE_COVERAGE
        return best.explains >= needed * _at_stake(query, best)

    def _rests_on_one_plain_word(self, query: Query, best: Candidate) -> bool:
        """Tell whether all that speaks for a candidate is part of a name and one everyday word: the "form" of a page.

        "Film" may be a blood film or a movie, and "caring" is no CAR T-cell; "neutropenic" has no second sense.
        """
        if best.mention is not None or any(word.share < 1 for word in query.words if word.sort is Sort.NAME):
            return False
        words = [query.words[place] for place in best.places]
        telling = [word for word in words if word.sort is Sort.NAME]
        if len(telling) >= TELLING_WORDS or any(self._is_of_the_field(word) for word in telling):
            return False
        left = [word for place, word in enumerate(query.words) if place not in best.places]
        return any(word.sort is not Sort.STOP for word in left)

    def _is_choice(self, query: Query, best: Candidate, *, out_of_place: bool) -> bool:
        """Tell whether the best candidate is likely enough to be offered."""
        alone = len(best.places) == 1 and self._rests_on_one_plain_word(query, best)
        if out_of_place and (best.covers_name < CHOICE_NAME or alone):
            return False
        if best.covers_name < SURE_NAME and best.said < CHOICE_SAID and not _tells(query, best):
            return False
        return best.explains + best.said > CHOICE_COVERAGE * _at_stake(query, best)

    def _is_out_of_place(self, query: Query, best: Candidate) -> bool:
        """Tell whether a word was likely meant in another sense, going by strange words around it.

        "Induction" beside "stove" is; beside "chemo" or in a long story it is not. A word that only the field uses,
        such as "platelet", makes up for less than one strange word.
        """
        telling = best.name.telling if best.name else 0
        if telling > 1 and best.covers_name > REFUSED_NAME:
            return False
        strange = sum(word.sort in (Sort.STRANGE, Sort.FOREIGN) and word.weight > 0 for word in query.words)
        story = sum(word.sort is Sort.CHAT or self._is_of_the_field(word) for word in query.words)
        return strange * STORY_WORDS > story

    def _is_of_the_field(self, word: Word) -> bool:
        guess = word.guesses[0] if word.guesses else None
        return (
            word.sort is Sort.NAME
            and guess is not None
            and guess.likeness >= OF_THE_FIELD
            and guess.term not in self._english
        )

    def _refused(
        self, query: Query, ordered: Sequence[Candidate], topics: Sequence[Candidate], refusals: Refused
    ) -> tuple[NotCovered, tuple[Reason, ...]] | None:
        """Return what is not covered and goes before all topics, with the reasons; None if a topic goes before it."""
        best = topics[0] if topics else None
        firm = best is not None and best.mention is not None and not best.mention.context and not best.mention.negated
        for refusal in refusals.found:
            if not (firm and refusal.entry.yields):
                return refusal.entry, (refusal.reason,)
        for candidate in ordered:
            entry = self._index.entries[candidate.entry]
            if not isinstance(entry, NotCovered) or entry.id in refusals.silent:
                continue
            share = REFUSED_CONDITION_SHARE if entry.sort == "condition" else REFUSED_SHARE
            if entry.yields or candidate.mention is None:
                share = 1.0
            if not firm and candidate.mention is not None:
                share = 0.0
            if best is None or candidate.score >= share * best.score:
                return entry, self._reasons(query, candidate)
        return None

    def _columns_named(self, query: Query, mentions: Iterable[Mention]) -> set[str]:
        """Return the topics of the columns that the text names."""
        named = {self._labels[word.term] for word in query.words if word.term in self._labels}
        ids = {self._index.entries[mention.name.entry].id for mention in mentions}
        return named | (ids & self._columns)

    def _ordered(
        self, query: Query, candidates: Iterable[Candidate], kind: Kind | None, *, sets_side_by_side: bool = False
    ) -> list[Candidate]:
        """Return the candidates by what the command and the rest of the text say of them, best first."""
        named = {place for place, word in enumerate(query.words) if word.sort is Sort.NAME and word.share == 1}
        others = any(word.share < 1 for word in query.words)
        ordered = []
        for candidate in candidates:
            entry = self._index.entries[candidate.entry]
            if isinstance(entry, NotCovered):
                if not _names(candidate, entry):
                    continue
            elif entry.kind is kind:
                candidate.score *= KIND_BONUS if candidate.covers_name >= SURE_NAME else KIND_BONUS_OF_A_GUESS
            elif entry.kind is Kind.CONDITION:
                if sets_side_by_side and others:
                    candidate.score *= BACKDROP_SHARE
                elif not named <= candidate.places.keys():
                    candidate.score *= BESIDE_OTHERS
            if sets_side_by_side and not isinstance(entry, NotCovered) and entry.kind is Kind.COMPARISON:
                candidate.score *= SIDE_BY_SIDE_BONUS
            if candidate.score > 0:
                ordered.append(candidate)
        ordered.sort(key=lambda candidate: (-candidate.score, candidate.entry))
        return ordered

    def _kind_of(self, place: int) -> Kind | None:
        entry = self._index.entries[place]
        return None if isinstance(entry, NotCovered) else entry.kind

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


def _refuse(entry: NotCovered, why: tuple[Reason, ...]) -> Answer:
    outcome = Outcome.DECLINED if entry.sort == "personal" else Outcome.NOT_COVERED
    return Answer(outcome=outcome, not_covered=entry, why=why)


def _names(candidate: Candidate, entry: NotCovered) -> bool:
    """Tell whether something not covered is named at all: a condition also misspelt or in part, others only whole."""
    return candidate.mention is not None or (entry.sort == "condition" and candidate.covers_name >= REFUSED_NAME)


def _sets_side_by_side(query: Query) -> bool:
    return not CONTRASTS.isdisjoint(word.term for word in query.words)


def _tells(query: Query, candidate: Candidate) -> bool:
    """Tell whether more than words of people's stories speak for a candidate."""
    return any(query.words[place].sort is not Sort.CHAT for place in candidate.places)


def _is_all_there_is(query: Query, best: Candidate) -> bool:
    """Tell whether hardly a word is left that the candidate does not explain."""
    left = [word for place, word in enumerate(query.words) if place not in best.places and word.sort is not Sort.STOP]
    return len(left) <= LEFT_BY_ANOTHER_KIND


def _is_beside_the_point(query: Query, best: Candidate) -> bool:
    """Tell whether a text says so much else that the best candidate may only be its setting."""
    rest = [word for place, word in enumerate(query.words) if place not in best.places]
    story = sum(word.sort is Sort.CHAT for word in rest)
    if best.mention is not None and best.mention.context and story >= STORY_BESIDE_CONTEXT:
        return True
    if best.explains < COMMON_NAME and story >= STORY_BESIDE_COMMON_NAME:
        return True
    return any(word.weight > HEAVIER * best.explains for word in rest if word.sort is Sort.NAME and word.share == 1)


def _at_stake(query: Query, best: Candidate) -> float:
    """Return the weight of what the best candidate explains, and of what nothing in the library does."""
    rest = sum(
        word.weight * word.share * (OTHER_NAME_SHARE if word.sort is Sort.NAME else 1.0)
        for place, word in enumerate(query.words)
        if place not in best.places
    )
    return best.explains + rest
