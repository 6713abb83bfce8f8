"""Readers can trace back what they read, and meet no number on the outlook that they did not ask for."""

from __future__ import annotations

import pytest

from tests.catalog.conftest import Copy

TERM = "terms/spirometer.yaml"
SIGN = "symptoms/wheezing.yaml"


def test_a_topic_that_cites_nothing_that_was_read_is_named(pack: Copy) -> None:
    text = (pack.folder / TERM).read_text(encoding="utf-8")
    pack.write(TERM, text.replace("src: [example-asthma]", "further: [example-tests]"))
    assert pack.problems() == []
    assert pack.provenance() == [f"{TERM}:1: cites no source that was read; give at least one statement a `src`"]


def test_a_source_that_nobody_cites_is_named(pack: Copy) -> None:
    pack.append("sources.yaml", 'old: {title: O, publisher: Example Health, url: "https://a.example/o", as_of: null}\n')
    assert pack.provenance() == ["sources.yaml:4: old: is used nowhere; cite it or remove it"]


def test_a_source_that_only_a_broken_topic_cites_counts_as_used(pack: Copy) -> None:
    pack.append("sources.yaml", 'old: {title: O, publisher: Example Health, url: "https://a.example/o", as_of: null}\n')
    pack.append(TERM, "read_more: [old]\ntitel: Spirometer\n")
    assert pack.provenance() == []


def test_nobody_calls_a_source_unused_while_a_file_cannot_be_read(pack: Copy) -> None:
    pack.write("conditions/hay-fever.yaml", "title: [")
    assert pack.provenance() == []


def test_a_source_that_only_a_help_line_cites_counts_as_used(pack: Copy) -> None:
    pack.append("sources.yaml", 'line: {title: L, publisher: Example Health, url: "https://a.example", as_of: null}\n')
    pack.replace("help.yaml", "hours: Weekdays,", "hours: Weekdays, further: [line],")
    assert pack.provenance() == []


@pytest.mark.parametrize("home", ["https://health.example", "https://health.example/", "https://health.example/?a=1"])
def test_a_home_page_is_no_page_to_read(pack: Copy, home: str) -> None:
    pack.replace("sources.yaml", "https://health.example/tests", home)
    message = "`example-tests` is only the home page of Example Health; name the page that tells more"
    assert pack.provenance() == [
        f"not-covered.yaml:7: entries[1].read[1]: {message}",
        f"not-covered.yaml:14: entries[2].read[1]: {message}",
        f"{SIGN}:10: call_team[1].further[1]: {message}",
        f"{SIGN}:17: read_more[1]: {message}",
    ]


def test_what_was_read_on_a_home_page_may_be_cited(pack: Copy) -> None:
    pack.replace("sources.yaml", "https://health.example/asthma", "https://asthma.example")
    assert pack.provenance() == []


@pytest.mark.parametrize(
    "text",
    [
        "Of 100 people, most are alive after ten years.",
        "Nine years on, 90% are alive.",
        "It is so for most. About 9 in 10 are ALIVE then.",
        "Most are alive (about 90 of 100).",
    ],
)
def test_a_number_on_the_outlook_stands_under_figures_only(pack: Copy, text: str) -> None:
    pack.replace("pack.yaml", "publishers:", "outlook_words: [alive, stay well]\n\npublishers:")
    pack.replace(TERM, "You blow into a tube.", text)
    [problem] = pack.provenance()
    assert problem.startswith(f"{TERM}:6: points[1].text: has a number beside “")
    assert problem.endswith("”; numbers on the outlook stand under `figures`")


@pytest.mark.parametrize(
    "text",
    [
        "Most are alive after ten years.",
        "It takes 2 weeks. Most stay well.",
        "The BCL2 protein keeps cells alive.",
        "Some stay well with a change called inv(16).",
    ],
)
def test_other_numbers_may_stand_where_they_are(pack: Copy, text: str) -> None:
    pack.replace("pack.yaml", "publishers:", "outlook_words: [alive, stay well]\n\npublishers:")
    pack.replace(TERM, "You blow into a tube.", text)
    assert pack.provenance() == []


def test_figures_may_have_numbers_on_the_outlook(pack: Copy) -> None:
    pack.replace("pack.yaml", "publishers:", "outlook_words: [feel well]\n\npublishers:")
    assert pack.provenance() == []


def test_a_share_of_people_on_a_page_about_the_outlook_stands_under_figures(pack: Copy) -> None:
    page = (
        "title: Growing up with it\n"
        "applies_to: [asthma]\n"
        "summary: {text: About 9 in 10 children do well., src: [example-asthma]}\n"
        "points:\n"
        "  - {part: what, text: It took 3 weeks in a study., src: [example-asthma]}\n"
        "checked: 2026-11-01\n"
    )
    pack.write("prognosis/growing-up.yaml", page)
    message = "gives a share of people; on the outlook they stand under `figures`"
    assert pack.provenance() == [f"prognosis/growing-up.yaml:3: summary.text: {message}"]


def test_a_glance_has_no_numbers(pack: Copy) -> None:
    pack.replace("comparisons/season.yaml", "glance: When pollen flies", "glance: From 3 to 6 weeks in spring")
    message = "columns.hayfever.glance: has a number; leave numbers to the points"
    assert pack.provenance() == [f"comparisons/season.yaml:11: {message}"]
