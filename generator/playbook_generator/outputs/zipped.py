"""The site as one file: unpacked anywhere, it opens by double click, without a server and without a network.

In: a build. Out: `downloads/playbook-site.zip`, whose pages and links name files.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from playbook_generator.outputs.building import Build
from playbook_generator.outputs.finishing import leave_out, roots
from playbook_generator.outputs.site import build_languages

NAME = "playbook-site.zip"
#: The folder in the file, so that unpacking scatters nothing.
TOP = "playbook"
#: What only a web server has a use for.
_NOT_ON_DISK = ("404.html", "sitemap.xml", "sitemap.xml.gz")


def build_zip(run: Build) -> list[str]:
    """Build all languages with addresses of files, and pack them; returns the engine's warnings."""
    with tempfile.TemporaryDirectory(prefix="playbook-") as temporary:
        folder = Path(temporary)
        warnings = build_languages(run, folder, [], as_files=True)
        leave_out(run.playbook, folder)
        for root in roots(run.playbook, folder).values():
            for name in _NOT_ON_DISK:
                (root / name).unlink(missing_ok=True)
        run.downloads.mkdir(exist_ok=True)
        _pack(run, folder, run.downloads / NAME)
    return warnings


def _pack(run: Build, folder: Path, target: Path) -> None:
    moment = run.moment
    day = (max(moment.year, 1980), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = ZipInfo(f"{TOP}/{path.relative_to(folder).as_posix()}", day)
            entry.external_attr = 0o644 << 16
            # As on Unix, whatever system packs it: the bytes are the same everywhere.
            entry.create_system = 3
            packed.writestr(entry, path.read_bytes(), ZIP_DEFLATED)
