"""Texts with placeholders, and the check that a text has no placeholder that nobody fills."""

from __future__ import annotations

from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from bot.catalog.model import Text


def template(*names: str) -> AfterValidator:
    """Return a check that a text has no placeholder but these."""

    def check(text: str) -> str:
        try:
            found = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError as error:
            raise ValueError("has an unpaired { or }; write {{ or }} for a plain one") from error
        for name in found:
            if name not in names:
                known = ", ".join(f"{{{name}}}" for name in names) or "none"
                raise ValueError(f"has the placeholder {{{name}}}, which is not known here; known: {known}")
        return text

    return AfterValidator(check)


Label = Annotated[Text, StringConstraints(max_length=80)]
"""The words on a button. Discord: at most 80 characters."""

Hint = Annotated[Text, StringConstraints(max_length=150)]
"""The grey words in a menu. Discord: at most 150 characters."""

Described = Annotated[Text, StringConstraints(max_length=100)]
"""The description of a command or of its option, or the name of a choice. Discord: at most 100 characters."""
