"""What browsers, search engines and shared links read of every page; addresses that moved or do not exist."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import Browser, Page, expect


class Head(HTMLParser):
    """The title, the metas by name or property, and the links by rel of one page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.lang = self.title = ""
        self.metas: dict[str, str] = {}
        self.links: list[tuple[str, str, str]] = []
        self._in_title = False
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title" and not self.title
        if tag == "html":
            self.lang = found.get("lang", "")
        if tag == "meta" and (name := found.get("name") or found.get("property")):
            self.metas[name] = found["content"]
        if tag == "link":
            self.links.append((found["rel"], found.get("hreflang", ""), found["href"]))

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data.strip()

    def link(self, rel: str, language: str = "") -> str:
        return next(href for found, lang, href in self.links if (found, lang) == (rel, language))


def test_every_page_says_what_it_is(site: Path) -> None:
    titles = set()
    files = sorted(site.rglob("*.html"))
    for file in files:
        head = Head(file)
        language = "en" if file.is_relative_to(site / "en") else "zh"
        assert head.lang == language, file
        assert all((head.title, head.metas["description"], head.metas["og:title"])), file
        assert head.metas["og:description"] == head.metas["description"], file
        assert head.metas["robots"] == "noindex, nofollow", file
        assert (file.parent / head.link("icon")).exists() or file.name == "404.html", file
        titles.add((language, head.title))
    assert len(titles) == len(files) - 2  # The 404 pages are called as the home pages are.


def test_languages_name_each_other(site: Path) -> None:
    for file in sorted(site.rglob("index.html")):
        head = Head(file)
        for language in ("zh", "en"):
            other = file.parent / head.link("alternate", language) / "index.html"
            assert Head(other).lang == language
            back = other.parent / Head(other).link("alternate", head.lang) / "index.html"
            assert back.samefile(file)


def test_private_by_default(site: Path) -> None:
    assert (site / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
    assert not list(site.rglob("sitemap*"))


def test_a_public_site_has_whole_addresses(public: Path) -> None:
    assert not (public / "robots.txt").exists()
    head = Head(public / "en/objections/too-far/index.html")
    root = "https://sales.example/playbook/"
    assert "robots" not in head.metas
    assert head.link("canonical") == head.metas["og:url"] == f"{root}en/objections/too-far/"
    assert head.link("alternate", "zh") == f"{root}objections/too-far/"
    assert head.link("alternate", "en") == f"{root}en/objections/too-far/"
    assert head.metas["og:image"] == f"{root}assets/icon-512.png"
    assert (public / "assets/icon-512.png").exists()


def test_a_former_address_leads_on(public_address: str, browser: Browser) -> None:
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        for language in ("", "en/"):
            page.goto(f"{public_address}{language}objections/far-away/?cause=bargaining")
            query = "?cause=bargaining" if script else ""
            page.wait_for_url(f"{public_address}{language}objections/too-far/{query}")
        context.close()


def test_an_address_that_does_not_exist(public_address: str, phone: Page) -> None:
    answer = phone.goto(f"{public_address}objections/nothing/like/this/")
    assert answer
    assert answer.status == 404
    expect(phone.get_by_role("heading", name="没有这一页")).to_be_visible()
    expect(phone.get_by_role("heading", name="No such page")).to_be_visible()
    phone.get_by_role("link", name="Home page").click()
    assert phone.url == f"{public_address}en/"


def test_the_language_chosen_is_remembered(phone: Page, address: str) -> None:
    phone.goto(f"{address}objections/price-too-high/?cause=bargaining")
    phone.get_by_role("link", name="EN", exact=True).tap()
    phone.wait_for_url(f"{address}en/objections/price-too-high/?cause=bargaining")
    # A link that somebody sent opens what it names; the icon opens the language chosen.
    phone.goto(f"{address}objections/too-far/")
    assert phone.url == f"{address}objections/too-far/"
    phone.goto(address)
    phone.wait_for_url(f"{address}en/")
    phone.get_by_role("link", name="中文", exact=True).tap()
    phone.wait_for_url(address)
    phone.goto(f"{address}en/")
    phone.wait_for_url(address)


def test_manifests_describe_one_app(site: Path) -> None:
    for folder in (site, site / "en"):
        manifest = json.loads((folder / "manifest.webmanifest").read_text("utf-8"))
        assert (folder / manifest["scope"]).resolve() == site
        assert (folder / manifest["id"]).resolve() == site
        for icon in manifest["icons"]:
            assert (folder / icon["src"]).stat().st_size < 20_000


def test_nothing_is_shipped_that_nobody_loads(site: Path) -> None:
    assert not list(site.rglob("*.map"))
    for file in [*site.rglob("*.js"), *site.rglob("*.css")]:
        assert "sourceMappingURL" not in file.read_text("utf-8"), file
