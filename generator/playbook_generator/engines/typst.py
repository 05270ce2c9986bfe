"""Typst: sources of a document → PDF/UA-1 in the one typeface that is installed with the extra `pdf`.

Nothing is taken from the system (no fonts, no packages, no clock), so that every machine makes the same bytes. A
warning is an error: Typst warns of what a reader would see, such as an unknown font.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

STANDARD = "ua-1"
#: What the extra `pdf` installs: Typst, the typeface, the sounds by which the book's index is sorted.
NEEDED = ("typst", "manimgx_fonts_cjk", "pypinyin")


class ExtraMissingError(Exception):
    """What makes PDFs is not installed."""


@dataclass(frozen=True)
class Fault:
    """Something that Typst refuses or warns of: in which file, on which line, counted from 1, with its message."""

    file: str
    line: int
    message: str


class TypesettingError(Exception):
    """A document that cannot be set; `faults` say why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(fault.message for fault in faults))
        self.faults = faults


class Typesetter:
    """Typst with its typeface. One for all documents: the second is set faster than the first.

    Raises `ExtraMissingError` when Typst or the typeface is not installed.
    """

    def __init__(self) -> None:
        if missing := [name for name in NEEDED if find_spec(name) is None]:
            raise ExtraMissingError(", ".join(missing))
        import typst

        typeface = Path(str(files("manimgx_fonts_cjk")))
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[typeface])
        # Sources are given as values; the root is the folder beyond which no file may be read.
        # Its types know only a single source, it takes several by their names.
        self._compiler: Any = typst.Compiler(root=typeface, font_paths=fonts, ignore_system_fonts=True)

    def pdf(self, sources: Mapping[str, str]) -> bytes:
        """The document `main.typ` as PDF. Raises `TypesettingError`."""
        import typst

        given = {name: text.encode() for name, text in sources.items()}
        made: bytes
        try:
            made, warnings = self._compiler.compile_with_warnings(given, format="pdf", pdf_standards=[STANDARD])
        except typst.TypstError as error:
            raise TypesettingError(_faults(error.diagnostic, given)) from error
        if warnings:
            raise TypesettingError([fault for warning in warnings for fault in _faults(warning.diagnostic, given)])
        return made


_DIAGNOSTIC = re.compile(r"^(?:error|warning): (.*?)$(?:\s*┌─ (\S+?):(\d+):\d+$)?", re.MULTILINE)


def _faults(diagnostic: str, names: Iterable[str]) -> list[Fault]:
    """What Typst prints for people, as values; a file is named as among the sources."""
    found = []
    for message, path, line in _DIAGNOSTIC.findall(diagnostic):
        file = max((name for name in names if f"/{path}".endswith(f"/{name}")), key=len, default=path)
        found.append(Fault(file, int(line or 1), message))
    return found or [Fault("", 1, diagnostic)]
