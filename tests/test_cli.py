"""The command line as people call it: what it prints, where, and with which exit code."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from bot.cli import main
from tests.conftest import TINY

pytestmark = pytest.mark.usefixtures("clean_environ")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the tiny pack, to break."""
    return shutil.copytree(TINY, tmp_path / "pack")


def out_of(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def err_of(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


# --- ask ------------------------------------------------------------------------------------------------------


def test_ask_lays_one_answer_out_for_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--content", str(TINY), "/symptom whistling when breathing"]) == 0
    text = out_of(capsys)
    assert text.startswith("Wheezing\n========\n")
    assert "Call 911 (United States) or your local emergency number now:\n- You can't speak a whole sentence." in text
    assert "  https://health.example/asthma" in text
    assert "**" not in text
    assert max(map(len, text.splitlines())) <= 100


def test_plain_text_is_taken_as_ask_and_may_come_in_several_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--content", str(TINY), "chest", "whistles"]) == 0
    assert out_of(capsys).startswith("Wheezing")


def test_ask_puts_an_alert_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--content", str(TINY), "wheezing and I can't breathe"]) == 0
    assert out_of(capsys).startswith("Call your emergency number now.")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/compare", "For Asthma: All year"),
        ("/compare which season", "Time of year"),
        ("/browse", "Conditions: 2"),
        ("/browse treatment", "Inhaler"),
        ("/help-lines Germany", "Emergency number: 112 (Germany)"),
        ("/about", "Breathe explains two common illnesses."),
        ("/privacy", "Nothing that you type is kept."),
        ("/ask", "That does not mean it is safe."),
        ("", "That does not mean it is safe."),
    ],
)
def test_every_command_can_be_asked(capsys: pytest.CaptureFixture[str], line: str, says: str) -> None:
    assert main(["ask", "--content", str(TINY), line]) == 0
    assert says in out_of(capsys)


def test_ask_for_programs_gives_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--content", str(TINY), "--json", "wheezing"]) == 0
    answer = json.loads(out_of(capsys))
    assert (answer["outcome"], answer["ranked"][0], answer["answered"]) == ("topic", "wheezing", True)
    assert answer["text"].startswith("Wheezing")


def test_ask_can_say_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--content", str(TINY), "--why", "chest whistles"]) == 0
    assert "“chest whistles”" in out_of(capsys)


def test_a_command_that_does_not_exist_is_named_with_those_that_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--content", str(TINY), "/symptoms tired"]) == 2
    assert err_of(capsys).startswith("There is no command /symptoms. There are /symptom, /treatment")


# --- lookup ---------------------------------------------------------------------------------------------------


def look_up(monkeypatch: pytest.MonkeyPatch, lines: bytes) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    return main(["lookup", "--content", str(TINY), "--jsonl"])


def test_lookup_answers_a_line_with_a_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (
        b'{"id": 1, "query": "wheezing", "kind": "symptom"}\n\n{"id": "b", "query": "I want to die", "kind": "ask"}\n'
    )
    assert look_up(monkeypatch, lines) == 0
    first, second = map(json.loads, out_of(capsys).splitlines())
    assert first["id"] == 1
    assert (first["outcome"], first["ranked"][0], first["answered"]) == ("topic", "wheezing", True)
    assert (first["urgent"], first["crisis"]) == (False, False)
    assert second == {
        "id": "b", "outcome": "nothing", "ranked": [], "answered": False, "urgent": False, "crisis": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"not json", "is no JSON"),
        (b"\xff\xfe", "is no JSON"),
        (b"[1, 2]", "needs `id`, `query` and `kind`"),
        (b'{"id": 1}', "`query`: field required"),
        (b'{"id": 1, "query": 5}', "`query`"),
        (b'{"id": 1, "query": "x", "kind": "symptoms"}', "`kind` should be one of condition, symptom"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"id": ' + b"9" * 5000 + b', "query": "x"}', "is no JSON"),
    ],
)
def test_a_bad_line_yields_an_error_line_and_the_others_are_still_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: bytes, says: str
) -> None:
    assert look_up(monkeypatch, line + b'\n{"id": 2, "query": "inhaler"}\n') == 1
    bad, good = map(json.loads, out_of(capsys).splitlines())
    assert bad["line"] == 1
    assert says in bad["error"]
    assert good["ranked"][0] == "inhaler"


# --- check and schema -----------------------------------------------------------------------------------------


def test_check_finds_nothing_wrong_with_a_right_pack(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--content", str(TINY), "--as-of", "2026-11-23"]) == 0
    assert out_of(capsys).splitlines()[-1] == "6 topics, no problems, 0 warnings"


def test_check_names_every_problem_with_file_and_line(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "terms" / "spirometer.yaml").write_text("titel: Spirometer\n", encoding="utf-8")
    (pack / "help.yaml").write_text("default: [\n", encoding="utf-8")
    assert main(["check", "--content", str(pack)]) == 1
    text = out_of(capsys)
    assert "terms/spirometer.yaml:1: titel: is not a key here; did you mean `title`?" in text
    assert "help.yaml" in text


def test_overdue_topics_are_warnings_and_problems_before_a_release(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "--content", str(TINY), "--as-of", "2027-12-01"]
    assert main(arguments) == 0
    assert "warning: terms/spirometer.yaml: checked: is overdue on 2027-12-01" in out_of(capsys)
    assert main([*arguments, "--release"]) == 1


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--as-of", "tomorrow"])
    assert stopped.value.code == 2
    assert "“tomorrow” is not a date such as 2026-11-23" in err_of(capsys)


@pytest.mark.parametrize("name", ["topic", "comparison", "pack", "sources", "help", "not-covered", "alerts"])
def test_schema_prints_the_schema_of_each_sort_of_file(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["schema", name]) == 0
    assert json.loads(out_of(capsys))["$schema"].startswith("https://json-schema.org/")


# --- what can go wrong ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["ask", "x"], ["run"], ["demo"]])
def test_broken_content_is_named_and_nothing_starts(
    command: list[str], pack: Path, capsys: pytest.CaptureFixture[str], clean_environ: pytest.MonkeyPatch
) -> None:
    clean_environ.setenv("DISCORD_TOKEN", "x")
    (pack / "alerts.yaml").unlink()
    assert main([*command, "--content", str(pack)]) == 1
    assert "alerts.yaml: is missing; every content folder needs it" in err_of(capsys)


@pytest.mark.parametrize("command", [["ask", "x"], ["check"]])
def test_an_empty_content_folder_says_what_it_needs(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--content", str(tmp_path)]) == 1
    captured = capsys.readouterr()
    assert "pack.yaml: is missing" in captured.out + captured.err


def test_run_without_a_token_is_one_clear_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 2
    assert err_of(capsys).startswith("There is no Discord token. Set DISCORD_TOKEN")


def test_a_wrong_setting_is_one_clear_sentence(
    capsys: pytest.CaptureFixture[str], clean_environ: pytest.MonkeyPatch
) -> None:
    clean_environ.setenv("MARROW_LOG_LEVEL", "loud")
    assert main(["check"]) == 2
    assert err_of(capsys).startswith("MARROW_LOG_LEVEL is “LOUD”.")


@pytest.mark.parametrize("port", ["http", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["demo", f"--port={port}"])
    assert stopped.value.code == 2
