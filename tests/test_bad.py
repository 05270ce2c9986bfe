"""Each slip in tests/bad, and what an editor reads about it.

`tests/bad/NAME.yml` takes the place of a record of the sound playbook `tests/bad/base`; a folder `tests/bad/NAME` is
laid over the whole of it. `NAME.txt` beside it holds the report in English and Chinese, word for word. After a change
of words, `python -m tests.test_bad` writes the reports anew; read them before committing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from playbook_generator.explaining import explanations
from playbook_generator.loading import load
from playbook_generator.problems import report

BAD = Path(__file__).parent / "bad"
BASE = BAD / "base"
RECORD = "objections/price-too-high.yml"
TODAY = date(2026, 11, 24)
CASES = sorted(path for path in BAD.iterdir() if path != BASE and path.suffix != ".txt" and path.name[0] != ".")


def spoilt(case: Path, folder: Path) -> Path:
    """A copy of the sound playbook with the slip in it."""
    playbook = folder / "playbook"
    shutil.copytree(BASE, playbook)
    if case.is_dir():
        for path in sorted(case.rglob("*")):
            target = playbook / path.relative_to(case)
            if path.is_symlink() or path.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target, follow_symlinks=False)
    else:
        shutil.copy(case, playbook / RECORD)
    return playbook


def _said(playbook: Path) -> str:
    problems = load(playbook, TODAY)[1]
    return "\n\n".join(report(problems, language) for language in ("en", "zh")) + "\n"


def _expected(case: Path) -> Path:
    return case.with_name(f"{case.name.removesuffix('.yml')}.txt")


def test_the_base_has_no_problem() -> None:
    assert load(BASE, TODAY)[1] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.removesuffix(".yml"))
def test_the_report_names_the_slip(case: Path, tmp_path: Path) -> None:
    assert _said(spoilt(case, tmp_path)) == _expected(case).read_text("utf-8")


def test_every_report_belongs_to_a_case() -> None:
    assert set(BAD.glob("*.txt")) == {_expected(case) for case in CASES}


def _pipe(playbook: Path) -> None:
    os.mkfifo(playbook / "objections/too-small.yml")


def _megabytes(playbook: Path) -> None:
    (playbook / RECORD).write_text("title: " + "很" * 5_000_000, "utf-8")


def _long_text(playbook: Path) -> None:
    file = playbook / RECORD
    file.write_text(file.read_text("utf-8").replace("title: 价格太高", "title: " + "很" * 20_000), "utf-8")


def _no_settings(playbook: Path) -> None:
    (playbook / "playbook.yml").unlink()


def _no_folder(playbook: Path) -> None:
    shutil.rmtree(playbook)


def _not_utf8_name(playbook: Path) -> None:
    Path(os.fsdecode(os.fsencode(playbook) + b"/objections/\xff.yml")).write_text("x", "utf-8")


def _many(playbook: Path) -> None:
    file = playbook / RECORD
    file.write_text(file.read_text("utf-8") + "".join(f"x{number}: y\n" for number in range(5_000)), "utf-8")


def _windows(playbook: Path) -> None:
    shutil.copy(playbook / RECORD, playbook / "objections/aux.yml")


#: Slips that a file in the repository cannot hold, each with its code.
MADE: dict[str, Callable[[Path], None]] = {
    "PB059": _pipe,
    "PB005": _megabytes,
    "PB067": _long_text,
    "PB071": _no_settings,
    "PB070": _no_folder,
    "PB009": _not_utf8_name,
    "PB027": _windows,
    "PB072": _many,
}


@pytest.mark.parametrize("code", MADE)
def test_what_no_file_can_hold_is_named_too(code: str, tmp_path: Path) -> None:
    playbook = tmp_path / "playbook"
    shutil.copytree(BASE, playbook)
    MADE[code](playbook)
    problems = load(playbook, TODAY)[1]
    assert code in {problem.code for problem in problems}
    assert report(problems, "en").encode()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "playbook")
    (tmp_path / "playbook" / RECORD).chmod(0)
    assert "PB058" in {problem.code for problem in load(tmp_path / "playbook", TODAY)[1]}


def test_every_code_has_a_case() -> None:
    text = "".join(_expected(case).read_text("utf-8") for case in CASES)
    assert {code for code in explanations() if code not in text} <= {*MADE, "PB058"}


def write() -> None:
    """Write every report anew."""
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            _expected(case).write_text(_said(spoilt(case, Path(folder))), "utf-8")


if __name__ == "__main__":
    write()
