"""The finder in a browser: in the header, at home, on its own page, without scripts, and from disk."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import ROOT

PRICE = "objections/price-too-high"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def answered(page: Page) -> list[str]:
    """The keys of the records shown, once the finder has answered."""
    expect(page.locator("#finder-results")).to_have_attribute("aria-busy", "false")
    hits = page.locator("#finder-results a[data-record]")
    return [str(hits.nth(place).get_attribute("data-record")) for place in range(hits.count())]


@pytest.mark.parametrize(("path", "query"), [("", "太贵了"), ("en/", "too expensive")])
def test_a_link_with_a_query_shows_its_answer(page: Page, address: str, path: str, query: str) -> None:
    page.goto(f"{address}/{path}search/?q={query}")
    assert answered(page)[0] == PRICE
    assert page.locator("#finder input").input_value() == query
    page.locator("#finder-results a").first.click()
    page.wait_for_url(f"{address}/{path}{PRICE}/")


def test_the_page_of_the_finder_has_all_records_until_something_is_typed(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    assert answered(page) == []
    expect(page.locator("#finder-results")).to_contain_text("老板不在，我说了不算。")
    page.locator("#finder input").fill("太贵了")
    expect(page.locator("#finder-results a").first).to_have_attribute("data-record", PRICE)
    page.wait_for_url("**/search/?q=%E5%A4%AA%E8%B4%B5%E4%BA%86")
    expect(page.locator("#finder-results")).not_to_contain_text("老板不在，我说了不算。")


def test_who_follows_a_result_at_once_comes_back_to_it(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    page.evaluate("window.setTimeout = () => 0")
    page.locator("#finder input").fill("太贵了")
    page.locator("#finder-results a[data-record]").first.click()
    page.wait_for_url(f"{address}/{PRICE}/")
    page.go_back()
    assert answered(page)[0] == PRICE


def test_results_show_where_the_browser_refuses_to_change_the_address(page: Page, address: str) -> None:
    page.add_init_script("history.replaceState = () => { throw new DOMException('too often', 'SecurityError'); };")
    page.goto(f"{address}/search/?q=太贵")
    assert answered(page)[0] == PRICE
    page.locator("#finder input").fill("老板不在")
    expect(page.locator("#finder-status")).to_contain_text("管事的不在")
    assert answered(page)[0] == "objections/decision-maker-absent"
    page.locator("#finder-results a").first.click()
    page.wait_for_url(f"{address}/objections/decision-maker-absent/")


def test_new_results_are_shown_from_the_first(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto(f"{address}/en/objections/too-far/")
    field, results = page.locator("#finder input"), page.locator("#finder-results")
    field.fill("customer")
    answered(page)
    field.press("ArrowDown")
    results.evaluate("list => list.scrollTo(0, 300)")
    assert results.evaluate("list => list.scrollTop") > 0
    field.fill("the boss is out")
    expect(results.locator("a").first).to_have_attribute("data-record", "objections/decision-maker-absent")
    assert results.evaluate("list => list.scrollTop") == 0
    assert field.get_attribute("aria-activedescendant") is None


def test_without_scripts_the_field_leads_to_all_records(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{PRICE}/")
    page.locator("#finder input").fill("老板不在")
    page.locator("#finder input").press("Enter")
    page.wait_for_url(f"{address}/search/?q=*")
    expect(page.locator("#finder-results")).to_contain_text("老板不在，我说了不算。")
    assert page.locator("#finder-results a").count() > 100
    assert page.locator("[data-record]").count() == 0
    context.close()


@pytest.mark.parametrize("key", ["/", "s", "Control+k"])
def test_keys_open_the_finder_and_escape_gives_the_focus_back(page: Page, address: str, key: str) -> None:
    page.goto(f"{address}/{PRICE}/")
    link = page.locator("article a").first
    link.focus()
    page.keyboard.press(key)
    field = page.locator("#finder input")
    expect(field).to_be_focused()
    page.keyboard.type("laoban")
    assert answered(page)[0] == "objections/decision-maker-absent"
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#finder-results")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(link).to_be_focused()


def test_arrows_choose_and_enter_opens(page: Page, address: str) -> None:
    page.goto(f"{address}/en/objections/too-far/")
    field, options = page.locator("#finder input"), page.locator("#finder-results a")
    field.click()
    page.keyboard.type("too expensive")
    assert answered(page)[0] == PRICE
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/en/{PRICE}/")


def test_enter_in_the_header_leads_to_a_link_that_one_can_send(page: Page, address: str) -> None:
    page.goto(f"{address}/{PRICE}/")
    page.locator("#finder input").fill("老板不在")
    page.locator("#finder input").press("Enter")
    page.wait_for_url(f"{address}/search/?q=*")
    assert answered(page)[0] == "objections/decision-maker-absent"


def test_nothing_is_sought_while_an_input_method_composes(page: Page, context: BrowserContext, address: str) -> None:
    page.goto(f"{address}/{PRICE}/")
    field = page.locator("#finder input")
    field.focus()
    session = context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "tai'gui", "selectionStart": 7, "selectionEnd": 7})
    expect(field).to_have_value("tai'gui")
    assert page.locator("#finder-results").is_hidden()
    page.evaluate(
        """() => document.querySelector("#finder input").dispatchEvent(new KeyboardEvent("keydown",
             {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    assert page.url.endswith(f"/{PRICE}/")
    session.send("Input.insertText", {"text": "太贵"})
    expect(field).to_have_value("太贵")
    assert answered(page)[0] == PRICE


def test_home_shows_answers_in_place_of_what_else_it_holds(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    field = page.locator("#finder input")
    expect(field).to_be_focused()
    field.fill("运费谁出")
    assert answered(page)[0] == "objections/too-far"
    expect(page.locator("div.pb-home")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("div.pb-home")).to_be_visible()


def test_an_answer_says_title_kind_wording_and_caution(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=老板不在")
    first = page.locator("#finder-results a").first
    expect(first).to_contain_text("管事的不在")
    expect(first).to_contain_text("异议")
    expect(first.locator(".pb-hit__text mark")).to_have_text("老板不在")
    page.goto(f"{address}/search/?q=冒充老乡")
    expect(page.locator("#finder-results a").first.locator(".pb-badge--stop")).to_be_visible()


def test_what_is_found_is_said(page: Page, address: str) -> None:
    page.goto(f"{address}/en/search/?q=demurrage")
    expect(page.locator("#finder-status")).to_contain_text("First: Demurrage")


def test_what_fits_nothing_is_said(page: Page, address: str) -> None:
    page.goto(f"{address}/en/search/?q=qqqqzzzz %26")
    assert answered(page) == []
    notes = page.locator("#finder-results .pb-found__note")
    expect(notes).to_have_text(["Nothing was found.", "Is something missing here? Suggest it"])
    assert "qqqqzzzz%20%26" in (notes.get_by_role("link").get_attribute("href") or "")


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 400), (1440, 900)])
@pytest.mark.parametrize("path", ["objections/too-far/", "search/", ""])
def test_the_finder_fits_the_screen(page: Page, address: str, width: int, height: int, path: str) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}/en/{path}")
    page.locator("#finder input").fill("he says the price is far too high and wants another discount " * 8)
    assert answered(page)[0] == PRICE
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("#finder-results").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    if path == "objections/too-far/":
        assert box["y"] + box["height"] <= height
        last = page.locator("#finder-results a").last
        last.scroll_into_view_if_needed()
        shown = last.bounding_box()
        assert shown
        assert shown["y"] + shown["height"] <= height


def test_a_site_opened_from_disk_finds_as_well(context: BrowserContext, tmp_path: Path) -> None:
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "--no-directory-urls", "-f", ROOT / "mkdocs.yml", "-d", site],
        check=True,
        capture_output=True,
        timeout=300,
    )
    page = context.new_page()
    page.goto((site / "objections" / "too-far.html").as_uri())
    page.locator("#finder input").fill("太贵了")
    assert answered(page)[0] == PRICE
    page.locator("#finder input").press("Enter")
    page.wait_for_url("file:///**/search/index.html?q=*")
    assert answered(page)[0] == PRICE
    page.locator("#finder-results a").first.click()
    page.wait_for_url(f"file:///**/{PRICE}.html")
    page.goto((site / "index.html").as_uri())
    page.locator("#finder input").fill("laobanbuzai")
    assert answered(page)[0] == "objections/decision-maker-absent"


def test_the_theme_has_no_search_of_its_own(site: Path) -> None:
    page = (site / PRICE / "index.html").read_text("utf-8")
    assert "data-md-component=search" not in page.replace('"', "")
    assert not (site / "search" / "search_index.json").exists()
