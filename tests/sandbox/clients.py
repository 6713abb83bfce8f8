"""Small discord.py clients for the sandbox to be tried with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands

GUILDS = discord.Intents(guilds=True)

Asked = discord.Interaction[discord.Client]


class Bot(discord.Client):
    """A client with a command tree, which it registers when it starts; it notes the events that it hears."""

    def __init__(
        self, *, intents: discord.Intents = GUILDS, sync: bool = True, heartbeat_timeout: float = 60.0
    ) -> None:
        nobody = discord.AllowedMentions.none()
        super().__init__(intents=intents, allowed_mentions=nobody, heartbeat_timeout=heartbeat_timeout)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self._sync = sync

    async def setup_hook(self) -> None:
        if self._sync:
            await self.tree.sync()

    async def on_socket_event_type(self, name: str) -> None:
        self.heard.append(name)

    def answers(self, name: str, answer: Callable[[Asked], Awaitable[object]]) -> None:
        """Register a command without options that is answered by one coroutine function."""

        async def callback(interaction: Asked) -> None:
            await answer(interaction)

        self.tree.command(name=name, description="A command of the tests")(callback)

    async def hears(self, name: str) -> None:
        """Return once the gateway has told of an event of this name, now or before."""
        if name not in self.heard:
            await self.wait_for("socket_event_type", check=lambda heard: heard == name, timeout=5)


class Buttons(discord.ui.View):
    """Two buttons, a disabled one and a link."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(discord.ui.Button(label="Read on", url="https://example.org/more"))

    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction: Asked, _button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.edit_message(content="all of it", view=None)

    @discord.ui.button(label="Aside", custom_id="aside")
    async def aside(self, interaction: Asked, _button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.send_message("aside", ephemeral=True)

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: Asked, _button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="edited later")

    @discord.ui.button(label="Never", custom_id="never", disabled=True)
    async def never(self, interaction: Asked, _button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.send_message("never")


class Menus(discord.ui.View):
    """One menu of each kind that the tests pick from."""

    @discord.ui.select(
        placeholder="Fruit",
        custom_id="fruit",
        max_values=2,
        options=[discord.SelectOption(label=name, value=name.lower()) for name in ("Apple", "Pear", "Plum")],
    )
    async def fruit(self, interaction: Asked, select: discord.ui.Select[Menus]) -> None:
        await interaction.response.send_message(" and ".join(select.values), ephemeral=True)

    @discord.ui.select(cls=discord.ui.UserSelect, placeholder="Who", custom_id="who")
    async def who(self, interaction: Asked, select: discord.ui.UserSelect[Menus]) -> None:
        await interaction.response.send_message(select.values[0].name, ephemeral=True)

    @discord.ui.select(cls=discord.ui.ChannelSelect, placeholder="Where", custom_id="where")
    async def where(self, interaction: Asked, select: discord.ui.ChannelSelect[Menus]) -> None:
        await interaction.response.send_message(str(select.values[0].name), ephemeral=True)

    @discord.ui.select(cls=discord.ui.RoleSelect, placeholder="Role", custom_id="role")
    async def role(self, interaction: Asked, select: discord.ui.RoleSelect[Menus]) -> None:
        await interaction.response.send_message(select.values[0].name, ephemeral=True)


class Form(discord.ui.Modal, title="Tell more"):
    """A form with a text and a choice."""

    text: discord.ui.Label[Form] = discord.ui.Label(
        text="Your words", component=discord.ui.TextInput(custom_id="text", max_length=20)
    )
    sort: discord.ui.Label[Form] = discord.ui.Label(
        text="Sort",
        component=discord.ui.Select(
            custom_id="sort", required=False, options=[discord.SelectOption(label="Short", value="short")]
        ),
    )

    async def on_submit(self, interaction: Asked) -> None:
        typed, picked = self.text.component, self.sort.component
        assert isinstance(typed, discord.ui.TextInput)
        assert isinstance(picked, discord.ui.Select)
        await interaction.response.send_message(f"{typed.value} {picked.values}", ephemeral=True)
