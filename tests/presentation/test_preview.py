"""The review copy: everything that the bot can say stands in it, and it is one sound document."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog import Library
from bot.catalog.draft import file_of
from bot.catalog.plain_words import reading_of_topic
from bot.catalog.review import digest
from bot.catalog.topics import Article, Review, Topic, cited_sources
from bot.presentation import html
from bot.presentation.alert_text import line_text
from bot.presentation.list_pages import Operator, refusal_page
from bot.presentation.page import Page, long_date
from bot.presentation.preview import review_copy, topic_copy
from bot.presentation.topic_pages import PARTS, first_page
from tests.conftest import TODAY
from tests.presentation.documents import Document


def whole(library: Library, as_of: dt.date = TODAY) -> Document:
    return Document(review_copy(library, Operator(), "0.0", as_of))


def only(library: Library, topic: Topic, as_of: dt.date = TODAY) -> Document:
    return Document(topic_copy(library, topic, as_of))


def with_topic(library: Library, topic: Topic, **changed: object) -> tuple[Library, Topic]:
    """Return a library in which a topic says something else, and that topic."""
    other = topic.model_copy(update=changed)
    return replace(library, topics={**library.topics, topic.id: other}), other


@pytest.fixture(scope="module")
def copy(library: Library) -> Document:
    """The review copy of the library that comes with the program."""
    return whole(library)


# --- a sound document -----------------------------------------------------------------------------------------


def test_the_copy_is_one_sound_document_that_loads_nothing(copy: Document) -> None:
    assert copy.faults == []
    assert copy.language == "en"
    assert [heading for level, heading in copy.headings if level == 1] == ["Marrow: review copy"]


def test_the_copy_of_another_pack_is_sound_too(tiny_library: Library) -> None:
    assert whole(tiny_library).faults == []


def test_every_topic_alone_is_a_sound_document(library: Library) -> None:
    for topic in library.topics.values():
        assert only(library, topic).faults == [], topic.id


def test_the_reader_of_documents_finds_what_is_wrong() -> None:
    """Otherwise the tests above could not fail."""
    broken = '<main><h1 id="a b">x</h1><h3 id="c">y</h3><p id="c"><a href="#no"></a><img src="x"></main><style>url(x)'
    assert len(Document(broken).faults) >= 8


@given(st.text())
def test_whatever_content_says_is_text_in_the_document(written: str) -> None:
    document = Document(html.element("p", html.text(written), title=written))
    assert set(document.tags) <= {"p", "strong", "br"}
    assert document.faults == []


def test_marks_of_html_are_shown_and_not_obeyed(tiny_library: Library) -> None:
    said = '<script>alert("1")</script> & <b>'
    changed, topic = with_topic(tiny_library, tiny_library.topics["wheezing"], title=said, ask_your_team=(said,))
    document = only(changed, topic)
    assert document.faults == []
    assert document.text.count(said) >= 3


# --- topics ---------------------------------------------------------------------------------------------------


def test_every_word_of_every_reply_stands_in_the_copy(library: Library, copy: Document) -> None:
    country = library.help_lines.country(None)
    for topic in library.topics.values():
        pages = [part(library, topic, TODAY) for part in PARTS.values()]
        for page in (first_page(library, topic, country, TODAY), *pages):
            for said in said_by(page) if page else ():
                assert " ".join(said.split()) in copy.text, topic.id


def said_by(page: Page) -> list[str]:
    """Return the words of a page, but for its title."""
    sections = (*page.urgent, *page.sections)
    said = [page.lead, *page.closing, *(section.heading for section in sections)]
    said += [word for section in sections for item in section.items for word in (item.label, item.text)]
    said += [word for group in page.sources for link in group.links for word in (link.title, link.publisher, link.note)]
    return said


def test_a_topic_says_its_file_names_grade_and_digest(library: Library) -> None:
    for topic in library.topics.values():
        said = only(library, topic).text
        reading = reading_of_topic(topic, library.pack)
        assert f"File {file_of(topic)} Id {topic.id} " in said
        assert f"{reading.flesch_kincaid} (Flesch-Kincaid); SMOG {reading.smog}" in said
        assert digest(topic) in said
        assert all(name in said for name in topic.names)


def test_the_index_leads_to_every_topic_by_kind(library: Library, copy: Document) -> None:
    assert {f"#topic-{topic_id}" for topic_id in library.topics} <= set(copy.links)
    second = [heading for level, heading in copy.headings if level == 2]
    kinds = [library.pack.kinds[kind.value].many for kind in library.kinds()]
    assert second[: len(kinds) + 1] == ["Index", *kinds]


def test_a_statement_leads_to_its_sources_by_number(tiny_library: Library) -> None:
    topic = tiny_library.topics["wheezing"]
    document = only(tiny_library, topic)
    assert cited_sources(topic) == ("example-asthma",)
    assert "You can't speak a whole sentence. [1]" in document.text
    assert "Your inhaler helps less than usual. [2]" in document.text
    assert {"#topic-wheezing-source-1", "#topic-wheezing-source-2"} <= set(document.links)


def test_a_topic_alone_names_related_topics_without_leading_to_them(tiny_library: Library) -> None:
    document = only(tiny_library, tiny_library.topics["wheezing"])
    assert tiny_library.topics["asthma"].title in document.text
    assert "#topic-asthma" not in document.links


def test_an_overdue_topic_says_so_in_the_index_and_in_itself(tiny_library: Library) -> None:
    checked = long_date(tiny_library.topics["wheezing"].checked)
    assert "overdue" not in whole(tiny_library).text
    late = whole(tiny_library, dt.date(2028, 1, 1))
    assert late.text.count(f"{checked}, overdue") == 2 * len(tiny_library.topics)


def test_a_text_that_is_too_hard_says_so(tiny_library: Library) -> None:
    topic = tiny_library.topics["wheezing"]
    assert isinstance(topic, Article)
    hard = topic.summary.model_copy(
        update={"text": "Immunological hypersensitivity occasionally necessitates caution."}
    )
    changed, other = with_topic(tiny_library, topic, summary=hard)
    assert "over the limit of 6" in only(changed, other).text
    assert "over the limit" not in only(tiny_library, topic).text


def test_a_review_is_shown_while_it_holds_and_void_after_a_change(tiny_library: Library) -> None:
    topic = tiny_library.topics["wheezing"]
    review = Review(name="Ana Example", credential="RN", date=dt.date(2026, 11, 20), digest=digest(topic))
    reviewed, held = with_topic(tiny_library, topic, reviewed=(review,))
    assert "Reviews Reviewed by Ana Example, RN, 20 November 2026." in only(reviewed, held).text
    changed, void = with_topic(reviewed, held, ask_your_team=("Another question?",))
    assert "Void, for the text has changed: Reviewed by Ana Example" in only(changed, void).text


# --- what stands beside the topics ----------------------------------------------------------------------------


def test_the_comparison_stands_side_by_side(library: Library, copy: Document) -> None:
    for row in library.comparisons():
        glances = " ".join(row.columns[key].glance for key in library.pack.columns)
        assert f"{row.title} {glances}" in copy.text


def test_what_is_not_covered_has_its_words_names_and_pages(library: Library, copy: Document) -> None:
    for entry in library.not_covered.values():
        assert f"not-covered-{entry.id}" in copy.anchors
        assert all(said in copy.text for said in (*said_by(refusal_page(library, entry)), *entry.names, *entry.exact))


def test_every_alert_has_what_it_says_and_its_phrases(library: Library, copy: Document) -> None:
    for rule in library.alerts.rules:
        assert f"alert-{rule.id}" in copy.anchors
        said = (rule.say.sure, rule.say.possible, rule.say.someone, *rule.fires, *rule.silent)
        assert all(" ".join(phrase.split()) in copy.text for phrase in said), rule.id


def test_every_country_has_its_help_lines(library: Library, copy: Document) -> None:
    for code, country in (*library.help_lines.countries.items(), ("elsewhere", library.help_lines.elsewhere)):
        assert f"country-{code}" in copy.anchors
        lines = (country.emergency, *country.crisis, *country.support)
        assert all(line_text(library, line) in copy.text for line in lines if line), code


def test_fixed_replies_and_glosses_are_there_to_read(library: Library, copy: Document) -> None:
    texts = library.pack.texts
    glosses = library.pack.glosses.values()
    assert all(" ".join(said.split()) in copy.text for said in (texts.nothing, texts.about, *glosses))
    assert texts.privacy_title in copy.text
