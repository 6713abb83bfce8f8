"""What must hold between the files of a content folder: references, names, parts and columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.problems import Problem
from bot.catalog.reading import Document, KeyPath
from bot.catalog.topics import Article, Comparison, Statement, Topic

Documents = Mapping[str, Document]


def problems_between(
    library: Library, documents: Documents, not_covered_ids: Sequence[str], unread: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Yield every problem that only shows when the files are held against each other.

    `not_covered_ids` are the ids as they stand in the file, where one may stand twice. `unread` are the ids of
    topics that have problems of their own: they exist, but nobody knows what they say.
    """
    topic_ids = frozenset(library.topics) | unread
    for topic in library.topics.values():
        yield from _topic_problems(library, topic, documents[file_of(topic)], topic_ids)
    yield from _pack_problems(library, documents["pack.yaml"], topic_ids)
    yield from _publisher_problems(library, documents["sources.yaml"])
    if not unread:
        yield from _unused_sources(library, documents["sources.yaml"])
    yield from _help_problems(library, documents["help.yaml"])
    yield from _not_covered_problems(library, documents["not-covered.yaml"], not_covered_ids, topic_ids)
    yield from _alert_problems(library, documents["alerts.yaml"], topic_ids)
    yield from _name_problems(library, documents)


def file_of(topic: Topic) -> str:
    """Return the topic's file inside the content folder, such as `terms/platelet.yaml`."""
    return f"{topic.kind.folder}/{topic.id}.yaml"


# --- topics ---------------------------------------------------------------------------------------------------


def _topic_problems(
    library: Library, topic: Topic, document: Document, topic_ids: frozenset[str]
) -> Iterator[Problem]:
    yield from _known_columns(library, topic, document)
    for position, other in enumerate(topic.see_also):
        if other == topic.id:
            yield document.problem(("see_also", position), "names the topic itself; name others")
        elif other not in topic_ids:
            yield document.problem(("see_also", position), f"there is no topic `{other}`")
    for position, source in enumerate(topic.read_more):
        if source not in library.sources:
            yield document.problem(("read_more", position), f"there is no source `{source}` in sources.yaml")
    for path, statement in _statements(topic):
        yield from _citation_problems(library, path, statement, document)
    if not any(library.sources[source].as_of for source in _cited(library, topic)):
        yield document.problem((), "cites no source that was read; give at least one statement a `src`")
    if isinstance(topic, Article):
        yield from _part_problems(library, topic, document)
    elif set(topic.columns) != set(library.pack.columns):
        wanted = ", ".join(library.pack.columns)
        yield document.problem(("columns",), f"should have exactly the columns of pack.yaml: {wanted}")


def _cited(library: Library, topic: Topic) -> Iterator[str]:
    for statement in topic.statements():
        yield from (source for source in statement.src if source in library.sources)


def _known_columns(library: Library, topic: Topic, document: Document) -> Iterator[Problem]:
    columns: list[tuple[KeyPath, str | None]] = [
        (("applies_to", position), column) for position, column in enumerate(topic.applies_to)
    ]
    columns += [(("figures", position, "column"), figure.column) for position, figure in enumerate(topic.figures)]
    if isinstance(topic, Article):
        columns += [(("points", position, "column"), point.column) for position, point in enumerate(topic.points)]
    for path, column in columns:
        if column is not None and column not in library.pack.columns:
            known = ", ".join(library.pack.columns)
            yield document.problem(path, f"there is no column `{column}` in pack.yaml; known are {known}")


def _statements(topic: Topic) -> Iterator[tuple[KeyPath, Statement]]:
    yield ("summary",), topic.summary
    lists: dict[KeyPath, Sequence[Statement]] = {
        ("call_now",): topic.call_now,
        ("call_team",): topic.call_team,
        ("elsewhere",): topic.elsewhere,
        ("figures",): topic.figures,
    }
    if isinstance(topic, Comparison):
        lists[("both",)] = topic.both
        lists |= {("columns", key, "points"): column.points for key, column in topic.columns.items()}
    else:
        lists[("points",)] = topic.points
    for path, statements in lists.items():
        for position, statement in enumerate(statements):
            yield (*path, position), statement


def _citation_problems(
    library: Library, path: KeyPath, statement: Statement, document: Document
) -> Iterator[Problem]:
    for key, sources in (("src", statement.src), ("further", statement.further)):
        for position, source in enumerate(sources):
            if source not in library.sources:
                yield document.problem((*path, key, position), f"there is no source `{source}` in sources.yaml")
            elif key == "src" and library.sources[source].as_of is None:
                message = f"`{source}` was not read (as_of is null), so it can only stand under `further`"
                yield document.problem((*path, key, position), message)


def _part_problems(library: Library, topic: Article, document: Document) -> Iterator[Problem]:
    parts = library.pack.kinds[topic.kind.value].parts if topic.kind.value in library.pack.kinds else {}
    for position, point in enumerate(topic.points):
        if point.part not in parts:
            known = ", ".join(parts)
            message = f"`{point.part}` is no part of this kind in pack.yaml; known are {known}"
            yield document.problem(("points", position, "part"), message)
    has = {point.part for point in topic.points}
    for part, description in parts.items():
        if description.required and part not in has:
            yield document.problem(("points",), f"has no point of the part `{part}` ({description.label})")


# --- the other files ------------------------------------------------------------------------------------------


