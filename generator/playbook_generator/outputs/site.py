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
from playbook_generator.outputs.offline import write_worker
from playbook_generator.rendering.downloads import Download


def build_site(run: Build) -> list[str]:
    """Build all languages and what a web server needs beside them; returns the engine's warnings."""
    warnings = build_languages(run, run.folder, run.made())
    for step in (leave_out, keep_private, make_installable, write_worker):
        step(run.playbook, run.folder)
    return warnings


def build_languages(run: Build, folder: Path, downloads: list[Download], as_files: bool = False) -> list[str]:
    """Build all languages into a folder, each in a process of its own; returns the engine's warnings.

    `downloads` are the files that pages link to. With `as_files` every address names a file, for reading from disk.
    """
    languages = run.languages
    # Each language goes to a folder of its own first: MkDocs empties the one it builds into.
    parts = {language: folder / f".{language}" for language in languages}
    warnings: list[str] = []
    with ProcessPoolExecutor(max_workers=len(languages), mp_context=get_context("spawn")) as pool:
        running = {
            pool.submit(build_language, run.config_file, language, languages, part, downloads, as_files): language
            for language, part in parts.items()
        }
        for future in as_completed(running):
            warnings += [f"{running[future]}: {line}" for line in future.result()]
            run.say(f"  {'files' if as_files else 'site'}: {running[future]}")
    for language, part in parts.items():
        _merge(part, folder if language == run.playbook.source.language else folder / language)
    return sorted(warnings)


def _merge(part: Path, folder: Path) -> None:
    """Move all files of `part` to the same places in `folder`, beside those that are there."""
    for path in sorted(path for path in part.rglob("*") if path.is_file()):
        place = folder / path.relative_to(part)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)
    shutil.rmtree(part)
