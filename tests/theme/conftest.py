"""A whole site, built once from the project's own playbook, served under a sub-path, and a browser to use it."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from playbook_generator.loading import load
from playbook_generator.outputs import Build, build_site, publish
from playbook_generator.playbook import Playbook

PROJECT = Path(__file__).parent.parent.parent
PHONE: ViewportSize = {"width": 390, "height": 844}


class Server:
    """A web server over a folder, as a host of project pages is: the site is at `/playbook/`."""

    def __init__(self, folder: Path) -> None:
        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        handler = functools.partial(Handler, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/playbook/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="session")
def playbook() -> Playbook:
    playbook, _ = load(PROJECT / "playbook")
    assert playbook is not None
    return playbook


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, playbook: Playbook) -> Path:
    """The finished folder."""
    folder = tmp_path_factory.mktemp("web") / "playbook"
    config = PROJECT / "mkdocs.yml"
    assert publish(folder, lambda fresh: build_site(Build(playbook, config, fresh))) == []
    return folder


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[Server]:
    server = Server(site.parent)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def address(server: Server) -> str:
    """The address of the site's root, with `/` at its end."""
    return server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone, which no service worker answers for."""
    context = browser.new_context(viewport=PHONE, has_touch=True, service_workers="block")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
