"""The site: every language side by side, the source's at the root, the others in folders of their own.

In: a build. Out: a whole site in its folder.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from playbook_generator.engines.mkdocs import build_language
from playbook_generator.outputs.building import Build
from playbook_generator.outputs.finishing import keep_private, leave_out, make_installable


def build_site(run: Build) -> list[str]:
    """Build all languages, each in a process of its own; returns the engine's warnings."""
    folder, languages = run.folder, run.languages
    # Each language goes to a folder of its own first: MkDocs empties the one it builds into.
    parts = {language: folder / f".{language}" for language in languages}
    warnings: list[str] = []
    with ProcessPoolExecutor(max_workers=len(languages), mp_context=get_context("spawn")) as pool:
        running = {
            pool.submit(build_language, run.config_file, language, languages, part): language
            for language, part in parts.items()
        }
        for future in as_completed(running):
            warnings += [f"{running[future]}: {line}" for line in future.result()]
            run.say(f"  site: {running[future]}")
    source, *others = languages
    for path in sorted(parts[source].iterdir()):
        path.rename(folder / path.name)
    parts[source].rmdir()
    for language in others:
        parts[language].rename(folder / language)
    for step in (leave_out, keep_private, make_installable):
        step(run.playbook, folder)
    return sorted(warnings)
