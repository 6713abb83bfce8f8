"""What Marrow remembers: each server's settings, and the summaries that it posted. Nothing about members.

Importing this package is cheap: the database libraries are imported when a store is opened.
"""

from bot.store.errors import AlreadyThere, BadLine, NotThere, Refusal, StoreError, TooManyLines
from bot.store.no_store import NoStore
from bot.store.store import Store
from bot.store.values import UNCHANGED, OwnLine, Pin, PinState, Settings, Stored, Unchanged

__all__ = [
    "UNCHANGED",
    "AlreadyThere",
    "BadLine",
    "NoStore",
    "NotThere",
    "OwnLine",
    "Pin",
    "PinState",
    "Refusal",
    "Settings",
    "Store",
    "StoreError",
    "Stored",
    "TooManyLines",
    "Unchanged",
]
