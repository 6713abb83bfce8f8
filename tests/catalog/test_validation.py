"""What the files of a library say of each other: references, names, parts, columns, lines and rules."""

from __future__ import annotations

import pytest

from bot.catalog.naming import folded
from tests.catalog.conftest import Copy

TERM = "terms/spirometer.yaml"
SIGN = "symptoms/wheezing.yaml"
ROW = "comparisons/season.yaml"


# --- references -----------------------------------------------------------------------------------------------


def test_a_source_that_is_not_there_is_named_with_the_one_that_is_meant(pack: Copy) -> None:
    pack.replace(TERM, 'out.", src: [example-asthma]', 'out.", src: [example-astma]')
    message = "there is no source `example-astma` in sources.yaml; did you mean `example-asthma`?"
    assert pack.problems() == [f"{TERM}:4: summary.src[1]: {message}"]


def test_a_page_to_read_that_is_not_there_is_named(pack: Copy) -> None:
    pack.replace(SIGN, "read_more: [example-tests]", "read_more: [zzz]")
    assert pack.problems() == [f"{SIGN}:17: read_more[1]: there is no source `zzz` in sources.yaml"]


def test_a_source_that_was_not_read_cannot_be_cited(pack: Copy) -> None:
    pack.replace(SIGN, "further: [example-tests]", "src: [example-tests]")
    message = "`example-tests` was not read (as_of is null), so it can only stand under `further`"
    assert pack.problems() == [f"{SIGN}:10: call_team[1].src[1]: {message}"]


def test_a_related_topic_that_is_not_there_is_named(pack: Copy) -> None:
    pack.replace(SIGN, "see_also: [asthma]", "see_also: [inhalers]")
    message = "there is no topic `inhalers`; did you mean `inhaler`?"
    assert pack.problems() == [f"{SIGN}:16: see_also[1]: {message}"]


def test_a_topic_that_is_related_to_itself_is_named(pack: Copy) -> None:
    pack.replace(SIGN, "see_also: [asthma]", "see_also: [wheezing]")
    assert pack.problems() == [f"{SIGN}:16: see_also[1]: names the topic itself; name others"]


def test_a_part_that_the_kind_does_not_have_is_named(pack: Copy) -> None:
    pack.replace("treatments/inhaler.yaml", "part: given", "part: dose")
    message = "`dose` is no part of this kind in pack.yaml; known are works, given"
    assert pack.problems() == [f"treatments/inhaler.yaml:7: points[2].part: {message}"]


def test_a_part_that_every_topic_of_the_kind_needs_is_missed(pack: Copy) -> None:
    pack.replace("treatments/inhaler.yaml", "part: works", "part: given")
    message = "points: has no point of the part `works` (How it works)"
    assert pack.problems() == [f"treatments/inhaler.yaml:5: {message}"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("applies_to: [asthma]", "applies_to: [copd]", f"{SIGN}:3: applies_to[1]"),
        ("column: asthma", "column: copd", f"{SIGN}:15: figures[1].column"),
        ("{part: why, text", "{part: why, column: copd, text", f"{SIGN}:6: points[1].column"),
    ],
)
def test_a_column_that_the_pack_does_not_have_is_named(pack: Copy, old: str, new: str, place: str) -> None:
    pack.replace(SIGN, old, new)
    assert pack.problems() == [f"{place}: there is no column `copd` in pack.yaml; known are asthma, hayfever"]


def test_a_comparison_without_one_of_the_columns_is_named(pack: Copy) -> None:
    text = (pack.folder / ROW).read_text(encoding="utf-8")
    start, end = text.index("  hayfever:"), text.index("checked:")
    pack.write(ROW, text[:start] + text[end:])
    assert pack.problems() == [f"{ROW}:5: columns: lacks the column `hayfever` (Hay fever)"]


def test_a_comparison_with_a_column_of_its_own_is_named(pack: Copy) -> None:
    pack.replace(ROW, "  hayfever:", "  hay:")
    message = "is no column in pack.yaml; known are asthma, hayfever"
    assert pack.problems() == [
        f"{ROW}:5: columns: lacks the column `hayfever` (Hay fever)",
        f"{ROW}:10: columns.hay: {message}",
    ]


def test_too_few_questions_for_the_kind_are_named(pack: Copy) -> None:
    pack.replace(SIGN, ', "What do I do at night?", "When should I call you?"]', "]")
    assert pack.problems() == [f"{SIGN}:11: ask_your_team: has 1; a symptom needs at least 3 questions"]


# --- the other files ------------------------------------------------------------------------------------------


def test_a_publisher_that_the_pack_does_not_have_is_named(pack: Copy) -> None:
    pack.replace(
        "sources.yaml", "{title: Tests of the lungs, publisher: Example Health", "{title: T, publisher: Example"
    )
    message = "`Example` is not among the publishers of pack.yaml"
    [problem] = pack.problems()
    assert problem.startswith(f"sources.yaml:3: example-tests.publisher: {message}")


def test_a_column_of_the_pack_needs_its_topic(pack: Copy) -> None:
    pack.replace("pack.yaml", "topic: hay-fever", "topic: zzz")
    assert pack.problems() == ["pack.yaml:7: columns.hayfever.topic: there is no topic `zzz`"]


def test_a_kind_that_the_pack_does_not_name_is_missed(pack: Copy) -> None:
    pack.replace("pack.yaml", "  term: {", "  terms: {")
    assert pack.problems() == [
        "pack.yaml:9: kinds: does not say what a `term` is called",
        "pack.yaml:17: kinds.terms: is no kind; did you mean `term`?",
    ]


