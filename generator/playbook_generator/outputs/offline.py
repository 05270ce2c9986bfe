"""The service worker: what a phone keeps of the site, so that it opens with no network.

In: the folder of a finished site. Out: `sw.js` at its root, which names every file that belongs to the offline copy
with its fingerprint; and the fingerprint of every script and style sheet in the pages that load it, so that a page
never works with those of another version. What readers take along one by one (downloads, the API) is not part of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

from playbook_generator.playbook import Playbook

#: Folders of files that are kept once a reader has opened them.
ON_DEMAND = ("downloads", "api")
_NEVER = {"sw.js", "robots.txt", "sitemap.xml", "sitemap.xml.gz", "feed.xml"}
_ASSET = re.compile(r'(?:href|src)="(?P<path>(?!\w+:|/)[^"?#]*\.(?:js|css))(?=")')
#: Enough to tell versions apart.
_DIGITS = 16


def write_worker(playbook: Playbook, folder: Path) -> None:
    """Stamp the pages' assets with their fingerprints, then write the worker."""
    # The same few assets stand in every page, each by a way of its own.
    print_of = cache(_print)
    for page in sorted(folder.rglob("*.html")):
        page.write_text(_stamped(page.read_text("utf-8"), page.parent, print_of), "utf-8")
    listed = {_address(path.relative_to(folder).as_posix()): _print(path) for path in _kept(playbook, folder)}
    listing = json.dumps(listed, ensure_ascii=False, indent=0, sort_keys=True)
    version = hashlib.sha256(listing.encode()).hexdigest()[:_DIGITS]
    worker = (files("playbook_generator") / "templates/sw.js").read_text("utf-8")
    values = {"FILES": listing, "VERSION": json.dumps(version), "DAY": json.dumps(str(playbook.source.newest))}
    for name, value in values.items():
        worker = worker.replace(f"/*{name}*/", value)
    (folder / "sw.js").write_text(worker, "utf-8")


def _stamped(text: str, base: Path, print_of: Callable[[Path], str]) -> str:
    """A page of the folder `base`, its assets with their fingerprints."""

    def stamp(match: re.Match[str]) -> str:
        asset = Path(os.path.normpath(base / match["path"]))
        return f"{match.group()}?v={print_of(asset)}" if asset.is_file() else match.group()

    return _ASSET.sub(stamp, text)


def _kept(playbook: Playbook, folder: Path) -> list[Path]:
    """The files of the offline copy."""
    others = [language for language in playbook.editions if language != playbook.source.language]

    def wanted(path: Path) -> bool:
        parts = path.relative_to(folder).parts
        own = parts[1:] if parts[0] in others else parts
        return path.name not in _NEVER and (own[0] not in ON_DEMAND or path.suffix == ".html")

    return sorted(path for path in folder.rglob("*") if path.is_file() and wanted(path))


def _address(path: str) -> str:
    """The address of a file from the site's root, as links name it."""
    return re.sub(r"(^|/)index\.html$", r"\1", path)


def _print(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGITS]
