"""Which country somebody means."""

from __future__ import annotations

import pytest

from bot.catalog import Library
from bot.lookup.countries import countries_like, find_country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("US", "United States"),
        ("usa", "United States"),
        (" Germany ", "Germany"),
        ("germny", "Germany"),
        ("uk", "United Kingdom"),
        ("Belgium", "European Union"),
        ("austria", "Austria"),
        ("australia", "Australia"),
    ],
)
def test_a_country_is_found_by_code_name_alias_or_misspelling(library: Library, text: str, name: str) -> None:
    country = find_country(library.help_lines, text)
    assert country is not None
    assert country.name == name


@pytest.mark.parametrize("text", ["", "   ", "Atlantis", "austrlia or austria", "🙂", "x" * 6000])
def test_nothing_is_found_rather_than_the_wrong_country(library: Library, text: str) -> None:
    assert find_country(library.help_lines, text) is None


def test_suggestions_begin_with_what_was_typed_and_then_contain_it(library: Library) -> None:
    names = [country.name for _, country in countries_like(library.help_lines, "un")]
    assert names[:3] == ["United Arab Emirates", "United Kingdom", "United States"]


def test_suggestions_for_nothing_typed_are_all_countries_by_name(library: Library) -> None:
    names = [country.name for _, country in countries_like(library.help_lines, "")]
    assert names == sorted(country.name for country in library.help_lines.countries.values())
