"""The one error of the people in the sandbox: what nobody could do in Discord's client."""

from __future__ import annotations


class NotPossible(Exception):
    """A person tried what the client doesn't offer: a command they don't see, a button that isn't there."""
