"""From a question to the whole reply: what stands in the message, its pages and its buttons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.topics import Topic
from bot.lookup import Lookup
from bot.lookup.answer import Answer, Match, Outcome
from bot.lookup.countries import find_country
from bot.lookup.words import topics_named
from bot.presentation.alert_text import alert_text
from bot.presentation.list_pages import (
    ROWS_ON_A_PAGE,
    Operator,
    about_page,
    choices_page,
    glance_page,
    help_page,
    kind_page,
    kinds_page,
    leaf_of,
    nothing_page,
    privacy_page,
    refusal_page,
)
from bot.presentation.page import Page, long_date
from bot.presentation.place import Place
from bot.presentation.state import Alerts, Picked
from bot.presentation.topic_pages import PARTS, first_page, with_figures

WHOLE = "whole-comparison"
"""The word that stands for the whole comparison where otherwise a topic's id stands."""

CHOICES_IN_A_MESSAGE = 10
"""So many topics of somebody's message are offered; a first reply has fewer, as it fits a phone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Controls:
    """Which buttons and menus stand under a reply. Topics are ids."""

    topic: str | None = None
    """The topic that More, Questions, Figures, Sources and Plain text are about."""
    share: bool = False
    undo: tuple[int, int] | None = None
    """The channel and the message of a shared copy that can be taken back."""
    undone: bool = False
    alerts: Alerts = field(default_factory=Alerts)
    pick: tuple[str, ...] = ()
    """Topics to pick from, because it is not certain which is meant."""
    related: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    """Rows of the comparison to open."""
    rows_page: tuple[int, int] | None = None
    """The number of this page of the comparison, counted from 0, and how many there are."""
    kinds: bool = False
    kind: Kind | None = None
    """The kind whose topics are listed; `pick` has them."""
    kind_page: tuple[int, int] | None = None
    help_lines: bool = False
    browse: bool = False
    key: str = ""
    """What a summary's message carries, so that it can be found again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One message: what stands above the embed, the page, and the buttons under it."""

    content: str = ""
    page: Page | None = None
    controls: Controls = field(default_factory=Controls)
    plain: bool = False
    """Whether the page is a plain message instead of an embed."""


