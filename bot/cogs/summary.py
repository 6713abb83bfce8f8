"""/summary post, list, refresh, remove, and the message menu *Pin this answer*: for those who may pin."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.catalog.server_texts import ServerTexts
from bot.cogs.answering import Choices, suggesting
from bot.cogs.rights import check_rights
from bot.cogs.summary_controls import ReplaceButton, list_of, show_outcome
from bot.cogs.summary_replies import button, with_buttons
from bot.presentation.errors import Refused
from bot.presentation.limits import CHOICE_TEXT, CHOICES, clip
from bot.presentation.replies import WHOLE, Reply
from bot.presentation.state import Picked
from bot.presentation.suggestions import topic_choices
from bot.server_desk import ServerDesk, guild_of, remembering
from bot.store import Pin
from bot.summaries import Posted, word_on
from bot.summaries.messages import link_to

NO_PLACE = frozenset({10003, 50001, 50008, 50013, 50024, 50083})
"""Discord's codes for a channel in which nothing can be posted: gone, closed to us, of another sort, archived."""


class ChannelId(app_commands.Transformer):
    """An option for a channel in which messages can be posted, known to Marrow or not, such as an archived thread."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Discord's own menu of channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Only channels that have messages."""
        kinds = discord.ChannelType
        threads = [kinds.public_thread, kinds.private_thread, kinds.news_thread]
        return [kinds.text, kinds.news, kinds.voice, kinds.stage_voice, *threads]

    async def transform(
        self, _: discord.Interaction, value: app_commands.AppCommandChannel | app_commands.AppCommandThread, /
    ) -> int:
        """Return the channel's id."""
        return value.id


