"""The offline copy: whole, of one version, at a sub-path; and the site as a file."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from playbook_generator.kinds.objection import Objection
from playbook_generator.outputs.offline import write_worker
from playbook_generator.playbook import Playbook
from tests.theme.conftest import PHONE, Server

SECOND = "第二版的第一句"
KEY = "objections/price-too-high/"
#: Looks for a new version and waits until it is installed, or is given up.
UPDATE = """
async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update().catch(() => {});
  const found = registration.installing || registration.waiting;
  if (!found || found.state === "installed") return found && found.state;
  return new Promise((done) => {
    found.onstatechange = () => done(found.state);
  });
}
"""


@pytest.fixture
def web(site: Path, tmp_path: Path) -> Path:
    """A web root with a copy of the site that a test may change."""
    shutil.copytree(site, tmp_path / "web/playbook", ignore=shutil.ignore_patterns("*.pdf", "*.xlsx"))
    return tmp_path / "web"


@pytest.fixture
def host(web: Path) -> Iterator[Server]:
    server = Server(web)
    yield server
    server.stop()


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE)
    yield context
    context.close()


@pytest.fixture
def first(our_playbook: Playbook) -> str:
    """The first thing to say, as the first version has it."""
    record = our_playbook.source[KEY.strip("/")].record
    assert isinstance(record, Objection)
    return record.say_first


def kept(device: BrowserContext, host: Server) -> Page:
    """A page of the site, after the device has the whole copy."""
    page = device.new_page()
    page.goto(host.address)
    expect(page.locator(".pb-offline__day")).to_be_visible(timeout=30_000)
    return page


def visited_until_taken_over(page: Page, host: Server) -> Page:
    """A fresh page after a new version has taken over, which browsers do some moments after the last page closed."""
    for _ in range(20):
        device = page.context
        page.close()
        page = device.new_page()
        page.goto(host.address)
        if page.evaluate("navigator.serviceWorker.getRegistration().then((found) => !found.waiting)"):
            return page
    raise AssertionError("the new version never took over")


def deploy(web: Path, playbook: Playbook, first: str) -> None:
    """A second version: another first sentence, in another colour."""
    folder = web / "playbook"
    page = folder / KEY / "index.html"
    page.write_text(page.read_text("utf-8").replace(first, SECOND), "utf-8")
    styles = folder / "assets/playbook.css"
    styles.write_text(styles.read_text("utf-8") + ".pb-said { color: rgb(1, 2, 3) !important; }\n", "utf-8")
    for file in folder.rglob("*.html"):
        file.write_text(re.sub(r"\?v=[0-9a-f]+", "", file.read_text("utf-8")), "utf-8")
    write_worker(playbook, folder)


def test_the_worker_names_what_is_there(site: Path) -> None:
    text = (site / "sw.js").read_text("utf-8")
    found = re.search(r"const FILES = (\{.*?\n\});", text, re.DOTALL)
    assert found
    listed = json.loads(found[1])
    for path, digest in listed.items():
        file = site / path / "index.html" if path == "" or path.endswith("/") else site / path
        assert hashlib.sha256(file.read_bytes()).hexdigest().startswith(digest), path
    pages = {KEY, f"en/{KEY}", "404.html", "downloads/"}
    assert pages | {"assets/playbook.css", "en/assets/search/en.js", "en/assets/finder.js"} <= set(listed)
    assert not [path for path in listed if re.match(r"(en/)?(downloads|api)/.", path)]


def test_everything_is_there_with_the_server_dead(
    device: BrowserContext, host: Server, our_playbook: Playbook, first: str
) -> None:
    page = kept(device, host)
    expect(page.locator(".pb-offline__day")).to_have_text(f"离线副本：{our_playbook.source.newest}")
    host.stop()
    page.goto(host.address + KEY)
    expect(page.locator(".pb-box--say")).to_contain_text(first)
    assert page.evaluate("getComputedStyle(document.querySelector('.pb-dock')).position") == "sticky"
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.get_by_role("button", name="Copy script")).to_be_visible()
    page.goto(f"{host.address}search/?q=太贵")
    expect(page.locator("#finder-results a").first).to_contain_text("价格太高")
    page.goto(f"{host.address}no/such/page/")
    expect(page.get_by_role("heading", name="没有这一页")).to_be_visible()


def test_a_new_version_is_there_on_the_next_visit(
    device: BrowserContext, host: Server, web: Path, our_playbook: Playbook, first: str
) -> None:
    page = kept(device, host)
    deploy(web, our_playbook, first)
    page.goto(host.address + KEY)
    expect(page.locator(".pb-box--say")).to_contain_text(SECOND)
    assert page.evaluate("getComputedStyle(document.querySelector('.pb-said')).color") == "rgb(1, 2, 3)"
    assert page.evaluate(UPDATE) == "installed"
    # The old copy is whole while its pages are open; then the new one takes over.
    page = visited_until_taken_over(page, host)
    host.stop()
    page.goto(host.address + KEY)
    expect(page.locator(".pb-box--say")).to_contain_text(SECOND)
    assert page.evaluate("getComputedStyle(document.querySelector('.pb-said')).color") == "rgb(1, 2, 3)"
    assert len(page.evaluate("caches.keys()")) == 1


def test_a_version_deployed_under_an_open_page_is_not_mixed_in(
    device: BrowserContext, host: Server, web: Path, our_playbook: Playbook, first: str
) -> None:
    """A page stays open while a version is deployed and kept; then the server dies: all is the old version's."""
    page = kept(device, host)
    deploy(web, our_playbook, first)
    assert page.evaluate(UPDATE) == "installed"
    host.stop()
    other = device.new_page()
    for path, words in ((KEY, first), ("", "客户刚才说了什么"), (f"en/{KEY}", "Say first")):
        other.goto(host.address + path)
        expect(other.locator("main")).to_contain_text(words)
    other.goto(host.address + KEY)
    assert other.evaluate("getComputedStyle(document.querySelector('.pb-said')).color") != "rgb(1, 2, 3)"
    assert other.evaluate("getComputedStyle(document.querySelector('.pb-dock')).position") == "sticky"


