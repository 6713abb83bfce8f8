"""Every name leads to one place: none stands in two topics, or in a topic and among what is not covered.

The same holds for lines of how people say things: one that speaks for two things speaks for neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from bot.catalog.draft import Draft, kind_of
from bot.catalog.lines import ASKED, NOTHING, TOLD, Lines, file_of_lines
from bot.catalog.problems import Problem
from bot.catalog.reading import Document, KeyPath
from bot.catalog.suggestions import or_near


def folded(name: str) -> str:
    """Return a name as names are compared: case, accents, spacing and punctuation do not tell two names apart.

    The lookup sees even more names as one, such as plurals and British spellings; `marrow check` asks it.
    """
    plain = "".join(part for part in unicodedata.normalize("NFKD", name) if not unicodedata.combining(part))
    return re.sub(r"[\W_]+", " ", plain.casefold()).strip() or name.casefold()


def naming_problems(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each name that another topic or entry has too.

    Reads the files as YAML has them, so that a topic with a problem of its own has its names checked too.
    """
    owner: dict[str, str] = {}
    for document, owned_by, path, name in _names(draft):
        other = owner.setdefault(folded(name), owned_by)
        if other != owned_by:
            yield document.problem(path, f"the name “{name}” also stands in {other}; keep it in one place")


def line_problems(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each file of lines without what it is named for, and for each line that speaks for two."""
    names: dict[str, str] = {}
    for topic in draft.topics.values():
        names |= dict.fromkeys(map(folded, topic.names), topic.id)
    for entry in draft.not_covered or ():
        names |= dict.fromkeys(map(folded, (entry.title, *entry.names, *entry.exact)), entry.id)
    if draft.not_covered is not None:
        subjects = {*draft.topic_ids, *(entry.id for entry in draft.not_covered)}
        yield from _line_problems(ASKED, draft.asked, subjects, names)
    if draft.alerts is not None:
        yield from _line_problems(TOLD, draft.told, {rule.id for rule in draft.alerts.rules}, {})


def _line_problems(folder: str, lines: Lines, subjects: set[str], owners: dict[str, str]) -> Iterator[Problem]:
    for subject, of_subject in lines.items():
        file = file_of_lines(folder, subject)
        if subject not in subjects and subject != NOTHING:
            message = f"nothing has the id `{subject}`" + or_near(subject, subjects)
            yield Problem(file=file, message=message)
        for line in of_subject:
            other = owners.setdefault(folded(line.text), subject)
            if other != subject:
                message = f"“{line.text}” also speaks for `{other}`; keep it in one place"
                yield Problem(file=file, line=line.number, message=message)


def _names(draft: Draft) -> Iterator[tuple[Document, str, KeyPath, str]]:
    for file in sorted(draft.documents):
        if kind_of(file) is not None:
            document = draft.documents[file]
            for path, name in _texts((), document.data, ("title", "aliases", "exact")):
                yield document, file, path, name
    if "not-covered.yaml" in draft.documents:
        document = draft.documents["not-covered.yaml"]
        entries = document.data.get("entries")
        for position, entry in enumerate(entries if isinstance(entries, tuple) else ()):
            if isinstance(entry, Mapping):
                for path, name in _texts(("entries", position), entry, ("names", "exact")):
                    yield document, f"not-covered.yaml ({entry.get('id')})", path, name


def _texts(path: KeyPath, data: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[tuple[KeyPath, str]]:
    for key in keys:
        value = data.get(key)
        if isinstance(value, str):
            yield (*path, key), value
        for position, item in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(item, str):
                yield (*path, key, position), item
