"""Discord's refusals.

HTTP status, numeric code, sentence and, for a bad form, the tree of what is wrong in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

INVALID_FORM = 50035

REFUSALS: Mapping[int, tuple[int, str]] = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    30003: (400, "Maximum number of pins reached for the channel (250)"),
    30032: (400, "Maximum number of application commands reached (100)"),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached. Try again later."),
    40005: (413, "Request entity too large"),
    40060: (400, "Interaction has already been acknowledged."),
    40094: (400, "This interaction has reached the maximum number of follow-up messages"),
    50001: (403, "Missing Access"),
    50003: (403, "Cannot execute action on a DM channel"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (403, "Cannot send messages in a non-text channel"),
    50012: (403, "Invalid OAuth2 application"),
    50013: (403, "Missing Permissions"),
    50021: (403, "Cannot execute action on a system message"),
    50024: (403, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
}
"""Status and sentence of each code, from Discord's table of JSON error codes."""


class Refusal(Exception):
    """What Discord answers instead of doing what was asked."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        *,
        errors: Json | None = None,
        headers: Mapping[str, str] | None = None,
        extra: Json | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.headers = dict(headers or {})
        self.extra = extra or {}

    def body(self) -> Json:
        """Return the JSON body as Discord writes it."""
        body: Json = {"message": self.message, "code": self.code, **self.extra}
        if self.errors:
            body["errors"] = self.errors
        return body


def refusal(code: int) -> Refusal:
    """Return the refusal with this code. Raises KeyError for a code that is not in ``REFUSALS``."""
    status, message = REFUSALS[code]
    return Refusal(status, code, message)


def invalid_form(errors: Json) -> Refusal:
    """Return a form that Discord won't take, with its error tree."""
    return Refusal(400, INVALID_FORM, "Invalid Form Body", errors=errors)


def not_found() -> Refusal:
    """No such route."""
    return Refusal(404, 0, "404: Not Found")


def wrong_method() -> Refusal:
    """Return the refusal of a method that the route doesn't have."""
    return Refusal(405, 0, "405: Method Not Allowed")


def unauthorized() -> Refusal:
    """No token, or not the bot's."""
    return Refusal(401, 0, "401: Unauthorized")
