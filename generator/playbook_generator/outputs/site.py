"""The site: every language side by side, the source's at the root, the others in folders of their own.

In: a build, whose other outputs are made by now, because a page lists them. Out: a whole site in its folder.
"""

from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from playbook_generator.engines.mkdocs import build_language
from playbook_generator.outputs.building import Build
from playbook_generator.outputs.finishing import keep_private, leave_out, make_installable


def build_site(run: Build) -> list[str]:
    """Build all languages, each in a process of its own; returns the engine's warnings."""
    folder, languages, downloads = run.folder, run.languages, run.made()
    # Each language goes to a folder of its own first: MkDocs empties the one it builds into.
    parts = {language: folder / f".{language}" for language in languages}
    warnings: list[str] = []
    with ProcessPoolExecutor(max_workers=len(languages), mp_context=get_context("spawn")) as pool:
        running = {
            pool.submit(build_language, run.config_file, language, languages, part, downloads): language
            for language, part in parts.items()
        }
        for future in as_completed(running):
            warnings += [f"{running[future]}: {line}" for line in future.result()]
            run.say(f"  site: {running[future]}")
    for language, part in parts.items():
        _merge(part, folder if language == run.playbook.source.language else folder / language)
    for step in (leave_out, keep_private, make_installable):
        step(run.playbook, folder)
    return sorted(warnings)


def _merge(part: Path, folder: Path) -> None:
    """Move all files of `part` to the same places in `folder`, beside those that are there."""
    for path in sorted(path for path in part.rglob("*") if path.is_file()):
        place = folder / path.relative_to(part)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)
    shutil.rmtree(part)
