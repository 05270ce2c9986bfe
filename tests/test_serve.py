"""The preview shows an edit, and an error above the last good page."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import EXAMPLE, ROOT, run_playbook

CARD = "playbook/objections/too-dear.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the example playbook."""
    shutil.copytree(EXAMPLE / "playbook", tmp_path / "playbook")
    shutil.copytree(ROOT / "pages", tmp_path / "pages")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """Where the preview of the project is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "playbook_generator", "serve", "-a", f"127.0.0.1:{port}", "--lang", "en"],
        cwd=project, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env={**os.environ},
    )  # fmt: skip
    assert server.stderr is not None
    for line in server.stderr:
        if "Open http" in line:
            break
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    # Reads to the end of what all processes write: none of them outlives the one that was ended.
    server.communicate(timeout=60)


def _edit(project: Path, old: str, new: str) -> None:
    file = project / CARD
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_an_error_stands_above_the_last_good_page_until_it_is_mended(
    project: Path, address: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/objections/too-dear/")
    notice = page.locator("#playbook-errors")
    expect(notice).to_have_count(0)
    _edit(project, "say_first: ", "say_frist: ")
    expect(notice).to_contain_text("Did you mean `say_first`?", timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("太贵")
    _edit(project, "say_frist: ", "say_first: 改过了。")
    expect(page.locator("article")).to_contain_text("改过了。", timeout=60_000)
    expect(notice).to_have_count(0)
    page.close()


def test_an_address_that_is_taken_is_wrong_usage(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        for address in (taken, "127.0.0.1:99999"):
            result = run_playbook("serve", "-a", address, "--lang", "en", folder=project)
            assert result.returncode == 2
            assert f"Nothing can be shown at {address}" in result.stderr
            assert "Traceback" not in result.stderr


def test_the_page_stays_where_the_reader_was(project: Path, address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 500})
    page.goto(f"{address}/objections/too-dear/")
    page.evaluate("scrollTo(0, 700)")
    assert page.evaluate("scrollY") == 700
    _edit(project, "say_first: ", "say_first: 改过了。")
    expect(page.locator("article")).to_contain_text("改过了。", timeout=60_000)
    page.wait_for_function("scrollY > 600")
    page.close()
