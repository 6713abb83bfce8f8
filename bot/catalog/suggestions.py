"""What an author may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process

NEAR_ENOUGH = 70
"""Least likeness (0 to 100) of a known word that is suggested: `sumary` and `summary` have 92, `foo` and `for` 67."""


def near(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that comes nearest; None if none comes near enough."""
    found = process.extractOne(word, sorted(known), score_cutoff=NEAR_ENOUGH)
    return found[0] if found else None


def or_near(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that suggests the nearest known word; empty if none comes near enough."""
    suggested = near(word, known)
    return f"; did you mean `{suggested}`?" if suggested else ""
