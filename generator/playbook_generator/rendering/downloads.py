"""The files that a build has made, in the order in which the downloads page shows them.

In: the files with their sizes. Out: groups of rows, each row with its title and its files in all formats, one list
for each language. What is not among the files appears nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from playbook_generator.playbook import Edition
from playbook_generator.rendering.words import words
from playbook_generator.values import Text


@dataclass(frozen=True)
class Download:
    """A file of the site that a reader may take along."""

    #: From the root of the whole site, with `/`.
    path: str
    #: In bytes.
    size: int
    #: The day of its content.
    day: date

    @property
    def ending(self) -> str:
        """What it is: `pdf`, `xlsx` …"""
        return self.path.rpartition(".")[2]

    @property
    def language(self) -> str:
        """The language in its name, `playbook.zh.pdf`; empty for a file for all."""
        found = re.fullmatch(r".*\.([a-z]{2,3}(?:-[A-Za-z]+)?)\.[a-z0-9]+", self.path)
        return found[1] if found else ""

    @property
    def stem(self) -> str:
        """Its name without language and ending, from the folder `downloads`."""
        name = self.path.removeprefix("downloads/").rpartition(".")[0]
        return name.removesuffix(f".{self.language}") if self.language else name

    def format_in(self, language: str) -> str:
        """What it is, as people call it."""
        return words(language).get(f"downloads.formats.{self.ending}", self.ending.upper())

    def size_in(self, language: str) -> str:
        """Its size for people."""
        kilobytes = self.size / 1000
        number = f"{kilobytes / 1000:.1f}" if kilobytes >= 1000 else f"{max(1, round(kilobytes))}"
        return f"{number} {words(language)['downloads.mega' if kilobytes >= 1000 else 'downloads.kilo']}"


@dataclass(frozen=True)
class Row:
    """One thing in the formats in which it was made."""

    stem: str
    title: Text | str
    files: list[Download] = field(default_factory=list)


#: The formats that people open first, in this order; others follow.
FORMATS = ("pdf", "xlsx", "apkg", "zip", "csv", "json")
#: The groups by the stems that belong to each. A file stands in the first that takes it.
GROUPS = {
    "book": r"playbook",
    "site": r"playbook-site",
    "cards": r"cards(-.*)?",
    "worksheets": r"worksheets/.*",
    "practice": r"practice",
    "programs": r"api/.*",
    "others": r".*",
}
#: The groups that readers take along as they are; the home page offers them.
TAKEAWAY = ("book", "cards", "site", "practice")


def groups(edition: Edition, files: Iterable[Download], language: str) -> list[tuple[str, list[Row]]]:
    """The rows of each group that has any, of the files in one language; `""` for those that are for all."""
    found: dict[str, dict[str, Row]] = {name: {} for name in GROUPS}
    for file in sorted(files, key=_format_rank):
        if file.language == language:
            name = next(name for name, stems in GROUPS.items() if re.fullmatch(stems, file.stem))
            row = found[name].setdefault(file.stem, Row(file.stem, _title(edition, file)))
            row.files.append(file)
    return [(name, _in_order(edition, rows)) for name, rows in found.items() if rows]


def _format_rank(file: Download) -> tuple[int, str]:
    """Where a file stands among the others of its row."""
    return (FORMATS.index(file.ending) if file.ending in FORMATS else len(FORMATS)), file.ending


def of_record(files: Iterable[Download], key: str, language: str) -> list[Download]:
    """The files that hold one record, in one language."""
    found = (file for file in files if file.stem == key and file.language == language)
    return sorted(found, key=_format_rank)


def _title(edition: Edition, file: Download) -> Text | str:
    """A record's own title, a title from the interface's words, or else the file's name."""
    if file.stem in edition.entries:
        return edition[file.stem].record.title
    name = file.path.rpartition("/")[2]
    return words(edition.language).get(f"downloads.files.{file.stem}", name)


def _in_order(edition: Edition, rows: dict[str, Row]) -> list[Row]:
    """Rows that hold many records before those that hold one, and these in the order of the playbook."""
    order = list(edition.entries)
    return sorted(rows.values(), key=lambda row: (row.stem in order and order.index(row.stem) + 1, row.stem))
