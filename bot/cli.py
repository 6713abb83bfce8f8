"""The command line, `marrow`: one function a command. What a command does is in the module of its name."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime as dt
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TextIO

from bot import __version__
from bot.asking import UnknownCommand, ask
from bot.batch import look_up_lines, summary
from bot.catalog import ContentError, load_library
from bot.catalog.schema import SCHEMAS, schema
from bot.check import check
from bot.config import Config, ConfigError
from bot.demo import DEFAULT_PORT, DemoError, demo
from bot.evaluation.questions import QuestionsError, read_questions
from bot.learnt import lookup_of
from bot.logs import set_up_logs
from bot.presentation.replies import Replies
from bot.presentation.terminal import Terminal
from bot.preview import DEFAULT_FILE, PreviewError, preview, write_whole
from bot.service import LoginError, run
from bot.store import StoreError

QUESTIONS = tuple(Path("tests/lookup") / name for name in ("questions.yaml", "blind.yaml", "alert_texts.yaml"))
"""The labelled questions of a checkout."""
FAILED, MISUSED = 1, 2
"""Exit codes: something is wrong with what was checked or read; the program was called or set up wrongly."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, 1 for problems found, 2 for a wrong call or setting."""
    _open_streams()
    options = _parser().parse_args(arguments)
    try:
        config = _config(options, os.environ)
        command: Callable[[argparse.Namespace, Config], int] = options.command
        code = command(options, config)
        sys.stdout.flush()
    except (ConfigError, UnknownCommand, LoginError, DemoError, PreviewError, QuestionsError, StoreError) as error:
        print(error, file=sys.stderr)
        return MISUSED
    except ContentError as error:
        _print_problems(error)
        return FAILED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever reads our output has enough, as `| head` has. Python would complain once more at its exit.
        _give_up_output()
        return FAILED
    except OSError as error:
        _give_up_output()
        print(f"That could not be read or written: {error.strerror}.", file=sys.stderr)
        return MISUSED
    return code


