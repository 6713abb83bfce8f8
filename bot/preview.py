"""`marrow preview`: the review copy of the library or of one topic, in a file that is written whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

from bot import __version__
from bot.catalog import Library
from bot.files import replace_whole
from bot.lookup import Lookup
from bot.presentation.list_pages import Operator
from bot.presentation.preview import review_copy, topic_copy

DEFAULT_FILE = Path("marrow-preview.html")

_SUGGESTED = 3


class PreviewError(Exception):
    """There is no such topic, or the file can't be written. The message says what to do."""


def preview(library: Library, operator: Operator, topic_id: str | None, as_of: dt.date) -> str:
    """Return the review copy of a library, or of its topic of this id, as one HTML document.

    Topics are overdue as of that day. Raises PreviewError, with the ids that come near, if there is no such topic.
    """
    if topic_id is None:
        return review_copy(library, operator, __version__, as_of)
    topic = library.topics.get(topic_id)
    if topic is None:
        raise PreviewError(f"There is no topic `{topic_id}`. {_suggestion(library, topic_id)}")
    return topic_copy(library, topic, as_of)


def write_whole(document: str, target: Path) -> None:
    """Write a document to a file, in UTF-8. An older file is replaced in one step, and kept if anything goes wrong.

    Raises PreviewError if the file can't be written.
    """
    try:
        # A link stays, and what it points to is replaced. Links that go round in a circle point to nothing, which
        # Python before 3.13 says by itself.
        target = target.resolve()
        if target.is_symlink():
            raise PreviewError(f"{target} can't be written: it is a link to itself. Choose another file with --out.")
        if objection := _objection(target):
            raise PreviewError(objection)
        replace_whole(target, document)
    except (OSError, RuntimeError) as error:  # RuntimeError: Python 3.11 and 3.12 on links that go round in a circle
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise PreviewError(f"{target} can't be written: {reason}. Choose another file with --out.") from error


def _objection(target: Path) -> str:
    """Return why a place is none for a file, and what to do; empty if it is one."""
    if target.is_dir():
        return f"{target} is a folder. Name a file in it: --out {target / DEFAULT_FILE.name}"
    if target.exists() and not target.is_file():
        return f"{target} is no ordinary file. To write to standard output, use: --out -"
    if target.exists() and not os.access(target, os.W_OK):
        return f"{target} is write-protected. Choose another file with --out."
    if not target.parent.is_dir():
        return f"There is no folder {target.parent}. Make it first, or choose another file with --out."
    return ""


def _suggestion(library: Library, wanted: str) -> str:
    """Return the ids of the topics that the words of an id lead to, as a sentence."""
    by_name = replace(library, asked={}, told={})  # to learn how people ask takes longer than a page is worth
    near = Lookup(by_name).answer(wanted.replace("-", " "), None, limit=_SUGGESTED).matches
    if not near:
        return "A topic's id is the name of its file without “.yaml”; `marrow preview` without --topic shows them all."
    return f"Did you mean {' or '.join(f'`{match.topic.id}`' for match in near)}?"
