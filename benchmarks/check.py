"""How long `check` takes against a process that only parses the same files with PyYAML's C loader.

Run: `python benchmarks/check.py [RECORDS]`. It copies the playbook's own records under new ids until there are
RECORDS of them (1,000 unless told) in each language, runs both as processes of their own, five times in turn, and
prints the medians, their ratio and the largest memory. The goal is a ratio of at most 1.5.
"""

from __future__ import annotations

import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PLAYBOOK = Path(__file__).parent.parent / "playbook"
ROUNDS = 5
CHECK = (
    "import sys; from pathlib import Path; from playbook_generator.loading import load\n"
    "playbook, _ = load(Path(sys.argv[1])); sys.exit(playbook is None)"
)
PARSE = (
    "import sys, yaml; from pathlib import Path\n"
    "for path in sorted(Path(sys.argv[1]).rglob('*.yml')): yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)"
)


def _distinct(text: str, copy: int) -> str:
    """A record's text without what two records must not have in common lest each copy be a problem."""
    blocks = re.split(r"^(?=\w)", text, flags=re.MULTILINE)
    kept = [block for block in blocks if not block.startswith(("also:", "aliases:", "translation_of:"))]
    return "".join(re.sub("(?m)^  - ", f"  - {copy} ", b) if b.startswith("wordings:") else b for b in kept)


def multiply(target: Path, count: int) -> None:
    """Fill `target` with `count` records and their translations, copies of the playbook's own."""
    shutil.copytree(PLAYBOOK, target)
    records = sorted(target.glob("*/*.yml"))
    have, copy = len(records), 0
    while have < count:
        copy += 1
        for path in records[: count - have]:
            name = path.relative_to(target)
            for source in (path, *target.glob(f"translations/*/{name}")):
                text = _distinct(source.read_text("utf-8"), copy)
                source.with_name(f"{source.stem}-{copy}.yml").write_text(text, "utf-8")
        have += min(len(records), count - have)


def run(program: str, folder: Path) -> float:
    """Seconds of a processor that a process takes from start to end: others on the machine do not count."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "playbook"
        multiply(target, count)
        times = [(run(PARSE, target), run(CHECK, target)) for _ in range(ROUNDS)]
    parse, check = (statistics.median(column) for column in zip(*times, strict=True))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{count} records: parse {parse:.2f} s, check {check:.2f} s, ratio {check / parse:.2f}, {memory:.0f} MiB")


if __name__ == "__main__":
    main()
