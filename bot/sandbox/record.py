"""What the bot asked for, and where it broke Discord's rules."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from .errors import Json


@dataclass(frozen=True, kw_only=True)
class Request:
    """One REST request.

    ``template`` is the path as Discord documents it, ``path`` the one that was asked for, both without the
    query; ``code`` is that of a refusal.
    """

    method: str
    path: str
    template: str
    query: dict[str, str]
    body: object
    status: int
    code: int | None = None
    reason: str | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A breach of Discord's rules.

    ``kind`` is ``refused`` (a REST request), ``unanswered`` (an interaction left without answer for 3
    seconds), ``unfinished`` (a deferred answer that never came), ``gateway`` (a connection closed for a
    protocol error) or ``sandbox`` (a fault of the sandbox itself).
    """

    kind: str
    message: str
    code: int | None = None
    errors: Json | None = None


@dataclass
class Expectation:
    """Refusals that a test provokes on purpose, and those that came."""

    codes: tuple[int | str, ...]
    met: list[Violation] = field(default_factory=list)


class Record:
    """Everything that was asked, and every breach that no test expected."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.violations: list[Violation] = []
        self._expected: list[Expectation] = []

    def violate(self, violation: Violation) -> None:
        """Note a breach, unless it is expected right now."""
        for expectation in self._expected:
            if violation.code in expectation.codes or violation.kind in expectation.codes:
                expectation.met.append(violation)
                return
        self.violations.append(violation)

    @contextlib.contextmanager
    def expecting(self, *codes: int | str) -> Iterator[Expectation]:
        """Take breaches of these codes (or kinds) for wanted while the block runs.

        Raises AssertionError at its end when none came.
        """
        expectation = Expectation(codes)
        self._expected.append(expectation)
        try:
            yield expectation
        finally:
            self._expected.remove(expectation)
        if not expectation.met:
            listed = ", ".join(str(code) for code in codes)
            raise AssertionError(f"expected a refusal with {listed}, and nothing of that kind was refused")
