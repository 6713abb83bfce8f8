# ruff: noqa: E501 - a table of cases is read best with one case a line
"""Each documented limit: what just fits is taken, one more is refused where Discord says so."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.errors import Json, Refusal
from bot.sandbox.limits.commands import check_choices, check_set, is_name, size_of
from bot.sandbox.limits.messages import ANSWER_FLAGS, CHANNEL_FLAGS, check_message, says_something
from bot.sandbox.limits.modals import check_modal

V2 = 1 << 15


def faults(payload: Json, *, flags: int = ANSWER_FLAGS, **more: Any) -> dict[str, str]:
    """Where a message is refused, and with which code; {} when it is taken."""
    try:
        check_message(payload, {}, flags_allowed=flags, **more)
    except Refusal as refused:
        return flat(refused.errors or {"": refused.code})
    return {}


def flat(tree: Json, path: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in tree.items():
        if key == "_errors":
            found[path] = value[0]["code"]
        elif isinstance(value, dict):
            found |= flat(value, f"{path}.{key}".strip("."))
    return found


def button(**changes: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go", **changes}


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def rows(*components: Json) -> Json:
    return {"content": "x", "components": [row(*components)]}


def option(n: int, **changes: Any) -> Json:
    return {"label": f"Option {n}", "value": str(n), **changes}


def select(**changes: Any) -> Json:
    return {"type": 3, "custom_id": "pick", "options": [option(1), option(2)], **changes}


def embed(**parts: Any) -> Json:
    return {"embeds": [parts]}


def field(name: str = "name", value: str = "value") -> Json:
    return {"name": name, "value": value}


FITS: dict[str, Json] = {
    "content of 2000": {"content": "x" * 2000},
    "blanks around it don't count": {"content": " " * 50 + "x" * 2000 + "\n" * 50},
    "ten embeds": {"embeds": [{"title": "x"}] * 10},
    "title of 256": embed(title="x" * 256),
    "description of 4096": embed(description="x" * 4096),
    "25 fields": embed(fields=[field()] * 25),
    "field of 256 and 1024": embed(fields=[field("x" * 256, "x" * 1024)]),
    "footer of 2048": embed(footer={"text": "x" * 2048}),
    "author of 256": embed(author={"name": "x" * 256}),
    "6000 in all": {"embeds": [{"description": "x" * 4096}, {"description": "x" * 1904}]},
    "an attachment as image": embed(image={"url": "attachment://a.png"}),
    "five rows": {"components": [row(button(custom_id=str(n))) for n in range(5)]},
    "five buttons": rows(*(button(custom_id=str(n)) for n in range(5))),
    "label of 80": rows(button(label="x" * 80)),
    "custom_id of 100": rows(button(custom_id="x" * 100)),
    "an emoji alone": rows(button(label=None, emoji={"name": "🔎"})),
    "a link": rows({"type": 2, "style": 5, "label": "Go", "url": "https://example.org"}),
    "25 options": rows(select(options=[option(n) for n in range(25)], max_values=25)),
    "option texts of 100": rows(select(options=[option(1, label="x" * 100, description="y" * 100, value="z" * 100)])),
    "placeholder of 150": rows(select(placeholder="x" * 150)),
    "no value at all": rows(select(min_values=0)),
    "no mentions": {"content": "@everyone", "allowed_mentions": {"parse": []}},
    "one user": {"content": "x", "allowed_mentions": {"users": ["1"], "parse": ["roles"]}},
    "private": {"content": "x", "flags": 64},
    "40 components": {"flags": V2, "components": [{"type": 10, "content": "x"}] * 40},
    "4000 characters": {"flags": V2, "components": [{"type": 10, "content": "x" * 4000}]},
    "a section": {
        "flags": V2,
        "components": [
            {"type": 17, "components": [{"type": 9, "components": [{"type": 10, "content": "x"}], "accessory": button()}]},
            {"type": 14, "divider": True, "spacing": 1},
            {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}]},
            row(button(custom_id="other")),
        ],
    },
}  # fmt: skip

REFUSED: dict[str, tuple[Json, str, str]] = {
    "content of 2001": ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
    "content that is no text": ({"content": 5}, "content", "STRING_TYPE_CONVERT"),
    "eleven embeds": ({"embeds": [{"title": "x"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
    "title of 257": (embed(title="x" * 257), "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
    "description of 4097": (embed(description="x" * 4097), "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
    "26 fields": (embed(fields=[field()] * 26), "embeds.0.fields", "BASE_TYPE_MAX_LENGTH"),
    "field name of 257": (embed(fields=[field("x" * 257)]), "embeds.0.fields.0.name", "BASE_TYPE_MAX_LENGTH"),
    "field value of 1025": (embed(fields=[field(), field(value="x" * 1025)]), "embeds.0.fields.1.value", "BASE_TYPE_MAX_LENGTH"),
    "field without a value": (embed(fields=[field(value="  ")]), "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED"),
    "footer of 2049": (embed(footer={"text": "x" * 2049}), "embeds.0.footer.text", "BASE_TYPE_MAX_LENGTH"),
    "author of 257": (embed(author={"name": "x" * 257}), "embeds.0.author.name", "BASE_TYPE_MAX_LENGTH"),
    "6001 in all": ({"embeds": [{"description": "x" * 3000}, {"description": "x" * 3001}]}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    "an embed of javascript": (embed(title="x", url="javascript:alert(1)"), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
    "an embed of nowhere": (embed(title="x", url="example"), "embeds.0.url", "URL_TYPE_INVALID_URL"),
    "an image without address": (embed(image={}), "embeds.0.image.url", "BASE_TYPE_REQUIRED"),
    "a timestamp in words": (embed(timestamp="yesterday"), "embeds.0.timestamp", "DATE_TIME_TYPE_PARSE"),
    "a colour too bright": (embed(title="x", color=0x1000000), "embeds.0.color", "NUMBER_TYPE_MAX"),
    "six rows": ({"components": [row(button(custom_id=str(n))) for n in range(6)]}, "components", "BASE_TYPE_MAX_LENGTH"),
    "six buttons": (rows(*(button(custom_id=str(n)) for n in range(6))), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    "an empty row": (rows(), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    "a button beside a menu": (rows(button(), select()), "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    "a button without row": ({"components": [button()]}, "components.0.type", "BASE_TYPE_CHOICES"),
    "label of 81": (rows(button(label="x" * 81)), "components.0.components.0.label", "BASE_TYPE_MAX_LENGTH"),
    "neither label nor emoji": (rows(button(label="")), "components.0.components.0", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"),
    "custom_id of 101": (rows(button(custom_id="x" * 101)), "components.0.components.0.custom_id", "BASE_TYPE_BAD_LENGTH"),
    "no custom_id": (rows(button(custom_id=None)), "components.0.components.0.custom_id", "BASE_TYPE_REQUIRED"),
    "custom_id twice": (rows(button(), button()), "components.0.components.1.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    "a link with custom_id": (rows(button(style=5, url="https://example.org")), "components.0.components.0", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"),
    "a link without url": (rows({"type": 2, "style": 5, "label": "x"}), "components.0.components.0.url", "BASE_TYPE_REQUIRED"),
    "a url of 513": (rows({"type": 2, "style": 5, "label": "x", "url": "https://e.org/" + "x" * 499}), "components.0.components.0.url", "BASE_TYPE_MAX_LENGTH"),
    "a style of none": (rows(button(style=9)), "components.0.components.0.style", "BASE_TYPE_CHOICES"),
    "26 options": (rows(select(options=[option(n) for n in range(26)])), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    "no options": (rows(select(options=[])), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    "option label of 101": (rows(select(options=[option(1, label="x" * 101)])), "components.0.components.0.options.0.label", "BASE_TYPE_BAD_LENGTH"),
    "option value of 101": (rows(select(options=[option(1, value="x" * 101)])), "components.0.components.0.options.0.value", "BASE_TYPE_BAD_LENGTH"),
    "option description of 101": (rows(select(options=[option(1, description="x" * 101)])), "components.0.components.0.options.0.description", "BASE_TYPE_MAX_LENGTH"),
    "option value twice": (rows(select(options=[option(1), option(1)])), "components.0.components.0.options.1.value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"),
    "placeholder of 151": (rows(select(placeholder="x" * 151)), "components.0.components.0.placeholder", "BASE_TYPE_MAX_LENGTH"),
    "min above max": (rows(select(min_values=2)), "components.0.components.0.min_values", "SELECT_COMPONENT_MIN_VALUES"),
    "max above options": (rows(select(max_values=3)), "components.0.components.0.max_values", "SELECT_COMPONENT_MAX_VALUES"),
    "a kind of mention unknown": ({"content": "x", "allowed_mentions": {"parse": ["friends"]}}, "allowed_mentions.parse.0", "BASE_TYPE_CHOICES"),
    "all users and some": ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"),
    "a flag of the system's": ({"content": "x", "flags": 1 << 7}, "flags", "BASE_TYPE_CHOICES"),
    "V2 without its flag": ({"components": [{"type": 10, "content": "x"}]}, "components.0.type", "BASE_TYPE_CHOICES"),
    "V2 with content": ({"flags": V2, "content": "x", "components": [{"type": 10, "content": "x"}]}, "content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    "V2 with embeds": ({"flags": V2, "embeds": [{"title": "x"}], "components": []}, "embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    "41 components": ({"flags": V2, "components": [{"type": 17, "components": [{"type": 10, "content": "x"}] * 40}]}, "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    "4001 characters": ({"flags": V2, "components": [{"type": 10, "content": "x" * 2001}, {"type": 10, "content": "x" * 2000}]}, "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    "a section without accessory": ({"flags": V2, "components": [{"type": 9, "components": [{"type": 10, "content": "x"}]}]}, "components.0.accessory", "BASE_TYPE_REQUIRED"),
    "a container in a container": ({"flags": V2, "components": [{"type": 17, "components": [{"type": 17, "components": []}]}]}, "components.0.components.0.type", "BASE_TYPE_CHOICES"),
}  # fmt: skip


@pytest.mark.parametrize("payload", FITS.values(), ids=FITS.keys())
def test_what_just_fits_is_taken(payload: Json) -> None:
    assert faults(payload) == {}


@pytest.mark.parametrize(("payload", "where", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_one_more_is_refused_where_discord_says_so(payload: Json, where: str, code: str) -> None:
    assert faults(payload).get(where) == code


def test_the_faults_of_an_answer_stand_under_data() -> None:
    assert faults({"content": "x" * 2001}, path=("data",)) == {"data.content": "BASE_TYPE_MAX_LENGTH"}


def test_a_message_in_a_channel_cannot_be_made_private() -> None:
    assert faults({"content": "x", "flags": 64}, flags=CHANNEL_FLAGS) == {"flags": "BASE_TYPE_CHOICES"}


def test_every_fault_is_told_at_once() -> None:
    assert set(faults({"content": "x" * 2001, **embed(title="x" * 257)})) == {"content", "embeds.0.title"}


@pytest.mark.parametrize(
    "payload",
    [{}, {"content": " \n"}, {"embeds": []}, {"embeds": [{}]}, {"components": [row(button())]}, {"flags": V2}],
)
def test_a_message_that_shows_nothing_is_empty(payload: Json) -> None:
    assert not says_something(payload, {})


def command(**changes: Any) -> Json:
    return {"type": 1, "name": "ask", "description": "Ask", **changes}


def text_option(n: int = 0, **changes: Any) -> Json:
    return {"type": 3, "name": f"text{n}", "description": "Text", **changes}


def command_faults(*commands: Json, in_guild: bool = False) -> dict[str, str]:
    try:
        check_set(list(commands), in_guild=in_guild)
    except Refusal as refused:
        return flat(refused.errors) if refused.errors else {"": str(refused.code)}
    return {}


def choice(n: int, **changes: Any) -> Json:
    return {"name": f"choice {n}", "value": n, **changes}


GOOD_COMMANDS: dict[str, list[Json]] = {
    "description of 100": [command(description="x" * 100)],
    "name of 32": [command(name="x" * 32)],
    "25 options": [command(options=[text_option(n) for n in range(25)])],
    "25 choices": [command(options=[text_option(choices=[choice(n) for n in range(25)])])],
    "a group": [command(options=[{"type": 2, "name": "a", "description": "A", "options": [{"type": 1, "name": "b", "description": "B"}]}])],
    "required first": [command(options=[text_option(1, required=True), text_option(2)])],
    "100 commands": [command(name=f"c{n}") for n in range(100)],
    "15 menus of each kind": [{"type": t, "name": f"Menu {n}"} for n in range(15) for t in (2, 3)],
    "one name as command and menu": [command(name="ask"), {"type": 3, "name": "ask"}],
}  # fmt: skip

BAD_COMMANDS: dict[str, tuple[list[Json], str, str]] = {
    "description of 101": ([command(description="x" * 101)], "0.description", "BASE_TYPE_BAD_LENGTH"),
    "no description": ([command(description="")], "0.description", "BASE_TYPE_REQUIRED"),
    "a capital": ([command(name="Ask")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    "a blank in the name": ([command(name="ask me")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    "name of 33": ([command(name="x" * 33)], "0.name", "BASE_TYPE_BAD_LENGTH"),
    "26 options": ([command(options=[text_option(n) for n in range(26)])], "0.options", "BASE_TYPE_MAX_LENGTH"),
    "26 choices": ([command(options=[text_option(choices=[choice(n) for n in range(26)])])], "0.options.0.choices", "BASE_TYPE_MAX_LENGTH"),
    "choice name of 101": ([command(options=[text_option(choices=[choice(1, name="x" * 101)])])], "0.options.0.choices.0.name", "BASE_TYPE_BAD_LENGTH"),
    "choice value of 101": ([command(options=[text_option(choices=[choice(1, value="x" * 101)])])], "0.options.0.choices.0.value", "BASE_TYPE_BAD_LENGTH"),
    "choices and autocomplete": ([command(options=[text_option(choices=[choice(1)], autocomplete=True)])], "0.options.0.choices", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES"),
    "required after optional": ([command(options=[text_option(1), text_option(2, required=True)])], "0.options.1", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"),
    "one option name twice": ([command(options=[text_option(), text_option()])], "0.options.1.name", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID"),
    "subcommand beside option": ([command(options=[{"type": 1, "name": "a", "description": "A"}, text_option()])], "0.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
    "one name twice": ([command(), command()], "1.name", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    "a menu with description": ([{"type": 3, "name": "Menu", "description": "x"}], "0.description", "CONTEXT_MENU_COMMAND_FIELD"),
    "101 commands": ([command(name=f"c{n}") for n in range(101)], "", "30032"),
    "16 menus": ([{"type": 3, "name": f"Menu {n}"} for n in range(16)], "", "30032"),
    "a context of none": ([command(contexts=[3])], "0.contexts.0", "BASE_TYPE_CHOICES"),
    "no context": ([command(contexts=[])], "0.contexts", "BASE_TYPE_BAD_LENGTH"),
}  # fmt: skip


@pytest.mark.parametrize("commands", GOOD_COMMANDS.values(), ids=GOOD_COMMANDS.keys())
def test_commands_that_just_fit_are_taken(commands: list[Json]) -> None:
    assert command_faults(*commands) == {}


@pytest.mark.parametrize(("commands", "where", "code"), BAD_COMMANDS.values(), ids=BAD_COMMANDS.keys())
def test_commands_beyond_a_limit_are_refused(commands: list[Json], where: str, code: str) -> None:
    assert command_faults(*commands).get(where) == code


def command_of_size(size: int) -> Json:
    """A command of so many characters in all, filled up in its last option's description."""
    many = [
        text_option(n, description="x" * 100, choices=[choice(m, name=f"{m:0100}") for m in range(25)])
        for n in range(3)
    ]
    rest = size - size_of(command(options=[*many, text_option(3, description="")]))
    return command(
        options=[
            *many,
            text_option(
                3, description="x" * (rest % 100), choices=[choice(m, name=f"{m:0100}") for m in range(rest // 100)]
            ),
        ]
    )


def test_a_command_may_have_8000_characters_and_no_more() -> None:
    assert size_of(command_of_size(8000)) == 8000
    assert command_faults(command_of_size(8000)) == {}
    assert command_faults(command_of_size(8001)) == {"0": "APPLICATION_COMMAND_TOO_LARGE"}


def test_of_a_name_in_many_languages_the_longest_counts() -> None:
    localized = command(name="ask", name_localizations={"de": "fragen", "fr": "demander"})
    assert size_of(localized) == len("demander") + len("Ask")


def test_commands_of_one_server_have_no_contexts() -> None:
    assert command_faults(command(contexts=[0]), in_guild=True) == {"0.contexts": "APPLICATION_COMMAND_GUILD_FIELD"}


@pytest.mark.parametrize("name", ["ask", "help-lines", "a_b", "größe", "ярлык", "ถาม", "पूछें", "d'accord", "q1"])
def test_names_of_every_script_are_names(name: str) -> None:
    assert is_name(name)


@given(st.text(max_size=40))
def test_a_name_is_never_longer_than_32_nor_has_blanks(text: str) -> None:
    if is_name(text):
        assert 1 <= len(text) <= 32
        assert not any(letter.isspace() for letter in text)


def test_autocomplete_offers_at_most_25_of_100_characters() -> None:
    check_choices([{"name": "x" * 100, "value": "y" * 100}] * 25)
    check_choices([])
    for wrong in (
        [choice(n) for n in range(26)],
        [choice(1, name="x" * 101)],
        [choice(1, name="")],
        [choice(1, value="")],
    ):
        with pytest.raises(Refusal):
            check_choices(wrong)


def modal(*components: Json, **changes: Any) -> Json:
    return {"title": "Form", "custom_id": "form", "components": list(components), **changes}


def label(component: Json, **changes: Any) -> Json:
    return {"type": 18, "label": "Words", "component": component, **changes}


def text_input(n: int = 0, **changes: Any) -> Json:
    return {"type": 4, "custom_id": f"text{n}", "style": 1, **changes}


def modal_faults(payload: Json) -> dict[str, str]:
    try:
        check_modal(payload)
    except Refusal as refused:
        return flat(refused.errors or {})
    return {}


def test_a_modal_that_just_fits_is_taken() -> None:
    full = [label(text_input(n, max_length=4000, value="x" * 4000), label="x" * 45) for n in range(3)]
    old = row(text_input(3, label="Words"))
    assert modal_faults(modal(*full, old, label(select()), title="x" * 45)) == {}


@pytest.mark.parametrize(
    ("payload", "where"),
    [
        (modal(), "data.components"),
        (modal(*(label(text_input(n)) for n in range(6))), "data.components"),
        (modal(label(text_input()), title="x" * 46), "data.title"),
        (modal(label(text_input()), custom_id=""), "data.custom_id"),
        (modal(label(text_input(), label="x" * 46)), "data.components.0.label"),
        (modal(label(text_input(max_length=4001))), "data.components.0.component.max_length"),
        (modal(label(text_input(style=3))), "data.components.0.component.style"),
        (modal(label(text_input()), label(text_input())), "data.components.1.component.custom_id"),
        (modal(row(text_input())), "data.components.0.components.0.label"),
        (modal(label(button())), "data.components.0.component.type"),
        (modal(button()), "data.components.0.type"),
    ],
)  # fmt: skip
def test_a_modal_beyond_a_limit_is_refused(payload: Json, where: str) -> None:
    assert where in modal_faults(payload)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 30) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["type", "components", "component", "options", "custom_id", "label", "value", "emoji", "id",
                         "name", "fields", "title", "url", "style", "accessory", "items", "media", "content", "image",
                         "choices", "min_values", "max_values", "min_length", "max_length", "footer", "author"]),
        inner,
        max_size=5,
    ),
    max_leaves=15,
)  # fmt: skip
MESSAGE_KEYS = ["content", "embeds", "components", "flags", "allowed_mentions", "attachments", "nonce", "tts"]


@given(st.dictionaries(st.sampled_from(MESSAGE_KEYS), ANYTHING))
def test_whatever_is_sent_is_taken_or_refused_but_never_breaks_the_check(payload: Json) -> None:
    faults(payload)
    faults({**payload, "flags": V2})


@given(st.dictionaries(st.sampled_from(["title", "custom_id", "components"]), ANYTHING))
def test_whatever_modal_is_sent_never_breaks_the_check(payload: Json) -> None:
    modal_faults(payload)


@given(st.dictionaries(st.sampled_from(["name", "description", "options", "type", "contexts"]), ANYTHING))
def test_whatever_command_is_sent_never_breaks_the_check(payload: Json) -> None:
    command_faults(payload)