def _give_up_output() -> None:
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Make the three streams usable: they are None where the shell closed them, and may not be UTF-8."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  (open until the end)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _config(options: argparse.Namespace, environ: Mapping[str, str]) -> Config:
    config = Config.from_environ(environ)
    return replace(config, content=options.content) if options.content else config


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="marrow", description="A Discord bot that answers from a small library of plain-language health topics."
    )
    parser.add_argument("--version", action="version", version=f"marrow {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--content", type=Path, metavar="DIR", help="use the library in this folder (or set MARROW_CONTENT)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace, Config], int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, parents=[common])
        sub.set_defaults(command=command)
        return sub

    sub = add("demo", _demo, "try the bot in a browser: no token, no account, no network")
    sub.add_argument("--port", type=_port, default=DEFAULT_PORT, help=f"default {DEFAULT_PORT}; 0 takes any free one")
    sub = add("ask", _ask, "ask one question here")
    sub.add_argument("text", nargs="+", help='such as "/symptom always tired"; plain text is taken as /ask')
    sub.add_argument("--json", action="store_true", help="answer for programs")
    sub.add_argument("--why", action="store_true", help="say which words matched what")
    add("run", _run, "connect to Discord; needs DISCORD_TOKEN or DISCORD_TOKEN_FILE")
    sub = add("lookup", _lookup, "look up many questions, a JSON line each, from standard input")
    sub.add_argument("--jsonl", action="store_true", required=True, help="read and write JSON lines")
    sub = add("check", _check, "check the library: every problem, and every reply against Discord's limits")
    sub.add_argument("--release", action="store_true", help="take overdue topics as problems")
    sub.add_argument("--as-of", type=_date, default=None, metavar="DATE", help="the day to check for, as 2026-11-23")
    sub.add_argument("--verbose", action="store_true", help="also say how hard each topic is to read")
    sub = add("evaluate", _evaluate, "measure the lookup on labelled questions, beside plain ways to search")
    sub.add_argument(
        "--questions",
        type=Path,
        action="append",
        metavar="FILE",
        help=f"may be given several times; default {', '.join(map(str, QUESTIONS))}",
    )
    sub.add_argument("--json", action="store_true", help="figures for programs, also by class in each half")
    sub = add("preview", _preview, "write a review copy of the library: one HTML file, to read, print and correct")
    sub.add_argument("--topic", metavar="ID", help="only the topic of this id")
    sub.add_argument("--out", type=Path, default=DEFAULT_FILE, metavar="FILE", help=f"- prints; default {DEFAULT_FILE}")
    sub = add("db", _db, "bring the database of MARROW_DATABASE_URL up to date")
    sub.add_argument("action", choices=["upgrade"])
    sub = add("schema", _schema, "print the JSON Schema of a sort of content file, for editors")
    sub.add_argument("name", nargs="?", default="topic", choices=list(SCHEMAS), help="default: topic")
    return parser


def _ask(options: argparse.Namespace, config: Config) -> int:
    replies = _replies(config)
    asked = ask(replies, " ".join(options.text))
    terminal = Terminal(min(shutil.get_terminal_size().columns, 100), styled=sys.stdout.isatty())
    text = terminal.show(replies.library, asked.reply)
    if options.json:
        data = summary(asked.answer) if asked.answer else {}
        print(json.dumps({**data, "text": Terminal(100).show(replies.library, asked.reply)}, ensure_ascii=False))
    else:
        print(text)
    if options.why and asked.answer:
        print("\n" + terminal.why(asked.answer), file=sys.stderr if options.json else sys.stdout)
    return 0


def _lookup(_: argparse.Namespace, config: Config) -> int:
    lookup = lookup_of(load_library(config.content), config.cache, _announce)
    lines: BinaryIO = sys.stdin.buffer
    failed = False
    for written, good in look_up_lines(lookup, lines):
        print(written)
        failed = failed or not good
    return FAILED if failed else 0


def _check(options: argparse.Namespace, config: Config) -> int:
    as_of = options.as_of or dt.datetime.now(dt.UTC).date()
    findings = asyncio.run(check(config.content, as_of, release=options.release, cache=config.cache))
    for problem in findings.problems:
        print(problem)
    for warning in findings.warnings:
        print(f"warning: {warning}")
    for topic, reading in findings.readings.items() if options.verbose else ():
        print(f"{topic}: grade {reading.flesch_kincaid} (Flesch-Kincaid), {reading.smog} (SMOG)")
    if findings.problems:
        print(_count(len(findings.problems), "problem"))
        return FAILED
    print(f"{_count(findings.topics, 'topic')}, no problems, {_count(len(findings.warnings), 'warning')}")
    return 0


def _evaluate(options: argparse.Namespace, config: Config) -> int:
    # Imported here: the baselines bring a database along, which no other command needs.
    from bot.evaluation.figures import evaluate
    from bot.evaluation.report import data, table

    library = load_library(config.content)
    files = options.questions or QUESTIONS
    questions = [question for file in files for question in read_questions(file, library.topics)]
    evaluation = evaluate(library, lookup_of(library, config.cache, _announce), questions)
    print(json.dumps(data(evaluation), ensure_ascii=False, indent=1) if options.json else table(evaluation))
    return 0


def _preview(options: argparse.Namespace, config: Config) -> int:
    library = load_library(config.content)
    document = preview(library, config.operator, options.topic, dt.datetime.now(dt.UTC).date())
    if options.out == Path("-"):
        print(document, end="")
    else:
        write_whole(document, options.out)
        print(f"{options.out}: {_count(1 if options.topic else len(library.topics), 'topic')}")
    return 0


def _schema(options: argparse.Namespace, _: Config) -> int:
    print(json.dumps(schema(options.name), indent=2, ensure_ascii=False))
    return 0


def _db(_: argparse.Namespace, config: Config) -> int:
    # Imported here: the database libraries take longer than all the rest.
    from bot.store.schema import upgrade

    changed = asyncio.run(upgrade(config.database_url))
    print("The database is up to date now." if changed else "The database was up to date already.")
    return 0


def _run(_: argparse.Namespace, config: Config) -> int:
    token = config.require_token()
    set_up_logs(config.log_level)
    asyncio.run(run(lambda: _replies(config), token, config.database_url))
    return 0


def _demo(options: argparse.Namespace, config: Config) -> int:
    set_up_logs(config.log_level)
    replies = _replies(config)
    asyncio.run(demo(replies, options.port, announce=lambda text: print(text, flush=True)))
    return 0


def _replies(config: Config) -> Replies:
    library = load_library(config.content)
    return Replies(library, lookup_of(library, config.cache, _announce), config.operator, __version__)


def _announce(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print_problems(error: ContentError, stream: TextIO | None = None) -> None:
    for problem in error.problems:
        print(problem, file=stream or sys.stderr)
    print(f"{error}. Mend them, or look at each with: marrow check", file=stream or sys.stderr)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2026-11-23") from error


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port between 0 and 65535")
    return int(text)
