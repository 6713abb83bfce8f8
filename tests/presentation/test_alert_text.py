"""What is said above an answer when a text tells of an emergency or a crisis."""

from __future__ import annotations

import pytest

from bot.catalog import Library
from bot.lookup.answer import Alert
from bot.presentation.alert_text import Voice, alert_text, crisis_lines, emergency_text, headline, line_text


@pytest.fixture
def urgent(library: Library) -> Alert:
    rule = next(rule for rule in library.alerts.rules if rule.sort == "urgent" and rule.call == "emergency")
    return Alert(rule=rule, sure=True)


@pytest.fixture
def crisis(library: Library) -> Alert:
    return Alert(rule=next(rule for rule in library.alerts.rules if rule.sort == "crisis"), sure=True)


def test_without_alerts_there_is_nothing_to_say(library: Library) -> None:
    assert alert_text(library, None, None, library.help_lines.country(None), Voice.ASKER) == ""


def test_a_sure_emergency_is_an_imperative_with_the_number(library: Library, urgent: Alert) -> None:
    text = alert_text(library, urgent, None, library.help_lines.country(None), Voice.ASKER)
    assert text.startswith(f"**{urgent.rule.say.sure}**")
    assert text.endswith("Emergency number: 911 (US, Canada) or your local emergency number.")


def test_a_possible_emergency_is_one_sentence_under_a_condition(library: Library, urgent: Alert) -> None:
    possible = Alert(rule=urgent.rule, sure=False)
    text = alert_text(library, possible, None, library.help_lines.country(None), Voice.ASKER)
    assert text.startswith(urgent.rule.say.possible)
    assert "**" not in text


def test_in_the_message_menu_the_advice_speaks_of_the_writer(library: Library, urgent: Alert, crisis: Alert) -> None:
    text = alert_text(library, urgent, crisis, library.help_lines.country(None), Voice.WRITER)
    assert urgent.rule.say.someone in text
    assert crisis.rule.say.someone in text
    assert urgent.rule.say.sure not in text


def test_both_together_show_the_emergency_first_and_its_number_once(
    library: Library, urgent: Alert, crisis: Alert
) -> None:
    text = alert_text(library, urgent, crisis, library.help_lines.country(None), Voice.ASKER)
    assert text.index(urgent.rule.say.sure) < text.index(crisis.rule.say.sure)
    assert text.count("or your local emergency number.") == 1


def test_a_crisis_names_the_readers_own_line_first_and_where_to_find_others(library: Library) -> None:
    lines = crisis_lines(library, library.help_lines.countries["ES"])
    assert lines[0].startswith("Spain: ")
    assert any(line.startswith("United States: 988") for line in lines)
    assert "findahelpline.com" in lines[-1]


def test_numbers_that_were_not_confirmed_say_so(library: Library) -> None:
    for country in library.help_lines.countries.values():
        for line in (country.emergency, *country.crisis, *country.support):
            if line is not None:
                assert line_text(library, line).endswith("(check this number)") is not line.confirmed


def test_every_emergency_number_ends_with_or_your_local_one(library: Library) -> None:
    for country in (*library.help_lines.countries.values(), library.help_lines.elsewhere):
        assert emergency_text(library, country).endswith("or your local emergency number.")


def test_the_headline_is_the_advice_without_numbers(urgent: Alert) -> None:
    assert headline(urgent) == urgent.rule.say.sure
