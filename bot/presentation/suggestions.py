"""What the autocomplete list offers while somebody types: the urgent advice first, then topics."""

from __future__ import annotations

from discord import app_commands

from bot.catalog.kinds import Kind
from bot.catalog.library import Library
from bot.lookup import Lookup
from bot.lookup.countries import countries_like
from bot.presentation import limits
from bot.presentation.alert_text import headline
from bot.presentation.state import Alerts, Picked


def topic_choices(lookup: Lookup, typed: str, kind: Kind | None) -> list[app_commands.Choice[str]]:
    """Return at most 25 choices for what was typed so far, useful on empty input too.

    If it trips an alert, the advice is the first choice, and for a sure crisis the only one. Each choice carries the
    alert, so that picking a topic keeps it.
    """
    answer = lookup.answer(typed, kind, limit=limits.CHOICES, unfinished=True)
    alerts = Alerts.of(answer)
    choices = [
        app_commands.Choice(
            name=limits.clip(headline(alert), limits.CHOICE_TEXT), value=str(Picked(topic_id=None, alerts=alerts))
        )
        for alert in (alerts.crisis or alerts.urgent,)
        if alert is not None
    ]
    if alerts.crisis is not None and alerts.crisis.sure:
        return choices
    choices += [
        app_commands.Choice(
            name=limits.clip(match.topic.title, limits.CHOICE_TEXT),
            value=str(Picked(topic_id=match.topic.id, alerts=alerts)),
        )
        for match in answer.matches
    ]
    return choices[: limits.CHOICES]


def country_choices(library: Library, typed: str) -> list[app_commands.Choice[str]]:
    """Return at most 25 countries whose name fits what was typed so far."""
    found = list(countries_like(library.help_lines, typed))[: limits.CHOICES]
    return [
        app_commands.Choice(name=limits.clip(country.name, limits.CHOICE_TEXT), value=code) for code, country in found
    ]
