"""What is printed: the book, pocket cards and worksheets as PDF, in every language.

In: a build. Out: under `downloads/` of its folder `playbook.<lang>.pdf`, `cards.<lang>.pdf`, `cards-phone.<lang>.pdf`
and `worksheets/<id>.<lang>.pdf`. What cannot be set, or does not fit, is returned as warnings, with the record and
the field where they are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from playbook_generator.engines.typst import ExtraMissingError, Fault, Typesetter, TypesettingError
from playbook_generator.git import GitError, git
from playbook_generator.kinds.record import model_values
from playbook_generator.outputs.building import Build
from playbook_generator.playbook import Edition
from playbook_generator.rendering.printing import Printing
from playbook_generator.rendering.words import words


def build_pdf(run: Build) -> list[str]:
    """Set and write all documents; returns what is wrong with them, a line each."""
    try:
        typesetter = Typesetter()
    except ExtraMissingError as missing:
        return [f"pdf: not installed: {missing}. Install it: pip install 'playbook-generator[pdf]'"]
    commit = commit_of(run.config_file.parent)
    warnings: list[str] = []
    for edition in run.playbook.editions.values():
        for name, sources in _documents(edition, commit):
            path = run.downloads / name
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                path.write_bytes(typesetter.pdf(sources))
            except TypesettingError as error:
                lines = (line for fault in error.faults for line in explained(fault, edition))
                warnings += [f"{name}: {line}" for line in dict.fromkeys(lines)]
        run.say(f"  pdf: {edition.language}")
    return warnings


def _documents(edition: Edition, commit: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every document of one edition: its name and its sources."""
    printing, language = Printing(edition), edition.language
    if commit.endswith("+"):
        commit = f"{commit[:-1]}{words(language)['comma']}{words(language)['book.uncommitted']}"
    yield f"playbook.{language}.pdf", printing.book(commit)
    yield f"cards.{language}.pdf", printing.cards("sheets")
    yield f"cards-phone.{language}.pdf", printing.cards("phone")
    for entry in edition.of_kind("worksheets"):
        yield f"worksheets/{entry.id}.{language}.pdf", printing.sheet(entry)


def commit_of(folder: Path) -> str:
    """The commit that a folder is at, with a `+` where its files differ from it; empty without git."""
    try:
        head = git(folder, "rev-parse", "HEAD").decode("ascii").strip()
        return head[:10] + ("+" if git(folder, "status", "--porcelain", "--untracked-files=no").strip() else "")
    except GitError:
        return ""


_NO_GLYPH = re.compile(r'the text `"(.+)"` could not be displayed')
_TOO_HIGH = re.compile(r"too high\|(\S+)\|(\S+)\|([\d.]+)")


def explained(fault: Fault, edition: Edition) -> list[str]:
    """What an editor can do about a fault: the records and fields that it comes from, if it is about their texts."""
    if high := _TOO_HIGH.findall(fault.message):
        return [
            f"{edition[key].file}: the text on the card's {side} is {millimetres} mm higher than its room; shorten it"
            for key, side, millimetres in high
        ]
    if missing := _NO_GLYPH.search(fault.message):
        text = missing.group(1)
        places = [
            f"{entry.file}: {'.'.join(map(str, path))}"
            for entry in edition.entries.values()
            for path, value in model_values(entry.record)
            if isinstance(value, str) and text in value
        ]
        return [f"{place}: the typeface has no sign for “{text}”" for place in places] or [fault.message]
    return [f"{fault.file}:{fault.line}: {fault.message}"]
