"""The log: what happened and where, never what anyone typed and never who."""

from __future__ import annotations

import logging
import sys
import time
from types import TracebackType
from typing import TextIO

from bot.presentation.errors import described

OURS = "bot"
"""Only our own loggers may say what they want: libraries write ids and whole payloads into their messages."""


class DiscreetFormatter(logging.Formatter):
    """Writes what can't give anybody away.

    An exception is written as its kind and place: its message may quote what was typed. Of a library's message only
    the first line stands, as it is in the library's code, without what would be put into it: asyncio puts exceptions
    there, and discord.py the ids of users.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s: %(message)s", datefmt="%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for a record."""
        if record.name != OURS and not record.name.startswith(f"{OURS}."):
            record = logging.makeLogRecord(record.__dict__)
            record.msg, record.args = str(record.msg).partition("\n")[0], None
        return super().format(record)

    def formatException(  # noqa: N802  (logging's own name)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """Return the kind of the exception and where it arose."""
        return described(ei[1]) if ei[1] is not None else ""


def set_up_logs(level: int, stream: TextIO | None = None) -> logging.Handler:
    """Send the log of the whole process to a stream, standard error by default, and return the handler.

    discord.py says at INFO when it connects; other libraries have nothing to say below WARNING.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(DiscreetFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger("discord").setLevel(max(level, logging.INFO))
    logging.getLogger(OURS).setLevel(level)
    return handler
