"""Permissions and how roles and overwrites add up, threads included."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .channel import Channel
    from .guild import Member


class Permission(enum.IntFlag):
    """Discord's permission bits, by Discord's names."""

    NONE = 0
    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    CHANGE_NICKNAME = 1 << 26
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    USE_EXTERNAL_STICKERS = 1 << 37
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51


P = Permission

ALL = Permission((1 << 53) - 1)
"""What an owner or administrator may do."""

EVERYONE = (
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.SEND_MESSAGES_IN_THREADS | P.EMBED_LINKS | P.ATTACH_FILES
    | P.READ_MESSAGE_HISTORY | P.ADD_REACTIONS | P.USE_EXTERNAL_EMOJIS | P.USE_APPLICATION_COMMANDS
    | P.USE_EXTERNAL_APPS | P.CREATE_PUBLIC_THREADS | P.CHANGE_NICKNAME | P.CREATE_INSTANT_INVITE
    | P.CONNECT | P.SPEAK
)  # fmt: skip
"""What @everyone has in a new server."""

BOT = (
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.SEND_MESSAGES_IN_THREADS | P.EMBED_LINKS | P.ATTACH_FILES
    | P.READ_MESSAGE_HISTORY | P.PIN_MESSAGES
)  # fmt: skip
"""What the bot's own role has unless a test says otherwise."""

DIRECT = (
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.EMBED_LINKS | P.ATTACH_FILES | P.READ_MESSAGE_HISTORY
    | P.ADD_REACTIONS | P.USE_EXTERNAL_EMOJIS | P.MENTION_EVERYONE | P.PIN_MESSAGES
    | P.USE_APPLICATION_COMMANDS | P.USE_EXTERNAL_APPS
)  # fmt: skip
"""What everybody may do in a direct or group message, where there are no roles."""

SENDING = P.MENTION_EVERYONE | P.SEND_TTS_MESSAGES | P.ATTACH_FILES | P.EMBED_LINKS
"""What falls away with the right to send."""


def of_member(member: Member) -> Permission:
    """Return what a member may do in the server at large, without a channel's overwrites."""
    if member.guild.owner_id == member.user.id:
        return ALL
    total = member.guild.everyone.permissions
    for role in member.roles:
        total |= role.permissions
    return ALL if total & P.ADMINISTRATOR else total


def in_channel(member: Member, channel: Channel) -> Permission:
    """Return what a member may do in a channel; a thread goes by its parent's overwrites.

    A private thread is seen by its members and by those who manage threads.
    """
    base = of_member(member)
    if base & P.ADMINISTRATOR:
        return ALL
    place = channel.parent if channel.is_thread and channel.parent else channel
    allowed = _overwritten(member, place, base)
    if channel.is_private_thread and member.user not in channel.recipients and not allowed & P.MANAGE_THREADS:
        return P.NONE
    return _with_implied_denials(allowed, channel)


def sending_right(channel: Channel) -> Permission:
    """Return the permission that sending in this channel takes."""
    return P.SEND_MESSAGES_IN_THREADS if channel.is_thread else P.SEND_MESSAGES


def _overwritten(member: Member, place: Channel, permissions: Permission) -> Permission:
    everyone = place.overwrites.get(member.guild.id)
    if everyone:
        permissions = (permissions & ~everyone.deny) | everyone.allow
    of_roles = [place.overwrites[role.id] for role in member.roles if role.id in place.overwrites]
    allow = deny = P.NONE
    for overwrite in of_roles:
        allow |= overwrite.allow
        deny |= overwrite.deny
    permissions = (permissions & ~deny) | allow
    own = place.overwrites.get(member.user.id)
    return (permissions & ~own.deny) | own.allow if own else permissions


def _with_implied_denials(permissions: Permission, channel: Channel) -> Permission:
    if not permissions & P.VIEW_CHANNEL:
        return P.NONE
    if not permissions & sending_right(channel):
        permissions &= ~SENDING
    return permissions
