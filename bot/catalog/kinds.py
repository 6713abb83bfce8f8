"""The eight kinds of topic. A kind is a folder of the content, and most are a command."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What sort of topic it is. The value is the singular word; `folder` is where its files are."""

    CONDITION = "condition"
    COMPARISON = "comparison"
    SYMPTOM = "symptom"
    DIAGNOSIS = "diagnosis"
    TREATMENT = "treatment"
    COMPLICATION = "complication"
    PROGNOSIS = "prognosis"
    TERM = "term"

    @property
    def folder(self) -> str:
        """The folder of `content/` that holds the kind's topics."""
        return self.value if self in (Kind.DIAGNOSIS, Kind.PROGNOSIS) else f"{self.value}s"

    @classmethod
    def of_folder(cls, folder: str) -> Kind | None:
        """Return the kind whose folder this is, or None."""
        return next((kind for kind in cls if kind.folder == folder), None)
