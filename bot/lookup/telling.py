"""What texts tell of emergencies and crises by all their words together, learnt from example lines.

The rules of `alerts` know wordings, and are sure of them. People find new words every day; this knows how alike a text
is to what others told. It hears single words, neighbours, and the groups of words of the rules: "the towel is scarlet"
may never have been told, yet towels and red together tell of bleeding.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from bot.catalog.alert_rules import AlertRule, AlertRules, AlertSort
from bot.catalog.lines import NOTHING
from bot.catalog.patterns import Amount, parse
from bot.lookup.associations import Associations, Table, empty_table
from bot.lookup.features import Features, Heard, features_of
from bot.lookup.learning import learn
from bot.lookup.patterns import Patterns, Reading
from bot.lookup.terms import term_of
from bot.lookup.text import Text, read_text

SHORTEST_PART = 4
"""Tokens of a sentence that is heard on its own, too."""
PART_LESS = 0.3
"""What a sentence on its own says less: "I can't do this" may be about a form."""
MARGIN = 0.3
"""How far a line should come before the other sorts. There are only three, so they can lie further apart."""
GROUP_PAIRS = 40
"""So many pairs of groups of a text are heard; a longer text has told its story by then."""
GROUP_SHARE = 0.8
"""What a pair of groups says beside a group or a word."""


_SORTS: tuple[AlertSort | None, ...] = (None, "urgent", "crisis")
"""What a text may tell of. None: nothing."""


class _Hearing(NamedTuple):
    """What is heard of a text."""

    words: Sequence[Heard | None]
    """A word of each token; None for numbers, which the groups hear."""
    groups: Sequence[tuple[int, str]]
    """Where a group of words begins, from left to right."""

    def part(self, part: range | None = None) -> tuple[list[Heard], Features]:
        """Return the words of the text, or of a part's tokens, and the groups of words in it, alone and in pairs."""
        start, stop = (part.start, part.stop) if part is not None else (0, len(self.words))
        inside = self.groups[bisect_left(self.groups, (start, "")) : bisect_left(self.groups, (stop, ""))]
        groups = sorted({group for _, group in inside})
        pairs = islice(combinations(groups, 2), GROUP_PAIRS)
        features = [(f"{{{group}}}", 1.0) for group in groups]
        features += [(f"{{{one}}} & {{{other}}}", GROUP_SHARE) for one, other in pairs]
        return [word for word in self.words[start:stop] if word is not None], features

    def features(self) -> Features:
        """Return all that counts of the text."""
        words, groups = self.part()
        return (*features_of(words), *groups)


class Telling:
    """How much more a text resembles emergencies or crises than it resembles nothing, and which of them."""

    def __init__(self, rules: AlertRules, patterns: Patterns) -> None:
        """Take in the rules and the patterns that texts will be read by. Nothing is learnt yet."""
        self._patterns = patterns
        self._rules = rules.rules
        self._groups = {atom: group for group in rules.words for atom in patterns.compile((f"{{{group}}}",)).anchors}
        self._groups |= {atom: written for written in _amounts(rules) for atom in patterns.compile((written,)).anchors}
        self._sorts = self._which = Associations(empty_table(len(_SORTS)))

    def recall(self, tables: tuple[Table, Table]) -> None:
        """Take in what `learn` learnt from the same lines before."""
        self._sorts, self._which = map(Associations, tables)

    @property
    def tables(self) -> tuple[Table, Table]:
        """What was learnt, to be recalled."""
        return self._sorts.table, self._which.table

    def learn(self, told: Mapping[str, Iterable[str]], harmless: Iterable[Reading]) -> None:
        """Learn from the lines of each rule, by its id or by `nothing`, and from texts that tell of nothing."""
        texts = self._texts(told)
        alerts: list[tuple[int, Features]] = []
        of_sort = Counter(rule.sort for rule in self._rules)

        def heard() -> Iterator[tuple[int, Features]]:
            for place, text in texts:
                features = self._hear(self._patterns.read(text)).features()
                if place is not None and of_sort[self._rules[place].sort] > 1:
                    alerts.append((place, features))
                yield self._sort_of(place), features
            for reading in harmless:
                yield self._sort_of(None), self._hear(reading).features()

        # Two steps, since nearly all texts tell of nothing: first of what sort, and only then which rule of it.
        self._sorts = Associations(learn(heard(), len(_SORTS), margin=MARGIN, fewest_pairs=1))
        self._which = Associations(learn(alerts, len(self._rules)))

    def _texts(self, told: Mapping[str, Iterable[str]]) -> list[tuple[int | None, Text]]:
        places = {rule.id: place for place, rule in enumerate(self._rules)} | {NOTHING: None}
        texts = [(places[subject], read_text(line)) for subject, of_subject in told.items() for line in of_subject]
        texts += [(place, read_text(line)) for place, rule in enumerate(self._rules) for line in rule.fires]
        texts += [(None, read_text(line)) for rule in self._rules for line in rule.silent]
        return texts

    def _sort_of(self, place: int | None) -> int:
        return _SORTS.index(None if place is None else self._rules[place].sort)

    def leads(self, reading: Reading) -> dict[AlertSort, float]:
        """Return by how much more a text resembles each sort of alert than anything else: about -1 to 1.

        A sentence may tell it in the middle of a long message: what one says most counts, or else the whole text.
        """
        most: dict[AlertSort, float] = {}
        hearing = self._hear(reading)
        for part in _parts(reading):
            whole = len(part) == len(reading.text.tokens)
            scores = self._sorts.weigh(*hearing.part(part)).scores
            for place, sort in enumerate(_SORTS):
                if sort is not None:
                    others = max(scores[other] for other in range(len(_SORTS)) if other != place)
                    lead = scores[place] - others - (0.0 if whole else PART_LESS)
                    most[sort] = max(lead, most.get(sort, -math.inf))
        return most

    def nearest(self, reading: Reading, sort: AlertSort) -> AlertRule:
        """Return the rule of a sort that a text resembles most. There must be one."""
        scores = self._which.weigh(*self._hear(reading).part()).scores
        places = [place for place, rule in enumerate(self._rules) if rule.sort == sort]
        return self._rules[max(places, key=lambda place: (scores[place], -place))]

    def _hear(self, reading: Reading) -> _Hearing:
        words = [None if token.number is not None else Heard(term_of(token.stem)) for token in reading.text.tokens]
        groups = ((self._groups[atom], spans) for atom, spans in reading.spans.items() if atom in self._groups)
        return _Hearing(words, sorted({(start, group) for group, spans in groups for start, _ in spans}))


def _parts(reading: Reading) -> Iterator[range]:
    """Yield the places of all tokens, then those of each longer sentence if there are several."""
    tokens = reading.text.tokens
    yield range(len(tokens))
    start = 0
    for place in range(1, len(tokens) + 1):
        if place == len(tokens) or tokens[place].sentence != tokens[start].sentence:
            if SHORTEST_PART <= place - start < len(tokens):
                yield range(start, place)
            start = place


def _amounts(rules: AlertRules) -> set[str]:
    """Return the measures that the rules ask for, as a wording writes them."""
    wordings = (wording for rule in rules.rules for wording in (*rule.sure, *rule.possible))
    items = (item for wording in wordings for item in parse(wording).items())
    return {_written(part) for item in items for part in item if isinstance(part, Amount)}


def _written(amount: Amount) -> str:
    form = "" if amount.form == "any" else f" {amount.form}"
    return f"{{{amount.measure}{amount.than}{amount.value:g}{amount.unit}{form}}}"
