"""What the commands for moderators and managers need of the client, beside the desk that answers members."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, cast

import discord

from bot.preferences import Preferences
from bot.presentation.desk import Desk
from bot.presentation.errors import Refused
from bot.store import Store, StoreError
from bot.summaries import Keeper, Poster


class ServerDesk(Desk, Protocol):
    """The part of the client that keeps what a server set and posted."""

    store: Store
    preferences: Preferences
    poster: Poster
    keeper: Keeper


def server_desk(interaction: discord.Interaction) -> ServerDesk:
    """Return the client of an interaction as what it is here."""
    return cast("ServerDesk", interaction.client)


@contextmanager
def remembering(desk: Desk) -> Iterator[None]:
    """Tell the person calmly, by Refused, when the database fails while the block runs."""
    try:
        yield
    except StoreError as error:
        raise Refused(desk.replies.library.pack.texts.server.no_database) from error


def guild_of(interaction: discord.Interaction) -> int:
    """Return the id of the interaction's server. Raises Refused elsewhere: these commands are for servers alone."""
    if interaction.guild_id is None:
        raise Refused(server_desk(interaction).replies.library.pack.texts.server.manager_only)
    return interaction.guild_id
