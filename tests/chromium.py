"""Finds a Chromium for the browser tests: on the PATH, then Playwright's own, then from Debian's packages as root.

Run as a program, it prints the path, or says what to do and exits with 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The path of a Chromium that is here, or `None`."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install() -> None:
    """Install Debian's Chromium, with a Chinese font so that pages measure as they do for readers."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium", "fonts-noto-cjk"]):
        subprocess.run(["apt-get", *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Find one, install one, or say what to do."""
    path = find()
    if path is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("No Chromium found: installing Debian's …", file=sys.stderr)
        install()
        path = find()
    if path is None:
        print(
            "The browser tests need a Chromium, and none was found on the PATH or among Playwright's browsers.\n"
            "Install one: `playwright install chromium` in the virtual environment, or your system's package\n"
            "(Debian: `apt-get install chromium`), then run the tests again.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
