"""The browser's search, run here: in Node where there is one, else in a Chromium without a window.

In: a language's script of the search, and queries. Out: for each query the records found, with the reasons if asked.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NODES = ("node", "nodejs")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_LIMIT = 300


class NoEngineError(Exception):
    """Neither Node nor a Chromium is on this machine."""


@dataclass(frozen=True)
class Reason:
    """A part of a query that was found in a record."""

    #: What stands in the query; empty where a sound was found.
    query: str
    #: What stands in the record, or `=` and the number of a group of synonyms.
    term: str
    #: How the one leads to the other: empty for the same word, else sound, initials, gap, begun, split or slip.
    way: str
    #: What it brings to the record's score by all its texts, and by its best unit.
    record: float
    unit: float


@dataclass(frozen=True)
class Hit:
    """A record that was found. `unit` is the number of its best unit in the index, or -1."""

    key: str
    score: float
    unit: int
    reasons: tuple[Reason, ...] = ()


def run(search_script: str, queries: list[str], limit: int = 10, reasons: bool = False) -> list[list[Hit]]:
    """What the search finds for each query. Raises `NoEngineError`."""
    asked = {"queries": queries, "limit": limit, "reasons": reasons}
    script = "\n".join([search_script, f"var asked = {json.dumps(asked)};", _RUN])
    with tempfile.TemporaryDirectory(prefix="playbook-search-") as folder:
        answer = json.loads(_in_node(script, Path(folder)) or _in_chromium(script, Path(folder)))
    return [[_hit(hit) for hit in hits] for hits in answer]


_RUN = """
var search = new PlaybookSearch(playbookIndex);
var answer = JSON.stringify(asked.queries.map(function (query) {
  var found = search.search(query, asked.limit);
  return found.results.map(function (result) {
    return { key: result.key, score: result.score, unit: result.unit,
             reasons: asked.reasons ? search.reasons(found.asked, result) : [] };
  });
}));
"""


def _hit(data: dict[str, Any]) -> Hit:
    reasons = (
        Reason(each["query"], each["term"], each["way"], each["record"], each["unit"]) for each in data["reasons"]
    )
    return Hit(data["key"], data["score"], data["unit"], tuple(reasons))


def _in_node(script: str, folder: Path) -> str | None:
    node = next(filter(None, map(shutil.which, NODES)), None)
    if node is None:
        return None
    path = folder / "run.js"
    path.write_text(f"{script}\nprocess.stdout.write(answer);\n", "utf-8")
    return _output([node, str(path)])


def _in_chromium(script: str, folder: Path) -> str:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise NoEngineError
    (folder / "run.js").write_text(f"{script}\ndocument.body.textContent = answer;\n", "utf-8")
    page = folder / "run.html"
    page.write_text('<!doctype html><meta charset="utf-8"><body><script src="run.js"></script></body>', "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    flags += [f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=60000", "--dump-dom"]
    shown = re.search(r"<body>(.*)</body>", _output([browser, *flags, page.as_uri()]), re.DOTALL)
    if shown is None:
        raise NoEngineError
    return html.unescape(shown.group(1))


def _output(command: list[str]) -> str:
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=_LIMIT, check=True
    ).stdout
