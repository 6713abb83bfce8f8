"""Who may post and pin where: checked when it is done, and what is missing is named with how to grant it."""

from __future__ import annotations

import discord

from bot.presentation.errors import Refused
from bot.presentation.permissions import is_thread, missing
from bot.server_desk import server_desk

Place = discord.abc.GuildChannel | discord.Thread


async def check_rights(interaction: discord.Interaction, channel_id: int, *, pin: bool) -> None:
    """Raise Refused, naming what is missing, unless both may do it in that channel.

    The caller needs Pin Messages there, whether the summary is pinned or not. Marrow needs to post embeds and, for a
    pin, Pin Messages and Read Message History.
    """
    texts = server_desk(interaction).replies.library.pack.texts.server
    mention = f"<#{channel_id}>"
    if channel_id == interaction.channel_id:
        thread = is_thread(interaction.channel)
        yours, mine = interaction.permissions, interaction.app_permissions
    else:
        channel = await _channel(interaction, channel_id)
        if channel is None or not isinstance(interaction.user, discord.Member):
            raise Refused(texts.i_need.format(permissions="View Channel", channel=mention))
        thread = is_thread(channel)
        yours, mine = channel.permissions_for(interaction.user), channel.permissions_for(channel.guild.me)
    if lacking := missing(yours, thread=thread, post=False, pin=True):
        raise Refused(texts.you_need.format(permissions=", ".join(lacking), channel=mention))
    if lacking := missing(mine, thread=thread, embeds=True, pin=pin):
        raise Refused(texts.i_need.format(permissions=", ".join(lacking), channel=mention))


async def _channel(interaction: discord.Interaction, channel_id: int) -> Place | None:
    if interaction.guild is None:
        return None
    known = interaction.guild.get_channel_or_thread(channel_id)
    if known is not None:
        return known
    try:
        fetched = await interaction.client.fetch_channel(channel_id)
    except discord.HTTPException:
        return None
    return fetched if isinstance(fetched, Place) else None
