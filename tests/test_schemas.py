"""The schemas accept what the check accepts, and know this playbook's ids and words."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from playbook_generator.schemas import vscode_settings
from tests.conftest import ROOT, run_playbook


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our playbook with its schemas written."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "playbook", folder / "playbook")
    result = run_playbook("schema", "--lang", "zh", folder=folder)
    assert result.returncode == 0, result.stderr
    return folder


def _plain(value: Any) -> Any:
    """What an editor's YAML reader makes of a file: dates are texts."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def test_every_record_and_translation_fits_its_schema(project: Path) -> None:
    wired = json.loads((project / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    checked = set()
    for name, patterns in wired.items():
        schema = json.loads((project / name).read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for path in sorted(path for pattern in patterns for path in project.glob(pattern)):
            assert not list(validator.iter_errors(_plain(yaml.safe_load(path.read_text("utf-8"))))), path
            checked.add(path)
    assert checked == set((project / "playbook").rglob("*.yml"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"say_frist": "x"},
        {"group": "prise"},
        {"steps": ["nothing"]},
        {"title": 12},
        {"wordings": "x"},
        {"basis": "x"},
    ],
)
def test_the_schema_refuses_what_the_check_refuses(project: Path, wrong: dict[str, object]) -> None:
    schema = json.loads((project / ".schemas/objections.json").read_text("utf-8"))
    record = _plain(yaml.safe_load((project / "playbook/objections/price-too-high.yml").read_text("utf-8")))
    validator = jsonschema.Draft202012Validator(schema)
    assert not list(validator.iter_errors(record))
    assert list(validator.iter_errors({**record, **wrong}))


def test_descriptions_speak_the_editors_language(project: Path) -> None:
    schema = json.loads((project / ".schemas/objections.json").read_text("utf-8"))
    assert schema["properties"]["say_first"]["description"] == "五秒钟内先回的那一句。"


def test_the_settings_in_the_repository_are_the_generated_ones() -> None:
    assert (ROOT / ".vscode/settings.json").read_text("utf-8") == vscode_settings()


def test_settings_that_are_there_are_left_alone(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "playbook", tmp_path / "playbook")
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/settings.json").write_text("{}\n", "utf-8")
    assert run_playbook("schema", folder=tmp_path).returncode == 0
    assert (tmp_path / ".vscode/settings.json").read_text("utf-8") == "{}\n"