class Replies:
    """Words every answer. Holds one library and everything made from it, so that a reload swaps in a whole one.

    `today` is asked for the day, so that an overdue topic says so.
    """

    def __init__(
        self,
        library: Library,
        lookup: Lookup,
        operator: Operator,
        version: str,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self.library = library
        self.lookup = lookup
        self._operator = operator
        self._version = version
        self.today = today

    # --- questions --------------------------------------------------------------------------------------------

    def to_text(self, text: str, kind: Kind | None, place: Place) -> Reply:
        """Return the reply to what somebody typed or picked from a list, after the command of this kind or /ask."""
        picked = Picked.parse(self.library, text)
        if picked is not None:
            return self._to_picked(picked, place)
        return self.to_answer(self.lookup.answer(text, kind), kind, place)

    def to_answer(self, answer: Answer, kind: Kind | None, place: Place) -> Reply:
        """Return the reply to an answer of the lookup. `kind` is that of the command, None for /ask."""
        alerts = Alerts.of(answer)
        if answer.crisis is not None and answer.crisis.sure:
            return self._alone(alerts, place)
        if answer.topic is not None:
            return self._topic_reply(answer.topic, alerts, place, asked=kind)
        if answer.outcome is Outcome.CHOICES:
            return self._choices(answer.matches, alerts, place)
        if answer.not_covered is not None:
            return self._with_alerts(
                alerts,
                place,
                refusal_page(self.library, answer.not_covered),
                Controls(related=answer.not_covered.see_also, help_lines=True, browse=True),
            )
        return self._with_alerts(alerts, place, nothing_page(self.library), Controls(help_lines=True, browse=True))

    def to_message(self, text: str, place: Place) -> Reply:
        """Return what the words in somebody's message mean; alerts speak of its writer."""
        texts = self.library.pack.texts
        answer = self.lookup.answer(text)
        alerts = Alerts.of(answer)
        if answer.crisis is not None and answer.crisis.sure:
            return self._alone(alerts, place)
        matches = topics_named(self.lookup, text, CHOICES_IN_A_MESSAGE)
        if len(matches) == 1:
            return self._topic_reply(matches[0].topic, alerts, place)
        if matches:
            return self._choices(matches, alerts, place, title=texts.explain)
        if answer.not_covered is not None and answer.not_covered.sort == "condition":
            return self.to_answer(answer, None, place)
        page = Page(title=texts.explain, lead=texts.explain_none, closing=(texts.disclaimer,))
        return self._with_alerts(alerts, place, page, Controls(browse=True))

    def topic(self, topic_id: str, alerts: Alerts, place: Place) -> Reply | None:
        """Return the first reply on a picked topic, with the alerts of what was typed; None if it is gone."""
        topic = self.library.topics.get(topic_id)
        return None if topic is None else self._topic_reply(topic, alerts, place)

    # --- behind the buttons -----------------------------------------------------------------------------------

    def part(self, part: str, topic_id: str, place: Place) -> Reply | None:
        """Return what is behind a button of a topic: more, questions, figures, sources or plain.

        None if the topic, or that part of it, is not there any more.
        """
        topic = self.library.topics.get(topic_id)
        if topic is None:
            return None
        today = self.today()
        if part == "plain":
            return Reply(page=first_page(self.library, topic, place.country, today), plain=True)
        page = PARTS[part](self.library, topic, today)
        return None if page is None else Reply(page=page)

    def shared(self, topic_id: str) -> Reply | None:
        """Return the public copy of a topic: the same page, no alert, nothing that was typed; None if it is gone."""
        topic = self.library.topics.get(topic_id)
        if topic is None:
            return None
        page = first_page(self.library, topic, self._anywhere().country, self.today())
        return Reply(content=f"-# {self.library.pack.texts.shared}", page=page, controls=Controls(topic=topic.id))

    def summary(self, word: str, key: str, *, figures: bool = False) -> Reply | None:
        """Return the public summary of a topic, or of the whole comparison for the word `WHOLE`; None if it is gone.

        It says as of which day it is, which is the day of its last check, and carries the key in a custom_id.
        """
        today = self.today()
        if word == WHOLE:
            reply = self.compare()
            page = reply.page
            controls = replace(reply.controls, rows_page=None, browse=True, key=key)
        else:
            topic = self.library.topics.get(word)
            if topic is None:
                return None
            page = first_page(self.library, topic, self._anywhere().country, today)
            if figures:
                page = with_figures(self.library, topic, page)
            controls = Controls(topic=topic.id, browse=True, key=key)
        if page is None:
            return None
        said = self.library.pack.texts.as_of.format(date=long_date(self.as_of(word)))
        return Reply(page=replace(page, closing=(said, *page.closing)), controls=controls)

    def as_of(self, word: str) -> dt.date:
        """Return the day on which a topic, or the row of the comparison that was checked longest ago, was checked.

        Raises KeyError if there is no such topic.
        """
        if word == WHOLE:
            return min((row.checked for row in self.library.comparisons()), default=self.today())
        return self.library.topics[word].checked

    def title(self, word: str) -> str:
        """Return what a summary is about, for lists; the word itself if its topic is gone."""
        if word == WHOLE:
            return self.library.pack.texts.server.whole
        topic = self.library.topics.get(word)
        return topic.title if topic else word

    # --- lists ------------------------------------------------------------------------------------------------

    def compare(self, number: int = 0) -> Reply:
        """Return all rows of the comparison at a glance, page by page, with a menu to open each."""
        rows = self.library.comparisons()
        if not rows:
            return Reply(page=nothing_page(self.library), controls=Controls(browse=True))
        leaf = leaf_of(rows, number, ROWS_ON_A_PAGE)
        said = self.library.pack.texts.page.format(page=leaf.number + 1, pages=leaf.count) if leaf.count > 1 else ""
        return Reply(
            page=glance_page(self.library, leaf.entries, f"({said})" if said else ""),
            controls=Controls(
                rows=tuple(row.id for row in leaf.entries),
                rows_page=(leaf.number, leaf.count) if leaf.count > 1 else None,
            ),
        )

    def browse(self, kind: Kind | None = None, number: int = 0) -> Reply:
        """Return the kinds of topic, or one page of a kind's topics, with menus."""
        if kind is None:
            return Reply(page=kinds_page(self.library), controls=Controls(kinds=True))
        topics = self.library.of_kind(kind)
        if not topics:
            return self.browse()
        leaf = leaf_of(topics, number)
        return Reply(
            page=kind_page(self.library, kind, leaf),
            controls=Controls(
                kinds=True,
                kind=kind,
                pick=tuple(topic.id for topic in leaf.entries),
                kind_page=(leaf.number, leaf.count) if leaf.count > 1 else None,
            ),
        )

    def help_lines(self, country: str | None, place: Place) -> Reply:
        """Return the lines of a country, by its code or its name; the place's own for None."""
        if country is None:
            return Reply(page=help_page(self.library, place.country, place.own_lines, unknown=False))
        found = find_country(self.library.help_lines, country)
        page = help_page(self.library, found or place.country, place.own_lines, unknown=found is None)
        return Reply(page=page)

    def about(self) -> Reply:
        """Return what the bot is, how old its sources are, and whom to tell of a mistake."""
        return Reply(page=about_page(self.library, self._operator, self._version))

    def privacy(self) -> Reply:
        """Return what the bot keeps and what it never does."""
        return Reply(page=privacy_page(self.library, self._operator))

    # --- parts of replies -------------------------------------------------------------------------------------

    def _to_picked(self, picked: Picked, place: Place) -> Reply:
        if picked.topic_id is None or (picked.alerts.crisis and picked.alerts.crisis.sure):
            return self._alone(picked.alerts, place)
        return self._topic_reply(self.library.topics[picked.topic_id], picked.alerts, place)

    def _topic_reply(self, topic: Topic, alerts: Alerts, place: Place, asked: Kind | None = None) -> Reply:
        page = first_page(self.library, topic, place.country, self.today())
        controls = Controls(
            topic=topic.id,
            # A crisis is nobody's to pass on.
            share=place.can_share and alerts.crisis is None,
            alerts=alerts,
            related=topic.see_also,
            help_lines=alerts != Alerts(),
        )
        reply = self._with_alerts(alerts, place, page, controls)
        if asked is None or topic.kind is asked:
            return reply
        kinds = self.library.pack.kinds
        said = self.library.pack.texts.other_kind.format(
            asked=kinds[asked.value].many, kind=kinds[topic.kind.value].many
        )
        content = f"{reply.content}\n\n{said}".strip()
        return Reply(content=content, page=page, controls=controls)

    def _choices(self, matches: Sequence[Match], alerts: Alerts, place: Place, title: str = "") -> Reply:
        page = choices_page(self.library, matches, title or self.library.pack.texts.did_you_mean)
        controls = Controls(
            pick=tuple(match.topic.id for match in matches), alerts=alerts, help_lines=alerts != Alerts(), browse=True
        )
        return self._with_alerts(alerts, place, page, controls)

    def _alone(self, alerts: Alerts, place: Place) -> Reply:
        """Return the advice and nothing else; the topic that tells more of an emergency is one press away."""
        rule = alerts.urgent.rule if alerts.urgent else None
        topic = rule.topic if rule and rule.topic and alerts.crisis is None else None
        return Reply(
            content=self._advice(alerts, place) or self.library.pack.texts.errors.outdated,
            controls=Controls(related=(topic,) if topic else (), help_lines=True),
        )

    def _with_alerts(self, alerts: Alerts, place: Place, page: Page, controls: Controls) -> Reply:
        content = self._advice(alerts, place)
        return Reply(content=content, page=page, controls=controls)

    def _advice(self, alerts: Alerts, place: Place) -> str:
        return alert_text(
            self.library, alerts.urgent, alerts.crisis, place.country, place.voice, own_lines=place.own_lines
        )

    def _anywhere(self) -> Place:
        return Place(country=self.library.help_lines.country(None))
