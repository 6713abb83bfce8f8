"""From the sandbox's objects to the JSON that Discord sends, field for field."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from .errors import Json
from .permissions import Permission

if TYPE_CHECKING:
    from .channel import Channel, Overwrite
    from .guild import Guild, Member, Role
    from .message import Attachment, Message
    from .user import Application, User

EPHEMERAL = 1 << 6
SNAPSHOT_KEYS = (
    "type", "content", "embeds", "attachments", "components", "timestamp", "edited_timestamp", "flags",
    "mentions", "mention_roles",
)  # fmt: skip


def user(one: User) -> Json:
    """Return a user object."""
    return {
        "id": str(one.id),
        "username": one.name,
        "global_name": one.global_name,
        "discriminator": "0000" if one.bot else "0",
        "avatar": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
        "clan": None,
        "public_flags": 0,
        "flags": 0,
        **({"bot": True} if one.bot else {}),
    }


def own_user(application: Application) -> Json:
    """Return the bot's own account, as the bot itself gets it."""
    extra = {"verified": True, "mfa_enabled": True, "email": None, "flags": 0, "locale": "en-US", "bio": ""}
    return {**user(application.bot), **extra}


def application_info(application: Application) -> Json:
    """Return the application object with its installation contexts: both servers and users."""
    return {
        "id": str(application.id),
        "name": application.name,
        "icon": None,
        "description": "",
        "type": None,
        "summary": "",
        "bot": user(application.bot),
        "owner": user(application.owner),
        "team": None,
        "flags": 0,
        "hook": True,
        "verify_key": "0" * 64,
        "bot_public": True,
        "bot_require_code_grant": False,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": 0,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "flags_new": "0",
        "integration_types_config": {"0": {}, "1": {}},
    }


def role(one: Role) -> Json:
    """Return a role object."""
    return {
        "id": str(one.id),
        "name": one.name,
        "permissions": str(int(one.permissions)),
        "position": one.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "managed": one.managed_by is not None,
        "mentionable": False,
        "flags": 0,
        **({"tags": {"bot_id": str(one.managed_by)}} if one.managed_by else {}),
    }


def partial_member(one: Member) -> Json:
    """Return a member object without its user, as messages carry it."""
    return {
        "roles": [str(each.id) for each in one.roles],
        "nick": one.nick,
        "avatar": None,
        "banner": None,
        "joined_at": one.joined_at.isoformat(),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }


def member(one: Member) -> Json:
    """Return a member object."""
    return {**partial_member(one), "user": user(one.user)}


def overwrite(one: Overwrite) -> Json:
    """Return a permission overwrite."""
    return {"id": str(one.id), "type": one.type, "allow": str(int(one.allow)), "deny": str(int(one.deny))}


def channel(one: Channel) -> Json:
    """Return a channel, thread or private conversation."""
    last = next(reversed(one.history), None)
    data: Json = {
        "id": str(one.id),
        "type": int(one.type),
        "last_message_id": str(last) if last else None,
        "flags": 0,
        "last_pin_timestamp": one.pins[0].at.isoformat() if one.pins else None,
    }
    if one.guild is None:
        return {**data, **_private_conversation(one)}
    data |= {"guild_id": str(one.guild.id), "name": one.name, "rate_limit_per_user": 0}
    if one.is_thread:
        return {**data, **_thread(one)}
    return {
        **data,
        "position": one.position,
        "parent_id": str(one.parent.id) if one.parent else None,
        "topic": None,
        "nsfw": one.nsfw,
        "permission_overwrites": [overwrite(each) for each in one.overwrites.values()],
    }


def channel_for(one: Channel, permissions: Permission) -> Json:
    """Return a channel as an interaction carries it: with what the person may do there."""
    return {**channel(one), "permissions": str(int(permissions))}


def _private_conversation(one: Channel) -> Json:
    others = [each for each in one.recipients if each is not one.world.application.bot]
    data: Json = {"recipients": [user(each) for each in others], "name": one.name}
    if one.owner_id:
        data |= {"owner_id": str(one.owner_id), "icon": None}
    return data


