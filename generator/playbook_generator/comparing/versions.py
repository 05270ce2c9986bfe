"""A playbook as it is at a revision of git, or in the work tree.

In: the playbook's folder and the names of revisions. Out: `Version` values, each with what is sound in it; a revision
is laid out in a folder of its own for as long as it is looked at.
"""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from playbook_generator.folder import ENDING, TRANSLATIONS
from playbook_generator.git import GitError, git
from playbook_generator.loading import load_sound
from playbook_generator.playbook import Edition, Entry, Playbook
from playbook_generator.problems import Problem
from playbook_generator.reading import read
from playbook_generator.translation import mark_of

#: From how alike git takes two files for one that was renamed; records of a kind are alike in their keys anyway.
_ALIKE = "70%"


class NoSuchRevisionError(Exception):
    """The repository does not have this revision."""


@dataclass(frozen=True)
class Version:
    """A playbook at one moment. `name` is the revision's, empty for the work tree."""

    name: str
    folder: Path
    playbook: Playbook | None
    problems: list[Problem]

    @property
    def entries(self) -> dict[str, Entry]:
        """The sound records in the source language, by their keys."""
        return self.playbook.source.entries if self.playbook else {}

    @property
    def editions(self) -> dict[str, Edition]:
        """The editions, by language."""
        return self.playbook.editions if self.playbook else {}

    @cached_property
    def broken_files(self) -> set[str]:
        """The files with errors, by their names in the playbook's folder."""
        return {found.file.partition("/")[2] for found in self.problems if found.severity == "error"}

    def has_file(self, key: str) -> bool:
        """Whether there is a file for this record, sound or not."""
        return (self.folder / f"{key}{ENDING}").is_file()

    def digest_in(self, language: str, key: str) -> object:
        """The digest that a translation keeps of its source; `None` for one that is missing or was never marked."""
        name = f"{TRANSLATIONS}/{language}/{key}{ENDING}"
        path = self.folder / name
        if name in self.broken_files or not path.is_file():
            return None
        return mark_of(read(path.read_bytes()))


@contextmanager
def versions(playbook: Path, base: str, head: str | None) -> Iterator[tuple[Version, Version]]:
    """The playbook at `base`, and at `head` or in the work tree.

    Raises `NoSuchRevisionError`, and `GitError` where there is no git or no repository.
    """
    project = playbook.resolve().parent
    git(project, "rev-parse", "--is-inside-work-tree")
    names = {name: _commit(project, name) for name in (base, head) if name is not None}
    with tempfile.TemporaryDirectory(prefix="playbook-") as folder:
        laid = []
        for place, name in (("base", base), ("head", head)):
            root = playbook
            if name is not None:
                root = Path(folder) / place / playbook.resolve().name
                root.parent.mkdir()
                _lay_out(project, names[name], root)
            laid.append(Version(name or "", root, *load_sound(root)))
        yield laid[0], laid[1]


def _commit(project: Path, name: str) -> str:
    """The commit that a name means. A name never is an option to git."""
    try:
        if name.startswith("-"):
            raise NoSuchRevisionError(name)
        return git(project, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode("ascii").strip()
    except (GitError, ValueError) as error:
        raise NoSuchRevisionError(name) from error


def _lay_out(project: Path, commit: str, root: Path) -> None:
    """Write the files of a commit's playbook into `root`, which stays absent where the commit has no playbook."""
    if not git(project, "ls-tree", "-d", "-z", commit, "--", f"./{root.name}"):
        return
    root.mkdir()
    # From a folder within, git would look for that folder in the playbook.
    top, within = (_line(git(project, "rev-parse", f"--show-{name}")) for name in ("toplevel", "prefix"))
    archive = git(Path(top), "archive", "--format=tar", f"{commit}:{within}{root.name}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            parts = PurePosixPath(member.name).parts
            # Files alone: a playbook has no links, and without links none can lead out of the folder.
            if (file := tar.extractfile(member) if member.isfile() else None) and not {"/", ".."} & set(parts):
                path = root.joinpath(*parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.read())


def _line(said: bytes) -> str:
    return os.fsdecode(said.removesuffix(b"\n"))


def renamed(old: Version, new: Version) -> dict[str, str]:
    """The records of `new` that had another key in `old`: the key of now → the key of then.

    They say so by their `aliases`; else git finds files that are much alike.
    """
    gone = {key for key in old.entries if not new.has_file(key)}
    fresh = [key for key in new.entries if not old.has_file(key)]
    found: dict[str, str] = {}
    for key in fresh:
        entry = new.entries[key]
        former = [f"{entry.folder}/{alias}" for alias in reversed(entry.record.aliases)]
        if then := next((name for name in former if name in gone), None):
            found[key] = then
            gone.discard(then)
    if gone and len(found) < len(fresh):
        for then, key in _alike(old.folder, new.folder):
            if then in gone and key in fresh and key not in found and then.split("/")[0] == key.split("/")[0]:
                found[key] = then
                gone.discard(then)
    return found


def _alike(old: Path, new: Path) -> Iterator[tuple[str, str]]:
    """What git takes for renamed between two folders: the keys of then and now."""
    options = ("--no-index", "--no-ext-diff", "--name-status", "--diff-filter=R", f"-M{_ALIKE}", "-z")
    try:
        said = git(old, "diff", *options, "--", str(old.resolve()), str(new.resolve()), ok=(0, 1))
    except GitError:
        return
    _, *names = said.decode("utf-8", "replace").split("\0")
    for then, now in zip(names[::3], names[1::3], strict=False):
        yield _key(then, old), _key(now, new)


def _key(path: str, root: Path) -> str:
    """A record's key by the path that git shows of its file."""
    return path.removeprefix("/").removeprefix(f"{root.resolve().as_posix().removeprefix('/')}/").removesuffix(ENDING)
