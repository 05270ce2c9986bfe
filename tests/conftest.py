"""What tests share: the project's own playbook, a small example, a built site, a browser."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from playbook_generator.loading import load
from playbook_generator.playbook import Playbook
from tests import chromium

ROOT = Path(__file__).parent.parent
EXAMPLE = Path(__file__).parent / "example"


def run_playbook(*arguments: str | Path, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """`playbook` with arguments, in a folder; environment variables are added to the present ones."""

    return subprocess.run(
        [sys.executable, "-m", "playbook_generator", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def our_playbook() -> Playbook:
    """The playbook of this repository."""
    playbook, problems = load(ROOT / "playbook")
    assert playbook is not None, problems
    return playbook


@pytest.fixture(scope="session")
def example() -> Playbook:
    """A small playbook with every kind and every field, in Chinese, three of its records in English."""
    playbook, problems = load(EXAMPLE / "playbook")
    assert playbook is not None, problems
    return playbook


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site of this repository, built as `make site` builds it."""
    folder = tmp_path_factory.mktemp("built") / "site"
    result = run_playbook("build", "--output", folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served, without a slash at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window."""
    path = chromium.find()
    assert path, "no Chromium: run `make test`, which looks for one and says what to do"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield opened
        opened.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--write-golden` takes what is made now for what is right."""
    parser.addoption("--write-golden", action="store_true", help="Write tests/golden anew from what is made now.")
