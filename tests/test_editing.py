"""Renaming and tidying change what they should and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from playbook_generator.editing.tidying import tidied
from playbook_generator.loading import load
from playbook_generator.reading import read
from tests.conftest import EXAMPLE, ROOT, run_playbook


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the example playbook."""
    shutil.copytree(EXAMPLE / "playbook", tmp_path / "playbook")
    return tmp_path


def _texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.yml"))}


def test_renaming_follows_every_reference_and_leaves_an_alias(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "playbook", tmp_path / "playbook")
    folder, old, new = tmp_path / "playbook", "objections/price-too-high", "objections/too-dear"
    card = folder / f"{old}.yml"
    card.write_text("# keep me\n" + card.read_text("utf-8"), "utf-8")
    before = _texts(folder)
    result = run_playbook("rename", old, new, folder=tmp_path)
    assert result.returncode == 0, result.stderr
    after = _texts(folder)
    assert load(folder)[0] is not None
    assert f"{old}.yml" not in after
    assert f"translations/en/{old}.yml" not in after
    assert after[f"translations/en/{new}.yml"] == before[f"translations/en/{old}.yml"]
    assert after[f"{new}.yml"].startswith("# keep me\n")
    assert "aliases:\n  - price-too-high\n" in after[f"{new}.yml"]
    naming = [name for name, text in before.items() if old in text]
    assert "queries.yml" in naming
    for name in naming:
        assert old not in after[name]
        assert after[name] == before[name].replace(old, new), name
    others = set(before) - {*naming, f"{old}.yml", f"translations/en/{old}.yml"}
    assert {name: after[name] for name in others} == {name: before[name] for name in others}


def test_renaming_leaves_translations_up_to_date(tmp_path: Path) -> None:
    """The texts that a translation was made of hold links to the record."""
    shutil.copytree(ROOT / "playbook", tmp_path / "playbook")
    folder = tmp_path / "playbook"
    behind = folder / "translations/en/causes/unfamiliar.yml"
    assert "](causes/hearsay)" in behind.read_text("utf-8")
    text = (folder / "causes/unfamiliar.yml").read_text("utf-8")
    (folder / "causes/unfamiliar.yml").write_text(text.replace("title: ", "title: 还", 1), "utf-8")
    assert run_playbook("rename", "causes/hearsay", "causes/rumour", folder=tmp_path).returncode == 0
    assert "](causes/rumour)" in (folder / "frameworks/objection-diagnosis.yml").read_text("utf-8")
    outdated = [problem.file for problem in load(folder)[1] if problem.code == "PB077"]
    assert outdated == ["playbook/translations/en/causes/unfamiliar.yml"]


def test_renaming_back_takes_the_alias_away(project: Path) -> None:
    before = _texts(project / "playbook")
    assert run_playbook("rename", "causes/bargaining", "causes/haggling", folder=project).returncode == 0
    assert "cause: haggling" in _texts(project / "playbook")["objections/too-dear.yml"]
    assert run_playbook("rename", "causes/haggling", "causes/bargaining", folder=project).returncode == 0
    after = _texts(project / "playbook")
    assert "aliases:\n  - haggling\n" in after.pop("causes/bargaining.yml")
    before.pop("causes/bargaining.yml")
    assert after == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("causes/nothing", "causes/haggling"),
        ("causes/bargaining", "steps/haggling"),
        ("causes/bargaining", "causes/Haggling"),
        ("causes/bargaining", "../haggling"),
        ("objections/too-dear", "objections/too-dear"),
    ],
)
def test_what_cannot_be_renamed_is_wrong_usage(project: Path, old: str, new: str) -> None:
    before = _texts(project / "playbook")
    assert run_playbook("rename", old, new, folder=project).returncode == 2
    assert _texts(project / "playbook") == before


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("playbook/causes/bargaining.yml", "causes/haggling", "`causes/bargaining`"),
        ("causes/bargainin", "causes/haggling", "`causes/bargaining`"),
        ("causes/bargaining", "Haggling", "`causes/haggling`"),
    ],
)
def test_what_was_probably_meant_is_suggested(project: Path, old: str, new: str, meant: str) -> None:
    assert f"Did you mean {meant}?" in run_playbook("rename", old, new, "--lang", "en", folder=project).stderr