@app_commands.default_permissions(pin_messages=True)
# Both written out: what the tree allows everywhere is not narrowed by `guild_only` (discord.py 2.7.1).
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Summary(
    commands.GroupCog,
    group_name="summary",
    group_description="Post summaries in this server, pin them, and keep them up to date",
):
    """Posts topics publicly, pins them and keeps them up to date.

    Members without Pin Messages don't see the commands, unless the server's Integrations page says otherwise; who may
    really do what is checked in each channel, each time.
    """

    def __init__(self, tree: app_commands.CommandTree[commands.Bot], desk: ServerDesk) -> None:
        self._tree = tree
        self._desk = desk

    async def cog_load(self) -> None:
        """Add the message menu to the tree. A cog can't declare one by decorator (discord.py 2.7.1)."""
        menu = app_commands.ContextMenu(
            name=self._desk.replies.library.pack.texts.server.pin_menu,
            callback=self._pin_this,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        menu.default_permissions = discord.Permissions(pin_messages=True)
        self._tree.add_command(menu)

    @app_commands.command()
    @app_commands.describe(
        topic="The topic, in your own words",
        channel="Where to post it; without one, here",
        pin="Whether to pin it; yes, if you leave it out",
    )
    async def post(
        self,
        interaction: discord.Interaction,
        topic: str,
        channel: app_commands.Transform[int, ChannelId] | None = None,
        pin: bool = True,
    ) -> None:
        """Post a topic, or the whole comparison, in a channel and pin it."""
        desk, guild_id = self._desk, guild_of(interaction)
        channel_id = channel or interaction.channel_id or 0
        word = self._word(topic)
        await check_rights(interaction, channel_id, pin=pin)
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            with remembering(desk):
                posted = await desk.poster.post(guild_id, channel_id, word, pin=pin)
        except discord.HTTPException as error:
            if error.code not in NO_PLACE:
                raise
            raise Refused(self._texts.can_not_post.format(channel=f"<#{channel_id}>")) from error
        if isinstance(posted, Posted):
            await show_outcome(interaction, desk, posted)
        else:
            await self._offer_to_replace(interaction, posted, pin=pin)

    @app_commands.command(name="list")
    async def show(self, interaction: discord.Interaction) -> None:
        """What is posted and pinned in this server, as of when."""
        guild_id = guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        with remembering(self._desk):
            await self._desk.keeper.look_at_all_pins(guild_id)
        rendered = await list_of(interaction, 0)
        await interaction.edit_original_response(embeds=rendered.embeds, view=rendered.view)

    @app_commands.command()
    async def refresh(self, interaction: discord.Interaction) -> None:
        """Bring every summary of this server up to date now."""
        guild_id = guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        with remembering(self._desk):
            done = await self._desk.keeper.refresh(guild_id)
        said = self._texts.refreshed.format(edited=done.edited, same=done.same, gone=done.gone)
        if done.later:
            said += " " + self._texts.waiting.format(number=len(done.later))
            self._desk.keeper.try_again(done.later)
        await interaction.edit_original_response(content=said)

    @app_commands.command()
    @app_commands.describe(
        summary="The summary, from the list",
        message="What becomes of its message; it is deleted, if you leave this out",
    )
    @app_commands.choices(
        message=[
            app_commands.Choice(name="Unpin and delete it", value="delete"),
            app_commands.Choice(name="Leave it, only stop keeping it up to date", value="leave"),
        ]
    )
    async def remove(self, interaction: discord.Interaction, summary: str, message: str = "delete") -> None:
        """Take a summary down, or only stop keeping it up to date."""
        desk, guild_id = self._desk, guild_of(interaction)
        with remembering(desk):
            pin = await desk.store.pin(int(summary)) if summary.isdecimal() and len(summary) < 19 else None
        if pin is None or pin.guild_id != guild_id:
            raise Refused(self._texts.unknown_summary)
        await check_rights(interaction, pin.channel_id, pin=False)
        await interaction.response.defer(ephemeral=True, thinking=True)
        title = desk.replies.title(pin.topic)
        with remembering(desk):
            if message == "delete":
                await desk.poster.take_down(pin)
                said = self._texts.removed.format(title=title)
            else:
                await desk.poster.forget(pin)
                said = self._texts.forgotten.format(title=title)
        await interaction.edit_original_response(content=said)

    async def _pin_this(self, interaction: discord.Interaction, message: discord.Message) -> None:
        desk, guild_id = self._desk, guild_of(interaction)
        with remembering(desk):
            kept = await desk.store.pin_of_message(message.id)
        word = word_on(message)
        ours = message.author.id == interaction.client.application_id or message.author == interaction.client.user
        if kept is None and (word is None or not ours or message.flags.ephemeral):
            raise Refused(self._texts.not_mine)
        await check_rights(interaction, message.channel.id, pin=True)
        await interaction.response.defer(ephemeral=True, thinking=True)
        with remembering(desk):
            there = await desk.poster.find(message.channel.id, word or "") if kept is None else None
            if there is not None:
                await self._offer_to_replace(interaction, there, pin=True)
                return
            posted = await (desk.poster.pin_again(kept) if kept else desk.poster.adopt(message, guild_id, word or ""))
        await show_outcome(interaction, desk, posted)

    async def _offer_to_replace(self, interaction: discord.Interaction, there: Pin, *, pin: bool) -> None:
        said = self._texts.already_there.format(title=self._desk.replies.title(there.topic), link=link_to(there))
        again = ReplaceButton(button(f"replace:{there.topic}:{there.channel_id}:{int(pin)}", self._texts.replace))
        rendered = with_buttons(self._desk, Reply(content=said), again)
        await interaction.edit_original_response(content=rendered.content, view=rendered.view)

    # --- suggestions and words ------------------------------------------------------------------------------------

    @post.autocomplete("topic")
    @suggesting
    async def _suggest_topic(self, _interaction: discord.Interaction, typed: str) -> Choices:
        whole = app_commands.Choice(name=clip(self._desk.replies.title(WHOLE), CHOICE_TEXT), value=WHOLE)
        offered = topic_choices(self._desk.replies.lookup, typed, None)
        # The advice that an alert puts first is no topic to post.
        topics = [choice for choice in offered if self._picked(choice.value)]
        return [whole, *topics][:CHOICES] if not typed.strip() else [*topics[: CHOICES - 1], whole]

    @remove.autocomplete("summary")
    @suggesting
    async def _suggest_summary(self, interaction: discord.Interaction, typed: str) -> Choices:
        pins = await self._desk.store.pins(guild_of(interaction))
        named = [(self._name(interaction, pin), pin) for pin in pins if pin.message_id is not None]
        found = [(name, pin) for name, pin in named if typed.casefold() in name.casefold()]
        return [app_commands.Choice(name=clip(name, CHOICE_TEXT), value=str(pin.id)) for name, pin in found][:CHOICES]

    def _name(self, interaction: discord.Interaction, pin: Pin) -> str:
        channel = interaction.guild.get_channel_or_thread(pin.channel_id) if interaction.guild else None
        return f"{self._desk.replies.title(pin.topic)} (#{channel.name if channel else pin.channel_id})"

    def _word(self, typed: str) -> str:
        """Return the topic's id, or the word for the whole comparison. Raises Refused if it is not certain which."""
        replies = self._desk.replies
        if typed in (WHOLE, replies.title(WHOLE)):
            return WHOLE
        picked = self._picked(typed)
        if picked is not None:
            return picked
        topic = replies.lookup.answer(typed).topic
        if topic is None:
            raise Refused(self._texts.unknown_topic)
        return topic.id

    def _picked(self, value: str) -> str | None:
        picked = Picked.parse(self._desk.replies.library, value)
        return picked.topic_id if picked else None

    @property
    def _texts(self) -> ServerTexts:
        return self._desk.replies.library.pack.texts.server
