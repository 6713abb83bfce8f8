"""People and the application, as Discord knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False, repr=False, kw_only=True)
class User:
    """An account.

    ``installed`` says that it has the app for itself, ``accepts_dms`` that the bot may write to it.
    """

    id: int
    name: str
    global_name: str | None = None
    bot: bool = False
    locale: str = "en-US"
    installed: bool = False
    accepts_dms: bool = True

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    @property
    def mention(self) -> str:
        """The text that mentions this user."""
        return f"<@{self.id}>"


@dataclass(eq=False, kw_only=True)
class Application:
    """The app behind the bot. Its id is the bot user's id, as for every app made since 2016.

    ``privileged_intents`` are the bits switched on in the developer portal.
    """

    id: int
    name: str
    bot: User
    owner: User
    token: str
    privileged_intents: int = 0
