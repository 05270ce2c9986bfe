"""Translations know of which texts they were made; reviews know when they are due."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from playbook_generator.loading import load
from tests.conftest import run_playbook
from tests.test_bad import BASE, RECORD

KEY = RECORD.removesuffix(".yml")
TRANSLATION = f"translations/en/{RECORD}"


def _git(folder: Path, *arguments: str) -> None:
    person = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *person, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a playbook that has a history."""
    shutil.copytree(BASE, tmp_path / "playbook")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "Begin")
    return tmp_path


def _run(project: Path, *arguments: str) -> str:
    result = run_playbook(*arguments, "--lang", "en", folder=project)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def _edit(project: Path, old: str, new: str, name: str = RECORD) -> None:
    file = project / "playbook" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def _codes(project: Path) -> set[str]:
    return {problem.code for problem in load(project / "playbook")[1]}


def test_a_change_of_the_source_makes_a_marked_translation_outdated(project: Path) -> None:
    assert "never marked as done:\n  objections/price-too-high" in _run(project, "translate")
    assert TRANSLATION in _run(project, "translate", "--done", KEY)
    assert KEY not in _run(project, "translate")
    _git(project, "commit", "-qam", "Mark")
    _edit(project, "您拿哪一家的在比？", "跟谁家的比？")
    _edit(project, "reviewed: 2026-01-02", "reviewed: 2026-02-02")
    assert _codes(project) == {"PB077"}
    assert "Changed since they were translated into en:\n  objections/price-too-high" in _run(project, "translate")
    assert _run(project, "translate", KEY) == (
        "objections/price-too-high · say_first\n"
        "  then: 您拿哪一家的在比？\n  now: 跟谁家的比？\n  en: Compared with which one?\n"
    )
    _run(project, "translate", "--done", KEY)
    assert _codes(project) == set()
    assert (project / "playbook" / TRANSLATION).read_text("utf-8").count("translation_of:") == 1


def test_what_is_not_a_text_to_translate_outdates_nothing(project: Path) -> None:
    _run(project, "translate", "--done", "--all")
    _edit(project, "reviewed: 2026-01-02", "reviewed: 2026-02-02")
    _edit(project, "also: [distance, 距离]", "also: [distance, 远]", "objections/too-far.yml")
    assert _codes(project) == set()
    assert _run(project, "translate") == "Every translation is up to date.\n"


def test_missing_and_incomplete_translations_are_listed(project: Path) -> None:
    (project / "playbook/translations/en/causes/hearsay.yml").unlink()
    _edit(project, "say_first: Compared with which one?\n", "", TRANSLATION)
    said = _run(project, "translate")
    assert "Not translated into en:\n  causes/hearsay\n" in said
    assert "Translated into en in part:\n  objections/price-too-high\n" in said


def test_without_a_history_all_texts_are_shown(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "playbook")
    _edit(tmp_path, "title:", "translation_of: v1-0000000000000000\ntitle:", TRANSLATION)
    said = _run(tmp_path, "translate", KEY)
    assert said.startswith("(The text of then is not in the history")
    assert "now: 价格太高\n  en: The price is too high\n" in said


@pytest.mark.parametrize("arguments", [("objections/nothing",), ("--done",), ("--into", "fr")])
def test_wrong_usage(project: Path, arguments: tuple[str, ...]) -> None:
    assert run_playbook("translate", *arguments, folder=project).returncode == 2


def test_stale_lists_what_is_due_by_owner(project: Path) -> None:
    _edit(project, "languages: [zh, en]", "languages: [zh, en]\nx_owners: 1", "playbook.yml")
    _edit(
        project, "x_owners: 1\nvocabulary:", "vocabulary:\n  owners:\n    - {id: lead, title: 组长}", "playbook.yml"
    )
    _edit(project, "reviewed: 2026-01-02", "reviewed: 2026-01-01\nowner: lead")
    said = _run(project, "stale", "--today", "2027-02-01")
    assert said == (
        "without an owner\n  2027-01-02  objections/too-far  离得太远\n"
        "组长\n  2027-01-01  objections/price-too-high  价格太高\n"
    )
    assert _run(project, "stale", "--today", "2026-12-01") == "Nothing is due for review.\n"
