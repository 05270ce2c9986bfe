"""Pages of the example as Markdown, compared with the files in `tests/golden`.

After a change that is meant: `python -m pytest tests/test_rendering.py --write-golden`, then read the difference.
"""

from __future__ import annotations

import re

import pytest

from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.record import model_values
from playbook_generator.playbook import Playbook
from playbook_generator.rendering.pages import pages
from playbook_generator.rendering.words import words
from playbook_generator.values import Text
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden"
PAGES = [
    "index.md",
    "objections/index.md",
    "objections/too-dear.md",
    "causes/bargaining.md",
    "frameworks/real-or-not.md",
    "processes/visit.md",
    "steps/ask.md",
    "rules/short-calls.md",
    "anecdotes/the-trick.md",
    "worksheets/log.md",
    "glossary/margin.md",
    "sources/notes.md",
]


def _golden(path: str, text: str, write: bool) -> None:
    file = GOLDEN / path.replace("/", "--")
    if write:
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")


@pytest.mark.parametrize("path", PAGES)
def test_page(path: str, example: Playbook, pytestconfig: pytest.Config) -> None:
    made = {page.path: page.text for page in pages(example.source)}
    _golden(path, made[path], pytestconfig.getoption("--write-golden"))


@pytest.mark.parametrize("path", ["objections/too-dear.md", "glossary/margin.md"])
def test_page_in_another_language(path: str, example: Playbook, pytestconfig: pytest.Config) -> None:
    """One record with its translation, one without: its texts are marked as Chinese."""
    made = {page.path: page.text for page in pages(example.editions["en"])}
    _golden(f"en/{path}", made[path], pytestconfig.getoption("--write-golden"))


def test_every_text_of_a_record_is_on_its_page(example: Playbook) -> None:
    """No field is forgotten by a template: each text of each record stands on the record's page."""
    made = {page.path: page.text for page in pages(example.source)}
    for entry in example.source.entries.values():
        page = made[f"{entry.key}.md"]
        for path, value in model_values(entry.record):
            # These serve search and the pages of changes, and the summary of an objection serves lists.
            if path[:1] in (("also",), ("changed",)) or (entry.folder, path) == ("objections", ("summary",)):
                continue
            if isinstance(value, Text):
                for word in re.findall(r"[\w]+", re.sub(r"\]\([^)]*\)", "", value)):
                    assert word in page, f"{entry.key}: {path}: {word}"


def test_a_field_that_is_not_written_leaves_nothing(example: Playbook) -> None:
    page = next(page.text for page in pages(example.source) if page.path == "steps/agree.md")
    headings = re.findall(r"^#+ (.*?) \{", page, re.MULTILINE)
    assert headings == ["拜访", "谁用到它", "流程", "依据"]


def test_a_caution_stands_beside_every_link(example: Playbook) -> None:
    for edition in example.editions.values():
        badge = words(edition.language)["caution.stop"]
        for page in pages(edition):
            for link in re.finditer(r"\]\([^)]*the-trick\.md\)(.{0,60})", page.text):
                assert badge in link.group(1), page.path


def test_all_languages_have_the_same_words_of_the_interface() -> None:
    assert words("zh").keys() == words("en").keys()
    for kind in all_kinds().values():
        for name in kind.model_fields:
            assert f"fields.{name}" in words("en")
