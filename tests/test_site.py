"""The real build of the real playbook, and its pages in a real browser."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from playbook_generator.kinds import all_kinds
from playbook_generator.playbook import Playbook
from tests.conftest import EXAMPLE, run_playbook

SIZES = {"phone": (390, 844), "desk": (1440, 900)}


@contextmanager
def _opened(browser: Browser, url: str, size: str) -> Iterator[tuple[Page, list[str]]]:
    """A page, and the addresses that it asks of other hosts."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    foreign: list[str] = []
    host = urlsplit(url).netloc
    page.on("request", lambda r: foreign.append(r.url) if urlsplit(r.url).netloc not in (host, "") else None)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    yield page, foreign
    page.close()


class _Links(HTMLParser):
    """Collects what a page leads to, and the ids in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value and tag != "base":
                self.targets.append(value)
            elif name == "id" and value:
                self.ids.append(value)


def test_every_record_has_its_page_in_every_language(site: Path, our_playbook: Playbook) -> None:
    for prefix in ("", "en/"):
        for key in our_playbook.source.entries:
            assert (site / prefix / key / "index.html").is_file()
        for folder in all_kinds():
            assert (site / prefix / folder / "index.html").is_file()


def test_no_link_is_dead(site: Path) -> None:
    pages = {path: _Links(path.read_text("utf-8")) for path in site.rglob("*.html") if path.name != "404.html"}
    dead = []
    for path, links in pages.items():
        for target in links.targets:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or target.startswith("data:"):
                continue
            aim = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            aim = aim / "index.html" if aim.is_dir() else aim
            anchor = unquote(parts.fragment)
            if not aim.is_file() or (anchor and aim in pages and anchor not in pages[aim].ids):
                dead.append(f"{path.relative_to(site)}: {target}")
    assert dead == []


def test_ids_are_unique_on_every_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        ids = [found for found in _Links(path.read_text("utf-8")).ids if not found.startswith("__")]
        assert len(ids) == len(set(ids)), path


def test_nothing_is_left_of_markdown(site: Path) -> None:
    """No page shows an asterisk, a bracket or an attribute that should have become markup."""
    for path in site.rglob("*.html"):
        article = re.search(r"<article.*?</article>", path.read_text("utf-8"), re.DOTALL)
        text = re.sub(r"<[^>]+>", "", article.group()) if article else ""
        assert not re.search(r"(?<!\*)\*\*(?!\*)|\]\(|\{ ?[.#]|markdown=", text), path


def test_a_build_leaves_the_old_site_when_the_playbook_has_errors(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "example")
    site = tmp_path / "example" / "site"
    assert run_playbook("build", folder=tmp_path / "example").returncode == 0
    before = (site / "index.html").read_bytes()
    (tmp_path / "example/playbook/rules/short-calls.yml").write_text("title: [\n", "utf-8")
    result = run_playbook("build", folder=tmp_path / "example")
    assert result.returncode == 1
    assert "short-calls.yml:1:8" in result.stdout
    assert "Traceback" not in result.stderr
    assert (site / "index.html").read_bytes() == before
    assert [path.name for path in (tmp_path / "example").iterdir() if path.name.startswith(".")] == []


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """In two folders, one with a space in its name, by two processes with different hash seeds."""
    digests = []
    for name, seed in (("one", "1"), ("an other", "2")):
        shutil.copytree(EXAMPLE, tmp_path / name)
        result = run_playbook("build", folder=tmp_path / name, PYTHONHASHSEED=seed)
        assert result.returncode == 0, result.stdout + result.stderr
        digests.append(_digests(tmp_path / name / "site"))
    assert {"downloads/playbook-site.zip", "sw.js", "index.html", "en/index.html"} < digests[0].keys()
    assert digests[0] == digests[1]


def test_mkdocs_alone_builds_the_source_language(tmp_path: Path) -> None:
    import subprocess
    import sys

    shutil.copytree(EXAMPLE, tmp_path / "example")
    arguments = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    result = subprocess.run(arguments, cwd=tmp_path / "example", capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "example/site/objections/too-dear/index.html").read_text("utf-8")
    assert "你们太贵了" in page
    assert "/en/" not in page
    assert (tmp_path / "example/site/note/index.html").is_file()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["", "en/"])
def test_home_shows_the_objections_in_the_customers_words(
    browser: Browser, address: str, our_playbook: Playbook, language: str, size: str
) -> None:
    edition = our_playbook.editions["en" if language else "zh"]
    with _opened(browser, f"{address}/{language}", size) as (page, foreign):
        text = page.locator("article").inner_text()
        for entry in edition.of_kind("objections"):
            assert entry.record.wordings[0] in text  # type: ignore[attr-defined]
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        assert foreign == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["", "en/"])
def test_an_objection_begins_with_what_to_say_and_ask(
    browser: Browser, address: str, our_playbook: Playbook, language: str, size: str
) -> None:
    """All three without scrolling, on every objection's page."""
    edition = our_playbook.editions["en" if language else "zh"]
    for entry in edition.of_kind("objections"):
        with _opened(browser, f"{address}/{language}{entry.key}/", size) as (page, foreign):
            assert page.locator("h1").inner_text().strip() == entry.record.title
            for part in (".pb-said", ".pb-box--say .pb-spoken", ".pb-box--ask .pb-spoken"):
                box = page.locator(part).first.bounding_box()
                assert box is not None
                assert box["y"] >= 0
                assert box["y"] + box["height"] <= SIZES[size][1], f"{entry.key}: {part}"
            assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
            assert foreign == []


def test_the_language_switch_leads_to_the_same_record(browser: Browser, address: str) -> None:
    with _opened(browser, f"{address}/objections/too-far/", "phone") as (page, _):
        page.locator("a.pb-language").click()
        page.wait_for_url("**/en/objections/too-far/")
        assert page.evaluate("document.documentElement.lang") == "en"
        page.locator("a.pb-language").click()
        page.wait_for_url(f"{address}/objections/too-far/")
