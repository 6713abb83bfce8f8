"""The embedded Discord as a fixture: at its end nothing may have been refused that no test expected."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Channel, Guild, Person, Sandbox
from tests.discord_spec import Specification


@pytest.fixture
async def discord_(specification: Specification | None) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox()
    async with sandbox:
        yield sandbox
    assert sandbox.violations == []
    if specification is not None:
        accepted = [one for one in sandbox.requests if one.status < 400]
        problems = [problem for one in accepted for problem in specification.problems(one.method, one.path, one.body)]
        assert problems == []


@pytest.fixture
def harbour(discord_: Sandbox) -> Guild:
    return discord_.create_guild("Harbour")


@pytest.fixture
def general(harbour: Guild) -> Channel:
    return harbour.create_text_channel("general")


@pytest.fixture
def ana(discord_: Sandbox, harbour: Guild) -> Person:
    person = discord_.create_user("ana")
    harbour.add_member(person)
    return person
