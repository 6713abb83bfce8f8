"""Which permissions a thing needs in a channel, and which of them are missing, by the names that Discord shows."""

from __future__ import annotations

from collections.abc import Mapping

import discord

NAMES: Mapping[str, str] = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
    "pin_messages": "Pin Messages",
}
"""discord.py's names for permissions, and Discord's."""


def missing(
    permissions: discord.Permissions, *, thread: bool, embeds: bool = False, pin: bool = False, post: bool = True
) -> tuple[str, ...]:
    """Return the permissions, by Discord's names, that are needed in a channel and are not there.

    `post`: to post there; in a thread Discord asks for Send Messages in Threads instead of Send Messages. `embeds`: to
    post embeds. `pin`: to pin, which since 2026 needs Pin Messages, and Read Message History to see the pins.
    """
    needed = ["view_channel"]
    if post:
        needed.append("send_messages_in_threads" if thread else "send_messages")
    if embeds:
        needed.append("embed_links")
    if pin:
        needed += ["read_message_history", "pin_messages"]
    return tuple(NAMES[name] for name in needed if not getattr(permissions, name))


def is_thread(channel: object) -> bool:
    """Tell whether a channel is a thread, as far as an interaction says it."""
    return isinstance(channel, discord.Thread | discord.app_commands.AppCommandThread)
