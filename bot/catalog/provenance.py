"""Where statements come from: pages that were read, pages that say something, and figures where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.catalog.draft import Draft, kind_of
from bot.catalog.kinds import Kind
from bot.catalog.problems import Problem
from bot.catalog.readability import sentences_of
from bot.catalog.reading import last_key
from bot.catalog.references import references
from bot.catalog.topics import cited_sources

_TO_READ = ("read", "read_more", "further")
"""Keys of pages that a reader is sent to."""

_NUMBER = re.compile(r"(?<!\S)[(<>≤≥]*\d")
"""A word that begins with a digit, and not a name such as inv(16)."""
_SHARE = re.compile(r"\d\s*(?:%|per ?cent\b)|\d\s+(?:in|of|out of)\s+(?:every\s+)?\d")
"""A share of people: 90%, 9 in 10, 9 out of every 10."""


def provenance_problems(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each topic, source and number that readers could not trace back."""
    yield from _nothing_read(draft)
    yield from _home_pages(draft)
    yield from _unused_sources(draft)
    yield from _loose_figures(draft)


def _nothing_read(draft: Draft) -> Iterator[Problem]:
    if draft.sources is None:
        return
    read = {key for key, source in draft.sources.items() if source.as_of is not None}
    for topic in draft.topics.values():
        if read.isdisjoint(cited_sources(topic)):
            message = "cites no source that was read; give at least one statement a `src`"
            yield draft.document(topic).problem((), message)


def _home_pages(draft: Draft) -> Iterator[Problem]:
    """Yield pages to read that are only somebody's front door. Help lines may name one: a line has no page."""
    for reference in references(draft):
        source = (draft.sources or {}).get(reference.id)
        if source is None or reference.key not in _TO_READ or reference.document.file == "help.yaml":
            continue
        if urlsplit(source.url).path in ("", "/"):
            message = f"`{reference.id}` is only the home page of {source.publisher}; name the page that tells more"
            yield reference.problem(message)


def _unused_sources(draft: Draft) -> Iterator[Problem]:
    """Yield sources that nobody cites. Nothing is known of that while some file can't be read at all."""
    unreadable = {problem.file for problem in draft.problems} - set(draft.documents)
    if draft.sources is None or unreadable:
        return
    used = {reference.id for reference in references(draft)}
    for source in draft.sources:
        if source not in used:
            message = "is used nowhere; cite it or remove it"
            yield draft.documents["sources.yaml"].problem((source,), message)


# --- figures --------------------------------------------------------------------------------------------------


def _loose_figures(draft: Draft) -> Iterator[Problem]:
    """Yield numbers on the outlook outside `figures`, where nobody sees them who did not ask."""
    words = draft.pack.outlook_words if draft.pack is not None else ()
    outlook = re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\b", re.IGNORECASE) if words else None
    for document in draft.documents.values():
        kind = kind_of(document.file)
        for path, text in document.texts() if kind is not None else ():
            if path[0] == "figures" or last_key(path) not in ("text", "glance"):
                continue
            if last_key(path) == "text":
                message = _loose(text, kind, outlook)
            else:
                message = "has a number; leave numbers to the points" if _NUMBER.search(text) else ""
            if message:
                yield document.problem(path, message)


def _loose(text: str, kind: Kind | None, outlook: re.Pattern[str] | None) -> str:
    for sentence in sentences_of(text):
        found = outlook.search(sentence) if outlook else None
        if found and _NUMBER.search(sentence):
            return f"has a number beside “{found.group()}”; numbers on the outlook stand under `figures`"
        if kind is Kind.PROGNOSIS and _SHARE.search(sentence):
            return "gives a share of people; on the outlook they stand under `figures`"
    return ""
