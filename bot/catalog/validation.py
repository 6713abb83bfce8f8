"""What must hold between the files of a content folder, or no library is made of it.

References by id are in `references`, names in `naming`; how texts are worded is in `plain_words`, and where
statements come from in `provenance`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.catalog.draft import Draft
from bot.catalog.help_lines import Country, HelpLines, Line
from bot.catalog.kinds import Kind
from bot.catalog.naming import line_problems, naming_problems
from bot.catalog.pack import Pack
from bot.catalog.problems import Problem
from bot.catalog.reading import Document, KeyPath
from bot.catalog.references import reference_problems
from bot.catalog.suggestions import or_near
from bot.catalog.topics import Article, Comparison, Topic


def problems_between(draft: Draft) -> Iterator[Problem]:
    """Yield every problem that only shows when the files are held against each other.

    A file with a problem of its own spoils no other check but those that need to know what it says.
    """
    yield from reference_problems(draft)
    yield from naming_problems(draft)
    yield from line_problems(draft)
    if draft.pack is not None:
        for topic in draft.topics.values():
            yield from _topic_problems(draft.pack, topic, draft.document(topic))
        yield from _pack_problems(draft.pack, draft.documents["pack.yaml"])
        yield from _publisher_problems(draft, draft.pack)
    yield from _help_problems(draft)
    yield from _not_covered_problems(draft)
    yield from _alert_problems(draft)


# --- topics ---------------------------------------------------------------------------------------------------


def _topic_problems(pack: Pack, topic: Topic, document: Document) -> Iterator[Problem]:
    if isinstance(topic, Comparison):
        yield from _column_problems(pack, topic, document)
    else:
        yield from _part_problems(pack, topic, document)
    kind = pack.kinds.get(topic.kind.value)
    if kind and len(topic.ask_your_team) < kind.questions:
        message = f"has {len(topic.ask_your_team)}; a {kind.one} needs at least {kind.questions} questions"
        yield document.problem(("ask_your_team",), message)


def _column_problems(pack: Pack, topic: Comparison, document: Document) -> Iterator[Problem]:
    for key, column in pack.columns.items():
        if key not in topic.columns:
            yield document.problem(("columns",), f"lacks the column `{key}` ({column.label})")
    for key in topic.columns:
        if key not in pack.columns:
            known = ", ".join(pack.columns)
            yield document.problem(("columns", key), f"is no column in pack.yaml; known are {known}")


def _part_problems(pack: Pack, topic: Article, document: Document) -> Iterator[Problem]:
    kind = pack.kinds.get(topic.kind.value)
    has = {point.part for point in topic.points}
    for part, described in kind.parts.items() if kind else ():
        if described.required and part not in has:
            yield document.problem(("points",), f"has no point of the part `{part}` ({described.label})")


# --- the other files ------------------------------------------------------------------------------------------


def _pack_problems(pack: Pack, document: Document) -> Iterator[Problem]:
    known = [kind.value for kind in Kind]
    for word in pack.kinds:
        if word not in known:
            message = "is no kind" + (or_near(word, known) or f"; kinds are {', '.join(known)}")
            yield document.problem(("kinds", word), message)
    for word in known:
        if word not in pack.kinds:
            yield document.problem(("kinds",), f"does not say what a `{word}` is called")


def _publisher_problems(draft: Draft, pack: Pack) -> Iterator[Problem]:
    for key, source in (draft.sources or {}).items():
        if source.publisher not in pack.publishers:
            message = f"`{source.publisher}` is not among the publishers of pack.yaml"
            message += or_near(source.publisher, pack.publishers)
            yield draft.documents["sources.yaml"].problem((key, "publisher"), message)


def _help_problems(draft: Draft) -> Iterator[Problem]:
    help_lines = draft.help_lines
    if help_lines is None:
        return
    document = draft.documents["help.yaml"]
    if help_lines.default not in help_lines.countries:
        yield document.problem(("default",), f"there is no country `{help_lines.default}` below")
    for position, code in enumerate(help_lines.crisis_countries):
        if code not in help_lines.countries or not help_lines.countries[code].crisis:
            yield document.problem(("crisis_countries", position), f"there is no crisis line for `{code}` below")
    sources = draft.sources
    if sources is not None:
        for path, line in _lines(help_lines):
            if line.confirmed and not any(source in sources and sources[source].as_of for source in line.src):
                message = "is confirmed, but names no source that was read; give `src`, or say `confirmed: false`"
                yield document.problem(path, message)


def _lines(help_lines: HelpLines) -> Iterator[tuple[KeyPath, Line]]:
    for code, country in help_lines.countries.items():
        yield from _lines_of(("countries", code), country)
    yield from _lines_of(("elsewhere",), help_lines.elsewhere)


def _lines_of(path: KeyPath, country: Country) -> Iterator[tuple[KeyPath, Line]]:
    if country.emergency:
        yield (*path, "emergency"), country.emergency
    for key, lines in (("crisis", country.crisis), ("support", country.support)):
        for position, line in enumerate(lines):
            yield (*path, key, position), line


def _not_covered_problems(draft: Draft) -> Iterator[Problem]:
    entries = draft.not_covered or ()
    counts = Counter(entry.id for entry in entries)
    for position, entry in enumerate(entries):
        document = draft.documents["not-covered.yaml"]
        if counts[entry.id] > 1:
            yield document.problem(("entries", position, "id"), f"the id `{entry.id}` stands twice; rename one")
        if not (entry.names or entry.exact or entry.wordings):
            yield document.problem(("entries", position), "needs `names`, `exact` or `wordings`, or nobody finds it")
        if draft.alerts is not None:
            for sentence in draft.alerts.unknown((*entry.wordings, *entry.unless)):
                yield document.problem(("entries", position, "wordings"), f"{sentence} of alerts.yaml")


def _alert_problems(draft: Draft) -> Iterator[Problem]:
    rules = draft.alerts.rules if draft.alerts else ()
    counts = Counter(rule.id for rule in rules)
    for position, rule in enumerate(rules):
        document = draft.documents["alerts.yaml"]
        if counts[rule.id] > 1:
            yield document.problem(("rules", position, "id"), f"the id `{rule.id}` stands twice; rename one")
        if not rule.sure and not rule.possible:
            yield document.problem(("rules", position), "needs wordings under `sure` or `possible`")
