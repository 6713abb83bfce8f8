"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket in it, gone at the end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

SECONDS_TO_START = 60
USER = "marrow"


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest if there are several."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    # Debian keeps them off the path.
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in found), key=lambda path: float(path.parent.name), default=None)


class Server:
    """A running server. It takes every user that it has, without a password."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._numbers = count(1)

    def url(self, database: str, user: str = USER) -> str:
        return f"postgresql://{user}@/{database}?host={self._folder}"

    def create_database(self, template: str = "template1") -> str:
        """Make a database like another one, and return its name."""
        name = f"test_{next(self._numbers)}"
        self.execute("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def execute(self, database: str, *statements: str) -> str:
        """Run statements past the store, and return what they print."""
        commands = [f"--command={statement}" for statement in statements]
        run = subprocess.run(  # noqa: S603
            [self._programs / "psql", "-h", self._folder, "-U", USER, "-d", database, "-qAtX", *commands],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        return run.stdout


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """Run a server. It refuses to be root's, so for root it is the user's that Debian's package makes."""
    user = "postgres" if os.geteuid() == 0 else None
    # Not pytest's folder, which nobody else may enter; and short, as a socket's path has at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="marrow-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        subprocess.run(  # noqa: S603
            [programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True, capture_output=True, user=user, cwd=folder,
        )  # fmt: skip
        log = (folder / "log").open("wb")
        process = subprocess.Popen(  # noqa: S603
            [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            stdout=log, stderr=log, user=user, cwd=folder,
        )  # fmt: skip
        log.close()
        try:
            _wait_for(process, programs, folder)
            yield Server(programs, folder)
        finally:
            # "Fast": without waiting for connections that a test that failed left open.
            process.send_signal(signal.SIGINT)
            process.wait(SECONDS_TO_START)
    finally:
        shutil.rmtree(folder)


def _wait_for(process: subprocess.Popen[bytes], programs: Path, folder: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode != 0:  # noqa: S603
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
        time.sleep(0.05)
