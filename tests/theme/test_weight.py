"""What a phone with a weak signal fetches for the first view of an objection, compressed as hosts send it."""

from __future__ import annotations

import functools
import gzip
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT

KEY = "objections/price-too-high/"
#: What loads once the page is idle: the search of one language.
IDLE = "assets/search/"
LIMIT = 150_000
#: A row of the table in the docs: a file, what it is for, its bytes and the bytes sent.
ROW = re.compile(r"^(?P<before>\| `(?P<file>[^`]+)` \| [^|]+ \| )[\d,]+ \| (?P<sent>[\d,]+) \|$", re.MULTILINE)


class _Compressing(SimpleHTTPRequestHandler):
    """Answers with gzip where that makes sense, as web hosts do."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = sent(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if path.suffix != ".png":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


def sent(path: Path) -> bytes:
    """A file as it goes over the wire."""
    return path.read_bytes() if path.suffix == ".png" else gzip.compress(path.read_bytes(), 6)


@pytest.fixture(scope="module")
def compressing(site: Path) -> Iterator[str]:
    """The address of the site on a host that compresses."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Compressing, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def fetched(browser: Browser, address: str) -> dict[str, int]:
    """The addresses that a page asks for, with their bytes over the wire, headers included."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    session = context.new_cdp_session(page)
    asked: dict[str, str] = {}
    weights: dict[str, int] = {}

    def note(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = event["request"]["url"]

    def weigh(event: dict[str, Any]) -> None:
        url = asked[event["requestId"]]
        if not url.startswith("data:"):
            weights[url] = weights.get(url, 0) + int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", note)
    session.on("Network.loadingFinished", weigh)
    session.send("Network.enable")
    page.goto(address)
    page.wait_for_function("window.playbookIndex")
    page.wait_for_load_state("networkidle")
    context.close()
    return weights


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_first_view_is_light(browser: Browser, compressing: str, language: str) -> None:
    weights = fetched(browser, f"{compressing}{language}{KEY}")
    loaded = {url.removeprefix(compressing + language).partition("?")[0] for url in weights}
    assert {KEY, "assets/playbook.css", "assets/finder.js", "assets/objection.js"} < loaded
    first = {url: weight for url, weight in weights.items() if IDLE not in url}
    assert len(first) == len(weights) - 1
    assert 40_000 < sum(first.values()) < LIMIT
    assert not [url for url in weights if re.search(r"\.(woff2?|ttf|otf)\b", url)]


def test_the_docs_say_what_each_asset_weighs(site: Path, pytestconfig: pytest.Config) -> None:
    """Each file within a tenth; `--write-golden` puts what is found now into the docs."""
    docs = ROOT / "docs/architecture.md"

    def row(name: str) -> str:
        path = min(site.glob(name))
        return f"{path.stat().st_size:,} | {len(sent(path)):,}"

    if pytestconfig.getoption("--write-golden"):
        made = ROW.sub(lambda found: f"{found['before']}{row(found['file'])} |", docs.read_text("utf-8"))
        docs.write_text(made, "utf-8")
    said = {found["file"]: int(found["sent"].replace(",", "")) for found in ROW.finditer(docs.read_text("utf-8"))}
    found = {name: len(sent(min(site.glob(name)))) for name in said}
    assert {name: weight for name, weight in found.items() if abs(weight - said[name]) > said[name] / 10} == {}
    page = (site / KEY / "index.html").read_text("utf-8")
    loaded = re.findall(r'(?:<script[^>]*? src|rel="stylesheet" href)="\.\./\.\./([^"?]+)', page)
    listed = {path.relative_to(site).as_posix() for name in said for path in site.glob(name)}
    assert len(loaded) > 5
    assert [name for name in loaded if name not in listed] == []
