"""What someone writes into an issue form of this repository becomes a draft of the record that the form is about."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from playbook_generator.kinds import all_kinds
from playbook_generator.loading import load
from playbook_generator.reading import read
from tests.conftest import EXAMPLE, ROOT, run_playbook

FOLDER = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = {"objection": FOLDER / "report-objection.yml", "anecdote": FOLDER / "report-anecdote.yml"}
KINDS = {kind.kind_name: kind for kind in all_kinds().values()}

Field = dict[str, Any]


def _fields(kind: str) -> list[Field]:
    """The fields of a form that somebody fills in."""
    form = yaml.safe_load(FORMS[kind].read_text("utf-8"))
    return [field for field in form["body"] if field["type"] != "markdown"]


def _name(field: Field) -> str:
    found = re.search(r"\((\w+)\)$", field["attributes"]["label"])
    return found[1] if found else ""


def _issue(kind: str, answers: dict[str, str]) -> str:
    """The text that the host makes of answers: a heading a field, and what it writes where there is none."""
    parts = []
    for field in _fields(kind):
        if field["type"] == "checkboxes":
            answer = "\n".join(f"- [X] {option['label']}" for option in field["attributes"]["options"])
        else:
            answer = answers.get(field["id"], "_No response_")
        parts.append(f"### {field['attributes']['label']}\n\n{answer}")
    return "\n\n".join(parts)


def test_the_forms_are_as_the_host_wants_them() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms"]
    result = subprocess.run([*command, *FORMS.values()], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("kind", FORMS)
def test_labels_are_bilingual_and_name_fields_of_the_kind(kind: str) -> None:
    names = [_name(field) for field in _fields(kind)]
    assert len([name for name in names if name]) >= 6
    for field, name in zip(_fields(kind), names, strict=True):
        assert re.fullmatch(r"[^/]*[\u4e00-\u9fff][^/]* / [^\u4e00-\u9fff/]+", field["attributes"]["label"])
        if name:
            assert name in KINDS[kind].model_fields
            assert field["id"] == name
            assert (field["type"] == "input") == (name in ("title", "setting", "use_when", "say_first"))


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_answer_stands_in_the_draft(kind: str, ending: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "playbook", tmp_path / "playbook")
    answers = {
        field["id"]: f"第一句：{name}\nSecond: “{name}”" if field["type"] == "textarea" else f"一句：{name} #1"
        for field in _fields(kind)
        if (name := _name(field))
    }
    issue = tmp_path / "issue.md"
    issue.write_text(_issue(kind, answers).replace("\n", ending), "utf-8", newline="")
    result = run_playbook("new", kind, "brand-new", "--from-issue", issue, "--lang", "en", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    path = tmp_path / "playbook" / KINDS[kind].folder / "brand-new.yml"
    value = read(path.read_bytes()).value
    assert value is not None
    for name, answer in answers.items():
        written = value[name]
        assert written == (answer.split("\n") if isinstance(written, list) else answer), name
    problems = [found for found in load(tmp_path / "playbook")[1] if found.file.endswith("/brand-new.yml")]
    assert {found.code for found in problems} - {"PB075", "PB081"} == {"PB056"}, "what is left is to be filled in"
    assert {str(found.details["field"]) for found in problems if found.code == "PB056"}.isdisjoint(answers)


@pytest.mark.parametrize("kind", FORMS)
def test_what_was_left_out_is_to_be_filled_in(kind: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "playbook", tmp_path / "playbook")
    (tmp_path / "issue.md").write_text(_issue(kind, {}), "utf-8")
    arguments = ("new", kind, "brand-new", "--from-issue", tmp_path / "issue.md")
    assert run_playbook(*arguments, folder=tmp_path).returncode == 0
    filled = (tmp_path / "playbook" / KINDS[kind].folder / "brand-new.yml").read_text("utf-8")
    assert "_No response_" not in filled
    assert re.search(r"^title: \?\?\?$", filled, re.MULTILINE)
