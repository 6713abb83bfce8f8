"""Settings of the program, from the environment. Read once, in the entry point, and passed on."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.catalog import content_folder
from bot.presentation.list_pages import Operator

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class ConfigError(Exception):
    """A setting is missing or wrong. The message says which, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """What the person who runs the bot has decided."""

    content: Path
    cache: Path | None = None
    """The folder in which what the lookup learnt is kept, so that the next start is quick."""
    database_url: str = field(default="sqlite:///data/marrow.db", repr=False)
    """Not shown with the others, as there may be a password in it."""
    log_level: int = logging.INFO
    operator: Operator = field(default_factory=Operator)
    token: str = field(default="", repr=False)
    token_file: Path | None = None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Config:
        """Read the settings. Raises ConfigError if one of them is wrong.

        The token may be missing: only `marrow run` needs one, and asks for it with `require_token`.
        """
        level = environ.get("MARROW_LOG_LEVEL", "INFO").strip().upper() or "INFO"
        if level not in LEVELS:
            raise ConfigError(f"MARROW_LOG_LEVEL is “{level}”. Set it to one of {', '.join(LEVELS)}.")
        mistakes = environ.get("MARROW_MISTAKES_URL", "").strip()
        if mistakes and not mistakes.startswith("https://"):
            raise ConfigError("MARROW_MISTAKES_URL should be a web address that begins with https://.")
        content = environ.get("MARROW_CONTENT", "").strip()
        data = environ.get("MARROW_DATA", "").strip() or "data"
        token_file = environ.get("DISCORD_TOKEN_FILE", "").strip()
        return cls(
            content=Path(content) if content else content_folder(),
            cache=_cache_folder(environ),
            database_url=environ.get("MARROW_DATABASE_URL", "").strip() or f"sqlite:///{data}/marrow.db",
            log_level=logging.getLevelNamesMapping()[level],
            operator=Operator(contact=environ.get("MARROW_CONTACT", "").strip(), mistakes=mistakes),
            token=environ.get("DISCORD_TOKEN", "").strip(),
            token_file=Path(token_file) if token_file else None,
        )

    def require_token(self) -> str:
        """Return the bot's token. Raises ConfigError if there is none, or its file can't be read."""
        if self.token:
            return self.token
        if self.token_file is None:
            raise ConfigError(
                "There is no Discord token. Set DISCORD_TOKEN to the token of your bot, or DISCORD_TOKEN_FILE to a "
                "file that holds it. To try the bot without one, run: marrow demo"
            )
        try:
            token = self.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"The file of DISCORD_TOKEN_FILE, {self.token_file}, can't be read.") from error
        if not token:
            raise ConfigError(f"The file of DISCORD_TOKEN_FILE, {self.token_file}, is empty.")
        return token


def _cache_folder(environ: Mapping[str, str]) -> Path | None:
    """Return MARROW_CACHE, or the place that the XDG Base Directory Specification gives; None without a home."""
    if chosen := environ.get("MARROW_CACHE", "").strip():
        return Path(chosen)
    shared = environ.get("XDG_CACHE_HOME", "").strip()
    home = environ.get("HOME", environ.get("LOCALAPPDATA", "")).strip()
    if not shared and not home:
        return None
    return (Path(shared) if shared else Path(home) / ".cache") / "marrow"
