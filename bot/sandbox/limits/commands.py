"""Limits of application commands and of what autocomplete offers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from bot.sandbox.errors import Json, refusal

from .form import Form

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
MOST = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
"""Commands of each type in one scope."""

NAME = 32
DESCRIPTION = 100
OPTIONS = 25
CHOICES = 25
CHOICE_TEXT = 100
SIZE = 8000
"""Characters of names, descriptions and values of one command; of localizations the longest counts."""

SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, NUMBER = 3, 4, 5, 10
OPTION_TYPES = tuple(range(1, 12))
WITH_CHOICES = (STRING, INTEGER, NUMBER)
LONGEST_INPUT = 6000
EUROPEAN_LOCALES = ("da", "de", "en-GB", "es-ES", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "ro", "fi",
                    "sv-SE", "cs", "el", "bg", "ru", "uk")  # fmt: skip
OTHER_LOCALES = ("id", "en-US", "es-419", "pt-BR", "vi", "tr", "hi", "th", "zh-CN", "ja", "zh-TW", "ko")
LOCALES = frozenset((*EUROPEAN_LOCALES, *OTHER_LOCALES))
LETTERS_AND_NUMBERS = ("L", "N")
SCRIPTS_WITH_MARKS = ("DEVANAGARI", "THAI")


def check_command(form: Form, command: Json, *, in_guild: bool = False) -> None:
    """Note everything that is wrong with one command."""
    form.choice(command, "type", (CHAT_INPUT, USER, MESSAGE))
    kind = command.get("type") or CHAT_INPUT
    if kind == CHAT_INPUT:
        _check_name(form, command)
        form.text(command, "description", least=1, most=DESCRIPTION, required=True)
        check_options(form, command, depth=0)
    else:
        form.text(command, "name", least=1, most=NAME, required=True)
        for key in ("description", "options"):
            if command.get(key):
                form.at(key).fault("CONTEXT_MENU_COMMAND_FIELD", f"Context menu commands can't have {key}")
    _check_localizations(form, command)
    _check_places(form, command, in_guild=in_guild)
    if not form.tree and size_of(command) > SIZE:
        form.fault("APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({SIZE})")


def check_set(commands: list[Json], *, in_guild: bool = False) -> None:
    """Refuse a whole set of commands that Discord would not take in one bulk overwrite."""
    form = Form()
    for index, command in enumerate(commands):
        check_command(form.at(index), command, in_guild=in_guild)
    seen: set[tuple[str, str]] = set()
    for index, command in enumerate(commands):
        key = (str(command.get("type") or CHAT_INPUT), str(command.get("name")))
        if key in seen:
            form.at(index, "name").fault(
                "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
            )
        seen.add(key)
    form.raise_if_faulty()
    check_number(commands)


def check_number(commands: list[Json]) -> None:
    """Refuse with 30032 when there are more commands of a type than one scope holds."""
    for kind, most in MOST.items():
        if sum((command.get("type") or CHAT_INPUT) == kind for command in commands) > most:
            raise refusal(30032)


def check_options(form: Form, source: Json, *, depth: int) -> None:
    """Note everything that is wrong with the options of a command, group or subcommand."""
    options = form.objects(source, "options", most=OPTIONS)
    names: set[str] = set()
    optional_seen = False
    for index, option in options:
        place = form.at("options", index)
        _check_option(place, option, depth)
        if str(option.get("name")) in names:
            place.at("name").fault("APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option name already exists")
        names.add(str(option.get("name")))
        if option.get("required") and optional_seen:
            place.fault(
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional_seen = optional_seen or not option.get("required")
    nested = [option.get("type") in (SUBCOMMAND, GROUP) for _, option in options]
    if any(nested) and not all(nested):
        form.at("options").fault(
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive to all other types",
        )


def check_choices(choices: object) -> None:
    """Refuse a list of autocomplete choices that Discord would not show."""
    form = Form(path=("data",))
    for index, choice in form.objects({"choices": choices}, "choices", most=CHOICES):
        _check_choice(form.at("choices", index), choice)
    form.raise_if_faulty()


def size_of(command: Json) -> int:
    """Return the characters of a command that count towards the 8000."""
    return sum(_sizes(command))


def is_name(name: str) -> bool:
    """Return whether a slash command or option may have this name: 1 to 32 letters, numbers, ``-_'``."""
    return 1 <= len(name) <= NAME and name == name.lower() and all(_may_stand_in_name(letter) for letter in name)


