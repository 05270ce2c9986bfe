"""The values of a worksheet's cells as a spreadsheet knows them, and as CSV that opens right in Excel.

In: cells as the playbook holds them, texts or whole numbers. Out: dates, times and numbers where the column says so
and the text is one, texts elsewhere.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, time

from playbook_generator.kinds.worksheet import ColumnType

Value = str | int | float | date | time

_NUMBER = re.compile(r"[-+\u2212]?\d+(?:\.\d+)?")
_NUMERIC = ("integer", "number", "money", "percent")
#: What makes a spreadsheet take a text for a formula; the wide forms are those of a Chinese keyboard.
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def value(cell: str | int, kind: ColumnType) -> Value:
    """A cell's value by the type of its column; the text itself where it is no such value."""
    if isinstance(cell, int):
        return cell
    if kind in _NUMERIC:
        return _number(cell, kind)
    try:
        if kind == "date":
            return date.fromisoformat(cell)
        if kind == "time":
            return time.fromisoformat(cell)
    except ValueError:
        return str(cell)
    return str(cell)


def _number(text: str, kind: ColumnType) -> Value:
    bare = text.removesuffix("%") if kind == "percent" else text
    if not _NUMBER.fullmatch(bare):
        return str(text)
    number = float(bare.replace("\u2212", "-"))
    if bare != text:
        return number / 100
    return int(number) if number.is_integer() else number


class Figure(str):
    """A number, a date or a time as the playbook writes it, which no program takes for a formula."""

    __slots__ = ()


def figure(cell: str | int, kind: ColumnType) -> str:
    """A cell for CSV: as it is written, and known for a figure where its column makes it one."""
    return str(cell) if isinstance(value(cell, kind), str) else Figure(cell)


def csv_text(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV: UTF-8 with a byte order mark, by which Excel knows it; RFC 4180 line ends.

    A text that begins like a formula gets an apostrophe before it, so that no program takes it for one.
    """
    out = io.StringIO()
    csv.writer(out).writerows([_guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not isinstance(cell, Figure) else str(cell)
