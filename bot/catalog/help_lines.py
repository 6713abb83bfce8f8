"""Emergency numbers, crisis lines and help lines of the patients' organisations, by country."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import StringConstraints

from bot.catalog.model import Id, Model, Text

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166 code of a country, or EU."""


class Line(Model):
    """One number or address to turn to."""

    who: Text | None = None
    """The organisation; None where the number needs no name, such as an emergency number."""
    line: Text
    """The number, and how to reach it: "call or text …"."""
    hours: Text | None = None
    confirmed: bool
    """Whether the number was read in a source; otherwise it is shown with "check this number"."""
    src: tuple[Id, ...] = ()
    further: tuple[Id, ...] = ()
    note: Text | None = None


class Country(Model):
    """The lines of one country."""

    name: Text
    aliases: tuple[Text, ...] = ()
    """Other names that people type, such as UK, and countries for which these lines serve too."""
    where: Text | None = None
    """Where the emergency number holds, if in more than this country: "US, Canada"."""
    locales: tuple[str, ...] = ()
    """Discord's language codes that point to this country, such as de or en-GB."""
    emergency: Line | None = None
    crisis: tuple[Line, ...] = ()
    support: tuple[Line, ...] = ()
    """Help lines for the people whom the pack is for."""


class HelpLines(Model):
    """All help lines of the pack."""

    default: CountryCode
    """The country whose lines are shown when nobody says which."""
    crisis_countries: tuple[CountryCode, ...] = ()
    """Countries whose first crisis line every crisis reply names, after the reader's own: servers are worldwide."""
    countries: Mapping[CountryCode, Country]
    elsewhere: Country
    """What to say of every other country."""

    def country(self, code: str | None) -> Country:
        """Return the country of this code; the default one for None or a code without an entry."""
        return self.countries.get(code or self.default) or self.countries[self.default]

    def of_locale(self, locale: str) -> Country:
        """Return the country that a Discord language code points to; the default one if it points to none."""
        found = next((country for country in self.countries.values() if locale in country.locales), None)
        return found or self.countries[self.default]
