"""Limits of what stands in an action row: buttons and menus, and their custom ids."""

from __future__ import annotations

from bot.sandbox.errors import Json

from .form import Form, is_snowflake

ACTION_ROW, BUTTON, STRING_SELECT = 1, 2, 3
SELECTS = (3, 5, 6, 7, 8)
LINK, PREMIUM = 5, 6
STYLES = (1, 2, 3, 4, 5, 6)

BUTTONS_A_ROW = 5
CUSTOM_ID = 100
LABEL = 80
BUTTON_URL = 512
OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150
LINK_SCHEMES = ("http", "https", "discord")


class CustomIds:
    """The custom ids of one message or modal; each may be used once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def check(self, form: Form, component: Json) -> None:
        """Note a custom id that is missing, too long or used before."""
        custom_id = component.get("custom_id")
        form.text(component, "custom_id", least=1, most=CUSTOM_ID, required=True)
        if not isinstance(custom_id, str):
            return
        if custom_id in self._seen:
            form.at("custom_id").fault("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
        self._seen.add(custom_id)


def check_row(form: Form, row: Json, ids: CustomIds) -> None:
    """Note everything that is wrong with an action row of a message."""
    inside = form.objects(row, "components", least=1, most=BUTTONS_A_ROW)
    has_select = any(component.get("type") in SELECTS for _, component in inside)
    if has_select and len(inside) > 1:
        form.at("components").fault(
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"
        )
    for index, component in inside:
        place = form.at("components", index)
        if component.get("type") == BUTTON:
            check_button(place, component, ids)
        elif component.get("type") in SELECTS:
            check_select(place, component, ids)
        else:
            place.choice({"type": component.get("type", -1)}, "type", (BUTTON, *SELECTS))


def check_button(form: Form, button: Json, ids: CustomIds) -> None:
    """Note everything that is wrong with a button."""
    form.choice(button, "style", STYLES, required=True)
    form.text(button, "label", most=LABEL)
    form.flag(button, "disabled")
    _check_emoji(form, button)
    style = button.get("style")
    if style == LINK:
        _check_link(form, button)
    elif style == PREMIUM:
        if not is_snowflake(button.get("sku_id")):
            form.missing("sku_id")
    else:
        if button.get("url") is not None:
            form.fault(
                "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                "A custom id and url cannot both be specified",
            )
        ids.check(form, button)
    if style != PREMIUM and not (button.get("label") or "").strip() and not button.get("emoji"):
        form.fault("BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or emoji is required")


def check_select(form: Form, select: Json, ids: CustomIds) -> None:
    """Note everything that is wrong with a menu, whichever its kind."""
    ids.check(form, select)
    form.text(select, "placeholder", most=PLACEHOLDER)
    form.flag(select, "disabled")
    least = form.number(select, "min_values", least=0, most=OPTIONS)
    most = form.number(select, "max_values", least=1, most=OPTIONS)
    least, most = (1 if least is None else least), (1 if most is None else most)
    if least > most:
        form.at("min_values").fault("SELECT_COMPONENT_MIN_VALUES", "min_values is larger than max_values")
    if select.get("type") == STRING_SELECT:
        _check_options(form, select, most)
    elif len(form.items(select, "default_values", most=OPTIONS)) > most:
        form.at("default_values").fault(
            "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "The number of default values exceeds max_values"
        )


def _check_options(form: Form, select: Json, most: int) -> None:
    options = form.objects(select, "options", least=1, most=OPTIONS)
    seen: set[str] = set()
    for index, option in options:
        place = form.at("options", index)
        place.text(option, "label", least=1, most=OPTION_TEXT, required=True)
        value = place.text(option, "value", least=1, most=OPTION_TEXT, required=True)
        place.text(option, "description", most=OPTION_TEXT)
        _check_emoji(place, option)
        if value in seen:
            place.at("value").fault(
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used"
            )
        seen.add(value)
    if options and most > len(options):
        form.at("max_values").fault("SELECT_COMPONENT_MAX_VALUES", "max_values is larger than the number of options")
    if sum(bool(option.get("default")) for _, option in options) > most:
        form.at("options").fault(
            "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "The number of default options exceeds max_values"
        )


def _check_link(form: Form, button: Json) -> None:
    if button.get("custom_id") is not None:
        form.fault(
            "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
            "A custom id and url cannot both be specified",
        )
    form.url(button, "url", most=BUTTON_URL, schemes=LINK_SCHEMES, required=True)


def _check_emoji(form: Form, source: Json) -> None:
    emoji = form.mapping(source, "emoji")
    if not emoji:
        return
    if emoji.get("id") is None:
        form.at("emoji").text(emoji, "name", least=1, most=32, required=True)
        name = emoji.get("name")
        if isinstance(name, str) and name.isascii() and name:
            form.at("emoji", "name").fault("BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji")
    elif not is_snowflake(emoji["id"]):
        form.at("emoji", "id").fault("NUMBER_TYPE_COERCE", f'Value "{emoji["id"]}" is not snowflake.')
