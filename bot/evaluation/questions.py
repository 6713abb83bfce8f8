"""Labelled questions: what people typed, and what a right answer to it is."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from bot.batch import KINDS
from bot.lookup import Outcome

REFUSALS = frozenset(outcome.value for outcome in Outcome if outcome is not Outcome.TOPIC)
"""What a question may expect instead of a topic."""
ALERTS_ONLY: Mapping[str, tuple[bool, bool]] = {
    "urgent": (True, False),
    "crisis": (False, True),
    "neither": (False, False),
    "both": (True, True),
}
"""The lists of a file that has texts for alerts alone, and whether theirs are urgent and tell of a crisis."""

Flag = bool | Literal["either"] | None
"""Whether an alert must stand above the answer. "either": it may; None: nobody said."""


class QuestionsError(Exception):
    """Questions that can't be read. The message says which, and what to do."""


class Question(BaseModel):
    """One labelled question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    half: str
    """`dev` questions may be looked at one by one; of all others, look at the figures only."""
    sort: str = Field(alias="class")
    """What sort of question it is, such as `typo`."""
    kind: str
    """The command that it was typed into; `ask` for any kind."""
    query: str = Field(repr=False)
    """Shown nowhere: a held-back question stays unread when a test fails, too."""
    expect: Annotated[frozenset[str], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)] = (
        frozenset()
    )
    """Ids of topics that are right, and outcomes that are right instead of a topic. Empty: any answer will do."""
    urgent: Flag = None
    crisis: Flag = None

    @field_validator("kind")
    @classmethod
    def _is_a_command(cls, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError(f"should be one of {', '.join(KINDS)}")
        return kind

    @property
    def refusals(self) -> frozenset[str]:
        """The outcomes that are right instead of a topic."""
        return self.expect & REFUSALS

    @property
    def answerable(self) -> bool:
        """Whether a topic is expected and nothing else will do."""
        return bool(self.expect) and not self.refusals

    @property
    def refusable(self) -> bool:
        """Whether it is right to show no topic."""
        return bool(self.refusals)

    @classmethod
    def for_alerts(cls, name: str, number: int, text: str) -> Self:
        """Return a text of which only its alerts are known; `name` is one of `ALERTS_ONLY`."""
        urgent, crisis = ALERTS_ONLY[name]
        data = {"id": f"{name}-{number}", "half": "alerts", "class": f"alerts: {name}", "kind": "ask", "query": text}
        return cls.model_validate({**data, "urgent": urgent, "crisis": crisis})


def read_questions(path: Path, topics: Container[str]) -> tuple[Question, ...]:
    """Return the questions of a YAML file: a list of questions, or lists of texts for alerts alone.

    `topics` are the ids that questions may expect. Raises `QuestionsError` for a file that is missing or no YAML,
    for a question that has not what it needs, and for one that expects a topic that the library has not.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise QuestionsError(
            f"{path} is not there. The questions are in the checkout, not in the installed package: "
            "run this in the checkout's folder, or name a file with --questions FILE"
        ) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise QuestionsError(f"{path} can't be read as YAML: {error}") from error
    try:
        questions = _questions(data)
    except TypeError as error:
        raise QuestionsError(f"{path}: {error}") from error
    for question in questions:
        for expected in sorted(question.expect - REFUSALS):
            if expected not in topics:
                raise QuestionsError(
                    f"{path}: {question.id} expects “{expected}”, which is neither a topic of this library "
                    f"nor one of {', '.join(sorted(REFUSALS))}"
                )
    return questions


def _questions(data: Any) -> tuple[Question, ...]:
    if isinstance(data, Mapping) and data and data.keys() <= ALERTS_ONLY.keys():
        return tuple(
            Question.for_alerts(name, number, text)
            for name, texts in data.items()
            for number, text in enumerate(_list(texts), start=1)
        )
    return tuple(_question(number, entry) for number, entry in enumerate(_list(data), start=1))


def _question(number: int, entry: Any) -> Question:
    try:
        return Question.model_validate(entry)
    except ValidationError as error:
        # Without what was read there: a held-back question stays unread.
        first = error.errors(include_url=False, include_input=False)[0]
        where = "".join(f" `{key}`" for key in first["loc"][:1])
        raise TypeError(f"question {number}{where}: {first['msg']}") from error


def _list(data: Any) -> Sequence[Any]:
    if not isinstance(data, list) or not data:
        raise TypeError("there should be a list of questions, each with id, half, class, kind, expect and query")
    return data