def test_an_interrupted_update_leaves_the_old_copy_whole(
    device: BrowserContext, host: Server, web: Path, our_playbook: Playbook, first: str
) -> None:
    page = kept(device, host)
    deploy(web, our_playbook, first)
    host.answers = 3  # The worker, and then two of its files.
    assert page.evaluate(UPDATE) == "redundant"
    for path, words in ((KEY, first), ("en/glossary/rebate/", "Rebate")):
        page.goto(host.address + path)
        expect(page.locator("main")).to_contain_text(words)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
    host.answers = None
    assert page.evaluate(UPDATE) == "installed"


def test_a_mixed_deployment_is_not_taken(
    device: BrowserContext, host: Server, web: Path, our_playbook: Playbook, first: str
) -> None:
    page = kept(device, host)
    deploy(web, our_playbook, first)
    # A file of a third version lies already on the host.
    with (web / "playbook" / KEY / "index.html").open("a", encoding="utf-8") as file:
        file.write("<!-- third -->")
    assert page.evaluate(UPDATE) == "redundant"


def test_downloads_stay_once_taken(device: BrowserContext, host: Server, web: Path) -> None:
    (web / "playbook/downloads/some.csv").write_text("a,b\n", "utf-8")
    page = kept(device, host)
    read = f"fetch('{host.address}downloads/some.csv').then((answer) => answer.text())"
    assert page.evaluate(read) == "a,b\n"
    host.stop()
    assert page.evaluate(read) == "a,b\n"


def test_without_a_worker_the_sign_offers_what_works(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(address)
    sign = page.locator(".pb-offline")
    expect(sign).to_contain_text("这个浏览器存不下离线副本")
    page.goto(address + KEY)
    sign.get_by_role("link", name="整站压缩包").wait_for()
    with page.expect_download() as download:
        sign.get_by_role("link", name="整站压缩包").click()
    assert download.value.suggested_filename == "playbook-site.zip"
    page.close()


def test_the_site_opens_from_disk(browser: Browser, site: Path, tmp_path: Path, first: str) -> None:
    with ZipFile(site / "downloads/playbook-site.zip") as packed:
        packed.extractall(tmp_path)
    root = tmp_path / "playbook"
    assert not list(root.rglob("sw.js"))
    assert not list(root.rglob("manifest.webmanifest"))
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    # What is given up because the reader goes on is no fault.
    page.on(
        "requestfailed", lambda request: None if "ABORTED" in str(request.failure) else faults.append(request.url)
    )
    page.on(
        "request", lambda request: None if request.url.startswith(("file:", "data:")) else faults.append(request.url)
    )
    page.goto((root / "index.html").as_uri())
    page.get_by_role("link", name="价太高，拿回来卖不动").first.click()
    expect(page.locator(".pb-box--say")).to_contain_text(first)
    page.get_by_role("button", name="换个问法").click()
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto((root / "search/index.html").as_uri() + "?q=太贵")
    expect(page.locator("#finder-results a").first).to_contain_text("价格太高")
    page.locator("#finder-results a").first.click()
    expect(page.locator(".pb-box--say")).to_contain_text(first)
    page.close()
    assert faults == []


def test_links_on_disk_name_files_that_are_there(site: Path, tmp_path: Path) -> None:
    with ZipFile(site / "downloads/playbook-site.zip") as packed:
        packed.extractall(tmp_path)
    broken = []
    for page in tmp_path.rglob("*.html"):
        found = re.findall(r'(?:href|src)="([^"#?]+)', page.read_text("utf-8"))
        own = [address for address in found if not re.match(r"[a-z]+:", address)]
        broken += [(page.name, address) for address in own if not (page.parent / address).is_file()]
    assert broken == []
