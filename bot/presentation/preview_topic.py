"""One topic of the review copy: what the bot says, what stands behind it, and room for what a reader finds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.catalog.draft import file_of
from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.catalog.plain_words import HIGHEST_GRADE, reading_of_topic
from bot.catalog.review import digest, holding_reviews, void_reviews
from bot.catalog.topics import Comparison, Review, Topic, cited_sources, further_sources
from bot.presentation.citation import all_sources
from bot.presentation.html import Html, element, facts, join, link, page, source, text
from bot.presentation.page import Page, long_date
from bot.presentation.topic_pages import figures_page, first_page, more_page, questions_page


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicCopy:
    """Writes topics of a library. `shown` are the ids of the topics that stand in the same document."""

    library: Library
    as_of: dt.date
    shown: frozenset[str]

    def write(self, topic: Topic, number: int) -> Html:
        """Return a topic as an article. `number` is its place in the document, from 1."""
        titled = element("h3", element("span", text(f"{number}"), class_="number"), text(f" {topic.title}"))
        written = join((titled, *self._facts(topic), *self._said(topic), self._sources(topic), _room()))
        return element("article", written, id=anchor(topic.id), class_="topic")

    def link(self, topic_id: str) -> Html:
        """Return a topic's title, as a link if the topic stands in the document."""
        title = self.library.topics[topic_id].title
        return link(f"#{anchor(topic_id)}", title) if topic_id in self.shown else text(title)

    def kind_name(self, kind: Kind) -> str:
        """Return what the topics of a kind are called in this pack."""
        return self.library.pack.kinds[kind.value].many

    def grade(self, topic: Topic) -> Html:
        """Return the Flesch-Kincaid grade of a topic; one over the limit says so."""
        grade = reading_of_topic(topic, self.library.pack).flesch_kincaid
        return warned(f"{grade}, over the limit of {HIGHEST_GRADE:g}") if grade > HIGHEST_GRADE else text(f"{grade}")

    def checked(self, topic: Topic) -> Html:
        """Return the day of a topic's last check; an overdue one says so."""
        checked = long_date(topic.checked)
        return warned(f"{checked}, overdue") if topic.is_overdue(self.as_of) else text(checked)

    # --- what stands above a topic ----------------------------------------------------------------------------

    def _facts(self, topic: Topic) -> Iterator[Html]:
        pack = self.library.pack
        smog = text(f" (Flesch-Kincaid); SMOG {reading_of_topic(topic, pack).smog}")
        rules = (rule for rule in self.library.alerts.rules if rule.topic == topic.id)
        yield facts(
            (
                ("File", element("code", text(file_of(topic)))),
                ("Id", element("code", text(topic.id))),
                ("About", text(", ".join(pack.columns[key].label for key in topic.applies_to))),
                ("Reading grade", join((self.grade(topic), smog), "")),
                ("Last checked", self.checked(topic)),
                ("Reviews", self._reviews(topic)),
                ("Digest of this text", element("code", text(digest(topic)))),
            ),
            class_="short",
        )
        yield facts(
            (
                ("Found by", text("; ".join(topic.aliases))),
                ("Found letter for letter by", text("; ".join(topic.exact))),
                ("Related topics", join(map(self.link, topic.see_also), ", ")),
                ("Alerts that offer it", text(", ".join(rule.id for rule in rules))),
            )
        )

    def _reviews(self, topic: Topic) -> Html:
        held = [text(self._review(review)) for review in holding_reviews(topic)]
        void = [warned(f"Void, for the text has changed: {self._review(review)}") for review in void_reviews(topic)]
        return join((*held, *void), " ") or text("none")

    def _review(self, review: Review) -> str:
        return self.library.pack.texts.reviewed.format(
            name=review.name, credential=review.credential, date=long_date(review.date)
        )

    # --- what the bot says ------------------------------------------------------------------------------------

    def _said(self, topic: Topic) -> Iterator[Html]:
        library, labels = self.library, self.library.pack.texts.labels
        first = first_page(library, topic, library.help_lines.country(None), self.as_of)
        yield self._reply(topic, "First reply", first)
        if isinstance(topic, Comparison):
            yield self._part("At a glance", self._glances(topic))
        behind = ((labels.more, more_page), (labels.questions, questions_page), (labels.figures, figures_page))
        for label, part in behind:
            said = part(library, topic, self.as_of)
            if said is not None:
                # What stands under every page of a topic is read once, under the first.
                yield self._reply(topic, f"Behind “{label}”", replace(said, sources=(), closing=()))

    def _reply(self, topic: Topic, heading: str, said: Page) -> Html:
        marks = self._marks(topic)
        return self._part(heading, page(said, 5, lambda statement: marks.get(statement, Html(""))))

    def _part(self, heading: str, written: Html, class_: str = "reply") -> Html:
        return element("section", element("h4", text(heading)), written, class_=class_)

    def _glances(self, topic: Comparison) -> Html:
        columns = self.library.pack.columns
        return facts((columns[key].label, text(column.glance)) for key, column in topic.columns.items())

    # --- where it comes from ----------------------------------------------------------------------------------

    def _sources(self, topic: Topic) -> Html:
        lists, start = [], 1
        for group in all_sources(self.library, topic):
            entries = (
                element("li", source(cited), id=_source_anchor(topic, place))
                for place, cited in enumerate(group.links, start)
            )
            lists += [element("h5", text(group.heading)), element("ol", join(entries), start=f"{start}")]
            start += len(group.links)
        return self._part(self.library.pack.texts.labels.sources, join(lists), "reply all-sources")

    def _marks(self, topic: Topic) -> dict[str, Html]:
        """Return the numbers of its sources for each statement."""
        numbers = {key: place for place, key in enumerate((*cited_sources(topic), *further_sources(topic)), start=1)}
        stated: dict[str, set[int]] = {}
        for statement in topic.statements():
            places = stated.setdefault(statement.text, set())
            places.update(numbers[key] for key in (*statement.src, *statement.further))
        return {said: _mark(topic, sorted(places)) for said, places in stated.items()}


def anchor(topic_id: str) -> str:
    """Return the anchor of a topic in the document."""
    return f"topic-{topic_id}"


def warned(written: str) -> Html:
    """Return words that a reviewer should not miss."""
    return element("strong", text(written), class_="warned")


def _mark(topic: Topic, places: Iterable[int]) -> Html:
    links = (link(f"#{_source_anchor(topic, place)}", f"{place}") for place in places)
    return element("sup", text(" ["), join(links, ", "), text("]"))


def _source_anchor(topic: Topic, place: int) -> str:
    return f"{anchor(topic.id)}-source-{place}"


def _room() -> Html:
    """Return what is printed at the end of a topic: boxes to tick, and lines for a name and a date."""
    boxes = "☐ Right as it stands    ☐ Corrections in the margin"
    signed = "Name ____________________  Credential __________  Date __________"
    return element("div", element("p", text(boxes)), element("p", text(signed)), class_="room")
