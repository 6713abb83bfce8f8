"""`marrow check`: the library, every reply against Discord's limits, the alert rules, and that every topic is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.catalog import ContentError, Kind, Library, Problem
from bot.catalog.draft import file_of
from bot.catalog.loader import read_draft
from bot.catalog.plain_words import plain_word_problems, reading_of_topic
from bot.catalog.provenance import provenance_problems
from bot.catalog.readability import Reading
from bot.catalog.review import digest, void_reviews
from bot.catalog.topics import Topic
from bot.catalog.validation import problems_between
from bot.learnt import lookup_of
from bot.lookup import Lookup
from bot.lookup.alerts import failing_phrases
from bot.lookup.answer import Alert, Answer, Outcome
from bot.presentation.list_pages import Operator
from bot.presentation.place import Place
from bot.presentation.rendering import render
from bot.presentation.replies import Replies, Reply
from bot.presentation.state import Alerts
from bot.presentation.topic_pages import parts_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """What a check found. Problems keep the content from being used; warnings do not."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    topics: int = 0
    readings: Mapping[str, Reading] = field(default_factory=dict)
    """How hard each topic is to read, by its id."""


async def check(folder: Path, as_of: dt.date, *, release: bool = False, cache: Path | None = None) -> Findings:
    """Check a content folder whole. `release`: topics that are overdue on `as_of` are problems, not warnings.

    `cache` is the folder of what the lookup learnt before.

    Runs in an event loop, as the views do that it builds.
    """
    try:
        draft = read_draft(folder)
    except ContentError as error:
        return Findings(problems=error.problems)
    broken = [*draft.problems, *problems_between(draft)]
    worded = [*plain_word_problems(draft), *provenance_problems(draft)]
    library = draft.library()
    if broken or library is None:
        # Nothing can be looked up in such a library, so that no reply of it can be checked.
        return Findings(problems=tuple(sorted((*broken, *worded))), topics=len(draft.topics))
    lookup = lookup_of(library, cache)
    replies = Replies(library, lookup, Operator(), "0", lambda: as_of)
    problems = [
        *worded,
        *_checked_in_the_future(library, as_of),
        *_reply_problems(replies),
        *_alert_problems(library),
        *_name_problems(library, lookup),
    ]
    overdue = tuple(_overdue(library, as_of))
    warnings = tuple(_void(library))
    if release:
        problems += overdue
    else:
        warnings += overdue
    return Findings(
        problems=tuple(sorted(problems)),
        warnings=tuple(sorted(warnings)),
        topics=len(library.topics),
        readings={topic.id: reading_of_topic(topic, library.pack) for topic in library.topics.values()},
    )


def _void(library: Library) -> Iterator[Problem]:
    for topic in library.topics.values():
        for review in void_reviews(topic):
            message = (
                f"the review by {review.name} is void, for the text has changed since; once they have read it again, "
                f"set their date and `digest: {digest(topic)}`"
            )
            yield Problem(file=file_of(topic), key="reviewed", message=message)


def _checked_in_the_future(library: Library, as_of: dt.date) -> Iterator[Problem]:
    for topic in library.topics.values():
        if topic.checked > as_of:
            message = f"is later than {as_of}; set the day on which it was compared with its sources"
            yield Problem(file=file_of(topic), key="checked", message=message)


def _overdue(library: Library, as_of: dt.date) -> Iterator[Problem]:
    for topic in library.overdue(as_of):
        message = f"is overdue on {as_of}: compare it with its facts and sources again, then set the new date"
        yield Problem(file=file_of(topic), key="checked", message=message)


def _reply_problems(replies: Replies) -> Iterator[Problem]:
    """Build every reply and hold it against Discord's limits."""
    library = replies.library
    countries = (*library.help_lines.countries.values(), library.help_lines.elsewhere)
    for topic in library.topics.values():
        for name, reply in _topic_replies(replies, topic):
            yield from _refused(library, file_of(topic), name, reply)
    for entry in library.not_covered.values():
        place = Place(country=countries[0], can_share=True)
        outcome = Outcome.DECLINED if entry.sort == "personal" else Outcome.NOT_COVERED
        reply = replies.to_answer(Answer(outcome=outcome, not_covered=entry), None, place)
        yield from _refused(library, "not-covered.yaml", f"the reply of {entry.id}", reply)
    for country in countries:
        for name, reply in _country_replies(replies, Place(country=country)):
            yield from _refused(library, "help.yaml", f"{name} of {country.name}", reply)
    for name, reply in _fixed_replies(replies):
        yield from _refused(library, "pack.yaml", name, reply)


def _topic_replies(replies: Replies, topic: Topic) -> Iterator[tuple[str, Reply]]:
    for country in replies.library.help_lines.countries.values():
        first = replies.topic(topic.id, Alerts(), Place(country=country, can_share=True))
        if first is not None:
            yield f"the first reply for {country.name}", first
    anywhere = Place(country=replies.library.help_lines.country(None))
    for part in parts_of(replies.library, topic):
        reply = replies.part(part, topic.id, anywhere)
        if reply is not None:
            yield f"the reply of “{part}”", reply
    shared = replies.shared(topic.id)
    if shared is not None:
        yield "the shared copy", shared


def _country_replies(replies: Replies, place: Place) -> Iterator[tuple[str, Reply]]:
    yield "the help lines", replies.help_lines(None, place)
    for answer in _alert_answers(replies.library):
        yield "an alert", replies.to_answer(answer, None, place)


def _alert_answers(library: Library) -> Iterator[Answer]:
    """Yield the longest alerts there are: every rule alone, and the first emergency with every crisis."""
    urgent = [Alert(rule=rule, sure=True) for rule in library.alerts.rules if rule.sort == "urgent"]
    crisis = [Alert(rule=rule, sure=True) for rule in library.alerts.rules if rule.sort == "crisis"]
    for alert in urgent:
        yield Answer(outcome=Outcome.NOTHING, urgent=alert)
    for alert in crisis:
        longest = max(urgent, key=lambda other: len(other.rule.say.sure), default=None)
        yield Answer(outcome=Outcome.NOTHING, crisis=alert, urgent=longest)


def _fixed_replies(replies: Replies) -> Iterator[tuple[str, Reply]]:
    yield "/compare", replies.compare()
    yield "/browse", replies.browse()
    for kind in Kind:
        yield f"/browse {kind}", replies.browse(kind)
    yield "/about", replies.about()
    yield "/privacy", replies.privacy()


def _refused(library: Library, file: str, name: str, reply: Reply) -> Iterator[Problem]:
    for sentence in render(library, reply).problems():
        yield Problem(file=file, message=f"Discord would refuse {name}: {sentence}")


def _alert_problems(library: Library) -> Iterator[Problem]:
    for failure in failing_phrases(library.alerts):
        yield Problem(file="alerts.yaml", message=str(failure))


def _name_problems(library: Library, lookup: Lookup) -> Iterator[Problem]:
    """Every name must lead to its topic for certain, through its kind's command and through /ask."""
    for topic in library.topics.values():
        for name in topic.names:
            for kind in (topic.kind, None):
                answer = lookup.answer(name, kind)
                if answer.topic is not None and answer.topic.id == topic.id:
                    continue
                command = f"/{kind.value}" if kind else "/ask"
                found = answer.topic.id if answer.topic else answer.outcome.value
                message = f"the name “{name}” does not lead to this topic for certain by {command}, but to {found}"
                yield Problem(file=file_of(topic), key="aliases", message=message)
