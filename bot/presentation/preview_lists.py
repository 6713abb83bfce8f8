"""What stands beside the topics in the review copy: the comparison, refusals, alerts, help lines, fixed replies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.catalog.alert_rules import AlertRule
from bot.catalog.help_lines import Country
from bot.catalog.library import Library
from bot.catalog.not_covered import NotCovered
from bot.presentation.alert_text import crisis_lines, emergency_text, line_text
from bot.presentation.citation import sources
from bot.presentation.html import Html, element, facts, join, listing, page, source, table, text
from bot.presentation.list_pages import Operator, about_page, nothing_page, privacy_page, refusal_page
from bot.presentation.preview_topic import TopicCopy

_CALLS = {"emergency": "the emergency number", "care-team": "the care team", "crisis-line": "a crisis line"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the document that the index leads to."""

    anchor: str
    title: str
    written: Html


def chapters(library: Library, copy: TopicCopy, operator: Operator, version: str) -> Iterator[Chapter]:
    """Yield everything that the bot can say and that is no topic. Empty chapters are left out."""
    texts = library.pack.texts
    fixed = (nothing_page(library), about_page(library, operator, version), privacy_page(library, operator))
    all_chapters = (
        Chapter("comparison", texts.compare, _comparison(library, copy)),
        Chapter("not-covered", "Not covered, and what is said instead", _not_covered(library, copy)),
        Chapter("alerts", "Alerts: what is said when a text tells of an emergency or a crisis", _alerts(library, copy)),
        Chapter("help-lines", texts.labels.help_lines, _help_lines(library)),
        Chapter("glosses", "Words counted as easy", facts((w, text(said)) for w, said in library.pack.glosses.items())),
        Chapter(
            "fixed",
            "Fixed replies",
            join(_entry(f"fixed-{place}", said.title, page(said, 4)) for place, said in enumerate(fixed, start=1)),
        ),
    )
    return (chapter for chapter in all_chapters if chapter.written)


def _entry(anchor: str, title: str, *written: Html) -> Html:
    return element("article", element("h3", text(title)), *written, id=anchor, class_="entry")


# --- the comparison -------------------------------------------------------------------------------------------


def _comparison(library: Library, copy: TopicCopy) -> Html:
    columns = library.pack.columns
    rows = [(copy.link(row.id), *(text(row.columns[key].glance) for key in columns)) for row in library.comparisons()]
    return table(("Topic", *(column.label for column in columns.values())), rows, row_heading=0) if rows else Html("")


# --- refusals -------------------------------------------------------------------------------------------------


def _not_covered(library: Library, copy: TopicCopy) -> Html:
    return join(_refusal(library, copy, entry) for entry in library.not_covered.values())


def _refusal(library: Library, copy: TopicCopy, entry: NotCovered) -> Html:
    said = refusal_page(library, entry)
    found = facts(
        (
            ("Id", element("code", text(entry.id))),
            ("Sort", text(entry.sort)),
            ("Found by", text("; ".join(entry.names))),
            ("Found letter for letter by", text("; ".join(entry.exact))),
            ("Found by wordings", _wordings(entry.wordings)),
            ("But not by", _wordings(entry.unless)),
            ("Related topics", join(map(copy.link, entry.see_also), ", ")),
        )
    )
    return _entry(f"not-covered-{entry.id}", said.title, page(said, 4), found)


def _wordings(written: Sequence[str]) -> Html:
    """Return patterns folded up: they are for authors, and on paper they are left out."""
    if not written:
        return Html("")
    codes = listing(element("code", text(wording)) for wording in written)
    return element("details", element("summary", text(f"{len(written)} in not-covered.yaml")), codes)


# --- alerts ---------------------------------------------------------------------------------------------------


def _alerts(library: Library, copy: TopicCopy) -> Html:
    rules = library.alerts.rules
    country = library.help_lines.country(None)
    beside = facts(
        (
            ("Under the advice of an emergency", text(emergency_text(library, country))),
            ("Under the advice of a crisis", listing(map(text, crisis_lines(library, country)))),
        )
    )
    return join((beside, *(_rule(rule, copy) for rule in rules))) if rules else Html("")


def _rule(rule: AlertRule, copy: TopicCopy) -> Html:
    return _entry(
        f"alert-{rule.id}",
        rule.id,
        facts(
            (
                ("Sort", text(f"{rule.sort}: call {_CALLS[rule.call]}")),
                ("Topic offered", copy.link(rule.topic) if rule.topic else Html("")),
                ("Said when it is sure", text(rule.say.sure)),
                ("Said when it is possible", text(rule.say.possible)),
                ("Said of the writer of a message", text(rule.say.someone)),
                ("Must fire on", listing(map(text, rule.fires))),
                ("Must stay silent on", listing(map(text, rule.silent))),
            )
        ),
    )


# --- help lines -----------------------------------------------------------------------------------------------


def _help_lines(library: Library) -> Html:
    countries = library.help_lines.countries
    entries = [_country(library, f"country-{code}", country) for code, country in countries.items()]
    note = element("p", text("These are added to the lines of every country."))
    return join((*entries, _country(library, "country-elsewhere", library.help_lines.elsewhere, note)))


def _country(library: Library, anchor: str, country: Country, *notes: Html) -> Html:
    texts = library.pack.texts
    emergency = (country.emergency,) if country.emergency else ()
    groups = (
        (texts.help_emergency, emergency),
        (texts.help_crisis, country.crisis),
        (texts.help_support, country.support),
    )
    lines = ((heading, listing(text(line_text(library, line)) for line in lines)) for heading, lines in groups)
    cited = dict.fromkeys(key for _, lines in groups for line in lines for key in (*line.src, *line.further))
    links = (listing(map(source, group.links)) for group in sources(library, cited))
    return _entry(anchor, country.name, *notes, facts((*lines, (texts.sources, join(links)))))
