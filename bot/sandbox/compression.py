"""Transport compression of the gateway: one stream for the whole connection."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any

Compress = Callable[[bytes], bytes]


def compressor(name: str | None) -> Compress | None:
    """Return what compresses each payload for ``compress=NAME``, or None for plain text.

    Raises ValueError for a name that Discord doesn't know, or for zstd-stream where no zstd library is
    installed.
    """
    if name is None:
        return None
    if name == "zlib-stream":
        return _zlib()
    if name == "zstd-stream":
        return _zstd()
    raise ValueError(f"unknown compression {name!r}")


def _zlib() -> Compress:
    stream = zlib.compressobj()
    return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd() -> Compress:
    if library := _module("compression.zstd"):
        own = library.ZstdCompressor()
        return lambda data: bytes(own.compress(data, own.FLUSH_BLOCK))
    if library := _module("zstandard"):
        stream = library.ZstdCompressor().compressobj()
        return lambda data: bytes(stream.compress(data) + stream.flush(library.COMPRESSOBJ_FLUSH_BLOCK))
    raise ValueError("zstd-stream takes Python 3.14 or the zstandard library")


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
