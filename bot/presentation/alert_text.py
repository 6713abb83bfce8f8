"""What is said about what a person typed: urgent advice and crisis lines. It stands above everything else."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from bot.catalog.help_lines import Country, Line
from bot.catalog.library import Library
from bot.lookup.answer import Alert


class Voice(Enum):
    """Whom the advice speaks of: the person who asks, or the writer of a message that the person reads."""

    ASKER = "asker"
    WRITER = "writer"


def alert_text(
    library: Library,
    urgent: Alert | None,
    crisis: Alert | None,
    country: Country,
    voice: Voice,
    own_lines: Sequence[Line] = (),
) -> str:
    """Return the advice for these alerts, the emergency first; empty without alerts. `own_lines` are the server's own.

    It is the message's own text and no embed, so that it is read with embeds turned off.
    """
    parts = []
    if urgent is not None:
        parts.append(_urgent(library, urgent, country, voice))
    if crisis is not None:
        numbered = urgent is not None and urgent.rule.call == "emergency"
        parts.append(_crisis(library, crisis, country, voice, own_lines, number=not numbered))
    return "\n\n".join(parts)


def headline(alert: Alert) -> str:
    """Return the advice to the asker in one line, without numbers: for a list of choices."""
    return _advice(alert, Voice.ASKER)


def crisis_lines(library: Library, country: Country) -> tuple[str, ...]:
    """Return the crisis lines of the person's country, of the pack's other countries, and where to find more."""
    help_lines = library.help_lines
    lines = [_named(library, country, line) for line in country.crisis]
    for code in help_lines.crisis_countries:
        other = help_lines.countries[code]
        if other is not country:
            lines.append(_named(library, other, other.crisis[0]))
    lines += [line_text(library, line) for line in help_lines.elsewhere.crisis]
    return tuple(lines)


def line_text(library: Library, line: Line) -> str:
    """Return one help line in words: who, number, hours, and whether to check the number first."""
    text = f"{line.who}: {line.line}" if line.who else line.line
    if line.hours:
        text += f" ({line.hours})"
    if line.note:
        text += f". {line.note}"
    return text if line.confirmed else f"{text} ({library.pack.texts.check_number})"


def emergency_text(library: Library, country: Country) -> str:
    """Return the emergency number of a country, which always ends with "or your local emergency number"."""
    number = country.emergency or library.help_lines.country(None).emergency
    line = number.line if number else ""
    return library.pack.texts.emergency_number.format(number=line, where=country.where or country.name)


def _urgent(library: Library, alert: Alert, country: Country, voice: Voice) -> str:
    advice = f"**{_advice(alert, voice)}**" if alert.sure else _advice(alert, voice)
    return f"{advice}\n{emergency_text(library, country)}" if alert.rule.call == "emergency" else advice


def _crisis(
    library: Library, alert: Alert, country: Country, voice: Voice, own_lines: Sequence[Line], *, number: bool
) -> str:
    own = (line_text(library, line) for line in own_lines)
    lines = "\n".join(f"- {line}" for line in (*own, *crisis_lines(library, country)))
    texts = library.pack.texts
    said = [f"**{texts.crisis_title}**", _advice(alert, voice)]
    if number:
        said.append(emergency_text(library, country))
    return "\n".join((*said, texts.crisis_lines, lines))


def _advice(alert: Alert, voice: Voice) -> str:
    if voice is Voice.WRITER:
        return alert.rule.say.someone
    return alert.rule.say.sure if alert.sure else alert.rule.say.possible


def _named(library: Library, country: Country, line: Line) -> str:
    return f"{country.name}: {line_text(library, line)}"
