"""Everyone can read every type of page: axe, contrast, zoom, narrow screens, targets for a thumb, requests."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from playbook_generator.playbook import Playbook
from tests.theme.pages import PAGES

SIZES: dict[str, ViewportSize] = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
#: What one taps in a talk.
TOOLS = ".pb-dock :is(a, button), .pb-switch button, .pb-says a, .pb-question__answers a, .md-header__button"


def violations(page: Page, context: object, options: object = None) -> list[tuple[str, str, str]]:
    """What axe finds on a page: the rule, the beginning of the element, why."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "async ([context, options]) => (await axe.run(context, options)).violations", [context, options or {}]
    )
    nodes = [(rule["id"], node) for rule in found for node in rule["nodes"]]
    return [(name, node["html"][:120], node["failureSummary"]) for name, node in nodes]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=SIZES)
def screen(request: pytest.FixtureRequest, scheme: str, browser: Browser) -> Iterator[Page]:
    """A page of one size in one colour scheme, for a reader who wants no motion."""
    context = browser.new_context(
        viewport=SIZES[request.param],
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        service_workers="block",
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["", "en/"])
def test_axe_finds_nothing(screen: Page, scheme: str, language: str, address: str, public_address: str) -> None:
    found = []
    # The page for addresses that do not exist finds its styles only where the site knows its own address.
    for path in [*(address + language + path for path in PAGES), f"{public_address}404.html"]:
        screen.goto(path)
        assert screen.get_attribute("body", "data-md-color-scheme") == ("slate" if scheme == "dark" else "default")
        found += [(path, *violation) for violation in violations(screen, {"exclude": [".md-search"]})]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_for_sunlight(browser: Browser, scheme: Literal["light", "dark"], address: str) -> None:
    """7:1 for all text of a page's own part, which is more than the 4.5:1 that axe asks for elsewhere."""
    page = browser.new_page(color_scheme=scheme, reduced_motion="reduce")
    options = {
        "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
        "rules": {"color-contrast-enhanced": {"enabled": True}},
    }
    found = []
    for path in PAGES:
        page.goto(address + path)
        found += [(path, *violation) for violation in violations(page, "main", options)]
    page.close()
    assert found == []


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("width", [320, 640])
def test_no_scrolling_sideways(browser: Browser, address: str, language: str, width: int) -> None:
    """320 px wide, and 640 px, which is a desktop window of 1280 px at 200 %."""
    page = browser.new_page(viewport={"width": width, "height": 640})
    wide = {}
    for path in PAGES:
        page.goto(address + language + path)
        if (found := page.evaluate("document.scrollingElement.scrollWidth")) > width:
            wide[path] = found
    page.close()
    assert wide == {}


def test_a_worksheets_table_scrolls_by_itself(phone: Page, address: str) -> None:
    for language in ("", "en/"):
        phone.goto(f"{address}{language}worksheets/objection-log/")
        region = phone.get_by_role("region").filter(has=phone.locator(".pb-table__table--columns"))
        cells = region.locator("tbody td")
        assert min(cells.evaluate_all("cells => cells.map((cell) => cell.clientWidth)")) >= 150
        region.focus()
        phone.keyboard.press("End")
        phone.keyboard.press("ArrowRight")
        phone.wait_for_function("region => region.scrollLeft > 0", arg=region.element_handle())
        expect(region.locator("tbody th").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_name_in_the_header_is_not_cut_off(
    browser: Browser, address: str, our_playbook: Playbook, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for language, edition in our_playbook.editions.items():
        for path in ("", "about/"):
            page.goto(f"{address}{'' if language == 'zh' else 'en/'}{path}")
            link = page.get_by_role("banner").get_by_role("link", name=edition.settings.name)
            if path and width == 320:
                # Beside the finder there is no room; the menu leads home.
                expect(link).to_have_count(0)
                continue
            expect(link).to_be_in_viewport(ratio=1)
            cut = "link => link.scrollWidth > link.clientWidth || link.scrollHeight > link.clientHeight"
            assert not link.evaluate(cut)
    page.close()


def test_targets_fit_a_thumb(phone: Page, address: str) -> None:
    small = []
    for path in ("", "objections/price-too-high/"):
        phone.goto(address + path)
        tools = phone.locator(TOOLS).filter(visible=True)
        assert tools.count() > 5
        for tool in tools.all():
            box = tool.bounding_box()
            assert box
            if min(box["width"], box["height"]) < 44:
                small.append((tool.inner_text(), box))
    assert small == []


def test_pages_ask_for_nothing_that_is_not_theirs(phone: Page, address: str) -> None:
    asked: list[str] = []
    failed: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    phone.on("pageerror", lambda error: failed.append(str(error)))
    for path in PAGES:
        phone.goto(address + path)
        phone.wait_for_load_state("networkidle")
    assert failed == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}


#: Addresses whose first view a script decides.
CHOSEN = [
    "objections/price-too-high/?cause=unfamiliar",
    "objections/price-too-high/?cause=unfamiliar#responses",
    "objections/price-too-high/?cause=no-such-cause",
    "diagnosis/#price-too-high",
    "diagnosis/#price-too-high--bargaining",
    "search/?q=price",
]


@pytest.mark.parametrize(("size", "language"), [("phone", ""), ("desk", "en/")])
def test_nothing_moves_after_load(browser: Browser, address: str, size: str, language: str) -> None:
    context = browser.new_context(viewport=SIZES[size], service_workers="block")
    context.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())"
        " window.shift += entry.value }).observe({ type: 'layout-shift', buffered: true })"
    )
    moved = {}
    for path in [*PAGES, *CHOSEN]:
        page = context.new_page()
        page.goto(address + language + path)
        page.wait_for_load_state("networkidle")
        if (shift := page.evaluate("window.shift")) >= 0.02:
            moved[path] = shift
        page.close()
    context.close()
    assert moved == {}


def test_a_record_prints_on_two_sheets_with_its_address(
    browser: Browser, address: str, our_playbook: Playbook
) -> None:
    page = browser.new_page()
    long = {}
    for language, edition in our_playbook.editions.items():
        for entry in edition.of_kind("objections"):
            page.goto(f"{address}{'' if language == 'zh' else 'en/'}{entry.key}/")
            sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
            if sheets > 2:
                long[language, entry.key] = sheets
    page.emulate_media(media="print")
    expect(page.locator(".pb-address")).to_contain_text(page.url)
    page.close()
    assert long == {}
