"""The page for editors: which records are to be reviewed when, by whom, and how long they have been due."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from playbook_generator.playbook import Edition, Entry, Playbook
from playbook_generator.rendering.pages import pages
from playbook_generator.rendering.reviews import by_owner
from playbook_generator.values import Choice
from tests.conftest import EXAMPLE, run_playbook

TERM = "review_days: {objections: 100, causes: 10, anecdotes: 100}\n"


def _owned(key: str, edition: Edition, reviewed: date, owner: str) -> Edition:
    entry = edition[key]
    record = entry.record.model_copy(update={"reviewed": reviewed, "owner": Choice(owner) if owner else None})
    return Edition(edition.language, edition.settings, {**edition.entries, key: Entry(entry.id, record, entry.file)})


def _reviewed(edition: Edition, **days: int) -> Edition:
    return Edition(edition.language, edition.settings.model_copy(update={"review_days": days}), edition.entries)


def _page(edition: Edition) -> str:
    return next(page.text for page in pages(edition) if page.path == "editors/index.md")


def test_records_stand_under_their_owner_the_earliest_first(example: Playbook) -> None:
    edition = _reviewed(example.source, objections=100, causes=10, anecdotes=100)
    edition = _owned("objections/too-dear", edition, date(2026, 3, 1), "sales")
    edition = _owned("causes/bargaining", edition, date(2026, 3, 2), "sales")
    edition = _owned("anecdotes/the-trick", edition, date(2026, 3, 3), "")
    assert [(owner, [(day, entry.key) for day, entry in due]) for owner, due in by_owner(edition)] == [
        (None, [(date(2026, 6, 11), "anecdotes/the-trick")]),
        ("销售", [(date(2026, 3, 12), "causes/bargaining"), (date(2026, 6, 9), "objections/too-dear")]),
    ]
    page = _page(edition)
    assert re.findall(r"^## (.*?) \{", page, re.MULTILINE) == ["没有负责人", "销售"]
    assert re.findall(r'data-due="(.*?)"', page) == ["2026-06-11", "2026-03-12", "2026-06-09"]
    assert page.count("2026-03-02 审阅") == 1


def test_without_an_interval_the_page_says_so(example: Playbook) -> None:
    for language, said in (("zh", "什么都不会到期"), ("en", "nothing is ever due")):
        page = _page(_reviewed(example.editions[language]))
        assert said in page
        assert "data-due" not in page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with intervals, built."""
    folder = tmp_path_factory.mktemp("reviews") / "example"
    shutil.copytree(EXAMPLE, folder)
    with (folder / "playbook/playbook.yml").open("a", encoding="utf-8") as file:
        file.write(TERM)
    result = run_playbook("build", "--only", "site", folder=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


@pytest.mark.parametrize(
    ("language", "none", "one"),
    [
        ("", "到今天没有过期的。", ("到今天有 1 条过期。", "过期 3 天")),
        ("en/", "Nothing is overdue today.", ("Overdue today: 1.", "days over: 3")),
    ],
)
def test_the_reader_s_day_decides_what_is_overdue(
    browser: Browser, site: Path, language: str, none: str, one: tuple[str, str]
) -> None:
    due = sorted(re.findall(r'data-due="(.*?)"', (site / language / "editors/index.html").read_text("utf-8")))
    assert due[0] < due[1]
    page = browser.new_page(timezone_id="Asia/Shanghai")
    first = datetime.fromisoformat(due[0])
    # Half past midnight in Shanghai is still the day before in UTC.
    for day, said, marks in (
        (first.replace(hour=23), none, []),
        (first.replace(day=first.day + 3, minute=30), one[0], [one[1]]),
    ):
        page.clock.set_fixed_time(f"{day.isoformat()}+08:00")
        page.goto((site / language / "editors/index.html").as_uri())
        assert page.locator(".pb-reviews__news").inner_text() == said
        assert page.locator(".pb-reviews .pb-badge--care").all_inner_texts() == marks
    page.close()


def test_every_page_leads_there(site: Path) -> None:
    for page, way in (("index.html", "editors/"), ("en/causes/bargaining/index.html", "../../editors/")):
        assert f'<a href="{way}">' in (site / page).read_text("utf-8")