def test_a_default_country_without_lines_is_named(pack: Copy) -> None:
    pack.replace("help.yaml", "default: US", "default: FR")
    assert pack.problems() == ["help.yaml:1: default: there is no country `FR` below"]


def test_a_country_without_a_crisis_line_is_named(pack: Copy) -> None:
    pack.replace("help.yaml", "crisis_countries: [US]", "crisis_countries: [US, DE]")
    assert pack.problems() == ["help.yaml:2: crisis_countries[2]: there is no crisis line for `DE` below"]


@pytest.mark.parametrize("sources", ["", ", src: []", ", further: [example-tests]"])
def test_a_number_that_nobody_read_is_not_confirmed(pack: Copy, sources: str) -> None:
    pack.replace("help.yaml", '{line: "112", confirmed: false}', f'{{line: "112", confirmed: true{sources}}}')
    message = "is confirmed, but names no source that was read; give `src`, or say `confirmed: false`"
    assert pack.problems() == [f"help.yaml:15: countries.DE.emergency: {message}"]


def test_a_number_for_other_countries_is_held_to_the_same(pack: Copy) -> None:
    pack.replace("help.yaml", "line: health.example/lines, confirmed: false", "line: health.example, confirmed: true")
    [problem] = pack.problems()
    assert problem.startswith("help.yaml:19: elsewhere.crisis[1]: is confirmed, but")


def test_an_entry_that_is_not_covered_twice_is_named_at_both_places(pack: Copy) -> None:
    pack.replace("not-covered.yaml", "id: dose", "id: pneumonia")
    assert pack.problems() == [
        "not-covered.yaml:2: entries[1].id: the id `pneumonia` stands twice; rename one",
        "not-covered.yaml:9: entries[2].id: the id `pneumonia` stands twice; rename one",
    ]


def test_an_entry_that_nobody_would_find_is_named(pack: Copy) -> None:
    pack.replace("not-covered.yaml", "    names: [pneumonia, lung infection]\n", "")
    message = "needs `names`, `exact` or `wordings`, or nobody finds it"
    assert pack.problems() == [f"not-covered.yaml:2: entries[1]: {message}"]


def test_an_entry_with_a_page_that_is_not_there_is_named(pack: Copy) -> None:
    pack.replace("not-covered.yaml", "read: [example-tests]\n    see_also", "read: [zzz]\n    see_also")
    assert pack.problems() == ["not-covered.yaml:7: entries[1].read[1]: there is no source `zzz` in sources.yaml"]


def test_a_rule_that_points_to_no_topic_is_named(pack: Copy) -> None:
    pack.replace("alerts.yaml", "topic: wheezing", "topic: weezing")
    message = "there is no topic `weezing`; did you mean `wheezing`?"
    assert pack.problems() == [f"alerts.yaml:7: rules[1].topic: {message}"]


def test_a_rule_that_stands_twice_is_named(pack: Copy) -> None:
    pack.replace("alerts.yaml", "id: despair", "id: no-air")
    assert pack.problems() == [
        "alerts.yaml:4: rules[1].id: the id `no-air` stands twice; rename one",
        "alerts.yaml:16: rules[2].id: the id `no-air` stands twice; rename one",
    ]


def test_a_rule_that_can_never_fire_is_named(pack: Copy) -> None:
    pack.replace("alerts.yaml", '    sure: ["want die"]\n    possible: ["can\'t > go_on"]\n', "")
    assert pack.problems() == ["alerts.yaml:16: rules[2]: needs wordings under `sure` or `possible`"]


# --- names ----------------------------------------------------------------------------------------------------


def test_a_name_in_two_topics_is_named_in_the_second(pack: Copy) -> None:
    pack.replace("treatments/inhaler.yaml", "puffer", "Chest whistles")
    message = "the name “Chest whistles” also stands in symptoms/wheezing.yaml; keep it in one place"
    assert pack.problems() == [f"treatments/inhaler.yaml:2: aliases[1]: {message}"]


def test_a_name_that_is_not_covered_belongs_to_no_topic(pack: Copy) -> None:
    pack.replace("not-covered.yaml", "lung infection", "puffer")
    message = "the name “puffer” also stands in treatments/inhaler.yaml; keep it in one place"
    assert pack.problems() == [f"not-covered.yaml:5: entries[1].names[2]: {message}"]


def test_a_title_is_a_name(pack: Copy) -> None:
    pack.replace(TERM, "title: Spirometer", "title: Inhaler")
    message = "the name “Inhaler” also stands in terms/spirometer.yaml; keep it in one place"
    assert pack.problems() == [f"treatments/inhaler.yaml:1: title: {message}"]


@pytest.mark.parametrize("other", ["x-ray", "X RAY", "x–ray", "  x   ray ", "X_ray", "x-ráy"])
def test_case_accents_and_punctuation_do_not_tell_two_names_apart(other: str) -> None:
    assert folded(other) == folded("X-Ray")


def test_a_name_of_signs_alone_is_still_a_name() -> None:
    assert folded("+") != folded("−")


def test_a_topic_may_have_a_name_twice(pack: Copy) -> None:
    pack.replace(TERM, "exact: [PFT]", "exact: [PFT]\naliases: [spirometer]")
    assert pack.problems() == []


def test_a_group_of_words_that_no_alert_rule_names_is_missed_in_a_wording(pack: Copy) -> None:
    pack.replace("not-covered.yaml", "how > many|much > puffs|mg", "how > many > {puffs}")
    (problem,) = pack.problems()
    assert problem.startswith("not-covered.yaml:12: entries[2].wordings: “how > many > {puffs}” uses {puffs}")
