"""From a content folder to a whole library, or to every problem of every file at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.catalog.alert_rules import AlertRules
from bot.catalog.help_lines import HelpLines
from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.model import Model
from bot.catalog.not_covered import NotCovered
from bot.catalog.pack import Pack
from bot.catalog.problems import ContentError, Problem
from bot.catalog.reading import Document, read_document
from bot.catalog.sentences import problems_of
from bot.catalog.sources import Source
from bot.catalog.topics import Article, Comparison, Topic
from bot.catalog.validation import problems_between

M = TypeVar("M", bound=BaseModel)


class SourcesFile(Model):
    """`sources.yaml`, whose keys are the ids of the sources."""

    sources: Mapping[str, Source]


class NotCoveredFile(Model):
    """`not-covered.yaml`, one list of entries."""

    entries: tuple[NotCovered, ...]


def content_folder() -> Path:
    """Return the folder of the content that comes with the program: the wheel's copy, else the checkout's."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_content"
    return packaged if packaged.is_dir() else package.parent / "content"


def load_library(folder: Path) -> Library:
    """Read a content folder whole.

    Raises ContentError with every problem of every file, if there is any; a library is never half read.
    """
    if not folder.is_dir():
        raise ContentError([Problem(file=str(folder), message="there is no such folder; name a content folder")])
    read = _Reading(folder)
    pack = read.one("pack.yaml", Pack)
    sources = read.one("sources.yaml", SourcesFile, wrap="sources")
    help_lines = read.one("help.yaml", HelpLines)
    not_covered = read.one("not-covered.yaml", NotCoveredFile)
    alerts = read.one("alerts.yaml", AlertRules)
    topics = dict(read.topics())
    if not topics and not read.unread:
        read.problems.append(Problem(file=str(folder), message="has no topic; add one, such as terms/example.yaml"))
    # Files are held against each other only where the five that all others need are right in themselves.
    if not (pack and sources and help_lines and not_covered and alerts) or not topics:
        raise ContentError(read.problems)
    library = Library(
        pack=pack,
        topics=topics,
        sources=sources.sources,
        help_lines=help_lines,
        not_covered={entry.id: entry for entry in not_covered.entries},
        alerts=alerts,
    )
    ids = tuple(entry.id for entry in not_covered.entries)
    read.problems += problems_between(library, read.documents, ids, frozenset(read.unread))
    if read.problems:
        raise ContentError(read.problems)
    return library


@dataclass(kw_only=True)
class _Reading:
    """One pass over a folder, which keeps what it read and every problem that it met."""

    folder: Path = field(kw_only=False)
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Ids of topics that have problems of their own."""

    def one(self, file: str, model: type[M], *, wrap: str | None = None) -> M | None:
        """Read one file as this model; None if it has problems. `wrap` names the field that is the whole file."""
        if not (self.folder / file).is_file():
            self.problems.append(Problem(file=file, message="is missing; every content folder needs it"))
            return None
        document = self._document(file)
        if document is None:
            return None
        if wrap is None:
            return self._model(document, model, document.data)
        return self._model(document, model, {wrap: document.data})

    def topics(self) -> Iterator[tuple[str, Topic]]:
        """Yield the topics that are right in themselves, by kind and title."""
        found = [topic for kind in Kind for topic in self._topics_of(kind)]
        for folder in sorted(path for path in self.folder.iterdir() if path.is_dir() and _is_visible(path)):
            if Kind.of_folder(folder.name) is None:
                known = ", ".join(kind.folder for kind in Kind)
                self.problems.append(Problem(file=folder.name, message=f"is no kind of topic; folders are {known}"))
        found.sort(key=lambda topic: (list(Kind).index(topic.kind), topic.title.casefold()))
        seen: dict[str, Topic] = {}
        for topic in found:
            if topic.id in seen:
                where = f"{topic.kind.folder}/{topic.id}.yaml"
                message = f"the id `{topic.id}` is also in {seen[topic.id].kind.folder}/; rename one of the files"
                self.problems.append(Problem(file=where, message=message))
            seen[topic.id] = topic
        yield from seen.items()

    def _topics_of(self, kind: Kind) -> Iterator[Topic]:
        model: type[Article] | type[Comparison] = Comparison if kind is Kind.COMPARISON else Article
        folder = self.folder / kind.folder
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if not _is_visible(path):
                continue
            file = f"{kind.folder}/{path.name}"
            if path.suffix != ".yaml":
                self.problems.append(Problem(file=file, message="is not a topic; topics are files that end in .yaml"))
                continue
            document = self._document(file)
            if document is None:
                self.unread.add(path.stem)
                continue
            for key in ("id", "kind"):
                if key in document.data:
                    self.problems.append(document.problem((key,), "is not a key here; folder and file name say it"))
            data = {**document.data, "id": path.stem, "kind": kind}
            topic = self._model(document, model, data)
            if topic is None:
                self.unread.add(path.stem)
            else:
                yield topic

    def _document(self, file: str) -> Document | None:
        try:
            document = read_document(self.folder / file, file)
        except ContentError as error:
            self.problems += error.problems
            return None
        self.documents[file] = document
        return document

    def _model(self, document: Document, model: type[M], data: Mapping[str, Any]) -> M | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems += problems_of(document, error, model)
            return None


def _is_visible(path: Path) -> bool:
    return not path.name.startswith(".")
