"""What leads from a page to its editors: a mail or a form with the page filled in, and the record's file."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from playbook_generator.playbook import Edition, Playbook
from playbook_generator.rendering.feedback import address, of_page
from tests.conftest import EXAMPLE, ROOT, run_playbook

FORM = "https://forms.example/ask?r={id}&t={title}&l={language}&d={date}&w={text}&p={playbook}"
PAGE = "objections/too-dear/index.html"


def _project(folder: Path, feedback: str = "", repository: bool = True) -> Path:
    """The example, built with an address for feedback; returns its site."""
    shutil.copytree(EXAMPLE, folder)
    if feedback:
        with (folder / "playbook/playbook.yml").open("a", encoding="utf-8") as file:
            file.write(f"feedback: {feedback}\n")
    if not repository:
        config = (folder / "mkdocs.yml").read_text("utf-8")
        (folder / "mkdocs.yml").write_text(re.sub(r"^(repo_url|edit_uri):.*\n", "", config, flags=re.M), "utf-8")
    result = run_playbook("build", "--only", "site", folder=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site"


def _links(file: Path) -> list[tuple[str, str]]:
    """Addresses and words of the links at a page's foot."""
    found = re.search(r'<p class="pb-tell">(.*?)</p>', file.read_text("utf-8"), re.DOTALL)
    links = re.findall(r'<a href="(.*?)".*?>(.*?)</a>', found[1]) if found else []
    return [(unescape(address), words) for address, words in links]


def _asked(address: str) -> dict[str, str]:
    """What an address of a form or a mail says."""
    fields = parse_qs(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)
    return {name: values[0] for name, values in fields.items()}


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _project(tmp_path_factory.mktemp("form") / "example", FORM)


def _with(edition: Edition, feedback: str) -> Edition:
    settings = edition.settings.model_copy(update={"feedback": feedback})
    return Edition(edition.language, settings, edition.entries)


def test_a_form_gets_the_page(form: Path, example: Playbook) -> None:
    day = example.source.newest.isoformat()
    (tell, words), (change, _) = _links(form / PAGE)
    assert words == "告诉编辑"
    assert _asked(tell) == {
        "r": "objections/too-dear", "t": "太贵", "l": "zh", "d": day, "w": "", "p": "示例手册"
    }  # fmt: skip
    assert change == "https://example.com/example/edit/main/playbook/objections/too-dear.yml"
    (tell, words), (change, _) = _links(form / "en" / PAGE)
    assert words == "Tell the editors"
    assert _asked(tell)["l"] == "en"
    assert _asked(tell)["t"] == "Too dear"
    assert change.endswith("/edit/main/playbook/translations/en/objections/too-dear.yml")


def test_a_page_of_no_record_is_named_by_its_address_and_has_its_own_file(form: Path) -> None:
    (tell, _), (change, _) = _links(form / "note/index.html")
    assert _asked(tell)["r"] == "note/"
    assert change == "https://example.com/example/edit/main/pages/zh/note.md"
    links = _links(form / "objections/index.html")
    assert len(links) == 1, "a list is made of many files"
    assert _asked(_links(form / "index.html")[0][0])["r"] == "/"


def test_an_untranslated_record_leads_to_its_source(form: Path) -> None:
    assert _links(form / "en/glossary/margin/index.html")[1][0].endswith("/playbook/glossary/margin.yml")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_mail_has_a_subject_and_a_body(example: Playbook, language: str) -> None:
    edition = _with(example.editions[language], "mailto:editors@company.example")
    mail = of_page(address(edition), id="objections/too-dear", title="50% & {more}", text="“贵”")
    assert re.fullmatch(r"mailto:editors@company\.example\?[A-Za-z0-9%&=._~/-]+", mail), mail
    asked = _asked(mail)
    assert asked["subject"].endswith("50% & {more}")
    lines = asked["body"].split("\r\n")
    assert len(lines) > 3
    assert "\n" not in "".join(lines)
    assert "50% & {more}" in lines[0]
    assert "objections/too-dear" in lines[0]
    assert edition.newest.isoformat() in lines[0]
    assert "“贵”" in lines[1]


def test_a_mail_may_leave_open_whom_it_goes_to(example: Playbook) -> None:
    mail = of_page(address(_with(example.editions["zh"], "mailto:")), id="rules/short-calls", title="", text="")
    assert mail.startswith("mailto:?subject=")
    assert "rules/short-calls" in _asked(mail)["body"]


def test_without_an_address_and_a_repository_what_is_missing_goes_into_a_mail(page: Page, tmp_path: Path) -> None:
    site = _project(tmp_path / "example", repository=False)
    for file in site.rglob("*.html"):
        assert "pb-tell" not in file.read_text("utf-8"), file
    page.goto((site / "en/search/index.html").as_uri())
    page.locator("#finder input").fill("qqqqzzzz &")
    mail = page.get_by_role("link", name="Suggest it").get_attribute("href") or ""
    assert mail.startswith("mailto:?subject=")
    assert "qqqqzzzz &" in _asked(mail)["body"]


def test_a_repository_alone_takes_suggestions_as_issues(page: Page, tmp_path: Path) -> None:
    site = _project(tmp_path / "example")
    assert [words for _, words in _links(site / PAGE)] == ["建议修改"]
    page.goto((site / "en/search/index.html").as_uri())
    page.locator("#finder input").fill("qqqqzzzz &")
    link = page.get_by_role("link", name="Suggest it")
    assert link.get_attribute("href") == "https://example.com/example/issues/new?title=qqqqzzzz%20%26"


def test_our_own_site_names_no_repository_that_is_not_there() -> None:
    assert not re.search(r"^repo_url:.*example\.com", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 390, "height": 844})


def test_marked_words_go_along(page: Page, form: Path) -> None:
    page.goto((form / PAGE).as_uri())
    said = page.locator(".pb-said")
    said.click(click_count=3)
    words = page.evaluate("String(getSelection()).trim()")
    assert words
    link = page.get_by_role("link", name="告诉编辑")
    # The browser is kept here; what the link would open is read from it.
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    link.click()
    assert _asked(str(link.get_attribute("href")))["w"] == words
    page.evaluate("getSelection().removeAllRanges()")
    link.press("Enter")
    assert _asked(str(link.get_attribute("href")))["w"] == ""


def test_a_long_selection_is_cut_at_a_whole_character(page: Page, form: Path) -> None:
    page.goto((form / PAGE).as_uri())
    page.evaluate("document.querySelector('.pb-said').textContent = '\u8d35\U0001f4b0'.repeat(900)")
    page.locator(".pb-said").click(click_count=3)
    link = page.get_by_role("link", name="告诉编辑")
    link.dispatch_event("pointerdown")
    href = str(link.get_attribute("href"))
    assert 1800 < len(href) <= 1900
    assert set(_asked(href)["w"]) == {"贵", "\U0001f4b0"}


def test_what_the_finder_lacks_is_told_to_the_editors(page: Page, form: Path) -> None:
    page.goto((form / "en/search/index.html").as_uri())
    page.locator("#finder input").fill("qqqqzzzz & {id}")
    link = page.get_by_role("link", name="Suggest it")
    assert _asked(str(link.get_attribute("href")))["w"] == "qqqqzzzz & {id}"
    assert _asked(str(link.get_attribute("href")))["r"] == "search"
