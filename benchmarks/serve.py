"""How long the preview takes to show an edit, against a full build of the same site.

Run: `python benchmarks/serve.py`. It copies the playbook, and runs processes that build its site in both languages
and then change a text, or a title, and build again as the preview does: no times and ten times. It prints what a
build and what each edit takes, in seconds of a processor, with the ratios, and the seconds by the clock. The goal is
a ratio of at most 0.4.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playbook_generator.engines.mkdocs import build_language_again
from playbook_generator.loading import load
from playbook_generator.outputs import Build, build_site, publish
from playbook_generator.outputs.workers import Workers

ROOT = Path(__file__).parent.parent
EDITS = 10
CARD = "playbook/objections/price-too-high.yml"


def build(project: Path, builders: Workers[..., list[str]]) -> None:
    """Read the playbook and publish the site."""
    playbook, problems = load(project / "playbook")
    assert playbook is not None, problems
    config = project / "mkdocs.yml"
    assert publish(project / "site", lambda fresh: build_site(Build(playbook, config, fresh), builders)) == []


def edit(project: Path, key: str, number: int) -> None:
    """Make the text of a key of one record another."""
    lines = (project / CARD).read_text("utf-8").splitlines()
    changed = [f"{key}: 第 {number} 次修改。" if line.startswith(f"{key}: ") else line for line in lines]
    assert changed != lines
    (project / CARD).write_text("\n".join(changed) + "\n", "utf-8")


def preview(project: Path, key: str, edits: int) -> None:
    """Build once, and again after each of some edits."""
    with Workers(build_language_again) as builders:
        build(project, builders)
        for number in range(edits):
            edit(project, key, number)
            build(project, builders)


def run(key: str, edits: int) -> tuple[float, float]:
    """Seconds of a processor and by the clock that a preview takes from start to end, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("playbook", "pages"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run([sys.executable, __file__, folder, key, str(edits)], check=True)
        clock, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock


def main() -> None:
    """Measure and print."""
    full, full_clock = run("title", 0)
    print(f"full build: {full:.2f} s, {full_clock:.2f} s by the clock")
    for key in ("say_first", "title"):
        total, clock = run(key, EDITS)
        one = (total - full) / EDITS
        print(f"{key}: {one:.2f} s, ratio {one / full:.2f}, {(clock - full_clock) / EDITS:.2f} s by the clock")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        preview(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    else:
        main()
