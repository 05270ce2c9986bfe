"""Translations know of which texts they were made; reviews know when they are due."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from playbook_generator.loading import load
from playbook_generator.rendering.pages import pages
from tests.conftest import ROOT, run_playbook
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


#: The record with a history and a talk, and its translation, as they were when that was marked.
SOURCE = """responses:
  - {cause: bargaining, gist: 一起算一笔账}
  - {cause: hearsay, gist: 听他说完}
changed:
  - {date: 2026-01-03, note: 第二次改}
  - {date: 2026-01-02, note: 第一次改}
"""
ENGLISH = """responses:
  - gist: Work the sum out together
  - gist: Hear him out
changed:
  - note: Second change
  - note: First change
"""


@pytest.fixture
def grown(project: Path) -> Path:
    """The project with lists whose order carries meaning, marked as translated."""
    _edit(project, "responses:\n  - cause: bargaining\n    gist: 一起算一笔账\n", SOURCE)
    _edit(project, "responses:\n  - gist: Work the sum out together\n", ENGLISH, TRANSLATION)
    _run(project, "translate", "--done", KEY)
    assert _codes(project) == set()
    return project


def _english(project: Path, field: str) -> list[tuple[str, str]]:
    """The texts of a list of the English record, each with its language."""
    playbook, problems = load(project / "playbook")
    assert playbook is not None, problems
    items = getattr(playbook.editions["en"][KEY].record, field)
    texts = [item.note if field == "changed" else item.gist for item in items]
    return [(str(text), text.lang) for text in texts]


NEWEST = "changed:\n  - {date: 2026-03-01, note: 第三次改}\n"
SECOND, FIRST = ("Second change", "en"), ("First change", "en")


def test_a_new_change_of_the_source_leaves_the_older_notes_translated(grown: Path) -> None:
    _edit(grown, "changed:\n", NEWEST)
    assert _codes(grown) == {"PB077"}
    assert _english(grown, "changed") == [("第三次改", ""), SECOND, FIRST]
    playbook, _ = load(grown / "playbook")
    assert playbook is not None
    page = next(page for page in pages(playbook.editions["en"]) if page.path == f"{KEY}.md")
    assert '<span lang="zh">第三次改</span>' in page.body


def test_changes_find_their_places_by_their_days(grown: Path) -> None:
    _edit(grown, "  - note: Second", "  - date: 2026-01-03\n    note: Second", TRANSLATION)
    _edit(grown, "  - note: First", "  - date: 2026-01-02\n    note: First", TRANSLATION)
    assert _codes(grown) == set()
    _edit(grown, "  - {date: 2026-01-02, note: 第一次改}\n", "")
    _edit(grown, "changed:\n", NEWEST)
    assert _codes(grown) == {"PB077"}
    assert _english(grown, "changed") == [("第三次改", ""), SECOND]


def test_other_lists_show_the_source_unless_entries_say_which_is_which(grown: Path) -> None:
    new = "responses:\n  - {cause: lingering, gist: 先问怕什么}\n"
    (grown / "playbook/causes/lingering.yml").write_text(
        (grown / "playbook/causes/hearsay.yml").read_text("utf-8"), "utf-8"
    )
    _edit(grown, "responses:\n", new)
    assert _codes(grown) == {"PB075", "PB077"}
    assert [language for _, language in _english(grown, "responses")] == ["", "", ""]
    _edit(grown, "  - gist: Work", "  - cause: bargaining\n    gist: Work", TRANSLATION)
    _edit(grown, "  - gist: Hear", "  - cause: hearsay\n    gist: Hear", TRANSLATION)
    assert _english(grown, "responses") == [
        ("先问怕什么", ""),
        ("Work the sum out together", "en"),
        ("Hear him out", "en"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - {cause: hearsay, gist: 听他说完}\n", ""),
        ("changed:\n  - {date: 2026-01-03, note: 第二次改}\n  - {date: 2026-01-02, note: 第一次改}\n", ""),
        ("changed:\n  - {date: 2026-01-03, note: 第二次改}\n", "changed:\n"),
        ("say_first:", "walk_away: 下次再来。\nsay_first:"),
    ],
)
def test_whoever_writes_the_source_alone_can_always_merge(grown: Path, old: str, new: str) -> None:
    _edit(grown, old, new)
    result = run_playbook("check", "--today", "2026-03-01", "--lang", "en", folder=grown)
    assert result.returncode == 0, result.stdout
    assert "PB077" in result.stdout


def test_a_shape_is_wrong_while_the_translation_claims_to_be_up_to_date(grown: Path) -> None:
    _edit(grown, "  - note: Second change\n", "", TRANSLATION)
    assert _codes(grown) == {"PB061"}
    assert run_playbook("check", folder=grown).returncode == 1


def test_a_translation_of_another_shape_is_not_marked(grown: Path) -> None:
    _edit(grown, "changed:\n", NEWEST)
    before = (grown / "playbook" / TRANSLATION).read_text("utf-8")
    for arguments in ((KEY,), ("--all",)):
        result = run_playbook("translate", "--done", *arguments, "--lang", "en", folder=grown)
        assert result.returncode == 1
        assert "does not have the source's shape yet in: changed." in result.stdout
    assert (grown / "playbook" / TRANSLATION).read_text("utf-8") == before
    _edit(grown, "changed:\n", "changed:\n  - note: Third change\n", TRANSLATION)
    _run(grown, "translate", "--done", KEY)
    assert _codes(grown) == set()


def test_a_new_word_of_the_vocabulary_leaves_the_others_translated(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "playbook", tmp_path / "playbook")
    _edit(tmp_path, "    - {id: steel,", "    - {id: paper, title: 纸业}\n    - {id: steel,", "playbook.yml")
    playbook, problems = load(tmp_path / "playbook")
    assert playbook is not None, problems
    titles = playbook.editions["en"].settings.words("industries")
    assert (titles["paper"], titles["steel"]) == ("纸业", "Steel")
    assert [problem.severity for problem in problems if problem.code == "PB061"] == ["warning"]
