"""People: what a member types, clicks, picks and sees, in Discord's words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import compose, modal, payloads, slash
from .channel import WITHOUT_MESSAGES, Channel
from .commands import GUILD_INSTALL, Commands, Use, context_of
from .compose import Upload
from .errors import Json
from .interaction import Interaction, InteractionType
from .interactions import Interactions
from .limits.commands import CHAT_INPUT, MESSAGE, USER
from .limits.components import LINK, STRING_SELECT
from .limits.messages import CONTENT
from .message import BUTTON, Message, MessageFlag, MessageType
from .permissions import Permission, sending_right
from .possible import NotPossible
from .turn import Modal, Turn
from .user import User
from .world import World


@dataclass(frozen=True, kw_only=True)
class Means:
    """What people need to act.

    The world, the commands, the way to send interactions and to wait for answers.
    """

    world: World
    commands: Commands
    interactions: Interactions
    wait: Callable[[Interaction], Awaitable[None]]


@dataclass(eq=False, repr=False, kw_only=True)
class Person(User):
    """Somebody who uses Discord. Whatever the client would not let them do raises NotPossible."""

    means: Means

    def install(self) -> None:
        """Install the app for oneself, to have it everywhere."""
        self.installed = True

    def uninstall(self) -> None:
        """Remove the app from oneself."""
        self.installed = False

    def offered(self, channel: Channel) -> list[Json]:
        """Return the commands that this person is offered in a channel, menus included, as wire JSON."""
        return [command for command, _ in self.means.commands.visible_to(self, channel)]

    def sees(self, channel: Channel) -> list[Message]:
        """Return what this person sees in a channel, messages for them alone included, oldest first."""
        if not self._may(channel, Permission.VIEW_CHANNEL):
            return []
        return [one for one in channel.history.values() if one.ephemeral_to in (None, self)]

    def says(
        self,
        text: str = "",
        *,
        channel: Channel,
        reply_to: Message | None = None,
        forwards: Message | None = None,
        embeds: Sequence[Json] = (),
        files: Sequence[Upload] = (),
    ) -> Message:
        """Post an ordinary message: text, a reply, a forward of another message, with embeds or files."""
        self._check_may_post(channel, text)
        payload: Json = {"content": text, "embeds": list(embeds)}
        message = compose.write(channel, self, payload, dict(enumerate(files)))
        if reply_to is not None:
            message.type = MessageType.REPLY
            message.reference = _reference(reply_to, kind=0)
        if forwards is not None:
            message.flags |= MessageFlag.HAS_SNAPSHOT
            message.reference = _reference(forwards, kind=1)
            message.snapshots = [payloads.snapshot(forwards)]
        if compose.is_blank(message):
            raise NotPossible("there is nothing in this message")
        channel.add(message)
        return message

    def pins(self, message: Message) -> None:
        """Pin a message by hand."""
        self._check_may(message.channel, Permission.PIN_MESSAGES)
        if message.ephemeral or message.type is MessageType.CHANNEL_PINNED_MESSAGE:
            raise NotPossible("this message can't be pinned")
        message.channel.pin(message, self)

    def unpins(self, message: Message) -> None:
        """Unpin a message by hand."""
        self._check_may(message.channel, Permission.PIN_MESSAGES)
        message.channel.unpin(message)

    def deletes(self, message: Message) -> None:
        """Delete one's own message, or as a moderator somebody's."""
        if message.author is not self and not message.ephemeral:
            self._check_may(message.channel, Permission.MANAGE_MESSAGES)
        message.channel.remove(message)

    async def slash(self, name: str, options: Mapping[str, Any] | None = None, *, channel: Channel) -> Turn:
        """Send a slash command and return what came of it.

        ``name`` has its subcommand after it (``"summary post"``); values are str, int, float, bool, a User,
        Role, Channel or Upload, and for an option with choices a choice's name or value.
        """
        command, use, path = slash.find(self._offers(channel), name, CHAT_INPUT)
        data = slash.data_of(command, path, options or {}, channel)
        return await self._do(InteractionType.COMMAND, channel, use, data, what=f"/{name}")

    async def autocomplete(
        self, name: str, options: Mapping[str, Any], *, focused: str, channel: Channel
    ) -> list[Json]:
        """Type in an option and return what is offered, as ``{"name", "value"}``; [] when no offer came."""
        command, use, path = slash.find(self._offers(channel), name, CHAT_INPUT)
        data = slash.data_of(command, path, options, channel, focused=focused)
        what = f"autocomplete of {focused} in /{name}"
        turn = await self._do(InteractionType.AUTOCOMPLETE, channel, use, data, what=what)
        return turn.choices or []

    async def message_menu(self, name: str, message: Message, *, channel: Channel | None = None) -> Turn:
        """Use a command of a message's menu."""
        place = channel or message.channel
        self._check_sees(message)
        command, use, _ = slash.find(self._offers(place), name, MESSAGE)
        wire = {**payloads.message(message)}
        data = _menu_data(command, message.id, {"messages": {str(message.id): wire}})
        return await self._do(InteractionType.COMMAND, place, use, data, what=f"the message menu {name!r}")

    async def user_menu(self, name: str, user: User, *, channel: Channel) -> Turn:
        """Use a command of a person's menu."""
        command, use, _ = slash.find(self._offers(channel), name, USER)
        resolved = slash.Resolved(channel)
        resolved.add(user)
        data = _menu_data(command, user.id, resolved.data)
        return await self._do(InteractionType.COMMAND, channel, use, data, what=f"the user menu {name!r}")

    async def click(
        self,
        message: Message | None,
        label: str | None = None,
        *,
        custom_id: str | None = None,
        force: bool = False,
    ) -> Turn:
        """Press a button, named by its label or custom_id.

        With ``force`` the custom_id is sent though no button has it: Discord takes it from a forged client
        too.
        """
        message = self._check_sees(message)
        if force:
            component: Json = {"custom_id": custom_id, "type": BUTTON, "id": 1}
        else:
            component = _enabled(message.buttons, label, custom_id)
        return await self._use(message, component)

    async def select(
        self,
        message: Message | None,
        values: Sequence[Any],
        *,
        custom_id: str | None = None,
        force: bool = False,
    ) -> Turn:
        """Pick in a menu: options by value or label, or Users, Roles and Channels.

        ``custom_id`` (or the placeholder) names the menu where there are several. With ``force`` the values
        are sent whatever the menu holds, as from a forged client.
        """
        message = self._check_sees(message)
        if force:
            component: Json = {"custom_id": custom_id, "type": STRING_SELECT, "id": 1}
            return await self._use(message, component, values=[str(value) for value in values])
        component = _enabled(message.selects, None, custom_id)
        least, most = component.get("min_values", 1), component.get("max_values", 1)
        if not least <= len(values) <= most:
            raise NotPossible(f"the menu takes {least} to {most} values")
        resolved = slash.Resolved(message.channel)
        if component["type"] == STRING_SELECT:
            picked = [modal.option_value(component, value) for value in values]
        else:
            picked = [resolved.add(value) for value in values]
        return await self._use(message, component, values=picked, resolved=resolved.data)

    async def submit(self, form: Modal | None, values: Mapping[str, Any], *, custom_id: str | None = None) -> Turn:
        """Fill in a form and send it; a field is named by its custom_id or label.

        A ``custom_id`` is sent in place of the form's own, as from a forged client.
        """
        if form is None:
            raise NotPossible("there is no form to fill in")
        before = form.interaction
        data = modal.data_of(form.data, values, slash.Resolved(before.channel))
        data["custom_id"] = custom_id or data["custom_id"]
        interaction = self.means.interactions.send(
            InteractionType.MODAL,
            self,
            before.channel,
            before.use,
            data,
            what="a form",
            message=before.message,
            triggered_by=before,
        )
        await self.means.wait(interaction)
        return Turn(interaction)

    async def _use(
        self,
        message: Message,
        component: Json,
        *,
        values: list[str] | None = None,
        resolved: Json | None = None,
    ) -> Turn:
        data: Json = {
            "custom_id": component["custom_id"],
            "component_type": component["type"],
            "id": component["id"],
        }
        if values is not None:
            data["values"] = values
        if resolved:
            data["resolved"] = resolved
        what = "a button" if component["type"] == BUTTON else "a menu"
        use = Use(context=context_of(message.channel), owners=_owners(message))
        return await self._do(InteractionType.COMPONENT, message.channel, use, data, what=what, message=message)

    async def _do(
        self,
        kind: InteractionType,
        channel: Channel,
        use: Use,
        data: Json,
        *,
        what: str,
        message: Message | None = None,
    ) -> Turn:
        interaction = self.means.interactions.send(kind, self, channel, use, data, what=what, message=message)
        await self.means.wait(interaction)
        return Turn(interaction)

    def _offers(self, channel: Channel) -> list[tuple[Json, Use]]:
        if channel.deleted:
            raise NotPossible("the channel is gone")
        return self.means.commands.visible_to(self, channel)

    def _may(self, channel: Channel, permission: Permission) -> bool:
        return bool(self.means.world.permissions_of(self, channel) & permission)

    def _check_may(self, channel: Channel, permission: Permission) -> None:
        if not self._may(channel, permission):
            raise NotPossible(f"{self.name} may not: {permission.name}")

    def _check_may_post(self, channel: Channel, text: str) -> None:
        if channel.deleted or channel.type in WITHOUT_MESSAGES:
            raise NotPossible("nothing can be posted there")
        if not channel.is_direct or not self._may(channel, Permission.VIEW_CHANNEL):
            self._check_may(channel, sending_right(channel))
        if len(text) > CONTENT:
            raise NotPossible(f"a message holds {CONTENT} characters at most")

    def _check_sees(self, message: Message | None) -> Message:
        if message is None:
            raise NotPossible("there is no message")
        if message.deleted or message not in self.sees(message.channel):
            raise NotPossible(f"{self.name} does not see this message")
        return message


