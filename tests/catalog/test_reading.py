"""Files that YAML can't read, or that nobody should have to: each is one clear problem, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog import ContentError, Problem
from bot.catalog.reading import DEEPEST_NESTING, LARGEST_FILE, dotted, read_document
from tests.catalog.conftest import Copy

TERM = "terms/spirometer.yaml"
BAD_YAML = "check the indentation, and put texts with “: ” or “#” in quotes"


def test_the_tiny_pack_is_right(pack: Copy) -> None:
    assert pack.problems() == []
    assert pack.plain_words() == []
    assert pack.provenance() == []


def test_an_empty_file_says_that_it_is_empty(pack: Copy) -> None:
    pack.write(TERM, "")
    assert pack.problems() == [f"{TERM}: is empty"]


def test_a_file_of_comments_is_empty_too(pack: Copy) -> None:
    pack.write(TERM, "# to be written\n")
    assert pack.problems() == [f"{TERM}: is empty"]


def test_a_list_instead_of_keys_is_named(pack: Copy) -> None:
    pack.write(TERM, "\n- title: Spirometer\n")
    message = "should be keys with values, such as `title: Example`, and not a list or a text"
    assert pack.problems() == [f"{TERM}:2: {message}"]


def test_invalid_yaml_names_the_line_and_the_usual_cause(pack: Copy) -> None:
    pack.replace(TERM, "exact: [PFT]", "aliases: lungs: how they work")
    assert pack.problems() == [
        f"{TERM}:2: is not valid YAML (mapping values are not allowed in this context); {BAD_YAML}"
    ]


def test_a_bracket_that_nobody_closes_is_invalid(pack: Copy) -> None:
    pack.replace(TERM, "exact: [PFT]", "exact: [PFT")
    [problem] = pack.problems()
    assert problem.startswith(f"{TERM}:3: is not valid YAML")


def test_a_file_that_is_not_utf_8_names_the_line(pack: Copy) -> None:
    pack.write(TERM, "title: Spirometer\naliases: [Atemstoß]\n".encode("latin-1"))
    assert pack.problems() == [f"{TERM}:2: is not UTF-8 text; save it as UTF-8"]


def test_a_byte_order_mark_does_no_harm(pack: Copy) -> None:
    pack.write(TERM, b"\xef\xbb\xbf" + (pack.folder / TERM).read_bytes())
    assert pack.problems() == []


def test_a_control_character_is_named(pack: Copy) -> None:
    pack.replace(TERM, "Spirometer\n", "Spiro\x07meter\n")
    assert pack.problems() == [f"{TERM}: has a character that YAML does not allow; remove it"]


def test_every_key_that_stands_twice_is_named_with_both_lines(pack: Copy) -> None:
    pack.replace(TERM, "exact: [PFT]", "exact: [PFT]\ntitle: Spirometry")
    pack.append(TERM, "checked: 2026-11-02\n")
    assert pack.problems() == [
        f"{TERM}:3: title: stands twice here, first in line 1; keep one of them",
        f"{TERM}:9: checked: stands twice here, first in line 8; keep one of them",
    ]


def test_a_key_inside_a_key_may_stand_twice_no_more_than_others(pack: Copy) -> None:
    pack.replace("sources.yaml", "as_of: 2026-02-01}", "as_of: 2026-02-01, title: Asthma}")
    message = "example-asthma.title: stands twice here, first in line 1; keep one of them"
    assert pack.problems() == [f"sources.yaml:1: {message}"]


def test_a_country_that_yaml_takes_for_no_is_named(pack: Copy) -> None:
    pack.replace("help.yaml", "  DE:\n", "  NO:\n")
    assert pack.problems() == ["help.yaml:12: countries: `NO` is not text as a key; put it in quotes"]


def test_aliases_that_unfold_into_gigabytes_are_refused_before_they_unfold(pack: Copy) -> None:
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    pack.write(TERM, "\n".join(lines))
    problems = pack.problems()
    assert problems[0] == f"{TERM}:1: marks a value with `&a`; put texts that begin with & in quotes"
    said = "repeats a value with `*a`; write it out, so that every line says what it means"
    assert f"{TERM}:2: {said}" in problems


def test_a_merge_key_is_refused_too(pack: Copy) -> None:
    pack.append(TERM, "<<: {title: Spirometer}\n")
    assert pack.problems() == [f"{TERM}:8: `<<` is not text as a key; put it in quotes"]


def test_a_tag_that_would_build_an_object_is_refused(pack: Copy) -> None:
    pack.replace(TERM, "title: Spirometer", "title: !!python/name:os.system Spirometer")
    message = "has the YAML tag `tag:yaml.org,2002:python/name:os.system`; put texts that begin with ! in quotes"
    assert pack.problems() == [f"{TERM}:1: {message}"]


def test_a_bomb_of_nesting_is_refused(pack: Copy) -> None:
    pack.write(TERM, "title: " + "[" * 5000 + "]" * 5000)
    assert pack.problems() == [f"{TERM}:1: is nested more than {DEEPEST_NESTING} levels deep"]


def test_a_huge_file_is_refused_unread(pack: Copy) -> None:
    pack.write(TERM, "# " + "x" * LARGEST_FILE)
    assert pack.problems() == [f"{TERM}: has 1,000,002 bytes; a content file has at most 1,000,000"]


def test_a_second_document_in_a_file_is_named(pack: Copy) -> None:
    pack.append(TERM, "---\ntitle: Another\n")
    assert pack.problems() == [f"{TERM}:8: has a second document after `---`; make it a file of its own"]


def test_a_value_that_only_looks_like_a_number_is_named(pack: Copy) -> None:
    pack.replace(TERM, "exact: [PFT]", "exact: [0b_]")
    [problem] = pack.problems()
    assert problem.startswith(f"{TERM}: has a value that can't be read (")


def test_a_link_to_a_file_that_is_gone_is_named(pack: Copy) -> None:
    pack.remove(TERM)
    (pack.folder / TERM).symlink_to(pack.folder / "gone.yaml")
    assert pack.problems() == [f"{TERM}: is a link to a file that is not there"]


def test_a_folder_where_a_file_should_be_is_named(pack: Copy) -> None:
    pack.remove("help.yaml")
    (pack.folder / "help.yaml").mkdir()
    assert "help.yaml: can't be read: Is a directory" in pack.problems()


def test_a_file_that_may_not_be_read_is_named(pack: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "spirometer.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    assert pack.problems() == [f"{TERM}: can't be read: Permission denied"]


def test_key_paths_are_written_with_positions_from_one() -> None:
    assert dotted(("points", 2, "src")) == "points[3].src"


@given(st.one_of(st.text(), st.binary()))
def test_whatever_is_in_a_file_it_is_read_or_refused_with_problems(
    tmp_path_factory: pytest.TempPathFactory, content: str | bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    try:
        read: tuple[object, ...] = tuple(read_document(path, "any.yaml").data)
    except ContentError as error:
        read = error.problems
    assert all(isinstance(key, str | Problem) for key in read)
