"""What changed: the page, the feed, and what is new on a device."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from playbook_generator.kinds.record import Change
from playbook_generator.playbook import Edition, Entry, Playbook
from playbook_generator.rendering.changes import LATEST, days, events, feed
from playbook_generator.rendering.pages import pages
from playbook_generator.values import Text
from tests.conftest import EXAMPLE, run_playbook

ATOM = "{http://www.w3.org/2005/Atom}"
NEW = "changed: [{date: 2026-01-09, note: 换了开场。}, {date: 2026-01-03, note: 补了话术。}]"
OLD = "changed: [{date: 2026-01-03, note: 补了话术。}]"


def _with(edition: Edition, key: str, *changes: tuple[date, str]) -> Edition:
    """The edition with other changes in one record, the newest first, as in a file."""
    entry = edition[key]
    listed = [Change(date=day, note=Text(note)) for day, note in changes]
    record = entry.record.model_copy(update={"changed": listed})
    return Edition(edition.language, edition.settings, {**edition.entries, key: Entry(entry.id, record, entry.file)})


def _page(edition: Edition) -> str:
    return next(page.text for page in pages(edition) if page.path == "changes/index.md")


def test_the_newest_change_comes_first(example: Playbook) -> None:
    edition = _with(example.source, "causes/bargaining", (date(2026, 2, 1), "third"), (date(2025, 1, 1), "first"))
    assert [event.note for event in events(edition)] == ["third", "补了话术。", "first"]
    assert [day for day, _ in days(edition)] == [date(2026, 2, 1), date(2026, 1, 3), date(2025, 1, 1)]


def test_only_the_last_changes_are_told(example: Playbook) -> None:
    many = [(date(2026, 3, 1), f"change {number}") for number in range(LATEST, -1, -1)]
    notes = [event.note for event in events(_with(example.source, "causes/bargaining", *many))]
    assert len(notes) == LATEST
    assert notes[0] == f"change {LATEST}"
    assert "补了话术。" not in notes


def test_a_change_keeps_its_name_when_others_come(example: Playbook) -> None:
    day = date(2026, 2, 1)
    before = _with(example.source, "causes/bargaining", (day, "b"), (day, "a"))
    after = _with(example.source, "causes/bargaining", (date(2026, 2, 2), "d"), (day, "c"), (day, "b"), (day, "a"))
    names = {event.note: event.name for event in events(after)}
    assert {event.note: event.name for event in events(before)}.items() <= names.items()
    assert len(set(names.values())) == len(names)


def test_no_change_is_said_plainly(example: Playbook) -> None:
    for language, said in (("zh", "还没有登记过改动"), ("en", "No change has been recorded yet")):
        page = _page(_with(example.editions[language], "objections/too-dear"))
        assert said in page
        assert "data-change" not in page
        assert "feed.xml" in page


@pytest.mark.parametrize("address", ["", "https://example.com/book/"])
def test_the_feed_is_an_atom_feed(example: Playbook, address: str) -> None:
    edition = _with(example.source, "causes/bargaining", (date(2026, 2, 1), "a < b & c"))
    top = ElementTree.fromstring(feed(edition, address))
    assert top.tag == f"{ATOM}feed"
    assert top.findtext(f"{ATOM}updated") == "2026-02-01T00:00:00Z"
    entries = top.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}summary") for entry in entries] == ["a < b & c", "补了话术。"]
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["讨价还价", "太贵"]
    for part in (top, *entries):
        assert part.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
        links = {link.get("rel"): link.get("href") for link in part.findall(f"{ATOM}link")}
        assert str(links["alternate"]).startswith(address or "../")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_a_feeds_ids_hold_in_later_builds_and_differ_by_language(example: Playbook) -> None:
    def ids(edition: Edition) -> set[str]:
        top = ElementTree.fromstring(feed(edition, "https://example.com/"))
        return {element.text or "" for element in top.iter(f"{ATOM}id")}

    later = _with(example.source, "causes/bargaining", (date(2026, 2, 1), "more"))
    assert ids(example.source) < ids(later)
    assert not ids(example.source) & ids(example.editions["en"])


def test_a_note_without_a_translation_is_marked(example: Playbook) -> None:
    english = _with(example.editions["en"], "causes/bargaining", (date(2026, 2, 1), "没有译文"))
    summary = next(ElementTree.fromstring(feed(english, "")).iter(f"{ATOM}summary"))
    assert summary.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh"
    assert '<span lang="zh">没有译文</span>' in _page(english)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A project with the example, built, and where its site is served."""
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    _build(folder)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder / "site"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _build(folder: Path) -> None:
    result = run_playbook("build", "--only", "site", folder=folder)
    assert result.returncode == 0, result.stdout + result.stderr


def test_both_languages_have_their_feed_whose_links_lead_to_pages(served: tuple[Path, str]) -> None:
    folder, _ = served
    for language, path in (("zh", "changes"), ("en", "en/changes")):
        home = folder / "site" / path
        top = ElementTree.parse(home / "feed.xml").getroot()
        assert top.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        for link in top.iter(f"{ATOM}link"):
            aim = home / str(link.get("href"))
            assert (aim / "index.html" if aim.is_dir() else aim).is_file()


def test_a_device_is_told_what_is_new_since_it_last_looked(browser: Browser, served: tuple[Path, str]) -> None:
    folder, address = served
    context = browser.new_context()
    page = context.new_page()
    badges, news = page.locator(".pb-changes__new"), page.locator(".pb-changes__news")
    page.goto(f"{address}/changes/")
    assert badges.count() == 0
    assert news.inner_text() == ""
    page.reload()
    assert news.inner_text() == "你上次看过以后，没有新的改动。"
    file = folder / "playbook/objections/too-dear.yml"
    file.write_text(file.read_text("utf-8").replace(OLD, NEW), "utf-8")
    english = folder / "playbook/translations/en/objections/too-dear.yml"
    english.write_text(english.read_text("utf-8").replace("changed: [", "changed: [{note: Opens anew.}, "), "utf-8")
    _build(folder)
    page.goto(f"{address}/en/changes/")
    assert badges.count() == 1
    assert news.inner_text() == "New since you last looked: 1."
    assert page.locator("[data-change]").first.locator(".pb-changes__new").count() == 1
    page.goto(f"{address}/changes/")
    assert badges.count() == 0, "what was seen in one language is seen in the other"
    context.close()


def test_without_storage_the_page_is_as_it_was_built(browser: Browser, served: tuple[Path, str]) -> None:
    _, address = served
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    for broken in ("throw new Error('blocked')", "return {getItem: () => 'nonsense{', setItem: () => {}}"):
        page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{get() {{ {broken} }}}})")
        page.goto(f"{address}/changes/")
        assert page.locator("[data-change]").count() == 1
        assert page.locator(".pb-changes__new").count() == 0
    # The theme's own script for the palette asks for the storage without a guard.
    assert [fault for fault in faults if "playbook.changes" in fault] == []
    context.close()