def _may_stand_in_name(letter: str) -> bool:
    if letter in "-_'" or unicodedata.category(letter)[0] in LETTERS_AND_NUMBERS:
        return True
    return unicodedata.name(letter, "").startswith(SCRIPTS_WITH_MARKS)


def _check_name(form: Form, source: Json) -> None:
    name = form.text(source, "name", least=1, most=NAME, required=True)
    if name and len(name) <= NAME and not is_name(str(source.get("name"))):
        form.at("name").fault("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_option(form: Form, option: Json, depth: int) -> None:
    form.choice(option, "type", OPTION_TYPES, required=True)
    _check_name(form, option)
    form.text(option, "description", least=1, most=DESCRIPTION, required=True)
    _check_localizations(form, option)
    kind = option.get("type")
    if kind in (SUBCOMMAND, GROUP):
        if depth >= (2 if kind == SUBCOMMAND else 1):
            form.at("type").fault("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands nest too deep")
        check_options(form, option, depth=depth + 1)
        return
    form.flag(option, "required")
    _check_range(form, option)
    _check_option_choices(form, option)


def _check_range(form: Form, option: Json) -> None:
    least: float | None
    most: float | None
    if option.get("type") == STRING:
        least = form.number(option, "min_length", least=0, most=LONGEST_INPUT)
        most = form.number(option, "max_length", least=1, most=LONGEST_INPUT)
    else:
        least, most = _bound(form, option, "min_value"), _bound(form, option, "max_value")
    if least is not None and most is not None and least > most:
        form.fault("APPLICATION_COMMAND_OPTION_RANGE_INVALID", "The minimum is larger than the maximum")


def _bound(form: Form, option: Json, key: str) -> float | None:
    value = option.get(key)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    form.at(key).fault("NUMBER_TYPE_COERCE", f'Value "{value}" is not float.')
    return None


def _check_option_choices(form: Form, option: Json) -> None:
    choices = form.objects(option, "choices", most=CHOICES)
    if option.get("autocomplete") and choices:
        form.at("choices").fault(
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", "Options with autocomplete can't have choices"
        )
    if (choices or option.get("autocomplete")) and option.get("type") not in WITH_CHOICES:
        form.at("choices").fault(
            "APPLICATION_COMMAND_OPTIONS_CHOICES_TYPE", "Choices are for strings, integers and numbers only"
        )
    names: set[str] = set()
    for index, choice in choices:
        _check_choice(form.at("choices", index), choice)
        if str(choice.get("name")) in names:
            form.at("choices", index, "name").fault(
                "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Option choice name already exists"
            )
        names.add(str(choice.get("name")))


def _check_choice(form: Form, choice: Json) -> None:
    form.text(choice, "name", least=1, most=CHOICE_TEXT, required=True)
    _check_localizations(form, choice)
    value = choice.get("value")
    if value is None:
        form.missing("value")
    elif isinstance(value, str):
        form.text(choice, "value", least=1, most=CHOICE_TEXT, required=True)


def _check_localizations(form: Form, source: Json) -> None:
    for key, most in (("name_localizations", CHOICE_TEXT), ("description_localizations", DESCRIPTION)):
        names = form.mapping(source, key)
        for locale in names:
            if locale not in LOCALES:
                form.at(key, locale).fault("BASE_TYPE_CHOICES", f"{locale!r} is not a locale of Discord.")
            form.at(key).text(names, locale, least=1, most=most)


def _check_places(form: Form, command: Json, *, in_guild: bool) -> None:
    for key, allowed in (("contexts", (0, 1, 2)), ("integration_types", (0, 1))):
        values = command.get(key)
        if values is None:
            continue
        if in_guild:
            form.at(key).fault("APPLICATION_COMMAND_GUILD_FIELD", f"Commands of one server can't have {key}")
        listed = form.items(command, key, least=1, most=len(allowed))
        for index, value in enumerate(listed):
            form.at(key).choice({str(index): value}, str(index), allowed)
        if len(set(map(str, listed))) != len(listed):
            form.at(key).fault("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
    permissions = command.get("default_member_permissions")
    if permissions is not None and not str(permissions).isdecimal():
        form.at("default_member_permissions").fault("NUMBER_TYPE_COERCE", f'Value "{permissions}" is not int.')


def _sizes(node: Json) -> Iterator[int]:
    for key in ("name", "description"):
        texts = [node.get(key), *(node.get(f"{key}_localizations") or {}).values()]
        yield max((len(text) for text in texts if isinstance(text, str)), default=0)
    if isinstance(node.get("value"), str):
        yield len(node["value"])
    for key in ("options", "choices"):
        for inner in node.get(key) or []:
            if isinstance(inner, dict):
                yield from _sizes(inner)
