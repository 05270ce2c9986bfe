"""The preview makes few pages anew after an edit, and the site is the one that a build from nothing makes."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook_generator.engines.mkdocs import build_language
from playbook_generator.engines.remembering import Memory
from tests.conftest import EXAMPLE, ROOT

CARD = "playbook/objections/too-dear.yml"


class _Project:
    """A copy of the example, built again and again in one language."""

    def __init__(self, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
        self.folder = folder
        self.memory = Memory()
        self._caplog = caplog
        shutil.copytree(EXAMPLE / "playbook", folder / "playbook")
        shutil.copytree(ROOT / "pages", folder / "pages")
        shutil.copy(ROOT / "mkdocs.yml", folder)

    def build(self, memory: Memory | None = None) -> dict[str, bytes]:
        """The site's files."""
        site = self.folder / "site"
        assert build_language(self.folder / "mkdocs.yml", "zh", ["zh", "en"], site, [], memory=memory) == []
        return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    def built_again(self) -> set[str]:
        """Build with the memory, as from nothing; returns the records whose pages were made for it."""
        fresh = self.build()
        self._caplog.clear()
        with self._caplog.at_level(logging.DEBUG, "mkdocs.commands.build"):
            assert self.build(self.memory) == fresh
        prefix = "Building page "
        pages = [text.removeprefix(prefix) for text in self._caplog.messages if text.startswith(prefix)]
        return {page for page in pages if "/" in page and not page.endswith("/index.md")}

    def edit(self, file: str, change: Callable[[str], str]) -> None:
        path = self.folder / file
        before = path.read_text("utf-8")
        assert change(before) != before
        path.write_text(change(before), "utf-8")


@pytest.fixture
def project(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> _Project:
    """A project that was built once."""
    made = _Project(tmp_path, caplog)
    assert len(made.built_again()) > 10
    return made


def _replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def test_without_an_edit_no_record_is_made_again(project: _Project) -> None:
    assert project.built_again() == set()


def test_an_edit_makes_its_own_page(project: _Project) -> None:
    project.edit(CARD, _replaced("say_first: ", "say_first: 改过了。"))
    assert project.built_again() == {"objections/too-dear.md"}


def test_a_title_is_new_on_the_pages_that_link_to_it(project: _Project) -> None:
    project.edit(CARD, _replaced("title: ", "title: 改过的"))
    made = project.built_again()
    assert made > {"objections/too-dear.md"}
    linking = [page for page in made if page != "objections/too-dear.md"]
    for page in linking:
        assert "改过的" in (project.folder / "site" / page.removesuffix(".md") / "index.html").read_text("utf-8")


def _later(text: str) -> str:
    """A record that was reviewed on a later day than all others."""
    return re.sub("(?m)^reviewed: .*$", "reviewed: 2031-01-01", text)


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("playbook/playbook.yml", lambda text: text.replace("name: ", "name: 新", 1)),
        ("mkdocs.yml", _replaced("  - downloads/index.md\n  - changes/", "  - changes/index.md\n  - downloads/")),
        ("mkdocs.yml", _replaced("    - navigation.top\n", "")),
        ("pages/zh/about.md", _replaced("title: ", "title: 新")),
        (CARD, _later),
    ],
    ids=["name", "navigation", "feature", "title in the navigation", "newest day"],
)
def test_what_stands_on_every_page_makes_them_all(project: _Project, file: str, change: Callable[[str], str]) -> None:
    project.edit(file, change)
    assert len(project.built_again()) > 10


def test_a_build_with_warnings_is_not_remembered(project: _Project) -> None:
    page = project.folder / "pages/zh/search/more.md"
    page.parent.mkdir()
    page.write_text("# 更多\n\n[哪里](nowhere.md)\n", "utf-8")
    site = project.folder / "site"
    config = project.folder / "mkdocs.yml"
    first, second = (build_language(config, "zh", ["zh", "en"], site, [], memory=project.memory) for _ in range(2))
    assert first == second
    assert "nowhere.md" in first[0]
