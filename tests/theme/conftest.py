"""A whole site, built once from the project's own playbook, served under a sub-path, and a browser to use it."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from playbook_generator.loading import load
from playbook_generator.outputs import Build, build_site, publish
from tests.conftest import ROOT

PHONE: ViewportSize = {"width": 390, "height": 844}


class Server:
    """A web server over a folder, as a host of project pages is: the site is at `/playbook/`."""

    #: How many more requests it answers; without a number, all.
    answers: int | None = None

    def __init__(self, folder: Path) -> None:
        server = self

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                """Answer, or hang up without a word."""
                if server.answers is not None:
                    server.answers -= 1
                    if server.answers < 0:
                        self.close_connection = True
                        return
                super().do_GET()

            def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
                """Answer with the site's own page for addresses that do not exist."""
                page = (folder / "playbook/404.html").read_bytes()
                self.send_response(code)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

        handler = functools.partial(Handler, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/playbook/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="session")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A web root that holds the built site as `playbook`."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "playbook").symlink_to(site)
    return folder


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def address(server: Server) -> str:
    """The address of the site's root, with `/` at its end."""
    return server.address


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that is public, knows its address, and has a record with a former id."""
    project = tmp_path_factory.mktemp("public")
    for name in ("playbook", "pages"):
        shutil.copytree(ROOT / name, project / name)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(f"site_url: https://sales.example/playbook/\n{config}", "utf-8")
    settings = project / "playbook/playbook.yml"
    settings.write_text(f"{settings.read_text('utf-8')}\npublic: true\n", "utf-8")
    record = project / "playbook/objections/too-far.yml"
    record.write_text(f"{record.read_text('utf-8')}\naliases: [far-away]\n", "utf-8")
    playbook, problems = load(project / "playbook")
    assert playbook, problems
    site = project / "web/playbook"
    assert publish(site, lambda fresh: build_site(Build(playbook, project / "mkdocs.yml", fresh))) == []
    return site


@pytest.fixture(scope="session")
def public_address(public: Path) -> Iterator[str]:
    """The address of the public site's root."""
    server = Server(public.parent)
    yield server.address
    server.stop()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone, which no service worker answers for."""
    context = browser.new_context(viewport=PHONE, has_touch=True, service_workers="block")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
