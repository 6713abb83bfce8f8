"""What could be read of a content folder, right or not: what the checks between files work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.catalog.alert_rules import AlertRules
from bot.catalog.help_lines import HelpLines
from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.lines import Lines
from bot.catalog.not_covered import NotCovered
from bot.catalog.pack import Pack
from bot.catalog.problems import Problem
from bot.catalog.reading import Document
from bot.catalog.sources import Source
from bot.catalog.topics import Topic


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A content folder as it was read. A file that is not right in itself is None here, or missing from `topics`."""

    folder: Path
    documents: Mapping[str, Document]
    """The files that YAML could read, by their path inside the folder."""
    topics: Mapping[str, Topic]
    """In the order of their kinds and, in a kind, of their titles."""
    topic_ids: frozenset[str]
    """Of every topic that has a file, right or not."""
    pack: Pack | None
    sources: Mapping[str, Source] | None
    help_lines: HelpLines | None
    not_covered: tuple[NotCovered, ...] | None
    alerts: AlertRules | None
    asked: Lines
    told: Lines
    problems: tuple[Problem, ...]
    """What is wrong with single files."""

    def library(self) -> Library | None:
        """Return the library; None if any of its files is not right in itself."""
        if self.problems or self.pack is None or self.sources is None:
            return None
        if self.help_lines is None or self.not_covered is None or self.alerts is None:
            return None
        return Library(
            pack=self.pack,
            topics=self.topics,
            sources=self.sources,
            help_lines=self.help_lines,
            not_covered={entry.id: entry for entry in self.not_covered},
            alerts=self.alerts,
            asked=_texts(self.asked),
            told=_texts(self.told),
        )

    def document(self, topic: Topic) -> Document:
        """Return the file of one of `topics`."""
        return self.documents[file_of(topic)]


def _texts(lines: Lines) -> dict[str, tuple[str, ...]]:
    return {subject: tuple(line.text for line in of_subject) for subject, of_subject in lines.items()}


def file_of(topic: Topic) -> str:
    """Return the topic's file inside the content folder, such as `terms/platelet.yaml`."""
    return f"{topic.kind.folder}/{topic.id}.yaml"


def kind_of(file: str) -> Kind | None:
    """Return the kind whose folder a file is in; None for the files beside the folders."""
    folder, slash, _ = file.rpartition("/")
    return Kind.of_folder(folder) if slash else None
