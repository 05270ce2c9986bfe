"""Steps over a finished site folder, whatever engine made it: what is not needed goes, what a host serves comes.

In: the folder of a whole site. Out: the same folder, changed.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from playbook_generator.playbook import Edition, Playbook

#: Parts of the theme that only its own search loads.
_SEARCH = ("assets/javascripts/lunr", "assets/javascripts/workers")
_MAP_COMMENT = re.compile(r"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")
_ICONS = [
    {"src": "assets/icon.svg", "sizes": "any", "type": "image/svg+xml"},
    {"src": "assets/icon-192.png", "sizes": "192x192", "type": "image/png"},
    {"src": "assets/icon-512.png", "sizes": "512x512", "type": "image/png"},
    {"src": "assets/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
]


def roots(playbook: Playbook, folder: Path) -> dict[str, Path]:
    """The folder of each language in a whole site."""
    source = playbook.source.language
    return {language: folder if language == source else folder / language for language in playbook.editions}


def leave_out(playbook: Playbook, folder: Path) -> None:
    """Delete what no reader loads: source maps, and the theme's search where it is off."""
    for path in sorted(folder.rglob("*.map")):
        code = path.with_suffix("")
        code.write_text(_MAP_COMMENT.sub("\n", code.read_text("utf-8")), "utf-8")
        path.unlink()
    for root in roots(playbook, folder).values():
        if not (root / "search/search_index.json").exists():
            for part in _SEARCH:
                shutil.rmtree(root / part, ignore_errors=True)


def keep_private(playbook: Playbook, folder: Path) -> None:
    """Ask search engines to stay away, unless the playbook says that it is public."""
    if playbook.source.settings.public:
        return
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")
    for root in roots(playbook, folder).values():
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (root / name).unlink(missing_ok=True)


def make_installable(playbook: Playbook, folder: Path) -> None:
    """Write a manifest a language; all describe the one app that the whole site is."""
    for language, root in roots(playbook, folder).items():
        way = "./" if root == folder else "../"
        manifest = _manifest(playbook.editions[language], way)
        text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
        (root / "manifest.webmanifest").write_text(text, "utf-8")


def _manifest(edition: Edition, root: str) -> dict[str, object]:
    return {
        "id": root,
        "name": edition.settings.name,
        "short_name": edition.settings.name[:12].strip(),
        "description": edition.settings.summary,
        "lang": edition.language,
        "start_url": "./",
        "scope": root,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0a5346",
        "icons": _ICONS,
    }
