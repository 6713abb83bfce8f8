"""The log: what happened and where, never what anyone typed and never who."""

from __future__ import annotations

import logging
import sys
import time
from types import TracebackType
from typing import TextIO

from bot.presentation.errors import described

OURS = "bot"
"""Only our own loggers get below INFO: libraries write whole payloads there, with texts, names and tokens."""


class DiscreetFormatter(logging.Formatter):
    """Writes an exception as its kind and place. Its message is left out, because it may quote what was typed."""

    def __init__(self) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s: %(message)s", datefmt="%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def formatException(  # noqa: N802  (logging's own name)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """Return the kind of the exception and where it arose."""
        return described(ei[1]) if ei[1] is not None else ""


def set_up_logs(level: int, stream: TextIO | None = None) -> logging.Handler:
    """Send the log of the whole process to a stream, standard error by default, and return the handler."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(DiscreetFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(level, logging.INFO))
    logging.getLogger(OURS).setLevel(level)
    return handler
