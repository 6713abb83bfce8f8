"""An embedded Discord: a stand-in for its REST API v10 and gateway on loopback, as strict as the real one.

The real, unchanged discord.py client connects to it, and people use the bot through a Python API::

    async with Sandbox() as discord_:
        guild = discord_.create_guild("Harbour")
        general = guild.create_text_channel("general")
        ana = discord_.create_user("ana")
        guild.add_member(ana)
        with discord_.redirect():
            task = asyncio.create_task(client.start(discord_.token))
            await discord_.ready()
            turn = await ana.slash("ping", channel=general)
"""

from __future__ import annotations

from .channel import Channel, Pin
from .clock import Clock
from .compose import Upload
from .events import Intent
from .guild import Guild, Member, Role
from .message import Attachment, Message
from .people import Person
from .permissions import BOT, EVERYONE, Permission
from .possible import NotPossible
from .record import Expectation, Request, Violation
from .sandbox import Sandbox
from .turn import Modal, Turn
from .user import User

__all__ = [
    "BOT",
    "EVERYONE",
    "Attachment",
    "Channel",
    "Clock",
    "Expectation",
    "Guild",
    "Intent",
    "Member",
    "Message",
    "Modal",
    "NotPossible",
    "Permission",
    "Person",
    "Pin",
    "Request",
    "Role",
    "Sandbox",
    "Turn",
    "Upload",
    "User",
    "Violation",
]
