"""A site behind a password is as good as one without: it can be installed, and works without a network."""

from __future__ import annotations

import functools
import shutil
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import EXAMPLE, run_playbook

NAME, PASSWORD = "reps", "open-sesame"


class _Guarded(SimpleHTTPRequestHandler):
    """Answers those who know the password (HTTP basic authentication)."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer, or ask for the password."""
        known = b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") == f"Basic {known}":
            super().do_GET()
            return
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="Playbook"')
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The example's site behind a password, as `host:port`."""
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    result = run_playbook("build", "--only", "site", folder=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    handler = functools.partial(_Guarded, directory=str(folder / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_behind_a_password_the_site_installs_and_is_kept(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://{NAME}:{PASSWORD}@{address}/")
    # From here on the browser knows the password; addresses that hold one cannot be fetched by scripts.
    page.goto(f"http://{address}/causes/bargaining/")
    manifest = context.new_cdp_session(page).send("Page.getAppManifest")
    assert '"start_url"' in str(manifest.get("data"))
    expect(page.locator(".pb-offline__day")).to_be_visible(timeout=60_000)
    context.close()
