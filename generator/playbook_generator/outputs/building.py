"""What every output gets to work with."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from playbook_generator.playbook import Playbook
from playbook_generator.rendering.downloads import Download

#: Files outside `downloads/` that the downloads page names too.
ENTRANCES = ("api/v1/index.json", "api/v1/all.json")


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

    @property
    def downloads(self) -> Path:
        """The folder for files that readers take with them."""
        return self.folder / "downloads"

    @property
    def moment(self) -> datetime:
        """When the files say they were made, in UTC: `SOURCE_DATE_EPOCH` where it is set, else the content's day.

        Never the clock: the same content makes the same files. Raises `ValueError` where the variable is no time.
        """
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch:
            return datetime.fromtimestamp(int(epoch), UTC)
        return datetime.combine(self.playbook.source.newest, time(), UTC)

    def made(self) -> list[Download]:
        """The files for readers that there are by now, sorted by their names."""
        paths = [path for path in self.downloads.rglob("*") if path.is_file()]
        paths += [path for name in ENTRANCES if (path := self.folder / name).is_file()]
        named = {path.relative_to(self.folder).as_posix(): path for path in paths}
        day = self.moment.date()
        return [Download(name, named[name].stat().st_size, day) for name in sorted(named)]
