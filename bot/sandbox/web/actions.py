"""What a person does on the page, made into what a person does in the sandbox."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.sandbox import slash
from bot.sandbox.channel import Channel
from bot.sandbox.errors import Json
from bot.sandbox.limits.commands import CHAT_INPUT
from bot.sandbox.message import Message
from bot.sandbox.people import Person
from bot.sandbox.possible import NotPossible
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slash import BOOLEAN, CHANNEL, INTEGER, MENTIONABLE, NUMBER, ROLE, STRING, USER
from bot.sandbox.turn import Modal, Turn

from .screen import Screen, outcome

USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
THINGS = {
    USER_SELECT: USER,
    ROLE_SELECT: ROLE,
    MENTIONABLE_SELECT: MENTIONABLE,
    CHANNEL_SELECT: CHANNEL,
}
"""Which type of option takes the same things as a menu of this type."""


class Ask(BaseModel):
    """What every request of the page has: who acts. Ids are snowflakes, as text or number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: int


class Offers(Ask):
    """List the commands of a channel."""

    channel: int


class Say(Ask):
    """Post an ordinary message."""

    channel: int
    text: str


class Slash(Ask):
    """Send a slash command, its subcommand after a space. Values are text as it was typed, or an id."""

    channel: int
    command: str
    options: dict[str, str]


class Complete(Slash):
    """Type in an option."""

    focused: str


class Menu(Ask):
    """Use a command of a message's menu."""

    message: int
    command: str


class Press(Ask):
    """Press a button."""

    message: int
    custom_id: str


class Pick(Press):
    """Pick in a menu: values of its options, or ids."""

    values: list[str]


class Submit(Ask):
    """Send a form; the values are by the custom ids of its fields."""

    form: int
    values: dict[str, str | bool | list[str]]


class Dismiss(Ask):
    """Hide a message that only this person sees."""

    message: int


