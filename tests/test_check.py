"""`playbook check` as it is run: formats, files, languages and exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook_generator import cli
from playbook_generator.problems import Problem
from tests.conftest import run_playbook
from tests.test_bad import BASE, RECORD


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a playbook in which one field is misspelt and one review is overdue."""
    shutil.copytree(BASE, tmp_path / "playbook")
    file = tmp_path / "playbook" / RECORD
    text = file.read_text("utf-8").replace("say_first", "say_frist").replace("2026-01-02", "2024-01-02")
    file.write_text(text, "utf-8")
    return tmp_path


def _mend(project: Path) -> None:
    file = project / "playbook" / RECORD
    file.write_text(file.read_text("utf-8").replace("say_frist", "say_first"), "utf-8")


ARGUMENTS = ("check", "--today", "2026-11-24")


def test_errors_are_exit_code_1_and_stand_on_stdout(project: Path) -> None:
    result = run_playbook(*ARGUMENTS, "--lang", "en", folder=project)
    assert result.returncode == 1
    assert "playbook/objections/price-too-high.yml:7:1: error PB031" in result.stdout
    assert "^^^^^^^^^" in result.stdout
    assert "\x1b[" not in result.stdout
    assert result.stderr == ""


def test_the_language_stands_on_either_side_of_the_command(project: Path) -> None:
    before = run_playbook("--lang", "zh", *ARGUMENTS, folder=project)
    after = run_playbook(*ARGUMENTS, "--lang", "zh", folder=project)
    assert before.stdout == after.stdout
    assert "是不是想写 `say_first`？" in after.stdout


def test_the_locale_gives_the_language(project: Path) -> None:
    assert "是不是想写" in run_playbook(*ARGUMENTS, folder=project, LC_ALL="zh_CN.UTF-8").stdout
    assert "Did you mean" in run_playbook(*ARGUMENTS, folder=project, LC_ALL="C.UTF-8").stdout


def test_json_holds_what_the_text_says(project: Path) -> None:
    result = run_playbook(*ARGUMENTS, "--format", "json", "--lang", "en", folder=project)
    problems = json.loads(result.stdout)["problems"]
    assert problems == [
        {
            "file": "playbook/objections/price-too-high.yml",
            "line": 7,
            "column": 1,
            "code": "PB031",
            "severity": "error",
            "message": "There is no field `say_frist` here.",
            "hint": "Did you mean `say_first`?",
        }
    ]


def test_annotations_and_the_job_summary(project: Path) -> None:
    summary = project / "summary.md"
    summary.write_text("before\n", "utf-8")
    result = run_playbook(
        *ARGUMENTS, "--format", "github", "--lang", "en", folder=project, GITHUB_STEP_SUMMARY=str(summary)
    )
    place = "file=playbook/objections/price-too-high.yml,line=7,col=1,title=PB031"
    text = "There is no field `say_frist` here.%0ADid you mean `say_first`?"
    assert result.stdout == f"::error {place}::{text}\n"
    assert summary.read_text("utf-8").startswith("before\n```text\nplaybook/objections/price-too-high.yml:7:1")
    assert summary.read_text("utf-8").endswith("\n```\n")


def test_warnings_count_only_when_asked(project: Path) -> None:
    _mend(project)
    assert run_playbook(*ARGUMENTS, folder=project).returncode == 0
    assert run_playbook(*ARGUMENTS, "--strict", folder=project).returncode == 1
    assert run_playbook(*ARGUMENTS, "--stale", folder=project).returncode == 1
    assert run_playbook("check", "--stale", "--today", "2024-01-03", folder=project).returncode == 0


def test_one_file_is_shown_and_its_references_are_looked_up(project: Path) -> None:
    other = project / "playbook/objections/too-far.yml"
    other.write_text(other.read_text("utf-8") + "related: [causes/hearsay, causes/nothing]\n", "utf-8")
    result = run_playbook(*ARGUMENTS, other, "--format", "json", folder=project)
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["PB040"]


@pytest.mark.parametrize(
    "arguments", [["check", "nix.yml"], ["check", "--format", "xml"], ["nix"], ["explain", "PB999"]]
)
def test_wrong_usage_is_exit_code_2(project: Path, arguments: list[str]) -> None:
    result = run_playbook(*arguments, folder=project)
    assert result.returncode == 2
    assert result.stderr.startswith("Usage:")


def test_a_folder_stands_for_the_files_in_it(project: Path) -> None:
    for folder, code in (("playbook", 1), ("playbook/objections", 1), ("playbook/causes", 0)):
        result = run_playbook(*ARGUMENTS, folder, folder=project)
        assert result.returncode == code, folder
        assert ("PB031" in result.stdout) == (code == 1)


def test_the_code_to_read_about_is_an_errors(project: Path) -> None:
    (project / "playbook/translations/en/causes/bargaining.yml").unlink()
    said = run_playbook(*ARGUMENTS, "--lang", "en", folder=project).stdout
    assert said.index("warning PB075") < said.index("error PB031")
    assert said.endswith("1 error, 1 warning. `playbook explain PB031` says more.\n")


@pytest.mark.parametrize("command", ["fmt", "schema"])
def test_where_there_is_no_playbook_nothing_is_written(tmp_path: Path, command: str) -> None:
    result = run_playbook(command, "--lang", "zh", folder=tmp_path)
    assert result.returncode == 2
    assert "里没有 `playbook`" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_file_from_elsewhere_is_wrong_usage(project: Path) -> None:
    (project / "other.yml").write_text("a: b\n", "utf-8")
    assert run_playbook("check", "other.yml", folder=project).returncode == 2


def test_a_fault_of_the_tool_is_exit_code_3_and_says_what_to_send(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> tuple[None, list[Problem]]:
        raise RuntimeError("a screw is loose")

    monkeypatch.setattr(cli, "load", broken)
    result = CliRunner().invoke(cli.main, ["-C", str(project), "check", "--lang", "zh"])
    assert result.exit_code == 3
    assert "a screw is loose" in result.stderr
    assert "这是工具自己的毛病" in result.stderr
    assert result.stdout == ""


def test_a_terminal_without_chinese_shows_question_marks(project: Path) -> None:
    result = run_playbook(*ARGUMENTS, "--lang", "zh", folder=project, PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert "PB031" in result.stdout
    assert "Traceback" not in result.stderr


def test_explain_says_rule_wrong_and_right() -> None:
    result = run_playbook("explain", "pb012", "--lang", "en")
    assert result.returncode == 0
    assert result.stdout == (
        "## PB012\n\nA text that begins with a quotation mark ends with the same mark.\n\n"
        'Wrong:\n\n    title: "Too expensive\n\nRight:\n\n    title: "Too expensive"\n'
    )
