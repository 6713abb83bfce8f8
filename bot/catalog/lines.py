"""How people say things: plain text files of example lines, from which the lookup learns which words speak for what.

`asked/<id>.txt` has how people ask for a topic or for something that is not covered, `told/<id>.txt` how they tell of
what an alert rule is about; `nothing.txt` in each has what is about none of these. One line is one remark or question,
in people's own words. They are no names: nobody is ever shown one, and none has to stand in a text to be of use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from bot.catalog.problems import ContentError, Problem
from bot.catalog.reading import read_lines

ASKED: Final = "asked"
TOLD: Final = "told"
FOLDERS = (ASKED, TOLD)

SUFFIX = ".txt"

NOTHING = "nothing"
"""The file of what people type that is about nothing here: greetings, jokes, other illnesses, and no emergency."""

LONGEST_LINE = 400
"""Characters. Longer messages say little in many words, and teach the lookup little."""


class Line(NamedTuple):
    """One remark or question, and where it stands."""

    text: str
    number: int


Lines = Mapping[str, tuple[Line, ...]]
"""Lines by the id that they speak for, or by `NOTHING`."""


def read_folder(content: Path, folder: str) -> tuple[dict[str, tuple[Line, ...]], list[Problem]]:
    """Read all files of one of `FOLDERS`, and what is wrong with single ones. No folder means no lines."""
    read: dict[str, tuple[Line, ...]] = {}
    problems: list[Problem] = []
    place = content / folder
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.name.startswith("."):
            continue
        file = f"{folder}/{path.name}"
        if path.suffix != SUFFIX:
            message = f"is not read; how people say things stands in files that end in {SUFFIX}"
            problems.append(Problem(file=file, message=message))
            continue
        try:
            lines = tuple(Line(text, number) for number, text in read_lines(path, file))
        except ContentError as error:
            problems += error.problems
            continue
        problems += _line_problems(lines, file)
        read[path.stem] = lines
    return read, problems


def file_of_lines(folder: str, subject: str) -> str:
    """Return the file of an id inside the content folder, such as `asked/fatigue.txt`."""
    return f"{folder}/{subject}{SUFFIX}"


def _line_problems(lines: tuple[Line, ...], file: str) -> Iterator[Problem]:
    if not lines:
        yield Problem(file=file, message="has no lines; write one remark or question a line")
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            message = f"has {len(line.text)} characters; a line has at most {LONGEST_LINE}"
            yield Problem(file=file, line=line.number, message=message)
