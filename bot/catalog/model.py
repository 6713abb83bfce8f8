"""The base that every content model stands on: frozen, strict, no unknown keys."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


class Model(BaseModel):
    """A piece of content. Frozen once read; a key that it does not know is an error.

    What stands below a field describes it in the JSON Schema too, where editors show it to authors.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", use_attribute_docstrings=True)


def _one_line(text: str) -> str:
    """Fold the line breaks of a YAML block, which mean nothing on a phone."""
    return re.sub(r"\s+", " ", text).strip()


Text = Annotated[str, AfterValidator(_one_line), StringConstraints(min_length=1)]
"""Words that a person reads, on one line."""

Paragraphs = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Words that a person reads, with line breaks where the author put them."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_ID = 40

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=LONGEST_ID)]
"""Lower-case words joined by hyphens. At most 40 characters, so that it fits a button's 100-character custom_id."""

URL_PATTERN = r"^https://[^\s()<>]+$"

Url = Annotated[str, StringConstraints(pattern=URL_PATTERN, max_length=512)]
"""A web address that can stand in a Markdown link and on a link button (Discord: 512 characters)."""

Name = Annotated[str, AfterValidator(_one_line), StringConstraints(min_length=1, max_length=100)]
"""Something that a person may type. At most 100 characters: Discord's limit for a choice."""
