"""From a content folder to a whole library, or to every problem of every file at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.catalog.alert_rules import AlertRules
from bot.catalog.draft import Draft
from bot.catalog.help_lines import HelpLines
from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.lines import ASKED, FOLDERS, TOLD, Lines, read_folder
from bot.catalog.model import ID_PATTERN, LONGEST_ID, Model
from bot.catalog.not_covered import NotCovered
from bot.catalog.pack import Pack
from bot.catalog.problems import ContentError, Problem
from bot.catalog.reading import Document, read_document
from bot.catalog.sentences import problems_of
from bot.catalog.sources import Source
from bot.catalog.suggestions import or_near
from bot.catalog.topics import Article, Comparison, Topic
from bot.catalog.validation import problems_between

M = TypeVar("M", bound=BaseModel)

FILES = ("pack.yaml", "sources.yaml", "help.yaml", "not-covered.yaml", "alerts.yaml")
"""The files that every content folder has, beside the folders of topics."""


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

    Raises ContentError with every problem of every file, if there is any; a library is never half read. How the
    texts are worded is no matter here: that is for `marrow check`.
    """
    draft = read_draft(folder)
    problems = (*draft.problems, *problems_between(draft))
    library = draft.library()
    if problems or library is None:
        raise ContentError(problems)
    return library


def read_draft(folder: Path) -> Draft:
    """Read whatever of a content folder can be read, with the problems of single files.

    Raises ContentError if there is no such folder or it can't be opened.
    """
    if not folder.is_dir():
        there = "is a file; name the folder that it is in" if folder.is_file() else "there is no such folder"
        raise ContentError([Problem(file=str(folder), message=f"{there} (a content folder has {FILES[0]} in it)")])
    try:
        return _Reading(folder).draft()
    except OSError as error:
        place = error.filename or folder
        raise ContentError([Problem(file=str(place), message=f"can't be opened: {error.strerror or error}")]) from error


@dataclass(kw_only=True)
class _Reading:
    """One pass over a folder, which keeps what it read and every problem that it met."""

    folder: Path = field(kw_only=False)
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    topic_ids: set[str] = field(default_factory=set)

    def draft(self) -> Draft:
        pack = self._one("pack.yaml", Pack)
        sources = self._one("sources.yaml", SourcesFile, wrap="sources")
        help_lines = self._one("help.yaml", HelpLines)
        not_covered = self._one("not-covered.yaml", NotCoveredFile)
        alerts = self._one("alerts.yaml", AlertRules)
        self._strays()
        topics = dict(self._topics())
        asked, told = self._lines(ASKED), self._lines(TOLD)
        if not self.topic_ids:
            message = "has no topic; add one, such as terms/example.yaml"
            self.problems.append(Problem(file=str(self.folder), message=message))
        return Draft(
            folder=self.folder,
            documents=self.documents,
            topics=topics,
            topic_ids=frozenset(self.topic_ids),
            pack=pack,
            sources=sources.sources if sources else None,
            help_lines=help_lines,
            not_covered=not_covered.entries if not_covered else None,
            alerts=alerts,
            asked=asked,
            told=told,
            problems=tuple(self.problems),
        )

    def _one(self, file: str, model: type[M], *, wrap: str | None = None) -> M | None:
        """Read one file as this model; None if it has problems. `wrap` names the field that is the whole file."""
        path = self.folder / file
        if not path.exists() and not path.is_symlink():
            self.problems.append(Problem(file=file, message="is missing; every content folder needs it"))
            return None
        document = self._document(file)
        if document is None:
            return None
        return self._model(document, model, document.data if wrap is None else {wrap: document.data}, wrap=wrap)

    def _lines(self, folder: str) -> Lines:
        lines, problems = read_folder(self.folder, folder)
        self.problems += problems
        return lines

    def _strays(self) -> None:
        """Note folders that are no kind, and YAML files beside the folders that nobody reads."""
        for path in _visible(self.folder):
            if path.is_dir() and Kind.of_folder(path.name) is None and path.name not in FOLDERS:
                known = [*(kind.folder for kind in Kind), *FOLDERS]
                message = "is no kind of topic" + (or_near(path.name, known) or f"; folders are {', '.join(known)}")
                self.problems.append(Problem(file=path.name, message=message))
            elif path.suffix in (".yaml", ".yml") and path.name not in FILES and not path.is_dir():
                hint = or_near(path.name, FILES) or "; topics stand in the folder of their kind"
                self.problems.append(Problem(file=path.name, message=f"is not a file that a library has{hint}"))

    def _topics(self) -> Iterator[tuple[str, Topic]]:
        """Yield the topics that are right in themselves, by kind and title."""
        found = [topic for kind in Kind for topic in self._topics_of(kind)]
        found.sort(key=lambda topic: (list(Kind).index(topic.kind), topic.title.casefold()))
        for topic in found:
            yield topic.id, topic

    def _topics_of(self, kind: Kind) -> Iterator[Topic]:
        folder = self.folder / kind.folder
        if not folder.exists():
            return
        if not folder.is_dir():
            self.problems.append(Problem(file=kind.folder, message="should be a folder with topics in it"))
            return
        for path in _visible(folder):
            file = f"{kind.folder}/{path.name}"
            if path.suffix != ".yaml":
                self.problems.append(Problem(file=file, message="is not a topic; topics are files that end in .yaml"))
                continue
            topic = self._topic(kind, path.stem, file)
            if path.stem in self.topic_ids:
                first = next(other.folder for other in Kind if (self.folder / other.folder / path.name).exists())
                message = f"the id `{path.stem}` is also in {first}/; rename one of the files"
                self.problems.append(Problem(file=file, message=message))
            elif topic is not None:
                yield topic
            self.topic_ids.add(path.stem)

    def _topic(self, kind: Kind, topic_id: str, file: str) -> Topic | None:
        if not re.fullmatch(ID_PATTERN, topic_id) or len(topic_id) > LONGEST_ID:
            message = (
                f"the file's name is the topic's id: lower-case words joined by hyphens, at most {LONGEST_ID} "
                "characters, such as two-words.yaml"
            )
            self.problems.append(Problem(file=file, message=message))
            return None
        document = self._document(file)
        if document is None:
            return None
        said = [key for key in ("id", "kind") if key in document.data]
        for key in said:
            self.problems.append(document.problem((key,), "is not a key here; folder and file name say it"))
        model: type[Article | Comparison] = Comparison if kind is Kind.COMPARISON else Article
        topic: Topic | None = self._model(document, model, {**document.data, "id": topic_id, "kind": kind})
        return None if said else topic

    def _document(self, file: str) -> Document | None:
        try:
            document = read_document(self.folder / file, file)
        except ContentError as error:
            self.problems += error.problems
            return None
        self.documents[file] = document
        return document

    def _model(
        self, document: Document, model: type[M], data: Mapping[str, Any], *, wrap: str | None = None
    ) -> M | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems += problems_of(document, error, model, wrap=wrap)
            return None


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
