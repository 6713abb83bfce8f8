"""Which country somebody means, by its code or its name, misspelt or not."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from bot.catalog.help_lines import Country, HelpLines

ALIKE = 85
"""Least likeness (0 to 100) of a country's name: “germny” and “germany” have 92, “austria” and “australia” 88."""

AHEAD = 5
"""So much likelier than the next country it must be: Austria and Australia are near each other."""


def find_country(help_lines: HelpLines, text: str) -> Country | None:
    """Return the country with this code or name; None if none is meant for certain."""
    wanted = text.strip()
    by_code = help_lines.countries.get(wanted.upper())
    if by_code is not None:
        return by_code
    names = {
        name.casefold(): country
        for country in help_lines.countries.values()
        for name in (country.name, *country.aliases)
    }
    wanted = wanted.casefold()
    if wanted in names:
        return names[wanted]
    best = process.extract(wanted, list(names), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2)
    if not best:
        return None
    first, others = names[best[0][0]], [match for match in best[1:] if names[match[0]] is not names[best[0][0]]]
    return None if others and best[0][1] - others[0][1] < AHEAD else first


def countries_like(help_lines: HelpLines, text: str) -> Iterator[tuple[str, Country]]:
    """Yield code and country of those whose name or code begins with the text, then of those that contain it."""
    wanted = text.strip().casefold()
    by_name = sorted(help_lines.countries.items(), key=lambda entry: entry[1].name)
    begin = [
        code for code, country in by_name if country.name.casefold().startswith(wanted) or code.casefold() == wanted
    ]
    inside = [code for code, country in by_name if wanted in country.name.casefold() and code not in begin]
    for code in (*begin, *inside):
        yield code, help_lines.countries[code]
