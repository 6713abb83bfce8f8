"""Reading the numbers of a text as measures: "38,5", "101.3F", "a hundred and two"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.catalog.patterns import Amount, Measure, Unit, Vocabulary
from bot.lookup.phrases import Spans, words_of
from bot.lookup.text import Text, Token, read_text


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number in a text, in digits or in words, and the tokens that it takes."""

    value: float
    is_decimal: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """A measure, its words folded."""

    measure: Measure
    units: Mapping[str, Unit] = field(default_factory=dict)
    """By the words for them."""
    ignored: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    signs_not_before: frozenset[str] = frozenset()
    """Those of `not_before` that are no words: "%"."""
    not_after: frozenset[str] = frozenset()
    low: float = 0.0
    high: float = 0.0
    """No unit has plausible numbers outside these."""

    def is_something_else(self, before: str, following: str, sign: str) -> bool:
        """Tell whether what stands beside a bare number makes it something else."""
        return before in self.not_after or following in self.not_before or sign in self.signs_not_before


@dataclass(frozen=True, slots=True)
class _Value:
    """A number read as a measure: its value in the measure's first unit, and its last token."""

    value: float
    end: int
    has_unit: bool
    is_decimal: bool

    def is_at_least(self, least: float) -> bool:
        """Compare, forgiving what rounding from one unit to another leaves."""
        return self.value >= least - 0.01

    def has_form(self, form: str) -> bool:
        """Tell whether it is written in the form that a wording asks for."""
        return form == "any" or self.has_unit or (form == "decimal" and self.is_decimal)


MOST_IGNORED = 3
"""So many words may stand between a number and its unit: "38 degrees or so celsius"."""

MOST_NUMBERS = 400
"""So many numbers of a text are read; a long lab report has fewer."""

_DEGREES = ("°", "º", "˚")


class Numbers:
    """Reads numbers as measures."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take in the measures and number words of a vocabulary."""
        self._values = {word: value for name, value in vocabulary.numbers.items() for word in words_of([name])}
        self._joins = words_of(vocabulary.number_joins)
        self._points = words_of(vocabulary.number_points)
        self._scales = {
            name: _Scale(
                measure,
                {word: unit for unit in measure.units.values() for word in words_of(unit.words)},
                words_of(measure.ignored),
                words_of(measure.not_before),
                frozenset(word for word in measure.not_before if not read_text(word).tokens),
                words_of(measure.not_after),
                min(unit.low for unit in measure.units.values()),
                max(unit.high for unit in measure.units.values()),
            )
            for name, measure in vocabulary.measures.items()
        }

    def read(self, text: Text, amounts: Mapping[str, Amount], spans: Spans) -> None:
        """Note every number that is one of these amounts."""
        by_measure: dict[str, list[tuple[str, Amount, float]]] = {}
        for atom, amount in amounts.items():
            by_measure.setdefault(amount.measure, []).append((atom, amount, self._least(amount)))
        for quantity in islice(self._quantities(text.tokens), MOST_NUMBERS):
            for measure, wanted in by_measure.items():
                scale = self._scales[measure]
                if not scale.low <= quantity.value <= scale.high:
                    continue
                reading = self._as_measure(quantity, scale, text)
                if reading is None:
                    continue
                for atom, amount, least in wanted:
                    if reading.is_at_least(least) == (amount.than == ">=") and reading.has_form(amount.form):
                        spans.setdefault(atom, []).append((quantity.start, reading.end))

    def _least(self, amount: Amount) -> float:
        unit = self._scales[amount.measure].measure.units[amount.unit]
        return (amount.value - unit.offset) * unit.scale

    @staticmethod
    def _as_measure(quantity: _Quantity, scale: _Scale, text: Text) -> _Value | None:
        """Read a number as a measure; None if its size or the words beside it make it something else."""
        tokens = text.tokens
        end = quantity.end
        while end + 1 < len(tokens) and tokens[end + 1].word in scale.ignored and end < quantity.end + MOST_IGNORED:
            end += 1
        following = tokens[end + 1].word if end + 1 < len(tokens) else ""
        sign = text.typed[tokens[end].end : tokens[end].end + 2].strip()[:1]
        unit = scale.units.get(following)
        has_unit = unit is not None or end > quantity.end or sign in _DEGREES
        if unit is not None:
            end += 1
        elif scale.is_something_else(tokens[quantity.start - 1].word if quantity.start else "", following, sign):
            return None
        else:
            unit = next((u for u in scale.measure.units.values() if u.low <= quantity.value <= u.high), None)
        if unit is None or not unit.low <= quantity.value <= unit.high:
            return None
        return _Value((quantity.value - unit.offset) * unit.scale, end, has_unit, quantity.is_decimal)

    def _quantities(self, tokens: Sequence[Token]) -> Iterator[_Quantity]:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.number is not None:
                yield _Quantity(token.number, "." in token.word, place, place)
                place += 1
            elif token.word in self._values:
                quantity = self._in_words(tokens, place)
                yield quantity
                place = quantity.end + 1
            else:
                place += 1

    def _in_words(self, tokens: Sequence[Token], start: int) -> _Quantity:
        """Read "a hundred and two", "thirty eight point five" or "one oh one"."""
        whole: list[float] = []
        decimals: list[float] = []
        into = whole
        last = start
        for place in range(start, len(tokens)):
            word = tokens[place].word
            if tokens[place].sentence != tokens[start].sentence:
                break
            if word in self._values:
                into.append(self._values[word])
                last = place
            elif word in self._points and into is whole:
                into = decimals
            elif word not in self._joins:
                break
        value = _said(whole) + float("0." + "".join(f"{digit:.0f}" for digit in decimals[:6]) + "0")
        return _Quantity(value, bool(decimals), start, last)


def _said(values: Sequence[float]) -> float:
    """Return the number that these words say: digit by digit, or added up, a hundred multiplying what is before."""
    if len(values) > 2 and all(value < 10 for value in values):
        return float("".join(f"{value:.0f}" for value in values[:6]))
    total = 0.0
    for value in values:
        total = max(total, 1.0) * value if value >= 100 else total + value
    return total
