"""Every code has its words in every language, and each example does what it says."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from playbook_generator.explaining import Explanation, explanations, page_of_all, page_of_fields
from playbook_generator.loading import load
from playbook_generator.problems import catalogue

ROOT = Path(__file__).parent.parent
BASE = Path(__file__).parent / "bad" / "base"
TODAY = date(2026, 11, 24)
PAGES = {"en": ROOT / "docs" / "problems.md", "zh": ROOT / "docs" / "problems.zh.md"}


def codes_in_the_code() -> set[str]:
    """The codes that the package gives to problems."""
    files = (ROOT / "generator" / "playbook_generator").rglob("*.py")
    return {code for file in files for code in re.findall(r"\bPB0\d\d\b", file.read_text("utf-8"))}


def test_every_code_has_its_words_and_its_explanation() -> None:
    in_messages = {language: {key for key in catalogue(language) if key.startswith("PB")} for language in PAGES}
    assert in_messages["en"] == in_messages["zh"] == set(explanations()) == codes_in_the_code()
    for language in PAGES:
        for code in explanations():
            words = catalogue(language)[code]
            assert words["message"], code
            assert words["hint"], code
            assert explanations()[code]["zh" if language == "zh" else "en"], code


@pytest.mark.parametrize("language", PAGES)
def test_the_page_in_the_docs_is_what_the_command_says(language: str) -> None:
    assert PAGES[language].read_text("utf-8") == page_of_all(language)


@pytest.mark.parametrize(("language", "name"), [("en", "fields.md"), ("zh", "fields.zh.md")])
def test_the_field_reference_in_the_docs_is_what_the_models_say(language: str, name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == page_of_fields(language)


def _codes(folder: Path) -> set[str]:
    return {problem.code for problem in load(folder / "playbook", TODAY)[1]}


def _write(folder: Path, entry: Explanation, part: str) -> None:
    """Write an example into a copy of the base playbook: its lines take the place of those of the same fields."""
    shutil.copytree(BASE, folder / "playbook")
    if name := entry.get(f"{part}_file"):
        source = "translations/en/objections/too-far.yml" if "translations" in str(name) else "objections/too-far.yml"
        path = folder / "playbook" / str(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BASE / source, path)
        return
    path = folder / "playbook" / entry.get("file", "objections/price-too-high.yml")
    example = str(entry[part])  # type: ignore[literal-required]
    keys = set(re.findall(r"^\ufeff?(\w+):", example, re.MULTILINE))
    blocks = re.split(r"^(?=\w)", path.read_text("utf-8"), flags=re.MULTILINE)
    rest = "".join(block for block in blocks if block.partition(":")[0] not in keys)
    path.write_text(example + rest if "\ufeff" in example else rest + example, "utf-8")


WITH_EXAMPLES = [code for code, entry in explanations().items() if "wrong" in entry or "wrong_file" in entry]


@pytest.mark.parametrize("code", WITH_EXAMPLES)
def test_the_wrong_example_is_wrong_and_the_right_one_is_right(code: str, tmp_path: Path) -> None:
    entry = explanations()[code]
    for part in ("wrong", "right"):
        _write(tmp_path / part, entry, part)
    assert code in _codes(tmp_path / "wrong")
    errors = {problem.code for problem in load(tmp_path / "right" / "playbook")[1] if problem.severity == "error"}
    assert code not in _codes(tmp_path / "right")
    assert not errors
