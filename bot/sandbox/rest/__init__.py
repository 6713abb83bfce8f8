"""The routes of REST API v10 by subject. Each module ends in its ``ROUTES``."""

from __future__ import annotations

from . import application, callbacks, channels, commands, guilds, messages, pins, users, webhooks
from .call import Call, Reply, Route

__all__ = ["ROUTES", "Call", "Reply", "Route"]

ROUTES: tuple[Route, ...] = (
    *application.ROUTES,
    *commands.ROUTES,
    *callbacks.ROUTES,
    *webhooks.ROUTES,
    *pins.ROUTES,
    *messages.ROUTES,
    *channels.ROUTES,
    *guilds.ROUTES,
    *users.ROUTES,
)
"""Every route; of two that fit a path the earlier one counts."""
