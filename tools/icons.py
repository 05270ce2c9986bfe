"""Draws the icons of the installed site from `theme/assets/icon.svg`, with the Chromium that the tests use.

Run it after a change of the drawing: `python tools/icons.py`. The drawing keeps its middle four fifths for what must
be seen, so that one picture serves as a round icon (maskable) too.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

ASSETS = Path(__file__).parent.parent / "generator/playbook_generator/theme/assets"
#: 180 for an iPhone's home screen, 192 and 512 as browsers want for installing.
SIZES = (180, 192, 512)


def main() -> None:
    """Write icon-<size>.png beside the drawing."""
    drawing = (ASSETS / "icon.svg").read_text("utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{size}px}}</style>{drawing}")
            page.screenshot(path=ASSETS / f"icon-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
