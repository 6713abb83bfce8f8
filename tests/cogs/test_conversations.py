"""Whole conversations: what people do in Discord, and what they see."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, Permission
from tests.conftest import Harbour

FORGED = "m1:more:no-such-topic"


def embed_of(message: Message | None) -> str:
    """Return everything that a person reads in the message's embed."""
    assert message is not None
    embed = message.embeds[0]
    return "\n".join((embed["title"], embed.get("description", ""), embed.get("footer", {}).get("text", "")))


def labels_of(message: Message | None) -> list[str]:
    assert message is not None
    return [button["label"] for button in message.buttons]


def placeholders_of(message: Message | None) -> list[str]:
    assert message is not None
    return [select["placeholder"] for select in message.selects]


async def test_a_member_asks_and_only_she_sees_the_answer(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    turn = await ana.slash("symptom", {"text": "chest whistles"}, channel=general)
    assert turn.message is not None
    assert turn.message.ephemeral
    assert general.messages == []
    text = embed_of(turn.message)
    assert text.startswith("Wheezing")
    assert "General information, not advice about you." in text
    assert "Checked 1 November 2026." in text
    assert "Newest source: 1 February 2026." in text
    assert "(https://health.example/asthma)" in text


async def test_the_call_lines_stand_before_everything_else(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("symptom", {"text": "wheezing"}, channel=tiny_harbour.general)
    text = embed_of(turn.message)
    now, team, summary = (
        text.index("Call 911 (United States) or your local emergency number now:"),
        text.index("Call the care team at once"),
        text.index("whistling sound"),
    )
    assert now < team < summary


async def test_the_emergency_number_is_that_of_the_readers_language(tiny_harbour: Harbour) -> None:
    lena = tiny_harbour.discord.create_user("lena", locale="de")
    tiny_harbour.guild.add_member(lena)
    turn = await lena.slash("symptom", {"text": "wheezing"}, channel=tiny_harbour.general)
    assert "Call 112 (Germany) or your local emergency number now:" in embed_of(turn.message)


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("More", "The list of drugs differs."),
        ("Questions to ask", "What sets it off?"),
        ("Show figures", "Asthma, children, US, 2010-2020"),
        ("All sources", "Tests of the lungs"),
    ],
)
async def test_each_button_shows_its_part_privately(tiny_harbour: Harbour, label: str, says: str) -> None:
    ana = tiny_harbour.ana
    first = await ana.slash("symptom", {"text": "wheezing"}, channel=tiny_harbour.general)
    turn = await ana.click(first.message, label)
    assert turn.message is not None
    assert turn.message.ephemeral
    assert says in embed_of(turn.message)
    assert "General information, not advice about you." in embed_of(turn.message)


async def test_figures_come_with_the_sentence_that_they_lag_behind(tiny_harbour: Harbour) -> None:
    ana = tiny_harbour.ana
    first = await ana.slash("symptom", {"text": "wheezing"}, channel=tiny_harbour.general)
    assert "age 20" not in embed_of(first.message)
    turn = await ana.click(first.message, "Show figures")
    assert "Figures lag behind treatment." in embed_of(turn.message)


async def test_plain_text_says_the_same_without_an_embed(tiny_harbour: Harbour) -> None:
    ana = tiny_harbour.ana
    first = await ana.slash("symptom", {"text": "wheezing"}, channel=tiny_harbour.general)
    turn = await ana.click(first.message, "Plain text")
    assert turn.message is not None
    assert turn.message.embeds == []
    for part in ("Call 911", "whistling sound", "General information", "<https://health.example/asthma>"):
        assert part in turn.message.content


