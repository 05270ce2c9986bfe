"""A playbook's folder → its files, each read as YAML, and what is wrong with those that do not belong there.

Every `*.yml` counts; what else lies about is named, so that nothing is skipped in silence. Links, pipes, folders in
the place of a file and files too large for a record are not opened at all.

In: the folder. Out: the files by their names, and problems.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from playbook_generator.kinds import all_kinds
from playbook_generator.problems import Problem, nearest, visible
from playbook_generator.reading import LARGEST_FILE, Document, read, too_large
from playbook_generator.settings import SETTINGS, TOP_FILES
from playbook_generator.values import ID_LONGEST, ID_PATTERN, id_like

TRANSLATIONS = "translations"
ENDING = ".yml"
#: Ids that would take the address of something else in the folder, and names that no file can have on Windows.
RESERVED_IDS = {"index", "readme", "assets", "search", "con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}


@dataclass(frozen=True)
class File:
    """One YAML file of a playbook. `name` is its path from the playbook's folder, with `/`."""

    name: str
    document: Document

    @cached_property
    def key(self) -> str:
        """The key of the record that it holds or translates."""
        parts = self.name.removesuffix(ENDING).split("/")
        return "/".join(parts[2:] if parts[0] == TRANSLATIONS else parts)


def read_folder(root: Path) -> tuple[dict[str, File], list[Problem]]:
    """All files of the playbook in `root` that are where they belong, and what is wrong with the others."""
    files: dict[str, File] = {}
    problems: list[Problem] = []
    for name, entry in _entries(root, problems):
        if problem := _misplaced(root, name, entry):
            problems.append(problem)
            continue
        try:
            document = _read(entry.path)
        except OSError as error:
            problems.append(file_problem(root, name, "PB058", entry.name, reason=error.strerror or str(error)))
            continue
        files[name] = File(name, document)
    return files, problems


def file_problem(root: Path, file: str, code: str, part: str = "", **details: object) -> Problem:
    """A problem of a file as a whole; `part` is the part of its name that is wrong, if one is."""
    return Problem(visible(f"{root.name}/{file}"), 1, 1, code, details, in_name=visible(part))


def _entries(root: Path, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything in a folder and those beneath with its name from there, sorted, but for what programs hide there."""
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(root / folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            name = folder.removesuffix("/")
            problems.append(file_problem(root, name or ".", "PB058", (root / name).name, reason=error.strerror))
            continue
        for entry in entries:
            named_as_file = entry.name.endswith((ENDING, ".yaml"))
            if entry.is_dir(follow_symlinks=False) and not named_as_file:
                folders.append(f"{folder}{entry.name}/")
            elif named_as_file or not entry.name.startswith("."):
                yield folder + entry.name, entry


def _misplaced(root: Path, name: str, entry: os.DirEntry[str]) -> Problem | None:
    """Why something in the folder is not a file of the playbook, or `None`."""
    *folders, base = name.split("/")
    if entry.is_symlink():
        return file_problem(root, name, "PB006", base)
    if not entry.is_file(follow_symlinks=False):
        return file_problem(root, name, "PB059", base, name=base)
    if not base.endswith(ENDING):
        return file_problem(root, name, "PB007", base, name=base, stem=_stem(base))
    within = folders
    if folders[:1] == [TRANSLATIONS]:
        if len(folders) < 2:
            return file_problem(root, name, "PB008", name, folder="/".join(folders), valid=[f"{TRANSLATIONS}/en"])
        within = folders[2:]
    known = list(all_kinds())
    top = TOP_FILES if not folders else {SETTINGS}
    if (len(within) == 1 and within[0] not in known) or len(within) > 1:
        near = nearest(within[0], known)
        return file_problem(root, name, "PB008", "/".join(within), folder="/".join(within), near=near, valid=known)
    if not within and base not in top:
        near = nearest(base, top)
        return file_problem(root, name, "PB008", base, folder="/".join([root.name, *folders]), near=near, valid=known)
    stem = base.removesuffix(ENDING)
    if within and (not ID_PATTERN.fullmatch(stem) or len(stem) > ID_LONGEST):
        near = id_like(stem)
        return file_problem(root, name, "PB009", base, value=stem, near=f"{near}{ENDING}" if near else None)
    if within and stem in RESERVED_IDS:
        return file_problem(root, name, "PB027", base, value=stem)
    return None


def _stem(base: str) -> str:
    """A file's name without its ending; `too-far.yml.txt` is what Windows shows as `too-far.yml`."""
    stem, found, _ = base.partition(ENDING)
    return stem if found and stem else base.rsplit(".", 1)[0]


def _read(path: str) -> Document:
    """The document in a file. Raises `OSError` when it cannot be opened, or is none when it is opened."""
    # Without O_NONBLOCK a pipe that took the file's place a moment ago would wait for ever.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a file")
        if status.st_size > LARGEST_FILE:
            return Document("", None, (too_large(status.st_size),))
        return read(file.read(LARGEST_FILE + 1))
