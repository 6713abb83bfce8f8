"""`marrow check` as a whole: what it finds in a library, and what it lets pass."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from bot.catalog import content_folder
from bot.check import Findings, check
from bot.cli import main
from tests.catalog.conftest import Copy
from tests.conftest import TINY, TODAY

SIGN = "symptoms/wheezing.yaml"
TERM = "terms/spirometer.yaml"
INHALER = "treatments/inhaler.yaml"


@pytest.fixture
def pack(tmp_path: Path) -> Copy:
    folder = tmp_path / "pack"
    shutil.copytree(TINY, folder)
    return Copy(folder)


async def found(pack: Copy, as_of: dt.date = TODAY, *, release: bool = False) -> list[str]:
    return [str(problem) for problem in (await check(pack.folder, as_of, release=release)).problems]


async def test_a_right_pack_has_no_problems_and_no_warnings(pack: Copy) -> None:
    findings = await check(pack.folder, TODAY)
    assert findings == Findings(topics=6, readings=findings.readings)
    assert set(findings.readings) == {"asthma", "hay-fever", "season", "wheezing", "inhaler", "spirometer"}


async def test_the_content_that_comes_with_the_program_is_fit_for_release() -> None:
    findings = await check(content_folder(), TODAY, release=True)
    assert [str(problem) for problem in findings.problems] == []
    assert findings.topics == 100


async def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    [problem] = (await check(tmp_path / "nowhere", TODAY)).problems
    assert "there is no such folder" in problem.message


async def test_broken_files_and_hard_texts_are_told_in_one_go(pack: Copy) -> None:
    pack.replace(TERM, "title:", "titel:")
    pack.replace(SIGN, "see_also: [asthma]", "see_also: [zzz]")
    pack.replace(INHALER, "The drug opens the tubes.", "If " + "it is so and " * 7 + "you can't.")
    pack.append("sources.yaml", 'old: {title: O, publisher: Example Health, url: "https://a.example/o", as_of: null}\n')
    assert [problem.split(":")[0] for problem in await found(pack)] == ["sources.yaml", SIGN, TERM, TERM, INHALER]


async def test_a_topic_that_is_overdue_is_a_warning_and_before_a_release_a_problem(pack: Copy) -> None:
    late = dt.date(2027, 11, 2)
    findings = await check(pack.folder, late)
    assert findings.problems == ()
    assert len(findings.warnings) == 6
    message = "is overdue on 2027-11-02: compare it with its facts and sources again, then set the new date"
    assert str(findings.warnings[0]) == f"comparisons/season.yaml: checked: {message}"
    assert len(await found(pack, late, release=True)) == 6
    assert await found(pack, late - dt.timedelta(days=1), release=True) == []


async def test_a_void_review_is_a_warning_with_the_new_digest(pack: Copy) -> None:
    pack.append(SIGN, "reviewed: [{name: N. Example, credential: RN, date: 2026-11-02, digest: '000000000000'}]\n")
    findings = await check(pack.folder, TODAY)
    [warning] = findings.warnings
    assert findings.problems == ()
    assert (warning.file, warning.key) == (SIGN, "reviewed")
    assert warning.message.startswith("the review by N. Example is void, for the text has changed since")
    digits = warning.message.rsplit(": ", 1)[1].strip("`")
    pack.replace(SIGN, "000000000000", digits)
    assert (await check(pack.folder, TODAY)).warnings == ()


async def test_an_alert_rule_that_does_not_fire_on_its_phrase_is_a_problem(pack: Copy) -> None:
    pack.replace("alerts.yaml", "fires: [I can't breathe, my lips are blue]", "fires: [I have a cough]")
    [problem] = await found(pack)
    assert problem.startswith("alerts.yaml")
    assert "I have a cough" in problem


async def test_an_alert_rule_that_fires_where_it_must_not_is_a_problem(pack: Copy) -> None:
    pack.replace("alerts.yaml", "silent: [what is asthma]", "silent: [she can't breathe]")
    [problem] = await found(pack)
    assert "she can't breathe" in problem


async def test_a_name_that_leads_elsewhere_is_a_problem(pack: Copy) -> None:
    # The files tell these two apart. The lookup reads plurals alike.
    pack.replace(INHALER, "puffer", "chest whistle")
    message = "does not lead to this topic for certain by /ask, but to choices"
    assert await found(pack) == [
        f"{SIGN}: aliases: the name “chest whistles” {message}",
        f"{INHALER}: aliases: the name “chest whistle” {message}",
    ]


async def test_a_reply_that_discord_would_refuse_is_a_problem(pack: Copy) -> None:
    pack.replace(
        "pack.yaml", "disclaimer: General information, not advice about you.", f"disclaimer: {'Ask us. ' * 600}"
    )
    problems = await found(pack)
    assert len(problems) >= 6
    assert any(problem.startswith(f"{SIGN}: Discord would refuse the reply of “plain”: ") for problem in problems)


async def test_advice_that_fits_no_message_is_a_problem(pack: Copy) -> None:
    pack.replace("alerts.yaml", "sure: Call your emergency number now.", f"sure: {'Call now. ' * 300}")
    problems = await found(pack)
    assert any("Discord would refuse an alert" in problem for problem in problems)


def test_the_command_says_how_hard_each_topic_is_to_read(pack: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--content", str(pack.folder), "--as-of", TODAY.isoformat(), "--verbose"]) == 0
    written = capsys.readouterr().out.splitlines()
    assert len(written) == 7
    assert all("(Flesch-Kincaid)" in line and "(SMOG)" in line for line in written[:6])
    assert written[6] == "6 topics, no problems, 0 warnings"


def test_the_command_says_nothing_of_it_unasked(pack: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--content", str(pack.folder), "--as-of", TODAY.isoformat()]) == 0
    assert capsys.readouterr().out == "6 topics, no problems, 0 warnings\n"