def test_what_cannot_be_written_in_the_one_style_is_left_alone(project: Path) -> None:
    file = project / "playbook/causes/bargaining.yml"
    text = file.read_text("utf-8").replace("title: ", "title:\t", 1)
    file.write_text(text, "utf-8")
    assert run_playbook("check", folder=project).returncode == 0
    assert "was left as it is" in run_playbook("fmt", "--lang", "en", folder=project).stdout
    result = run_playbook("rename", "causes/bargaining", "causes/haggling", "--lang", "en", folder=project)
    assert result.returncode == 2
    assert "Often a tab is in the way" in result.stderr
    assert file.read_text("utf-8") == text


def test_a_former_id_leads_to_the_one_of_now(project: Path) -> None:
    assert run_playbook("rename", "causes/bargaining", "causes/haggling", folder=project).returncode == 0
    for command in (("rename", "causes/bargaining", "causes/x"), ("translate", "causes/bargaining")):
        result = run_playbook(*command, "--lang", "en", folder=project)
        assert result.returncode == 2
        assert "Did you mean `causes/haggling`?" in result.stderr


def test_nothing_is_renamed_while_there_are_errors(project: Path) -> None:
    file = project / "playbook" / "causes/bargaining.yml"
    file.write_text(file.read_text("utf-8") + "x: y\n", "utf-8")
    before = _texts(project / "playbook")
    result = run_playbook("rename", "causes/bargaining", "causes/haggling", folder=project)
    assert result.returncode == 1
    assert "PB031" in result.stdout
    assert _texts(project / "playbook") == before


UNTIDY = """# At the top
title:   太贵   # beside
also: [a,   'b']
wordings:
- one    # first
-   two

# before a field
table:
      rows:
        - - a
          - |
            b
            c
        - - d
# at the end
"""
TIDY = """# At the top
title: 太贵     # beside
also: [a, 'b']
wordings:
  - one  # first
  - two

# before a field
table:
  rows:
    - - a
      - |
        b
        c
    - - d
# at the end
"""


def test_tidying_keeps_comments_values_and_quotation_marks() -> None:
    assert tidied(UNTIDY) == TIDY
    assert tidied(TIDY) == TIDY
    assert read(TIDY.encode()).value == read(UNTIDY.encode()).value


def test_a_long_list_in_brackets_is_broken_after_commas() -> None:
    words = ", ".join(f"word number {n}" for n in range(40))
    text = tidied(f"groups:\n  - [{words}]\n")
    assert max(map(len, text.split("\n"))) <= 120
    assert all(line.endswith((",", "]", "groups:", "")) for line in text.split("\n"))
    assert read(text.encode()).value == {"groups": [[f"word number {n}" for n in range(40)]]}


def test_a_reader_who_closes_the_pipe_is_no_fault_of_the_tool(project: Path) -> None:
    command = [sys.executable, "-m", "playbook_generator", "-C", str(project), "explain"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""


def test_our_own_files_are_tidy() -> None:
    for path in sorted((ROOT / "playbook").rglob("*.yml")):
        text = path.read_text("utf-8")
        assert tidied(text) == text, path


def test_fmt_writes_untidy_files_and_shows_broken_ones(project: Path) -> None:
    folder = project / "playbook"
    run_playbook("fmt", folder=project)
    before = _texts(folder)
    file, broken = folder / "causes/bargaining.yml", folder / "objections/too-dear.yml"
    file.write_bytes(file.read_bytes().replace(b": ", b":   ").replace(b"\n", b"\r\n"))
    broken.write_text('title: "\n', "utf-8")
    result = run_playbook("fmt", folder=project)
    assert result.returncode == 1
    assert "PB012" in result.stdout
    assert broken.read_text("utf-8") == 'title: "\n'
    assert file.read_bytes().decode() == before["causes/bargaining.yml"]
