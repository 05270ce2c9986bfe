"""Putting a finished folder in the place of an old one, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def publish(target: Path, make: Callable[[Path], list[str]]) -> list[str]:
    """Let `make` fill a fresh folder, and put that in the place of `target` if it returns no warnings.

    Returns the warnings. Whatever `make` raises leaves `target` as it was, and no fresh folder behind.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    # mkdtemp makes a folder that only its owner may read; a site is read by a web server.
    fresh.chmod(0o755)
    try:
        warnings = make(fresh)
        if not warnings:
            _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return warnings


def _swap(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    try:
        target.rename(old / target.name)
        fresh.rename(target)
    finally:
        shutil.rmtree(old, ignore_errors=True)
