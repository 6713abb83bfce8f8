"""`marrow run` and `marrow demo` as processes: how they start, what they refuse, how they end."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.conftest import TINY

REDIRECTED = """
import sys
from bot.cli import main
from bot.sandbox.redirect import redirected
with redirected(sys.argv[1], sys.argv[2]):
    sys.exit(main(sys.argv[3:]))
"""


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MARROW_", "DISCORD_"))}
    return {**kept, "PYTHONWARNINGS": "ignore", **more}


@asynccontextmanager
async def process(*arguments: str, **environ: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run Python with these arguments; it is ended at the end if it has not ended by itself."""
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env=environment(**environ),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.communicate()


def run_against(sandbox: Sandbox) -> tuple[str, ...]:
    return ("-c", REDIRECTED, sandbox.rest_url, sandbox.gateway_url, "run", "--content", str(TINY))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
async def test_run_answers_and_ends_cleanly(sandbox: Sandbox, name: str, tmp_path: Path) -> None:
    guild = sandbox.create_guild("Harbour")
    general = guild.create_text_channel("general")
    ana = sandbox.create_user("ana")
    guild.add_member(ana)
    async with process(
        *run_against(sandbox), DISCORD_TOKEN=sandbox.token, MARROW_LOG_LEVEL="DEBUG", MARROW_DATA=str(tmp_path)
    ) as running:
        await sandbox.ready(within=30)
        turn = await ana.slash("ask", {"text": "wheezing, my private words"}, channel=general)
        assert turn.message is not None
        await ana.autocomplete("ask", {"text": "my private wor"}, focused="text", channel=general)
        running.send_signal(getattr(signal, name))
        _, log = await asyncio.wait_for(running.communicate(), 30)
    assert running.returncode == 0
    assert b"ended" in log
    files = everything_in(tmp_path)
    for typed in (b"private", b"wheezing", str(ana.id).encode(), sandbox.token.encode()):
        assert typed not in log + files


async def test_sighup_reads_the_content_anew_and_a_broken_one_leaves_the_old_in_place(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    pack = shutil.copytree(TINY, tmp_path / "pack")
    guild = sandbox.create_guild("Harbour")
    general = guild.create_text_channel("general")
    ana = sandbox.create_user("ana")
    guild.add_member(ana)
    arguments = ("-c", REDIRECTED, sandbox.rest_url, sandbox.gateway_url, "run", "--content", str(pack))
    topic = pack / "symptoms" / "wheezing.yaml"
    right = topic.read_text(encoding="utf-8").replace("title: Wheezing", "title: Wheezing, explained")

    async def title() -> str:
        turn = await ana.slash("ask", {"text": "chest whistles"}, channel=general)
        assert turn.message is not None
        return str(turn.message.embeds[0]["title"])

    async with process(*arguments, DISCORD_TOKEN=sandbox.token, MARROW_DATA=str(tmp_path)) as running:
        assert running.stderr is not None
        await sandbox.ready(within=30)
        topic.write_text("titel: nothing right", encoding="utf-8")
        running.send_signal(signal.SIGHUP)
        await line_with(running.stderr, b"kept the old content")
        assert await title() == "Wheezing"
        topic.write_text(right, encoding="utf-8")
        running.send_signal(signal.SIGHUP)
        await line_with(running.stderr, b"read 6 topics anew")
        assert await title() == "Wheezing, explained"


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def line_with(stream: asyncio.StreamReader, words: bytes) -> None:
    """Read on until a line has these words."""
    async with asyncio.timeout(60):
        while words not in (line := await stream.readline()):
            assert line, "the process ended"


async def test_a_wrong_token_is_one_clear_sentence_and_exit_code_2(sandbox: Sandbox, tmp_path: Path) -> None:
    with sandbox.expecting(0):
        async with process(*run_against(sandbox), DISCORD_TOKEN="wrong", MARROW_DATA=str(tmp_path)) as running:
            _, errors = await asyncio.wait_for(running.communicate(), 30)
    assert running.returncode == 2
    assert b"Discord does not know this token." in errors
    assert b"Traceback" not in errors


async def test_discord_out_of_reach_is_one_clear_sentence_and_exit_code_2(tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9/api/v10", "ws://127.0.0.1:9"
    arguments = ("-c", REDIRECTED, *nowhere, "run", "--content", str(TINY))
    async with process(*arguments, DISCORD_TOKEN="any", MARROW_DATA=str(tmp_path)) as running:
        _, errors = await asyncio.wait_for(running.communicate(), 60)
    assert running.returncode == 2
    assert b"Discord can't be reached." in errors
    assert b"Traceback" not in errors


async def test_the_demo_opens_without_token_account_or_network() -> None:
    async with process("-m", "bot", "demo", "--port", "0", "--content", str(TINY)) as running:
        assert running.stdout is not None
        line = await asyncio.wait_for(running.stdout.readline(), 30)
        assert line.startswith(b"Marrow's demo is open at http://127.0.0.1:")
        running.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(running.communicate(), 30)
    assert running.returncode == 0
    assert b"Traceback" not in errors


async def test_a_port_in_use_is_one_clear_sentence_and_exit_code_2() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        async with process("-m", "bot", "demo", "--port", port, "--content", str(TINY)) as running:
            _, errors = await asyncio.wait_for(running.communicate(), 30)
    assert running.returncode == 2
    assert f"Port {port} is in use.".encode() in errors
    assert b"Traceback" not in errors


async def test_lookup_takes_thousands_of_lines_from_standard_input() -> None:
    lines = "".join(json.dumps({"id": n, "query": "chest whistles", "kind": "ask"}) + "\n" for n in range(3000))
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "lookup", "--jsonl", "--content", str(TINY),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=environment(),
    )  # fmt: skip
    out, _ = await asyncio.wait_for(started.communicate(lines.encode()), 60)
    assert len(out.splitlines()) == 3000
    assert started.returncode == 0