def _pack_problems(library: Library, document: Document, topic_ids: frozenset[str]) -> Iterator[Problem]:
    pack = library.pack
    for key, column in pack.columns.items():
        if column.topic not in topic_ids:
            yield document.problem(("columns", key, "topic"), f"there is no topic `{column.topic}`")
    known = [kind.value for kind in Kind]
    for word in pack.kinds:
        if word not in known:
            yield document.problem(("kinds", word), f"is no kind; kinds are {', '.join(known)}")
    for kind in known:
        if kind not in pack.kinds:
            yield document.problem(("kinds",), f"does not say what a `{kind}` is called")
    for position, short in enumerate(pack.short_names):
        for topic in (short.topic, *short.choices):
            if topic not in topic_ids:
                yield document.problem(("short_names", position), f"there is no topic `{topic}`")
    for gloss in (word for word in pack.glosses if word not in pack.easy_words):
        yield document.problem(("glosses", gloss), "explains a word that is not among `easy_words`")


def _publisher_problems(library: Library, document: Document) -> Iterator[Problem]:
    for key, source in library.sources.items():
        if source.publisher not in library.pack.publishers:
            message = f"`{source.publisher}` is not among the publishers of pack.yaml"
            yield document.problem((key, "publisher"), message)


def _unused_sources(library: Library, document: Document) -> Iterator[Problem]:
    used = set(_used_sources(library))
    for key in library.sources:
        if key not in used:
            yield document.problem((key,), "is used nowhere; remove it or cite it")


def _used_sources(library: Library) -> Iterator[str]:
    for topic in library.topics.values():
        yield from topic.read_more
        for statement in topic.statements():
            yield from (*statement.src, *statement.further)
    for entry in library.not_covered.values():
        yield from entry.read
    for country in (*library.help_lines.countries.values(), library.help_lines.elsewhere):
        for line in (country.emergency, *country.crisis, *country.support):
            if line is not None:
                yield from (*line.src, *line.further)


def _help_problems(library: Library, document: Document) -> Iterator[Problem]:
    help_lines = library.help_lines
    if help_lines.default not in help_lines.countries:
        yield document.problem(("default",), f"there is no country `{help_lines.default}` below")
    for position, code in enumerate(help_lines.crisis_countries):
        if code not in help_lines.countries or not help_lines.countries[code].crisis:
            yield document.problem(("crisis_countries", position), f"there is no crisis line for `{code}` below")
    for code, country in help_lines.countries.items():
        numbered: list[tuple[KeyPath, tuple[str, ...], bool]] = []
        if country.emergency:
            line = country.emergency
            numbered.append((("countries", code, "emergency"), (*line.src, *line.further), line.confirmed))
        for key, lines in (("crisis", country.crisis), ("support", country.support)):
            for position, line in enumerate(lines):
                path: KeyPath = ("countries", code, key, position)
                numbered.append((path, (*line.src, *line.further), line.confirmed))
        for path, sources, confirmed in numbered:
            for source in sources:
                if source not in library.sources:
                    yield document.problem(path, f"there is no source `{source}` in sources.yaml")
            if confirmed and not any(library.sources[s].as_of for s in sources if s in library.sources):
                yield document.problem(path, "is confirmed, but names no source that was read")


def _not_covered_problems(
    library: Library, document: Document, ids: Sequence[str], topic_ids: frozenset[str]
) -> Iterator[Problem]:
    for entry_id, count in Counter(ids).items():
        if count > 1:
            yield document.problem(("entries", ids.index(entry_id)), f"the id `{entry_id}` stands twice")
    for position, entry_id in enumerate(ids):
        entry = library.not_covered[entry_id]
        for source in (source for source in entry.read if source not in library.sources):
            yield document.problem(("entries", position, "read"), f"there is no source `{source}` in sources.yaml")
        for topic in (topic for topic in entry.see_also if topic not in topic_ids):
            yield document.problem(("entries", position, "see_also"), f"there is no topic `{topic}`")
        if not (entry.names or entry.exact or entry.wordings):
            yield document.problem(("entries", position), "needs `names`, `exact` or `wordings`, or nobody finds it")


def _alert_problems(library: Library, document: Document, topic_ids: frozenset[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, rule in enumerate(library.alerts.rules):
        path: KeyPath = ("rules", position)
        if rule.id in seen:
            yield document.problem((*path, "id"), f"the id `{rule.id}` stands twice")
        seen.add(rule.id)
        if rule.topic is not None and rule.topic not in topic_ids:
            yield document.problem((*path, "topic"), f"there is no topic `{rule.topic}`")
        if not rule.sure and not rule.possible:
            yield document.problem(path, "needs wordings under `sure` or `possible`")


# --- names ----------------------------------------------------------------------------------------------------


def folded(name: str) -> str:
    """Return a name as names are compared: case, spacing and punctuation do not tell two names apart."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip() or name.casefold()


def _name_problems(library: Library, documents: Documents) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for topic in library.topics.values():
        document = documents[file_of(topic)]
        places: list[tuple[KeyPath, str]] = [(("title",), topic.title)]
        places += [(("aliases", position), name) for position, name in enumerate(topic.aliases)]
        places += [(("exact", position), name) for position, name in enumerate(topic.exact)]
        yield from _claims(owner, file_of(topic), document, places)
    for position, entry in enumerate(library.not_covered.values()):
        document = documents["not-covered.yaml"]
        names = [(("entries", position), name) for name in (*entry.names, *entry.exact)]
        yield from _claims(owner, f"not-covered.yaml ({entry.id})", document, names)


def _claims(
    owner: dict[str, str], who: str, document: Document, places: Sequence[tuple[KeyPath, str]]
) -> Iterator[Problem]:
    for path, name in places:
        other = owner.setdefault(folded(name), who)
        if other != who:
            yield document.problem(path, f"the name “{name}” also stands in {other}; keep it in one place")
