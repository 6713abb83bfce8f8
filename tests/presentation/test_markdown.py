"""Pages as Markdown: nothing urgent, no source and no disclaimer is ever cut."""

from __future__ import annotations

from bot.presentation import limits
from bot.presentation.embeds import embed
from bot.presentation.markdown import body, message, unfolded
from bot.presentation.page import Item, Link, Links, Page, Section, items

LONG = Page(
    title="Title",
    urgent=(Section(heading="Call now:", items=items("bleeding"), bulleted=True),),
    lead="The lead.",
    sections=(Section(items=tuple(Item(label=f"Part {n}", text="word " * 60) for n in range(40))),),
    sources=(Links(heading="Sources", links=(Link(title="A [good] page", publisher="P", url="https://e.org/a"),)),),
    closing=("The disclaimer.", "Checked today."),
)


def test_a_long_page_loses_points_from_its_end_and_nothing_else() -> None:
    text = message(LONG, limits.CONTENT)
    assert len(text) <= limits.CONTENT
    for kept in (
        "Call now:",
        "bleeding",
        "The lead.",
        "Part 0",
        "https://e.org/a",
        "The disclaimer.",
        "Checked today.",
    ):
        assert kept in text
    assert "Part 39" not in text


def test_a_long_page_fits_an_embed_with_its_sources() -> None:
    made = embed(LONG)
    assert made.description is not None
    assert len(made.description) <= limits.EMBED_DESCRIPTION
    assert len(made) <= limits.EMBEDS_TOTAL
    assert "https://e.org/a" in made.description
    assert made.footer.text == "The disclaimer.\nChecked today."


def test_what_is_urgent_stands_first() -> None:
    assert body(LONG).startswith("**Call now:**\n- bleeding\n\nThe lead.")


def test_brackets_in_a_title_do_not_end_its_link() -> None:
    assert "[A (good) page](https://e.org/a), P" in body(LONG)


def test_links_of_a_plain_message_do_not_unfold() -> None:
    assert "<https://e.org/a>" in message(LONG, limits.CONTENT)


def test_a_text_is_clipped_at_a_word() -> None:
    assert limits.clip("one two three four", 12) == "one two…"
    assert limits.clip("x" * 50, 10) == "x" * 9 + "…"
    assert limits.clip("short", 10) == "short"


def test_bare_addresses_of_a_message_do_not_unfold_and_jump_links_stay() -> None:
    assert unfolded("see https://e.org/a now") == "see <https://e.org/a> now"
    assert unfolded("<https://e.org/a> [b](https://e.org/b)") == "<https://e.org/a> [b](https://e.org/b)"
    assert unfolded("https://discord.com/channels/1/2/3") == "https://discord.com/channels/1/2/3"
