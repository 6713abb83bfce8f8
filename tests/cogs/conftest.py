"""A bot with a memory, for conversations of moderators and managers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.catalog import Library
from bot.sandbox import Sandbox
from bot.store import Store
from tests.conftest import Harbour, harbour_of, replies_of


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await Store.open(f"sqlite:///{tmp_path}/marrow.db") as opened:
        yield opened


@pytest.fixture
async def kept(sandbox: Sandbox, tiny_library: Library, store: Store) -> AsyncIterator[Harbour]:
    """The bot with a memory."""
    async for place in harbour_of(sandbox, replies_of(tiny_library), store):
        yield place
