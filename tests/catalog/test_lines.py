"""Files of how people say things: read whole, or named with what is wrong."""

from __future__ import annotations

import pytest

from bot.catalog import load_library
from bot.catalog.lines import LONGEST_LINE
from tests.catalog.conftest import Copy


def test_lines_stand_in_the_library_under_what_they_speak_for(pack: Copy) -> None:
    pack.write("asked/spirometer.txt", "# how people ask\nthe thing I blow into\n\n  puffing into a tube  \n")
    pack.write("asked/nothing.txt", "good morning all\n")
    library = load_library(pack.folder)
    assert library.asked == {
        "nothing": ("good morning all",),
        "spirometer": ("the thing I blow into", "puffing into a tube"),
    }


def test_a_pack_needs_no_lines(pack: Copy) -> None:
    library = load_library(pack.folder)
    assert (library.asked, library.told) == ({}, {})


@pytest.mark.parametrize("folder", ["asked", "told"])
def test_lines_for_nothing_that_is_there_are_named(pack: Copy, folder: str) -> None:
    pack.write(f"{folder}/unheard-of.txt", "what is that\n")
    assert pack.problems() == [f"{folder}/unheard-of.txt: nothing has the id `unheard-of`"]


def test_a_slip_in_the_id_is_suggested(pack: Copy) -> None:
    pack.write("asked/spirometre.txt", "the thing I blow into\n")
    assert pack.problems() == ["asked/spirometre.txt: nothing has the id `spirometre`; did you mean `spirometer`?"]


def test_a_line_that_speaks_for_two_topics_is_named(pack: Copy) -> None:
    pack.write("asked/spirometer.txt", "noise in my chest\n")
    pack.write("asked/wheezing.txt", "so loud\nNoise, in my chest!\n")
    problem = "asked/wheezing.txt:2: “Noise, in my chest!” also speaks for `spirometer`; keep it in one place"
    assert pack.problems() == [problem]


def test_a_line_that_is_the_name_of_another_topic_is_named(pack: Copy) -> None:
    pack.write("asked/wheezing.txt", "Spirometer\n")
    problem = "asked/wheezing.txt:1: “Spirometer” also speaks for `spirometer`; keep it in one place"
    assert pack.problems() == [problem]


def test_an_empty_file_is_named(pack: Copy) -> None:
    pack.write("asked/wheezing.txt", "# nothing yet\n")
    assert pack.problems() == ["asked/wheezing.txt: has no lines; write one remark or question a line"]


def test_a_line_that_is_too_long_is_named(pack: Copy) -> None:
    pack.write("told/nothing.txt", "short\n" + "long " * 100 + "\n")
    assert pack.problems() == [f"told/nothing.txt:2: has 499 characters; a line has at most {LONGEST_LINE}"]


def test_a_file_of_another_sort_is_named(pack: Copy) -> None:
    pack.write("asked/wheezing.yaml", "lines: []\n")
    problem = "asked/wheezing.yaml: is not read; how people say things stands in files that end in .txt"
    assert pack.problems() == [problem]


def test_a_file_that_is_no_text_is_named(pack: Copy) -> None:
    pack.write("asked/wheezing.txt", b"caf\xe9\n")
    assert pack.problems() == ["asked/wheezing.txt:1: is not UTF-8 text; save it as UTF-8"]
