"""The lookup: a text in, an answer out. Nothing here or below knows Discord, files or the clock."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalog import Kind, Library
from bot.lookup.alerts import AlertReader
from bot.lookup.answer import Alert, Answer, Outcome
from bot.lookup.associations import Associations, Table
from bot.lookup.completion import Completion
from bot.lookup.decision import Decision
from bot.lookup.english import known_words
from bot.lookup.examples import examples, heard_of, nothing_of
from bot.lookup.leaning import Leaning
from bot.lookup.learning import learn
from bot.lookup.mentions import mentions_in, stands_exactly
from bot.lookup.names import Name, index_names, misspelt_words, without_articles
from bot.lookup.patterns import Patterns, Reading
from bot.lookup.query import Query, QueryReader
from bot.lookup.ranking import rank
from bot.lookup.refusals import Refusals
from bot.lookup.spelling import Spelling
from bot.lookup.terms import TermReader
from bot.lookup.text import Text, fold, read_text

LONGEST_NAME = 40
"""A text of more words is no name."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a lookup learnt from a library: plain data, which holds for that very library only."""

    asked: Table
    """Of what people ask."""
    told: tuple[Table, Table] | None
    """Of what they tell of emergencies and crises; None if the library has no lines of that."""


class Lookup:
    """Answers texts from a library.

    Build it once. The same text always gets the same answer, whatever was asked before.
    """

    def __init__(self, library: Library, learnt: Learnt | None = None) -> None:
        """Read every name, sentence and rule of the library, and learn from its lines of how people say things.

        Learning takes seconds; `learnt` is what another lookup of the same library learnt.
        """
        self._library = library
        english = known_words()
        self._terms = TermReader(library.pack.short_names, library.pack.same_words)
        self._terms.add_same(misspelt_words(library, self._terms, english))
        self._index = index_names(library, self._terms)
        known = english - self._index.fuzzy
        spelling = Spelling(self._index.fuzzy, known, self._index.surface | dict(self._terms.same))
        self._queries = QueryReader(self._index, self._terms, spelling, known, self._backdrop())
        self._completion = Completion(self._index)
        self._patterns = Patterns(library.alerts)
        self._refusals = Refusals(library.not_covered.values(), self._patterns)
        self._alerts = AlertReader(
            library.alerts,
            self._patterns,
            told=library.told,
            everyday=(line for lines in library.asked.values() for line in lines),
            learnt=learnt.told if learnt else None,
        )
        subjects = nothing_of(self._index) + 1
        self._associations = Associations(
            learnt.asked if learnt else learn(examples(library, self._index, self._terms), subjects)
        )
        self._decision = Decision(library, self._index, self._terms)

    @property
    def learnt(self) -> Learnt:
        """What was learnt from the library's names and lines."""
        return Learnt(self._associations.table, self._alerts.learnt)

    def answer(self, text: str, kind: Kind | None = None, *, limit: int = 5, unfinished: bool = False) -> Answer:
        """Return what the library says to a text, with the alerts beside it and why. Never raises.

        `kind` is that of the command: its own topics rank first, yet a sure hit of another kind is answered too.
        None means any kind. At most `limit` matches come back. With `unfinished` the last word may still grow,
        matches are suggestions, best first, and an empty text gets the kind's topics.
        """
        read = read_text(text)
        reading = self._patterns.read(read)
        urgent, crisis = self._alerts.read_from(reading)
        if crisis is not None and crisis.sure:
            return Answer(outcome=Outcome.NOTHING, urgent=urgent, crisis=crisis)
        if unfinished:
            answer = self._complete(read, kind, limit)
        elif not read.tokens:
            answer = Answer(outcome=Outcome.NOTHING)
        elif (short := self._terms.short_name_alone(read)) is not None:
            answer = self._decision.choices(short.choices, limit)
        else:
            alert = crisis or urgent
            answer = self._look_up(read, reading, kind, limit, alert.rule.topic if alert else None)
        return _with_alerts(answer, urgent, crisis)

    def _look_up(self, read: Text, reading: Reading, kind: Kind | None, limit: int, alert_topic: str | None) -> Answer:
        """Answer a text that has words, whatever its alerts."""
        query = self._queries.read(read)
        named = self._decision.named(self._whole_name(query), kind, limit)
        if named is not None:
            return named
        mentions = mentions_in(query, self._index)
        leaning = Leaning(self._associations, heard_of(query))
        candidates = rank(query, mentions, self._index, leaning.scores)
        refused = self._refusals.find(reading)
        return self._decision.decide(
            query, leaning, mentions, candidates, refused, kind, limit, alert_topic=alert_topic
        )

    def _backdrop(self) -> frozenset[str]:
        """Return the terms of what the whole library is about: its columns, by all words of their names."""
        columns = self._library.pack.columns.values()
        texts = [text for column in columns for text in (column.label, column.name)]
        return frozenset(term.term for text in texts for term in self._terms.terms(read_text(f"{text} x")))

    def _whole_name(self, query: Query) -> tuple[Name, ...]:
        """Return the names that the whole text is, but for articles: as it was read, or as it was typed."""
        if len(query.words) > LONGEST_NAME:
            return ()
        typed = tuple(term.term for term in self._terms.terms(query.text))
        for every in (tuple(word.term for word in query.words), typed):
            numbers = self._index.by_all_terms.get(every) or self._index.by_terms.get(without_articles(every)) or ()
            if names := tuple(name for number in numbers if stands_exactly(name := self._index.names[number], query)):
                return names
        return ()

    def _complete(self, read: Text, kind: Kind | None, limit: int) -> Answer:
        """Suggest topics for a text that is still being typed."""
        if not read.tokens:
            topics = self._library.topics.values() if kind is None else self._library.of_kind(kind)
            return self._decision.choices([topic.id for topic in topics], limit)
        if (short := self._terms.short_name_alone(read)) is not None:
            return self._decision.choices(short.choices, limit)
        query = self._queries.read_unfinished(read, self._completion)
        beginning = self._completion.names(" ".join(fold(read.typed).split()))
        leaning = Leaning(self._associations, heard_of(query))
        candidates = rank(query, mentions_in(query, self._index), self._index, leaning.scores, also=beginning)
        return self._decision.suggest(query, leaning, candidates, kind, limit)


def _with_alerts(answer: Answer, urgent: Alert | None, crisis: Alert | None) -> Answer:
    if urgent is None and crisis is None:
        return answer
    return Answer(
        outcome=answer.outcome,
        matches=answer.matches,
        not_covered=answer.not_covered,
        urgent=urgent,
        crisis=crisis,
        why=answer.why,
        evidence=answer.evidence,
    )
