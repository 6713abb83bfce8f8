"""/settings show, set, help-lines add and remove: what a server decides for its members."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.catalog.server_texts import ServerTexts
from bot.cogs.answering import Choices, suggesting
from bot.lookup.countries import find_country
from bot.preferences import lines_of
from bot.presentation.errors import Refused
from bot.presentation.limits import CHOICE_TEXT, CHOICES, clip
from bot.presentation.replies import Reply
from bot.presentation.sending import send
from bot.presentation.server_pages import settings_page
from bot.presentation.suggestions import country_choices
from bot.server_desk import ServerDesk, guild_of, remembering
from bot.store import UNCHANGED, AlreadyThere, BadLine, NotThere, OwnLine, TooManyLines


@app_commands.default_permissions(manage_guild=True)
# Both written out: what the tree allows everywhere is not narrowed by `guild_only` (discord.py 2.7.1).
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class ServerSettings(commands.GroupCog, group_name="settings", group_description="What this server has set"):
    """Settings of a server. Without any, everything works with the defaults."""

    lines = app_commands.Group(name="help-lines", description="Help lines of this server's own, shown first")

    def __init__(self, desk: ServerDesk) -> None:
        self._desk = desk

    @app_commands.command()
    async def show(self, interaction: discord.Interaction) -> None:
        """Show what this server has set."""
        await self._show(interaction, "")

    @app_commands.command(name="set")
    @app_commands.describe(
        country="Whose emergency number and help lines come first; “none” lets each reader's language decide",
        plain="Whether answers are plain text instead of embeds",
    )
    async def change(
        self, interaction: discord.Interaction, country: str | None = None, plain: bool | None = None
    ) -> None:
        """Set the country, or plain text instead of embeds."""
        guild_id = self._manager(interaction)
        with remembering(self._desk):
            await self._desk.store.set_settings(
                guild_id,
                country=UNCHANGED if country is None else self._code(country),
                plain=UNCHANGED if plain is None else plain,
            )
        self._desk.preferences.forget(guild_id)
        await self._show(interaction, self._texts.saved)

    @lines.command()
    @app_commands.describe(
        name="Who answers there", line="The number, or the address of a page", hours="When somebody answers"
    )
    async def add(self, interaction: discord.Interaction, name: str, line: str, hours: str | None = None) -> None:
        """Add a help line of this server's own (at most five)."""
        guild_id = self._manager(interaction)
        try:
            with remembering(self._desk):
                await self._desk.store.add_help_line(guild_id, OwnLine(name=name, line=line, hours=hours))
        except TooManyLines as error:
            raise Refused(self._texts.line_full) from error
        except AlreadyThere as error:
            raise Refused(self._texts.line_twice.format(name=error.name)) from error
        except BadLine as error:
            raise Refused(str(error)) from error
        self._desk.preferences.forget(guild_id)
        await self._show(interaction, self._texts.line_added.format(name=name.strip()))

    @lines.command()
    @app_commands.describe(name="Its name, from the list")
    async def remove(self, interaction: discord.Interaction, name: str) -> None:
        """Remove a help line of this server's own."""
        guild_id = self._manager(interaction)
        try:
            with remembering(self._desk):
                await self._desk.store.remove_help_line(guild_id, name)
        except NotThere as error:
            names = ", ".join(error.names) or self._texts.lines_none
            raise Refused(self._texts.line_unknown.format(names=names)) from error
        self._desk.preferences.forget(guild_id)
        await self._show(interaction, self._texts.line_removed.format(name=name.strip()))

    @change.autocomplete("country")
    @suggesting
    async def _suggest_country(self, _interaction: discord.Interaction, typed: str) -> Choices:
        return country_choices(self._desk.replies.library, typed)

    @remove.autocomplete("name")
    @suggesting
    async def _suggest_line(self, interaction: discord.Interaction, typed: str) -> Choices:
        settings = await self._desk.preferences.of(interaction.guild_id)
        names = [line.name for line in settings.help_lines if typed.casefold() in line.name.casefold()]
        return [app_commands.Choice(name=clip(name, CHOICE_TEXT), value=name) for name in names][:CHOICES]

    async def _show(self, interaction: discord.Interaction, said: str) -> None:
        settings = await self._desk.preferences.of(guild_of(interaction))
        page = settings_page(self._desk.replies.library, settings.country, lines_of(settings), plain=settings.plain)
        place = await self._desk.place(interaction)
        await send(interaction, self._desk.render(Reply(content=said, page=page), place))

    def _manager(self, interaction: discord.Interaction) -> int:
        """Return the server's id. Raises Refused unless the person may manage it: who sees the command may not."""
        if not interaction.permissions.manage_guild:
            raise Refused(self._texts.manager_only)
        return guild_of(interaction)

    def _code(self, country: str) -> str | None:
        """Return the code of a country, or None for "none". Raises Refused for a country without an entry."""
        help_lines = self._desk.replies.library.help_lines
        if country.strip().casefold() == "none":
            return None
        found = find_country(help_lines, country)
        code = next((code for code, known in help_lines.countries.items() if known is found), None)
        if code is None:
            raise Refused(self._texts.unknown_country)
        return code

    @property
    def _texts(self) -> ServerTexts:
        return self._desk.replies.library.pack.texts.server
