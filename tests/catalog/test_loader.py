"""Folders and files that are no library yet: every problem at once, each with file, line, key and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalog import ContentError, Kind, Library, content_folder, load_library
from tests.catalog.conftest import Copy

TERM = "terms/spirometer.yaml"
SIGN = "symptoms/wheezing.yaml"
ROW = "comparisons/season.yaml"
FOLDERS = "conditions, comparisons, symptoms, diagnosis, treatments, complications, prognosis, terms, asked, told"


# --- the folder -----------------------------------------------------------------------------------------------


def test_a_right_folder_is_a_library_in_the_order_of_kinds_and_titles(tiny_library: Library) -> None:
    assert list(tiny_library.topics) == ["asthma", "hay-fever", "season", "wheezing", "inhaler", "spirometer"]
    assert tiny_library.topics["spirometer"].kind is Kind.TERM


def test_the_content_that_comes_with_the_program_is_a_library() -> None:
    assert load_library(content_folder()).topics


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        load_library(tmp_path / "nowhere")
    [problem] = error.value.problems
    assert str(problem) == f"{tmp_path / 'nowhere'}: there is no such folder (a content folder has pack.yaml in it)"


def test_a_file_instead_of_a_folder_is_named(pack: Copy) -> None:
    with pytest.raises(ContentError) as error:
        load_library(pack.folder / "pack.yaml")
    [problem] = error.value.problems
    assert problem.message == "is a file; name the folder that it is in (a content folder has pack.yaml in it)"


def test_a_folder_that_may_not_be_opened_is_named(pack: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: Path) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refusing)
    assert pack.problems() == [f"{pack.folder}: can't be opened: Permission denied"]


def test_an_empty_folder_lacks_every_file_and_a_topic(tmp_path: Path) -> None:
    assert Copy(tmp_path).problems() == [
        f"{tmp_path}: has no topic; add one, such as terms/example.yaml",
        "alerts.yaml: is missing; every content folder needs it",
        "help.yaml: is missing; every content folder needs it",
        "not-covered.yaml: is missing; every content folder needs it",
        "pack.yaml: is missing; every content folder needs it",
        "sources.yaml: is missing; every content folder needs it",
    ]


def test_a_missing_file_is_named_and_the_others_are_checked_all_the_same(pack: Copy) -> None:
    pack.remove("alerts.yaml")
    pack.replace(TERM, "src: [example-asthma]}\npoints", "src: [example-astma]}\npoints")
    assert pack.problems() == [
        "alerts.yaml: is missing; every content folder needs it",
        f"{TERM}:4: summary.src[1]: there is no source `example-astma` in sources.yaml; did you mean `example-asthma`?",
    ]


def test_a_folder_that_is_no_kind_is_named_with_the_one_that_is_meant(pack: Copy) -> None:
    pack.write("symptom/cough.yaml", "title: Cough\n")
    assert pack.problems() == ["symptom: is no kind of topic; did you mean `symptoms`?"]


def test_a_folder_that_is_like_no_kind_is_told_which_there_are(pack: Copy) -> None:
    pack.write("zzz/cough.yaml", "title: Cough\n")
    assert pack.problems() == [f"zzz: is no kind of topic; folders are {FOLDERS}"]


def test_a_stray_file_among_the_topics_is_named(pack: Copy) -> None:
    pack.write("terms/notes.txt", "to do")
    assert pack.problems() == ["terms/notes.txt: is not a topic; topics are files that end in .yaml"]


def test_a_topic_beside_the_folders_is_named(pack: Copy) -> None:
    pack.write("zebra.yaml", "title: Zebra\n")
    message = "is not a file that a library has; topics stand in the folder of their kind"
    assert pack.problems() == [f"zebra.yaml: {message}"]


def test_a_misspelt_file_is_named_with_the_one_that_is_meant(pack: Copy) -> None:
    pack.write("not_covered.yaml", "entries: []\n")
    assert pack.problems() == ["not_covered.yaml: is not a file that a library has; did you mean `not-covered.yaml`?"]


def test_a_licence_and_hidden_files_are_nobodys_business(pack: Copy) -> None:
    pack.write("LICENSE", "Be kind.")
    pack.write(".DS_Store", b"\x00")
    pack.write("terms/.spirometer.yaml.swp", b"\x00")
    assert pack.problems() == []


def test_a_topic_in_two_folders_is_named(pack: Copy) -> None:
    pack.write("symptoms/spirometer.yaml", (pack.folder / TERM).read_bytes())
    assert f"{TERM}: the id `spirometer` is also in symptoms/; rename one of the files" in pack.problems()


@pytest.mark.parametrize("name", ["Lung Test", "lung_test", "lung--test", "x" * 41])
def test_a_file_name_that_is_no_id_is_named(pack: Copy, name: str) -> None:
    (pack.folder / TERM).rename(pack.folder / f"terms/{name}.yaml")
    message = (
        "the file's name is the topic's id: lower-case words joined by hyphens, at most 40 characters, "
        "such as two-words.yaml"
    )
    assert pack.problems() == [f"terms/{name}.yaml: {message}"]


def test_a_file_where_a_folder_should_be_is_named(pack: Copy) -> None:
    pack.write("diagnosis", "tests\n")
    assert pack.problems() == ["diagnosis: should be a folder with topics in it"]


# --- keys and values ------------------------------------------------------------------------------------------


def test_an_unknown_key_suggests_the_known_one(pack: Copy) -> None:
    pack.replace(TERM, "title:", "titel:")
    assert pack.problems() == [
        f"{TERM}:1: titel: is not a key here; did you mean `title`?",
        f"{TERM}:1: title: is missing",
    ]


def test_an_unknown_key_deep_inside_suggests_the_known_one(pack: Copy) -> None:
    pack.replace(SIGN, "{part: why, text:", "{prt: why, text:")
    assert pack.problems() == [
        f"{SIGN}:6: points[1].part: is missing",
        f"{SIGN}:6: points[1].prt: is not a key here; did you mean `part`?",
    ]


def test_an_unknown_key_like_no_other_is_told_which_there_are(pack: Copy) -> None:
    pack.replace("sources.yaml", "as_of: null}", "as_of: null, zzz: 1}")
    message = "is not a key here; keys are `title`, `publisher`, `url`, `as_of`"
    assert pack.problems() == [f"sources.yaml:3: example-tests.zzz: {message}"]


def test_a_missing_key_is_named(pack: Copy) -> None:
    pack.replace(TERM, "checked: 2026-11-01\n", "")
    assert pack.problems() == [f"{TERM}:1: checked: is missing"]


def test_a_missing_key_inside_a_list_is_named_on_the_line_of_its_item(pack: Copy) -> None:
    pack.replace(ROW, '{who: adults, text: "It is worst in spring.", src', "{who: adults, src")
    assert pack.problems() == [f"{ROW}:13: columns.hayfever.points[1].text: is missing"]


def test_id_and_kind_are_said_by_the_folder(pack: Copy) -> None:
    pack.append(TERM, "kind: term\n")
    assert pack.problems() == [f"{TERM}:8: kind: is not a key here; folder and file name say it"]


def test_a_word_that_yaml_takes_for_false_is_named(pack: Copy) -> None:
    pack.replace(TERM, "exact: [PFT]", "aliases: [lung test, no]")
    message = "should be text, but YAML reads it as false; put the text in quotes"
    assert pack.problems() == [f"{TERM}:2: aliases[2]: {message}"]


def test_a_number_instead_of_text_is_named(pack: Copy) -> None:
    pack.replace(TERM, "exact: [PFT]", "exact: [7]")
    message = "should be text, but YAML reads it as the number 7; put the text in quotes"
    assert pack.problems() == [f"{TERM}:2: exact[1]: {message}"]


def test_a_colon_in_an_unquoted_text_is_named(pack: Copy) -> None:
    pack.replace(SIGN, '["What sets it off?"', "[First: what sets it off")
    message = "should be text, but YAML reads a key with a value; put the text in quotes"
    assert pack.problems() == [f"{SIGN}:11: ask_your_team[1]: {message}"]


def test_a_text_instead_of_a_list_is_named(pack: Copy) -> None:
    pack.replace(TERM, "exact: [PFT]", "exact: PFT")
    assert pack.problems() == [f"{TERM}:2: exact: should be a list, such as [one, two]"]


def test_a_text_instead_of_keys_is_named(pack: Copy) -> None:
    pack.replace(TERM, '{text: "A spirometer measures how fast you can breathe out.", src: [example-asthma]}', "A")
    assert pack.problems() == [f"{TERM}:4: summary: should be keys with values"]


def test_a_key_without_a_value_is_named(pack: Copy) -> None:
    pack.replace(TERM, "title: Spirometer", "title:")
    assert pack.problems() == [f"{TERM}:1: title: is empty; give it a value, or remove the key"]


def test_an_empty_text_is_named(pack: Copy) -> None:
    pack.replace(TERM, '"You blow into a tube."', '"  "')
    assert pack.problems() == [f"{TERM}:6: points[1].text: is empty; give it a value, or remove the key"]


def test_a_summary_that_is_too_long_says_by_how_much(pack: Copy) -> None:
    pack.replace(TERM, "A spirometer measures how fast you can breathe out.", "Breathe out. " * 24 + "Now.")
    assert pack.problems() == [f"{TERM}:4: summary.text: is 316 characters long; at most 300 fit"]


def test_a_glance_that_is_too_long_says_by_how_much(pack: Copy) -> None:
    pack.replace(ROW, "glance: When pollen flies", f"glance: {'x' * 91}")
    assert pack.problems() == [f"{ROW}:11: columns.hayfever.glance: is 91 characters long; at most 90 fit"]


@pytest.mark.parametrize("date", ["2026-13-01", "2026-02-30", "yesterday", '"2026-11-01"', "2026"])
def test_a_wrong_date_is_named(pack: Copy, date: str) -> None:
    pack.replace(TERM, "checked: 2026-11-01", f"checked: {date}")
    assert pack.problems() == [f"{TERM}:7: checked: should be a date such as 2026-11-23, without quotes"]


def test_a_wrong_date_of_a_source_says_what_it_may_be(pack: Copy) -> None:
    pack.replace("sources.yaml", "as_of: 2026-02-01", "as_of: last year")
    message = "should be a date such as 2026-11-23, without quotes, or should be 'undated'"
    assert pack.problems() == [f"sources.yaml:1: example-asthma.as_of: {message}"]


def test_an_unsafe_address_is_named(pack: Copy) -> None:
    pack.replace("sources.yaml", "https://health.example/tests", "http://health.example/tests")
    message = "should be a web address that begins with https:// and has no spaces, brackets or < >"
    assert pack.problems() == [f"sources.yaml:3: example-tests.url: {message}"]


def test_a_region_that_is_no_code_is_named(pack: Copy) -> None:
    pack.replace(SIGN, "region: DE", "region: Germany")
    message = "should be a country's code in two capital letters, such as DE (EU for the European Union)"
    assert pack.problems() == [f"{SIGN}:13: elsewhere[1].region: {message}"]


def test_an_age_group_that_is_not_known_is_named(pack: Copy) -> None:
    pack.replace("treatments/inhaler.yaml", "who: children", "who: kids")
    file = "treatments/inhaler.yaml"
    assert pack.problems() == [f"{file}:7: points[2].who: should be 'adults' or 'children'"]


def test_a_statement_from_nowhere_is_named(pack: Copy) -> None:
    pack.replace(
        TERM, '{part: what, text: "You blow into a tube.", src: [example-asthma]}', "{part: what, text: Blow.}"
    )
    message = "needs `src` (a source that says so) or `further` (a page to check it on)"
    assert pack.problems() == [f"{TERM}:6: points[1]: {message}"]


def test_a_figure_without_its_time_is_named(pack: Copy) -> None:
    pack.replace(SIGN, ', years: "2010-2020"', "")
    message = "needs `years` (when people were counted) or `trial` (the study)"
    assert pack.problems() == [f"{SIGN}:15: figures[1]: {message}"]


def test_a_placeholder_that_no_one_fills_is_named(pack: Copy) -> None:
    pack.append("pack.yaml", '  checked: "Checked {day}."\n')
    message = "has the placeholder {day}, which is not known here; known: {checked}"
    assert pack.problems() == [f"pack.yaml:27: texts.checked: {message}"]


def test_a_wording_that_uses_an_unknown_group_is_named(pack: Copy) -> None:
    pack.replace("alerts.yaml", 'possible: ["chest tight"]', 'possible: ["{chest} tight"]')
    message = "“{chest} tight” uses {chest}, and there is no such group in `words`"
    assert pack.problems() == [f"alerts.yaml:1: {message}"]


def test_a_wording_that_cannot_be_read_is_named(pack: Copy) -> None:
    pack.replace("alerts.yaml", 'possible: ["chest tight"]', 'possible: ["& tight"]')
    message = "the wording “& tight” has no words before its “&”"
    assert pack.problems() == [f"alerts.yaml:9: rules[1].possible[1]: {message}"]


# --- all at once ----------------------------------------------------------------------------------------------


def test_every_problem_of_every_file_is_told_in_one_go(pack: Copy) -> None:
    pack.replace(TERM, "title:", "titel:")
    pack.replace(TERM, "src: [example-asthma]}\npoints", "src: [nowhere]}\npoints")
    pack.replace(SIGN, "see_also: [asthma]", "see_also: [astma]")
    pack.replace(ROW, "glance: When pollen flies", "glance: 7")
    pack.replace("sources.yaml", '"https://health.example/tests"', "x")
    pack.replace("help.yaml", "default: US", "default: FR")
    pack.replace("not-covered.yaml", "sort: condition", "sort: illness")
    pack.replace("alerts.yaml", "topic: wheezing", "topic: weezing")
    pack.replace("pack.yaml", "topic: hay-fever", "topic: hayfever")
    pack.write("treatments/inhaler.yaml", "title: [")
    files = [problem.split(":")[0] for problem in pack.problems()]
    assert files == [
        "alerts.yaml",
        ROW,
        "help.yaml",
        "not-covered.yaml",
        "pack.yaml",
        "sources.yaml",
        SIGN,
        TERM,
        TERM,
        TERM,
        "treatments/inhaler.yaml",
    ]


def test_a_topic_that_cannot_be_read_is_still_there_for_others_to_point_to(pack: Copy) -> None:
    pack.write(SIGN, "title: [")
    [problem] = pack.problems()
    assert problem.startswith(f"{SIGN}:2: is not valid YAML")


def test_several_problems_of_one_file_are_all_told(pack: Copy) -> None:
    pack.replace(SIGN, "applies_to: [asthma]", "applies_to: []")
    pack.replace(SIGN, "checked: 2026-11-01", "checked: soon")
    pack.replace(SIGN, "read_more: [example-tests]", "read_more: example-tests")
    assert pack.problems() == [
        f"{SIGN}:3: applies_to: is empty; give it a value, or remove the key",
        f"{SIGN}:17: read_more: should be a list, such as [one, two]",
        f"{SIGN}:18: checked: should be a date such as 2026-11-23, without quotes",
    ]
