"""Git, asked by its command: the only place that runs it.

In: a folder and a command's arguments. Out: what git printed.
"""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitError(Exception):
    """Git is not there, or could not do it; the text is git's own last line, empty where there is no git."""


def git(folder: Path, *arguments: str, ok: tuple[int, ...] = (0,)) -> bytes:
    """What `git ARGUMENTS` prints in a folder. Raises `GitError` when its exit code is not one of `ok`."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except OSError as error:
        raise GitError("") from error
    if done.returncode not in ok:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(lines[-1] if lines else f"git {arguments[0]}: {done.returncode}")
    return done.stdout
