"""The site: every language side by side, the source's at the root, the others in folders of their own.

In: a build, whose other outputs are made by now, because a page lists them. Out: a whole site in its folder.
"""

from __future__ import annotations

from concurrent.futures import as_completed
from contextlib import nullcontext
from pathlib import Path

from playbook_generator.engines.mkdocs import build_language
from playbook_generator.outputs.building import Build
from playbook_generator.outputs.finishing import keep_private, leave_out, make_installable
from playbook_generator.outputs.offline import write_worker
from playbook_generator.outputs.workers import Workers
from playbook_generator.rendering.downloads import Download

#: What builds a language, as `build_language` does.
Builders = Workers[[Path, str, list[str], Path, list[Download], bool], list[str]]


def build_site(run: Build, builders: Builders | None = None) -> list[str]:
    """Build all languages and what a web server needs beside them; returns the engine's warnings.

    `builders` are processes that were there before and stay; else there are new ones for this build.
    """
    warnings = build_languages(run, run.folder, run.made(), builders=builders)
    for step in (leave_out, keep_private, make_installable, write_worker):
        step(run.playbook, run.folder)
    return warnings


def build_languages(
    run: Build, folder: Path, downloads: list[Download], as_files: bool = False, builders: Builders | None = None
) -> list[str]:
    """Build all languages into a folder, each in a process of its own; returns the engine's warnings.

    `downloads` are the files that pages link to. With `as_files` every address names a file, for reading from disk.
    """
    languages = run.languages
    # Each language goes to a folder of its own first: MkDocs empties the one it builds into.
    parts = {language: folder / f".{language}" for language in languages}
    warnings: list[str] = []
    with nullcontext(builders) if builders else Workers(build_language) as workers:
        running = {
            workers.start(language, run.config_file, language, languages, part, downloads, as_files): language
            for language, part in parts.items()
        }
        for future in as_completed(running):
            if not future.exception():
                run.say(f"  {'files' if as_files else 'site'}: {running[future]}")
    for future, language in running.items():
        warnings += [f"{language}: {line}" for line in future.result()]
    for language, part in parts.items():
        _merge(part, folder if language == run.playbook.source.language else folder / language)
    return sorted(warnings)


def _merge(part: Path, folder: Path) -> None:
    """Move all that is in `part` to the same places in `folder`, beside what is there."""
    folder.mkdir(exist_ok=True)
    for path in sorted(part.iterdir()):
        place = folder / path.name
        if path.is_dir() and place.is_dir():
            _merge(path, place)
        else:
            path.rename(place)
    part.rmdir()
