"""Marks: the star on each record's page, what was read last, and the page that lists both."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from playbook_generator.playbook import Edition, Entry, Playbook
from playbook_generator.rendering.pages import pages
from tests.theme.test_practice_page import BLOCKED

KEYS = ["objections/price-too-high", "anecdotes/false-hometown", "glossary/rebate"]


def marked(page: Page, name: str) -> Locator:
    return page.locator(f"[data-list={name}] li a")


def star(page: Page) -> Locator:
    return page.locator(".pb-star")


@pytest.fixture
def starred(phone: Page, address: str) -> Page:
    """A phone on which three pages were starred, one after the other."""
    for key in KEYS:
        phone.goto(f"{address}{key}/")
        star(phone).tap()
        expect(star(phone)).to_have_attribute("aria-pressed", "true")
    return phone


def titles(edition: Edition, *keys: str) -> list[str]:
    return [str(edition[key].record.title) for key in keys]


def test_a_star_stays_and_goes(phone: Page, address: str) -> None:
    phone.goto(f"{address}{KEYS[0]}/")
    button = phone.get_by_role("button", name="加星")
    expect(button).to_have_attribute("aria-pressed", "false")
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    button.tap()
    # The same page in the other language is the same record.
    phone.goto(f"{address}en/{KEYS[0]}/")
    expect(star(phone)).to_have_attribute("aria-pressed", "true")
    star(phone).focus()
    phone.keyboard.press("Enter")
    expect(star(phone)).to_have_attribute("aria-pressed", "false")
    phone.goto(f"{address}marks/")
    expect(marked(phone, "starred")).to_have_count(0)
    expect(phone.get_by_text("还没有加星的")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_lists_both_the_newest_first(
    starred: Page, address: str, our_playbook: Playbook, language: str
) -> None:
    edition = our_playbook.editions[language]
    root = address if language == "zh" else f"{address}en/"
    starred.goto(f"{address}causes/bargaining/")
    starred.goto(f"{root}marks/")
    expect(marked(starred, "starred")).to_have_text(titles(edition, *KEYS[::-1]))
    expect(marked(starred, "recent")).to_have_text(titles(edition, "causes/bargaining", *KEYS[::-1]))
    # Who is led to a story that warns sees that before.
    warning = starred.locator("[data-list=starred] li", has=starred.locator("a[href*=false-hometown]"))
    expect(warning.locator(".pb-badge--stop")).to_be_visible()
    marked(starred, "starred").last.tap()
    starred.wait_for_url(f"{root}{KEYS[0]}/")


def test_reading_again_moves_to_the_top_without_doubling(starred: Page, address: str, our_playbook: Playbook) -> None:
    starred.goto(f"{address}{KEYS[0]}/")
    starred.goto(f"{address}marks/")
    order = [KEYS[0], KEYS[2], KEYS[1]]
    expect(marked(starred, "recent")).to_have_text(titles(our_playbook.source, *order))


def test_each_can_be_removed_and_brought_back(starred: Page, address: str, our_playbook: Playbook) -> None:
    starred.goto(f"{address}marks/")
    names = titles(our_playbook.source, *KEYS[::-1])
    starred.locator("[data-list=starred]").get_by_role("button", name=f"移除“{names[1]}”").tap()
    expect(marked(starred, "starred")).to_have_text([names[0], names[2]])
    expect(marked(starred, "recent")).to_have_text(names)
    expect(starred.get_by_role("status").filter(has_text=f"已移除：{names[1]}")).to_be_visible()
    expect(starred.get_by_role("button", name=f"移除“{names[2]}”").first).to_be_focused()
    starred.get_by_role("button", name="撤销").tap()
    expect(marked(starred, "starred")).to_have_text(names)
    # Gone here is gone there, also on a page to which one goes back.
    starred.locator("[data-list=starred]").get_by_role("button", name=f"移除“{names[0]}”").tap()
    starred.go_back()
    expect(star(starred)).to_have_attribute("aria-pressed", "false")


def test_everything_is_erased_with_one_button(starred: Page, address: str) -> None:
    starred.goto(f"{address}marks/")
    stored = "Object.keys(localStorage).filter((key) => /^playbook\\.(starred|recent)/.test(key))"
    assert starred.evaluate(stored)
    starred.get_by_role("button", name="全部清除").tap()
    expect(starred.locator("#marks li")).to_have_count(0)
    expect(starred.get_by_role("button", name="全部清除")).to_be_hidden()
    assert starred.evaluate(stored) == []
    expect(starred.get_by_role("button", name="撤销")).to_be_focused()
    starred.keyboard.press("Enter")
    expect(marked(starred, "starred")).to_have_count(3)


def test_the_list_with_marks_is_accessible(starred: Page, address: str) -> None:
    starred.goto(f"{address}marks/")
    starred.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    assert starred.evaluate("async () => (await axe.run()).violations.map((rule) => rule.id)") == []
    for button in starred.locator("#marks button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_a_renamed_record_is_found_by_its_former_id(example: Playbook) -> None:
    entry = example.source["causes/bargaining"]
    record = entry.record.model_copy(update={"aliases": ["haggling"]})
    entries = {**example.source.entries, entry.key: Entry(entry.id, record, entry.file)}
    edition = Edition(example.source.language, example.source.settings, entries)
    page = next(page for page in pages(edition) if page.path == "marks/index.md")
    assert 'data-keys="causes/bargaining causes/haggling"' in page.body


def test_where_nothing_is_kept_no_star_is_offered(phone: Page, address: str) -> None:
    phone.add_init_script(BLOCKED)
    phone.goto(f"{address}{KEYS[0]}/")
    expect(star(phone)).to_be_hidden()
    phone.goto(f"{address}marks/")
    expect(phone.get_by_text("这个浏览器什么都存不下")).to_be_visible()


def test_without_a_script_nothing_is_promised(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{KEYS[0]}/")
    expect(star(page)).to_be_hidden()
    page.goto(f"{address}marks/")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("article a:visible:not(.md-content__button)")).to_have_count(0)
    context.close()


def test_nothing_moves_when_the_lists_fill(starred: Page, address: str) -> None:
    starred.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())"
        " window.shift += entry.value }).observe({ type: 'layout-shift', buffered: true })"
    )
    for path in ("marks/", "practice/", f"{KEYS[0]}/"):
        starred.goto(address + path)
        starred.wait_for_load_state("networkidle")
        assert starred.evaluate("window.shift") == 0, path