def _enabled(components: list[Json], label: str | None, custom_id: str | None) -> Json:
    """Return the one enabled component with this label (or placeholder) or custom_id."""
    for component in components:
        named = component.get("label") or component.get("placeholder")
        if component.get("style") == LINK and component["type"] == BUTTON:
            continue
        if custom_id in (None, component.get("custom_id"), named) and label in (None, named):
            if component.get("disabled"):
                raise NotPossible(f"{named!r} is disabled")
            return component
    listed = ", ".join(str(one.get("label") or one.get("placeholder") or one.get("custom_id")) for one in components)
    raise NotPossible(f"there is no {label or custom_id!r}; there is: {listed or 'nothing to use'}")


def _owners(message: Message) -> Json:
    if message.interaction_metadata:
        owners: Json = message.interaction_metadata["authorizing_integration_owners"]
        return owners
    guild = message.channel.guild
    return {str(GUILD_INSTALL): str(guild.id) if guild else "0"}


def _menu_data(command: Json, target: int, resolved: Mapping[str, Any]) -> Json:
    keys = {"id": command["id"], "name": command["name"], "type": command["type"]}
    data: Json = {**keys, "target_id": str(target), "resolved": dict(resolved)}
    if command.get("guild_id"):
        data["guild_id"] = command["guild_id"]
    return data


def _reference(message: Message, *, kind: int) -> Json:
    reference: Json = {"type": kind, "channel_id": str(message.channel.id), "message_id": str(message.id)}
    if message.channel.guild:
        reference["guild_id"] = str(message.channel.guild.id)
    return reference
