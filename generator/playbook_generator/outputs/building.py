"""What every output gets to work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playbook_generator.playbook import Playbook


def _quiet(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Build:
    """One run of `playbook build`.

    `folder` is the root of the site that is being made; it takes the place of the old one when all outputs are done.
    `say` shows a line of progress.
    """

    playbook: Playbook
    config_file: Path
    folder: Path
    say: Callable[[str], None] = _quiet

    @property
    def languages(self) -> list[str]:
        """All languages, the source's first."""
        return list(self.playbook.editions)
