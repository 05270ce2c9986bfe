"""Size and speed of the search at 100, 2,000 and 10,000 records, in Chromium with the CPU slowed four times.

Run `python -m benchmarks.search` in the project's folder. The records are ours over and over, a tenth of their
characters and words replaced by others, so that the vocabulary grows as it does in a larger playbook.
"""

from __future__ import annotations

import gzip
import random
import re
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright
from pydantic import BaseModel
from tests import chromium

from playbook_generator.loading import load
from playbook_generator.playbook import Edition, Playbook
from playbook_generator.search import assets
from playbook_generator.values import Text

ROOT = Path(__file__).parent.parent
SIZES = (100, 2_000, 10_000)
SLOWED = 4
#: One key stroke after the other, as a rep types.
TYPED = {
    "zh": ["太贵了，再便宜点我就拿", "laobanbuzai", "保正金"],
    "en": ["too expensive for my shop", "freight to dear"],
}


def main() -> None:
    """Print a line a size and language."""
    playbook, problems = load(ROOT / "playbook")
    assert playbook is not None, problems
    print(f"{'records':>8} {'':3} {'script kB':>9} {'gzip kB':>8} {'ready ms':>9} {'median ms':>10} {'worst ms':>9}")
    with sync_playwright() as run:
        browser = run.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        for size in SIZES:
            larger = _larger(playbook, size)
            for language, edition in larger.editions.items():
                script = str(next(assets(larger, edition)).content)
                page = browser.new_page()
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
                page.add_script_tag(content=script)
                ready, times = page.evaluate(_TIMED, TYPED[language])
                raw = script.encode()
                print(
                    f"{size:8} {language:3} {len(raw) / 1000:9.1f} {len(gzip.compress(raw, 9)) / 1000:8.1f}"
                    f" {ready:9.0f} {median(times):10.1f} {max(times):9.1f}"
                )
                page.close()
        browser.close()


_TIMED = """typed => {
  const begun = performance.now(), search = new PlaybookSearch(playbookIndex), ready = performance.now() - begun;
  const times = [];
  for (let round = 0; round < 3; round++) for (const text of typed) for (let n = 1; n <= text.length; n++) {
    const start = performance.now();
    search.search(text.slice(0, n), 10);
    if (round) times.push(performance.now() - start);
  }
  return [ready, times];
}"""


def _larger(playbook: Playbook, size: int) -> Playbook:
    """A playbook of `size` records made from another's."""
    editions = {}
    for language, edition in playbook.editions.items():
        chance, entries = random.Random(size), {}
        originals = list(edition.entries.values())
        pool = re.findall(r"[\u4e00-\u9fff]|[a-z]{4,}", " ".join(str(entry.record.summary) for entry in originals))
        for number in range(size):
            entry = originals[number % len(originals)]
            made = replace(entry, id=f"{entry.id}-{number}", record=_varied(entry.record, pool, chance))
            entries[made.key] = made
        editions[language] = Edition(language, edition.settings, entries)
    return Playbook(editions, synonyms=playbook.synonyms)


def _varied(value: Any, pool: list[str], chance: random.Random) -> Any:
    """A value with a tenth of the words in its texts replaced."""
    if isinstance(value, Text):
        changed = re.sub(
            r"[\u4e00-\u9fff]|[A-Za-z]{4,}",
            lambda found: chance.choice(pool) if chance.random() < 0.1 else found.group(),
            str(value),
        )
        return type(value)(changed, value.lang)
    if isinstance(value, BaseModel):
        fields = {name: _varied(item, pool, chance) for name, item in value.__dict__.items()}
        return value.model_copy(update=fields)
    if isinstance(value, (list, tuple)):
        return type(value)(_varied(item, pool, chance) for item in value)
    return value


if __name__ == "__main__":
    main()
