"""The fixed texts of the replies. A pack must give those about its subject; neutral ones have English defaults."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from bot.catalog.model import Model, Paragraphs, Text
from bot.catalog.server_texts import ServerTexts
from bot.catalog.templates import Described, Hint, Label, template


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
    urgent: Annotated[Text, template("number", "where")] = (
        "If it is urgent, do not wait for me: call {number} ({where}) or your local emergency number."
    )
    outdated: Text = "That is out of date. Please ask again with a command, and you get a fresh answer."
    topic_gone: Text = "That topic is not in my library any more. Please ask again, or look through /browse."
    permission_yours: Annotated[Text, template("permission")] = (
        "You can't post in this channel: you are missing the permission “{permission}”. A moderator can grant it."
    )
    permission_mine: Annotated[Text, template("permission")] = (
        "I can't post in this channel: I am missing the permission “{permission}”. A moderator can grant it in "
        "the channel's settings, under Permissions."
    )
    cannot_share_here: Text = (
        "I can't post in this channel, so there is no shared copy. You can copy the text yourself."
    )
    share_gone: Text = "The shared copy is already gone."
    shared: Text = "The copy is posted."
    can_not_undo: Text = "I can't reach that copy any more. A moderator can delete it."
    already_shared: Text = "This answer is already shared."
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
    call_now: Annotated[Text, template("number", "where")] = (
        "Call {number} ({where}) or your local emergency number now:"
    )
    call_team: Text = "Call the care team at once, day or night:"
    emergency_number: Annotated[Text, template("number", "where")] = (
        "Emergency number: {number} ({where}) or your local emergency number."
    )
    checked: Annotated[Text, template("checked")] = "Checked {checked}."
    overdue: Annotated[Text, template("checked")] = "Last checked {checked}: this page is overdue for a check."
    sources_from: Annotated[Text, template("date")] = "Newest source: {date}."
    sources_between: Annotated[Text, template("oldest", "newest")] = "Sources from {oldest} to {newest}."
    sources_undated: Text = "The sources that were read have no date."
    reviewed: Annotated[Text, template("name", "credential", "date")] = "Reviewed by {name}, {credential}, {date}."
    sources: Text = "Sources"
    further: Text = "To read more"
    read: Annotated[Text, template("date")] = "copy of {date}"
    read_undated: Text = "copy without a date"
    not_read: Text = "not read for this page"
    for_column: Annotated[Text, template("column")] = "For {column}:"
    both: Text = "For both:"
    adults: Text = "adults"
    children: Text = "children"
    other_kind: Annotated[Text, template("kind", "asked")] = "You looked among {asked}. This one is under {kind}."
    did_you_mean: Text = "I am not sure what you mean. Is it in this list?"
    not_covered: Annotated[Text, template("title")] = "Not covered here: {title}"
    declined: Annotated[Text, template("title")] = "A question for your care team: {title}"
    nothing_title: Text = "I have nothing on that"
    read_instead: Text = "Where to read about it"
    crisis_title: Text = "You are not alone with this"
    crisis_lines: Text = "Lines that listen, day and night:"
    check_number: Text = "check this number"
    questions: Annotated[Text, template("title")] = "Questions to ask: {title}"
    figures: Annotated[Text, template("title")] = "Figures: {title}"
    more: Annotated[Text, template("title")] = "More: {title}"
    all_sources: Annotated[Text, template("title")] = "All sources: {title}"
    elsewhere: Annotated[Text, template("region")] = "In other places: {region}"
    compare: Text = "Side by side, at a glance"
    browse: Text = "All topics"
    browse_hint: Text = "Pick a kind to see its topics."
    page: Annotated[Text, template("page", "pages")] = "Page {page} of {pages}"
    explain: Text = "Words in this message"
    explain_none: Text = "I found no word in this message that I can explain."
    help_lines: Annotated[Text, template("country")] = "Help lines: {country}"
    help_unknown: Annotated[Text, template("country")] = (
        "I have no lines for that country. Here are those for {country}, and some that may help anywhere."
    )
    help_emergency: Text = "Emergency"
    help_crisis: Text = "In a crisis, or thoughts of suicide"
    help_support: Text = "Support and questions"
    shared: Text = "Shared from a private answer. Ask me yourself with /ask: only you see the reply."
    contact: Annotated[Text, template("contact")] = "Who to ask about this bot: {contact}"
    mistakes: Annotated[Text, template("page")] = "To report a mistake: {page}"
    no_contact: Text = "The person who runs this bot has not set a contact. A moderator of this server can tell you."
    library: Annotated[Text, template("topics", "oldest", "newest", "checked")] = (
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
    demo: tuple[Text, ...] = ()
    """What members have written in the channel of `marrow demo`, to try the message menu on."""
    as_of: Annotated[Text, template("date")] = "As of {date}."
    server: ServerTexts = Field(default_factory=ServerTexts)
    labels: Labels = Field(default_factory=Labels)
    errors: Errors = Field(default_factory=Errors)
