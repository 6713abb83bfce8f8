"""The small world of the page: a server, its people, and what they said before anybody came to look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.guild import Guild
from bot.sandbox.people import Person
from bot.sandbox.permissions import Permission
from bot.sandbox.sandbox import Sandbox

WELCOME = (
    "Welcome, everyone. Ask whatever you like, there are no silly questions here.",
    "Thank you. I am new here and still finding my way around.",
    "You will. If a word in somebody's message is new to you, open Apps beside it.",
)
"""What was said in the channel: by the moderator, by a third member, and so on in turn."""

MODERATING = (
    Permission.MANAGE_MESSAGES
    | Permission.PIN_MESSAGES
    | Permission.MANAGE_THREADS
    | Permission.MODERATE_MEMBERS
    | Permission.KICK_MEMBERS
)
"""What the moderator may do besides what everybody may."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the page shows: a server, and the people that one can be there, the first one to begin with."""

    guild: Guild
    people: tuple[Person, ...]


def furnish(sandbox: Sandbox, *, messages: Sequence[str] = WELCOME) -> Scene:
    """Make a server with the bot in it, a channel and some people, and return it with two of them to be.

    One is an ordinary member, the other a moderator. ``messages`` are posted in the channel first, in turn by the
    moderator and by a third member.
    """
    owner = _person(sandbox, "robin")
    member, moderator, newcomer = (_person(sandbox, name) for name in ("ana", "sam", "noor"))
    guild = sandbox.create_guild("Harbour", owner=owner)
    role = guild.create_role("Moderator", permissions=MODERATING)
    guild.add_member(member)
    guild.add_member(newcomer)
    guild.add_member(moderator, roles=[role])
    general = guild.create_text_channel("general")
    for number, text in enumerate(messages):
        speaker = newcomer if number % 2 else moderator
        speaker.says(text, channel=general)
    return Scene(guild=guild, people=(member, moderator))


def _person(sandbox: Sandbox, name: str) -> Person:
    person = sandbox.create_user(name)
    person.global_name = name.capitalize()
    return person