def _thread(one: Channel) -> Json:
    archived_at = one.archived_at or one.world.clock.now()
    return {
        "parent_id": str(one.parent.id) if one.parent else None,
        "owner_id": str(one.owner_id),
        "message_count": len(one.messages),
        "total_message_sent": len(one.messages),
        "member_count": len(one.recipients),
        "thread_metadata": {
            "archived": one.archived,
            "auto_archive_duration": 1440,
            "archive_timestamp": archived_at.isoformat(),
            "locked": one.locked,
            "create_timestamp": archived_at.isoformat(),
            **({"invitable": False} if one.is_private_thread else {}),
        },
    }


def guild(one: Guild) -> Json:
    """Return a guild object as REST gives it."""
    return {
        "id": str(one.id),
        "name": one.name,
        "icon": None,
        "description": None,
        "owner_id": str(one.owner_id),
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": [role(each) for each in one.roles.values()],
        "default_message_notifications": 0,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": one.locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "features": [],
        "incidents_data": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "application_id": None,
    }


def guild_create(one: Guild) -> Json:
    """Return the guild of a GUILD_CREATE; of its members only the bot itself, as without GUILD_MEMBERS."""
    if one.unavailable:
        return {"id": str(one.id), "unavailable": True}
    bot = one.bot
    return {
        **guild(one),
        "joined_at": (bot.joined_at if bot else one.world.clock.now()).isoformat(),
        "large": False,
        "unavailable": False,
        "member_count": len(one.members),
        "members": [member(bot)] if bot else [],
        "channels": [channel(each) for each in one.channels if not each.is_thread],
        "threads": [channel(each) for each in one.channels if each.is_thread and not each.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def interaction_guild(one: Guild) -> Json:
    """Return the few fields of a guild that an interaction carries."""
    return {"id": str(one.id), "locale": one.locale, "features": []}


def attachment(one: Attachment, message: Message) -> Json:
    """Return an attachment with the address at which the sandbox serves it."""
    base = message.channel.world.base_url
    url = f"{base}/attachments/{message.channel.id}/{one.id}/{quote(one.filename)}"
    data: Json = {
        "id": str(one.id),
        "filename": one.filename,
        "size": len(one.data),
        "content_type": one.content_type,
        "url": url,
        "proxy_url": url,
    }
    return {**data, "description": one.description} if one.description else data


def message(one: Message) -> Json:
    """Return a message object."""
    flags = one.flags | (EPHEMERAL if one.ephemeral else 0)
    data: Json = {
        "id": str(one.id),
        "channel_id": str(one.channel.id),
        "type": int(one.type),
        "author": user(one.author),
        "content": one.content,
        "embeds": one.embeds,
        "components": one.components,
        "attachments": [attachment(each, one) for each in one.attachments],
        "mentions": [user(each) for each in one.mentions],
        "mention_roles": [str(each.id) for each in one.mention_roles],
        "mention_everyone": one.mention_everyone,
        "timestamp": one.created_at.isoformat(),
        "edited_timestamp": one.edited_at.isoformat() if one.edited_at else None,
        "flags": flags,
        "pinned": one.pinned,
        "tts": one.tts,
    }
    return {**data, **_message_extras(one)}


def _message_extras(one: Message) -> Json:
    application_id = str(one.channel.world.application.id)
    extras: Json = {}
    if one.nonce is not None:
        extras["nonce"] = one.nonce
    if one.through_webhook:
        extras |= {"webhook_id": application_id, "application_id": application_id}
    if one.interaction_metadata:
        extras["interaction_metadata"] = one.interaction_metadata
    if one.reference:
        extras["message_reference"] = one.reference
    if one.snapshots:
        extras["message_snapshots"] = one.snapshots
    if one.poll:
        extras["poll"] = one.poll
    return extras


def snapshot(one: Message) -> Json:
    """Return what a forward carries of the message it forwards: no author."""
    whole = message(one)
    return {"message": {key: whole[key] for key in SNAPSHOT_KEYS}}
