"""The fixed texts of the replies. A pack must give those about its subject; neutral ones have English defaults."""

from __future__ import annotations

from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from bot.catalog.model import Model, Paragraphs, Text


def _template(*names: str) -> AfterValidator:
    """Return a check that a text has no placeholder but these."""

    def check(text: str) -> str:
        try:
            found = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError as error:
            raise ValueError("has an unpaired { or }; write {{ or }} for a plain one") from error
        for name in found:
            if name not in names:
                known = ", ".join(f"{{{name}}}" for name in names) or "none"
                raise ValueError(f"has the placeholder {{{name}}}, which is not known here; known: {known}")
        return text

    return AfterValidator(check)


Label = Annotated[Text, StringConstraints(max_length=80)]
"""The words on a button. Discord: at most 80 characters."""

Hint = Annotated[Text, StringConstraints(max_length=150)]
"""The grey words in a menu. Discord: at most 150 characters."""


Described = Annotated[Text, StringConstraints(max_length=100)]
"""The description of a command or of its option. Discord: at most 100 characters."""


class Labels(Model):
    """The words on buttons and menus."""

    more: Label = "More"
    questions: Label = "Questions to ask"
    figures: Label = "Show figures"
    sources: Label = "All sources"
    plain: Label = "Plain text"
    share: Label = "Share"
    undo: Label = "Undo sharing"
    undone: Label = "Shared copy removed"
    previous: Label = "Back"
    next: Label = "Next"
    help_lines: Label = "Help lines"
    browse: Label = "Browse all topics"
    pick: Hint = "Pick a topic"
    related: Hint = "Related topics"
    rows: Hint = "Open a row"
    kinds: Hint = "Pick a kind"


class Errors(Model):
    """What people are told when something does not work. Calm, one or two sentences, never technical."""

    unexpected: Text = "Something went wrong on my side, not yours. Please try again in a moment."
    urgent: Annotated[Text, _template("number", "where")] = (
        "If it is urgent, do not wait for me: call {number} ({where}) or your local emergency number."
    )
    outdated: Text = "That button is out of date. Please ask again with a command, and you get a fresh answer."
    topic_gone: Text = "That topic is not in my library any more. Please ask again, or look through /browse."
    permission_yours: Annotated[Text, _template("permission")] = (
        "You can't post in this channel: you are missing the permission “{permission}”. A moderator can grant it."
    )
    permission_mine: Annotated[Text, _template("permission")] = (
        "I can't post in this channel: I am missing the permission “{permission}”. A moderator can grant it in "
        "the channel's settings, under Permissions."
    )
    cannot_share_here: Text = (
        "I can't post in this channel, so there is no shared copy. You can copy the text yourself."
    )
    share_gone: Text = "The shared copy is already gone."
    already_shared: Text = "This answer is already shared."
    empty: Text = "I could not find a word in that. Please type what you want to know, in your own words."
    too_fast: Text = "Discord asked me to slow down. Please try again in a minute."


class Texts(Model):
    """Every sentence that the program says by itself, apart from topics and alerts."""

    disclaimer: Text
    """Stands under every answer."""
    nothing: Text
    """When nothing was found: that this does not mean "safe", and where to ask."""
    about: Paragraphs
    privacy: Paragraphs
    privacy_title: Text = "what is kept"
    figures_lag: Text
    """Stands with all figures: that they lag behind treatment, and say nothing certain of one person."""
    call_now: Annotated[Text, _template("number", "where")] = (
        "Call {number} ({where}) or your local emergency number now:"
    )
    call_team: Text = "Call the care team at once, day or night:"
    emergency_number: Annotated[Text, _template("number", "where")] = (
        "Emergency number: {number} ({where}) or your local emergency number."
    )
    checked: Annotated[Text, _template("checked")] = "Checked {checked}."
    overdue: Annotated[Text, _template("checked")] = "Last checked {checked}: this page is overdue for a check."
    sources_from: Annotated[Text, _template("date")] = "Newest source: {date}."
    sources_between: Annotated[Text, _template("oldest", "newest")] = "Sources from {oldest} to {newest}."
    sources_undated: Text = "The copies of the sources that were read bear no date."
    reviewed: Annotated[Text, _template("name", "credential", "date")] = "Reviewed by {name}, {credential}, {date}."
    sources: Text = "Sources"
    further: Text = "To read further"
    read: Annotated[Text, _template("date")] = "copy of {date}"
    read_undated: Text = "copy without a date"
    not_read: Text = "not read for this page"
    for_column: Annotated[Text, _template("column")] = "For {column}:"
    both: Text = "For both:"
    adults: Text = "adults"
    children: Text = "children"
    other_kind: Annotated[Text, _template("kind", "asked")] = "You looked among {asked}. This one is under {kind}."
    did_you_mean: Text = "I am not sure which one you mean. Did you mean one of these?"
    several: Text = "I found more than one topic in that."
    not_covered: Annotated[Text, _template("title")] = "Not covered here: {title}"
    declined: Annotated[Text, _template("title")] = "A question for your care team: {title}"
    nothing_title: Text = "I have nothing on that"
    read_instead: Text = "To read instead"
    crisis_title: Text = "You are not alone with this"
    crisis_lines: Text = "Lines that listen, day and night:"
    check_number: Text = "check this number"
    questions: Annotated[Text, _template("title")] = "Questions to ask: {title}"
    figures: Annotated[Text, _template("title")] = "Figures: {title}"
    more: Annotated[Text, _template("title")] = "More: {title}"
    all_sources: Annotated[Text, _template("title")] = "All sources: {title}"
    elsewhere: Annotated[Text, _template("region")] = "Outside the usual ({region})"
    compare: Text = "Side by side, at a glance"
    browse: Text = "All topics"
    browse_hint: Text = "Pick a kind to see its topics."
    page: Annotated[Text, _template("page", "pages")] = "Page {page} of {pages}"
    explain: Text = "Words in this message"
    explain_none: Text = "I found no word in this message that I can explain."
    help_lines: Annotated[Text, _template("country")] = "Help lines: {country}"
    help_unknown: Annotated[Text, _template("country")] = (
        "I have no lines for that country. These are the lines that I show when nobody says which: {country}."
    )
    help_emergency: Text = "Emergency"
    help_crisis: Text = "In a crisis, or thoughts of suicide"
    help_support: Text = "Support and questions"
    shared: Text = "Shared from a private answer. Ask me yourself with /ask: only you see the reply."
    contact: Annotated[Text, _template("contact")] = "Whom to ask about this bot: {contact}"
    mistakes: Annotated[Text, _template("page")] = "To report a mistake: {page}"
    no_contact: Text = "The person who runs this bot has not set a contact. A moderator of this server can tell you."
    library: Annotated[Text, _template("topics", "oldest", "newest", "checked")] = (
        "The library has {topics} topics. Its sources date from {oldest} to {newest}; the topic checked longest "
        "ago was checked on {checked}."
    )
    ask_describe: Described = "Ask anything about what this library covers, in your own words"
    ask_hint: Described = "Your question, in your own words"
    browse_describe: Described = "Every topic, by kind"
    browse_kind_hint: Described = "Only topics of this kind"
    help_describe: Described = "Emergency numbers, crisis lines and help lines"
    help_country_hint: Described = "A country; without one, the one of your language"
    explain_menu: Annotated[Text, StringConstraints(max_length=32)] = "Explain the words"
    """The name of the message menu. Discord: at most 32 characters."""
    labels: Labels = Field(default_factory=Labels)
    errors: Errors = Field(default_factory=Errors)
