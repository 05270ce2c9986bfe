"""From the icon to the first sentence to say: on a phone's screen, with no network, the CPU slowed four times.

Run `python -m benchmarks.first_sentence [ROUNDS]` in the project's folder. It builds the site, lets Chromium
(390 × 844) keep the whole copy, stops the server and cuts the network. Then, seven rounds unless told otherwise, with
the CPU as it is and slowed, it opens the home page as the icon does and goes the two ways a rep goes:

- one tap: the customer's words in the list;
- one word: a tap on the field, one short word, the Enter key.

It prints, for each, the median seconds until the home page is painted, from the first touch until the sentence is
painted, and of both together; and the ratio of these to the goal of two seconds and to the same without slowing. The
browser's own clock counts (largest contentful paint), so that a hand's time and this program's are left out.
"""

from __future__ import annotations

import functools
import sys
import tempfile
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import BrowserContext, Page, sync_playwright
from tests import chromium

from playbook_generator.kinds.objection import Objection
from playbook_generator.loading import load
from playbook_generator.outputs import Build, build_site, publish

ROOT = Path(__file__).parent.parent
KEY = "objections/price-too-high"
ROUNDS = 7
GOAL = 2.0
SLOWED = 4
WORDS = {"zh": "太贵", "en": "too dear"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    playbook, problems = load(ROOT / "playbook")
    assert playbook is not None, problems
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as run:
        site = Path(folder) / "playbook"
        assert publish(site, lambda fresh: build_site(Build(playbook, ROOT / "mkdocs.yml", fresh))) == []
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/playbook/"
        browser = run.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        device = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        page = device.new_page()
        page.goto(address)
        page.locator(".pb-offline__day").wait_for(timeout=60_000)
        page.close()
        server.shutdown()
        server.server_close()
        device.set_offline(True)
        device.add_init_script(_CLOCK)
        print(f"{'':3} {'way':9} {'CPU':>4} {'home':>6} {'touch':>6} {'sum s':>6} {'of goal':>8} {'of unslowed':>12}")
        for language, edition in playbook.editions.items():
            record = edition[KEY].record
            assert isinstance(record, Objection)
            ways: dict[str, Callable[[Page], None]] = {
                "one tap": functools.partial(_tap, said=record.wordings[0]),
                "one word": functools.partial(_type, word=WORDS[language]),
            }
            root = address if language == playbook.source.language else f"{address}{language}/"
            for name, way in ways.items():
                unslowed = 0.0
                for rate in (1, SLOWED):
                    times = [_once(device, root, way, record.say_first, rate) for _ in range(rounds)]
                    home, touch = (median(column) for column in zip(*times, strict=True))
                    both = median(sum(parts) for parts in times)
                    unslowed = unslowed or both
                    print(
                        f"{language:3} {name:9} {rate:3}× {home:6.2f} {touch:6.2f} {both:6.2f} {both / GOAL:8.2f}"
                        f" {both / unslowed:12.2f}"
                    )
        browser.close()


#: When a page's largest text was painted, and when one first touched, in milliseconds by one clock for all pages.
_CLOCK = """
window.painted = new Promise((done) => new PerformanceObserver((list) =>
  done(performance.timeOrigin + list.getEntries().pop().startTime)
).observe({ type: "largest-contentful-paint", buffered: true }));
addEventListener("pointerdown", (event) => {
  sessionStorage.touched = sessionStorage.touched || performance.timeOrigin + event.timeStamp;
}, true);
"""


def _once(
    device: BrowserContext, address: str, way: Callable[[Page], None], first: str, rate: int
) -> tuple[float, float]:
    """Seconds from the icon to the home page, and from the first touch to the sentence in sight."""
    page = device.new_page()
    device.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.goto(address)
    home = page.evaluate("painted.then((time) => time - performance.timeOrigin)") / 1000
    way(page)
    sentence = page.locator(".pb-box--say").get_by_text(first)
    sentence.wait_for()
    box = sentence.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    touch = page.evaluate("painted.then((time) => time - Number(sessionStorage.touched))") / 1000
    page.close()
    return home, touch


def _tap(page: Page, said: str) -> None:
    page.locator(".pb-says a", has_text=said).tap(no_wait_after=True)


def _type(page: Page, word: str) -> None:
    field = page.locator("#finder input")
    field.tap()
    page.keyboard.type(word)
    page.locator(f'#finder-results a[data-record="{KEY}"]').first.wait_for()
    page.keyboard.press("Enter")


if __name__ == "__main__":
    main()