async def test_a_topic_offers_only_the_buttons_that_have_something_behind_them(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("term", {"text": "PFT"}, channel=tiny_harbour.general)
    assert labels_of(turn.message) == ["All sources", "Plain text", "Share"]


async def test_a_hit_of_another_kind_is_answered_and_says_so(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("symptom", {"text": "inhaler"}, channel=tiny_harbour.general)
    assert turn.message is not None
    assert embed_of(turn.message).startswith("Inhaler")
    assert turn.message.content == "You looked among Signs. This one is under Treatments."


async def test_related_topics_open_from_a_menu(tiny_harbour: Harbour) -> None:
    ana = tiny_harbour.ana
    first = await ana.slash("symptom", {"text": "wheezing"}, channel=tiny_harbour.general)
    turn = await ana.select(first.message, ["Asthma"])
    assert embed_of(turn.message).startswith("Asthma")


# --- sharing --------------------------------------------------------------------------------------------------


async def test_sharing_posts_a_copy_that_names_nobody_and_repeats_nothing_typed(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    first = await ana.slash("ask", {"text": "my lovely chest whistles tonight"}, channel=general)
    await ana.click(first.message, "Share")
    (copy,) = general.messages
    assert copy.interaction_metadata is None
    assert embed_of(copy).startswith("Wheezing")
    assert "tonight" not in f"{copy.content} {embed_of(copy)}"
    assert str(ana.id) not in f"{copy.content} {embed_of(copy)}"


async def test_an_answer_is_shared_once_and_can_be_taken_back(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    first = await ana.slash("ask", {"text": "wheezing"}, channel=general)
    await ana.click(first.message, "Share")
    assert "Share" not in labels_of(first.message)
    await ana.click(first.message, "Undo sharing")
    assert general.messages == []
    assert "Shared copy removed" in labels_of(first.message)
    assert "Undo sharing" not in labels_of(first.message)


async def test_taking_back_a_copy_that_a_moderator_deleted_says_so(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    first = await ana.slash("ask", {"text": "wheezing"}, channel=general)
    await ana.click(first.message, "Share")
    general.remove(general.messages[0])
    with tiny_harbour.discord.expecting(10008):
        turn = await ana.click(first.message, "Undo sharing")
    assert turn.followups[0].content == "The shared copy is already gone."


async def test_a_shared_copy_has_buttons_that_answer_each_reader_privately(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    ben = tiny_harbour.discord.create_user("ben")
    tiny_harbour.guild.add_member(ben)
    first = await ana.slash("ask", {"text": "wheezing"}, channel=general)
    await ana.click(first.message, "Share")
    turn = await ben.click(general.messages[0], "Questions to ask")
    assert turn.message is not None
    assert turn.message.ephemeral


async def test_who_may_not_post_can_not_share_and_learns_which_permission_is_missing(tiny_harbour: Harbour) -> None:
    ana, guild = tiny_harbour.ana, tiny_harbour.guild
    quiet = guild.create_text_channel("quiet")
    quiet.set_overwrite(guild.everyone, deny=Permission.SEND_MESSAGES)
    first = await ana.slash("ask", {"text": "wheezing"}, channel=quiet)
    turn = await ana.click(first.message, "Share")
    assert turn.message is not None
    assert turn.message.content.startswith("You can't post in this channel")
    assert "“Send Messages”" in turn.message.content
    assert quiet.messages == []


# --- choices, refusals, nothing ------------------------------------------------------------------------------


async def test_what_is_not_covered_is_named_with_a_page_to_read(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("ask", {"text": "pneumonia"}, channel=tiny_harbour.general)
    text = embed_of(turn.message)
    assert text.startswith("Not covered here: Pneumonia")
    assert "https://health.example/tests" in text


async def test_a_personal_question_is_declined_with_what_to_do_instead(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("ask", {"text": "how many puffs"}, channel=tiny_harbour.general)
    assert "Please call them." in embed_of(turn.message)


@pytest.mark.parametrize(
    "text",
    [
        "qwertz asdf",
        "🙂🙃🙂",
        "\u200b\u200d\ufeff",
        "@everyone",
        "[x](https://example.org)",
        "Z̷̡̛a̸l̴g̶o̵",
        "?!…",
        "9" * 6000,
    ],
)
async def test_a_text_without_an_answer_says_that_this_does_not_mean_safe(tiny_harbour: Harbour, text: str) -> None:
    turn = await tiny_harbour.ana.slash("ask", {"text": text}, channel=tiny_harbour.general)
    assert "That does not mean it is safe." in embed_of(turn.message)
    assert labels_of(turn.message) == ["Help lines", "Browse all topics"]


# --- alerts ---------------------------------------------------------------------------------------------------


async def test_a_sure_emergency_stands_above_the_embed(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("ask", {"text": "wheezing and can't breathe"}, channel=tiny_harbour.general)
    assert turn.message is not None
    assert turn.message.content.startswith("**Call your emergency number now.")
    assert "Emergency number: 911 (United States) or your local emergency number." in turn.message.content


async def test_a_sure_crisis_gets_the_lines_and_nothing_else(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("ask", {"text": "wheezing, I want to die"}, channel=tiny_harbour.general)
    assert turn.message is not None
    assert turn.message.embeds == []
    assert "call or text 988" in turn.message.content
    assert labels_of(turn.message) == ["Help lines"]
    assert turn.message.selects == []


async def test_a_possible_crisis_gets_the_lines_first_and_then_the_topic_but_no_sharing(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("ask", {"text": "wheezing, I can't go on"}, channel=tiny_harbour.general)
    assert turn.message is not None
    assert "call or text 988" in turn.message.content
    assert embed_of(turn.message).startswith("Wheezing")
    assert "Share" not in labels_of(turn.message)


async def test_crisis_and_emergency_together_show_both_the_emergency_first(tiny_harbour: Harbour) -> None:
    text = "I want to die and can't breathe"
    turn = await tiny_harbour.ana.slash("ask", {"text": text}, channel=tiny_harbour.general)
    assert turn.message is not None
    assert turn.message.content.index("emergency number now") < turn.message.content.index("988")


# --- autocomplete ---------------------------------------------------------------------------------------------


async def test_autocomplete_offers_topics_on_empty_input(tiny_harbour: Harbour) -> None:
    choices = await tiny_harbour.ana.autocomplete(
        "treatment", {"text": ""}, focused="text", channel=tiny_harbour.general
    )
    assert choices[0]["name"] == "Inhaler"


async def test_a_picked_choice_answers_its_topic(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    choices = await ana.autocomplete("symptom", {"text": "whee"}, focused="text", channel=general)
    turn = await ana.slash("symptom", {"text": choices[0]["value"]}, channel=general)
    assert embed_of(turn.message).startswith("Wheezing")


async def test_a_typed_emergency_is_the_first_choice_and_a_picked_topic_keeps_it(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    typed = {"text": "wheezing, can't breathe"}
    choices = await ana.autocomplete("symptom", typed, focused="text", channel=general)
    assert choices[0]["name"].startswith("Call your emergency number now.")
    topic = next(choice for choice in choices if choice["name"] == "Wheezing")
    turn = await ana.slash("symptom", {"text": topic["value"]}, channel=general)
    assert turn.message is not None
    assert turn.message.content.startswith("**Call your emergency number now.")
    assert embed_of(turn.message).startswith("Wheezing")


async def test_a_typed_crisis_is_the_only_choice(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    choices = await ana.autocomplete("ask", {"text": "wheezing i want to die"}, focused="text", channel=general)
    assert len(choices) == 1
    turn = await ana.slash("ask", {"text": choices[0]["value"]}, channel=general)
    assert turn.message is not None
    assert "988" in turn.message.content


# --- lists ----------------------------------------------------------------------------------------------------


async def test_compare_shows_every_row_at_a_glance_and_opens_each(tiny_harbour: Harbour) -> None:
    ana = tiny_harbour.ana
    turn = await ana.slash("compare", channel=tiny_harbour.general)
    text = embed_of(turn.message)
    assert "For Asthma: All year, often worse in the cold" in text
    assert "For Hay fever: When pollen flies" in text
    row = await ana.select(turn.message, ["Time of year"])
    assert "**For Hay fever:**\n**Adults:** It is worst in spring." in embed_of(row.message)


async def test_compare_with_a_topic_answers_that_row(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("compare", {"topic": "which season"}, channel=tiny_harbour.general)
    assert embed_of(turn.message).startswith("Time of year")


async def test_browsing_goes_from_kind_to_topic(tiny_harbour: Harbour) -> None:
    ana = tiny_harbour.ana
    turn = await ana.slash("browse", channel=tiny_harbour.general)
    kinds = await ana.select(turn.message, ["Conditions"])
    assert "Hay fever" in embed_of(kinds.message)
    topic = await ana.select(kinds.message, ["Hay fever"], custom_id="Pick a topic")
    assert embed_of(topic.message).startswith("Hay fever")


async def test_browsing_one_kind_begins_there(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("browse", {"kind": "Treatments"}, channel=tiny_harbour.general)
    assert embed_of(turn.message).startswith("Treatments")


async def test_help_lines_of_a_country_say_which_numbers_to_check(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("help-lines", {"country": "germny"}, channel=tiny_harbour.general)
    text = embed_of(turn.message)
    assert text.startswith("Help lines: Germany")
    assert "Emergency number: 112 (Germany) or your local emergency number. (check this number)" in text


async def test_help_lines_of_an_unknown_country_are_those_shown_by_default(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("help-lines", {"country": "Atlantis"}, channel=tiny_harbour.general)
    assert "I have no lines for that country." in embed_of(turn.message)


async def test_countries_are_suggested(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    choices = await ana.autocomplete("help-lines", {"country": "ger"}, focused="country", channel=general)
    assert choices == [{"name": "Germany", "value": "DE"}]


async def test_about_names_the_operator_and_the_page_for_mistakes(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("about", channel=tiny_harbour.general)
    assert "harbour@example.org" in embed_of(turn.message)
    assert "https://example.org/mistakes" in embed_of(turn.message)


async def test_privacy_says_what_is_kept(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("privacy", channel=tiny_harbour.general)
    assert "Nothing that you type is kept." in embed_of(turn.message)


# --- explain the words ----------------------------------------------------------------------------------------


async def test_the_words_of_somebody_elses_message_are_explained_privately(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    ben = tiny_harbour.discord.create_user("ben")
    tiny_harbour.guild.add_member(ben)
    message = ben.says("They gave me an inhaler for the wheezing", channel=general)
    turn = await ana.message_menu("Explain the words", message)
    assert turn.message is not None
    assert turn.message.ephemeral
    titles = {option["label"] for option in turn.message.selects[0]["options"]}
    assert titles >= {"Inhaler", "Wheezing"}


async def test_every_known_word_of_a_long_message_is_offered(tiny_harbour: Harbour) -> None:
    chat = "Hi all, lovely weather today. " * 20
    message = tiny_harbour.ana.says(
        f"{chat}Then the wheezing began. {chat}A PFT is next.", channel=tiny_harbour.general
    )
    turn = await tiny_harbour.ana.message_menu("Explain the words", message)
    assert turn.message is not None
    assert [option["label"] for option in turn.message.selects[0]["options"]] == ["Wheezing", "Spirometer"]


async def test_an_emergency_in_somebody_elses_message_speaks_of_its_writer(tiny_harbour: Harbour) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    message = ana.says("wheezing, I can't breathe", channel=general)
    turn = await ana.message_menu("Explain the words", message)
    assert turn.message is not None
    assert "If the writer can't breathe now" in turn.message.content


async def test_a_message_without_known_words_says_so(tiny_harbour: Harbour) -> None:
    message = tiny_harbour.ana.says("lovely weather", channel=tiny_harbour.general)
    turn = await tiny_harbour.ana.message_menu("Explain the words", message)
    assert "I found no word in this message that I can explain." in embed_of(turn.message)


# --- other places, other times, other ids --------------------------------------------------------------------


async def test_answers_come_in_direct_messages_too_without_sharing(tiny_harbour: Harbour) -> None:
    channel = tiny_harbour.discord.dm(tiny_harbour.ana)
    turn = await tiny_harbour.ana.slash("ask", {"text": "wheezing"}, channel=channel)
    assert embed_of(turn.message).startswith("Wheezing")
    assert "Share" not in labels_of(turn.message)


async def test_a_user_installed_app_answers_where_the_bot_is_no_member_without_sharing(tiny_harbour: Harbour) -> None:
    discord = tiny_harbour.discord
    mia = discord.create_user("mia", installed=True)
    elsewhere = discord.create_guild("Elsewhere", bot=False)
    elsewhere.add_member(mia)
    channel = elsewhere.create_text_channel("lobby")
    turn = await mia.slash("ask", {"text": "wheezing"}, channel=channel)
    assert embed_of(turn.message).startswith("Wheezing")
    assert "Share" not in labels_of(turn.message)
    more = await mia.click(turn.message, "More")
    assert "The list of drugs differs." in embed_of(more.message)


async def test_buttons_work_long_after_the_answer(tiny_harbour: Harbour) -> None:
    ana = tiny_harbour.ana
    first = await ana.slash("ask", {"text": "wheezing"}, channel=tiny_harbour.general)
    await ana.click(first.message, "Share")
    tiny_harbour.discord.advance(3600)
    turn = await ana.click(tiny_harbour.general.messages[0], "Questions to ask")
    assert "What sets it off?" in embed_of(turn.message)


@pytest.mark.parametrize(
    "custom_id",
    [
        "forged",
        FORGED,
        "m0:more:wheezing",
        "m1:undo:wheezing:1:2",
        "m1:share:wheezing",
        "m1:undone:wheezing",
        "x" * 100,
    ],
)
async def test_a_forged_or_outdated_button_gets_a_calm_sentence(tiny_harbour: Harbour, custom_id: str) -> None:
    ana, general = tiny_harbour.ana, tiny_harbour.general
    first = await ana.slash("about", channel=general)
    turn = await ana.click(first.message, custom_id=custom_id, force=True)
    assert turn.message is not None
    assert turn.message.content.startswith("That is out of date.")
    assert general.messages == []


async def test_a_forged_topic_in_a_menu_gets_a_calm_sentence(tiny_harbour: Harbour) -> None:
    ana = tiny_harbour.ana
    first = await ana.slash("compare", channel=tiny_harbour.general)
    assert first.message is not None
    turn = await ana.select(
        first.message, ["no-such-topic"], custom_id=first.message.selects[0]["custom_id"], force=True
    )
    assert turn.message is not None
    assert "not in my library any more" in turn.message.content


async def test_a_forged_choice_is_looked_up_as_a_text(tiny_harbour: Harbour) -> None:
    turn = await tiny_harbour.ana.slash("ask", {"text": "m1:no-such-topic:-:-"}, channel=tiny_harbour.general)
    assert turn.error is None
    assert turn.message is not None
