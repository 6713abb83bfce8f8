"""The fixed texts for moderators and managers of a server: summaries, pins and settings."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from bot.catalog.model import Model, Text
from bot.catalog.templates import Label, template


class ServerTexts(Model):
    """What moderators are told. None of it is about the pack's subject, so all of it has an English default."""

    pin_menu: Annotated[Text, StringConstraints(max_length=32)] = "Pin this answer"
    """The name of the message menu. Discord: at most 32 characters."""

    # Posting
    whole: Label = "The whole comparison at a glance"
    posted: Annotated[Text, template("title", "link")] = "Posted: {title}. {link}"
    posted_and_pinned: Annotated[Text, template("title", "link")] = (
        "Posted and pinned: {title}. {link} I keep it up to date."
    )
    pins_full: Annotated[Text, template("title", "link")] = (
        "Posted: {title}. {link} I could not pin it: this channel has all the 250 pins that Discord allows. Unpin "
        "something, then use “Pin this answer” in the menu of my message."
    )
    pin_failed: Annotated[Text, template("title", "link")] = (
        "Posted: {title}. {link} I could not pin it. I will try again when I next start."
    )
    already_there: Annotated[Text, template("title", "link")] = (
        "{title} is posted in that channel already: {link} Do you want a new message in its place?"
    )
    replace: Label = "Replace it"
    add_figures: Label = "Add the figures"
    figures_question: Text = (
        "Figures on the outlook frighten many readers, and everyone in the channel would see them without asking. "
        "Add them to this public message all the same?"
    )
    figures_yes: Label = "Yes, show them to everyone"
    figures_added: Text = "The figures are in the message now."
    unknown_topic: Text = "I am not sure which topic you mean. Please pick one from the list while you type."
    not_mine: Text = "That is not a shared answer of mine, so I can't keep it up to date."

    # Permissions
    you_need: Annotated[Text, template("permissions", "channel")] = (
        "In {channel} you need: {permissions}. Somebody with Manage Roles can grant it under Edit Channel, Permissions."
    )
    i_need: Annotated[Text, template("permissions", "channel")] = (
        "In {channel} I need: {permissions}. Please grant it to my role under Edit Channel, Permissions."
    )
    can_not_post: Annotated[Text, template("channel")] = "Messages can't be posted in {channel}. Choose a text channel."

    # The list
    list_title: Text = "Summaries in this server"
    list_empty: Text = "Nothing is posted. Use /summary post."
    entry: Annotated[Text, template("title", "channel", "link", "date", "state")] = (
        "{title} in {channel}: {link} as of {date}, {state}"
    )
    state_pinned: Text = "pinned"
    state_unpinned: Text = "unpinned by hand, still kept up to date"
    state_posted: Text = "not pinned"
    state_overdue: Text = "overdue for a check"
    refreshed: Annotated[Text, template("edited", "same", "gone")] = (
        "Brought up to date: {edited}. Right already: {same}. Gone, and forgotten: {gone}."
    )
    waiting: Annotated[Text, template("number")] = (
        "Discord limits how often old messages are edited, or can't be reached. I will try {number} again later."
    )
    removed: Annotated[Text, template("title")] = "Taken down: {title}."
    forgotten: Annotated[Text, template("title")] = "{title} stays as it is; I don't keep it up to date any more."
    unknown_summary: Text = "I don't know that summary. Please pick one from the list while you type."
    no_longer_kept: Text = "This message is no longer kept up to date."

    # Settings and what is stored
    settings_title: Text = "What this server has set"
    country_is: Annotated[Text, template("country")] = "Country: {country}"
    country_unset: Text = "each reader's language decides"
    plain_on: Text = "Answers are plain text."
    plain_off: Text = "Answers are embeds."
    lines_title: Text = "Help lines of this server"
    lines_none: Text = "No help lines of its own."
    saved: Text = "Saved."
    unknown_country: Text = "I don't know that country. Please pick one from the list while you type."
    line_added: Annotated[Text, template("name")] = "Added: {name}. It is shown first."
    line_removed: Annotated[Text, template("name")] = "Removed: {name}."
    line_full: Text = "This server has five help lines already. Remove one first."
    line_twice: Annotated[Text, template("name")] = "There is a help line called {name} already. Remove it first."
    line_unknown: Annotated[Text, template("names")] = "There is no such help line. There are: {names}."
    show_stored: Label = "Show what is stored"
    delete_stored: Label = "Delete it"
    stored_title: Text = "What is stored about this server"
    stored_nothing: Text = "Nothing is stored about this server."
    deleted: Text = "Deleted. Messages that I posted stay, and say that they are no longer kept up to date."
    no_database: Text = "My memory can't be reached right now, so I can't keep that. Answers still work."
    manager_only: Text = "Only people with Manage Server can do that."