class Actions:
    """Does what the page asks for. Whatever the client would not let a person do raises NotPossible."""

    def __init__(self, sandbox: Sandbox, screen: Screen) -> None:
        self._sandbox = sandbox
        self._screen = screen
        self._forms: dict[int, Modal] = {}
        self.all: Mapping[str, tuple[type[Ask], Callable[[Any], Awaitable[Json]]]] = {
            "commands": (Offers, self._offers),
            "say": (Say, self._say),
            "slash": (Slash, self._slash),
            "autocomplete": (Complete, self._autocomplete),
            "menu": (Menu, self._menu),
            "press": (Press, self._press),
            "pick": (Pick, self._pick),
            "submit": (Submit, self._submit),
            "dismiss": (Dismiss, self._dismiss),
        }
        """Every action by its name: what it takes, and what does it."""

    def person(self, who: int) -> Person:
        """Return one of those that one can be. Raises NotPossible for anybody else."""
        for person in self._screen.people:
            if person.id == who:
                return person
        raise NotPossible("there is no such person to be")

    async def _offers(self, ask: Offers) -> Json:
        return {"commands": self.person(ask.who).offered(self._channel(ask.channel))}

    async def _say(self, ask: Say) -> Json:
        self.person(ask.who).says(ask.text, channel=self._channel(ask.channel))
        return {}

    async def _slash(self, ask: Slash) -> Json:
        person, channel = self.person(ask.who), self._channel(ask.channel)
        known = _options_of(person, ask.command, channel)
        options = {name: self._value(known.get(name, {}), text, channel) for name, text in ask.options.items()}
        return self._outcome(await person.slash(ask.command, options, channel=channel))

    async def _autocomplete(self, ask: Complete) -> Json:
        person, channel = self.person(ask.who), self._channel(ask.channel)
        known = _options_of(person, ask.command, channel)
        options: dict[str, Any] = {}
        for name, text in ask.options.items():
            typed = known.get(name, {}).get("type") in (STRING, INTEGER, NUMBER)
            options[name] = text if typed else self._value(known.get(name, {}), text, channel)
        choices = await person.autocomplete(ask.command, options, focused=ask.focused, channel=channel)
        return {"choices": choices}

    async def _menu(self, ask: Menu) -> Json:
        person = self.person(ask.who)
        return self._outcome(await person.message_menu(ask.command, self._message(person, ask.message)))

    async def _press(self, ask: Press) -> Json:
        person = self.person(ask.who)
        return self._outcome(await person.click(self._message(person, ask.message), custom_id=ask.custom_id))

    async def _pick(self, ask: Pick) -> Json:
        person = self.person(ask.who)
        message = self._message(person, ask.message)
        menu = next((one for one in message.selects if one["custom_id"] == ask.custom_id), {})
        values = self._picked(menu, ask.values, message.channel)
        return self._outcome(await person.select(message, values, custom_id=ask.custom_id))

    async def _submit(self, ask: Submit) -> Json:
        person, form = self.person(ask.who), self._forms.get(ask.form)
        if form is None or form.interaction.user is not person:
            raise NotPossible("this form is not open")
        fields = {field["custom_id"]: field for field in form.fields}
        values: dict[str, Any] = {}
        for name, value in ask.values.items():
            if isinstance(value, list):
                values[name] = self._picked(fields.get(name, {}), value, form.interaction.channel)
            else:
                values[name] = value
        turn = await person.submit(form, values)
        if turn.error is None:
            del self._forms[ask.form]
        return self._outcome(turn)

    async def _dismiss(self, ask: Dismiss) -> Json:
        person = self.person(ask.who)
        message = self._message(person, ask.message)
        if not message.ephemeral:
            raise NotPossible("others see this message too")
        self._screen.dismiss(message)
        return {}

    def _outcome(self, turn: Turn) -> Json:
        if turn.modal is not None:
            self._forms[turn.interaction.id] = turn.modal
        return outcome(turn)

    def _channel(self, channel_id: int) -> Channel:
        try:
            return self._sandbox.world.channels[channel_id]
        except KeyError:
            raise NotPossible("the channel is gone") from None

    def _message(self, person: Person, message_id: int) -> Message:
        for channel in self._sandbox.world.channels.values():
            message = channel.history.get(message_id)
            if message is not None and self._screen.shows(person, message):
                return message
        raise NotPossible("the message is gone")

    def _picked(self, menu: Json, values: list[str], place: Channel) -> list[Any]:
        kind = THINGS.get(menu.get("type", 0))
        return [self._thing(kind, value, place) for value in values] if kind else list(values)

    def _value(self, option: Json, text: str, place: Channel) -> Any:
        kind = option.get("type")
        if kind == BOOLEAN:
            return text == "True"
        if kind in (INTEGER, NUMBER):
            return _number(option, text)
        if kind in (USER, CHANNEL, ROLE, MENTIONABLE):
            return self._thing(kind, text, place)
        return text

    def _thing(self, kind: int, snowflake: str, place: Channel) -> object:
        """Return the user, role or channel with this id, as far as an option of this type takes it."""
        key = int(snowflake) if snowflake.isdecimal() else -1
        world = self._sandbox.world
        found: object = None
        if kind in (USER, MENTIONABLE):
            found = world.users.get(key)
        if kind in (ROLE, MENTIONABLE) and found is None and place.guild is not None:
            found = place.guild.roles.get(key)
        if kind == CHANNEL:
            found = world.channels.get(key)
        if found is None:
            raise NotPossible("choose one from the list")
        return found


def _options_of(person: Person, name: str, channel: Channel) -> Mapping[str, Json]:
    """Return the options of a command (or its subcommand) by name."""
    command, _, path = slash.find(person.means.commands.visible_to(person, channel), name, CHAT_INPUT)
    leaf = path[-1] if path else command
    return {option["name"]: option for option in leaf.get("options", [])}


def _number(option: Json, text: str) -> int | float | str:
    for choice in option.get("choices", []):
        if text == choice["name"]:
            return text
    try:
        return int(text) if option["type"] == INTEGER else float(text)
    except ValueError:
        raise NotPossible(f"{option['name']} takes a number") from None
