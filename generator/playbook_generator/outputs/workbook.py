"""Worksheets as an Excel workbook, made to be filled in on a screen and to be printed empty.

In: worksheets. Out: the bytes of an .xlsx: a sheet for each, then a sheet that explains the columns, then one with
the words of the pick lists, from which the cells' lists are taken. No cell holds a formula. Every cell of a column
tells what belongs in it when it is entered.

Needs XlsxWriter, the extra `sheets`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from math import ceil
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet as Sheet

from playbook_generator.kinds.worksheet import Column, ColumnType, Worksheet, example_rows
from playbook_generator.outputs.cells import value
from playbook_generator.rendering.words import words

#: Rows with lines, so that a printed sheet has room to write; rows in which the cells check what is typed.
RULED_ROWS = 20
CHECKED_ROWS = 2000
#: Excel's own limits.
LONGEST_SHEET_NAME = 31
LONGEST_INPUT_TITLE = 32
LONGEST_INPUT_TEXT = 255
#: In characters of a digit's width.
NARROWEST, WIDEST = 8, 26
#: In points. A ruled row leaves room for a hand.
LINE_HEIGHT, RULED_HEIGHT = 15, 24

_NUMBER_FORMATS: dict[ColumnType, str] = {
    "integer": "0",
    "number": "General",
    "percent": "0%",
    "money": "#,##0.00",
    "date": "yyyy-mm-dd",
    "time": "hh:mm",
}
_AT_LEFT = (_NUMBER_FORMATS["date"], _NUMBER_FORMATS["time"])
#: Everything else is text for Excel too, so that a typed `+1` or `007` stays what it is.
_TEXT = "@"
_GREY, _INK, _WASH, _LINE = "#5A626B", "#1B1F24", "#E8F3F0", "#B8BFC7"


@dataclass
class _Book:
    """What all sheets of one workbook share."""

    file: xlsxwriter.Workbook
    t: dict[str, str]
    formats: dict[tuple[str, str], Format] = field(default_factory=dict)

    def style(self, name: str, number: str = "General") -> Format:
        """A cell's look by its part in the sheet and the format of its number, made once."""
        if (name, number) not in self.formats:
            # A date at the right edge would run into the words beside it.
            side = {"align": "left"} if number in _AT_LEFT else {}
            self.formats[name, number] = self.file.add_format({**_STYLES[name], **side, "num_format": number})
        return self.formats[name, number]


_CELL = {"valign": "top", "text_wrap": True, "border": 1, "border_color": _LINE, "font_color": _INK}
_STYLES: dict[str, dict[str, object]] = {
    "head": {**_CELL, "bold": True, "bg_color": _WASH},
    "example": {**_CELL, "italic": True, "font_color": _GREY},
    "cell": _CELL,
    "title": {"bold": True, "font_size": 13, "font_color": _INK},
    "note": {"font_color": _GREY, "valign": "top"},
}


def workbook(sheets: Sequence[Worksheet], title: str, language: str, moment: datetime) -> bytes:
    """The workbook of some worksheets. `moment` is when it says it was made."""
    out = io.BytesIO()
    file = xlsxwriter.Workbook(
        out,
        # Texts are texts: neither formulas nor links nor numbers are read into them.
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    # Excel keeps local times; without this it would be the clock's.
    file.set_properties({"title": title, "created": moment.astimezone(UTC).replace(tzinfo=None)})
    book = _Book(file, words(language))
    names = _sheet_names(sheets, [book.t["sheets.explanation"], book.t["sheets.choices"]])
    # Sheets stand in the order in which they are added, and the lists' places must be known first.
    pages = [file.add_worksheet(name) for name in names]
    explanation = file.add_worksheet(book.t["sheets.explanation"])
    lists = _Lists(book)
    for page, sheet in zip(pages, sheets, strict=True):
        _fill(book, page, sheet, lists)
    _explain(book, explanation, sheets)
    file.close()
    return out.getvalue()


class _Lists:
    """The sheet with the pick lists, one a column. It is there only if a worksheet has a list."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self._sheet: Sheet | None = None
        self._count = 0

    def add(self, heading: str, choices: Sequence[str]) -> str:
        """Write a list, and return where it is, as a validation names it."""
        t = self._book.t
        if self._sheet is None:
            self._sheet = self._book.file.add_worksheet(t["sheets.choices"])
            self._sheet.write_string(0, 0, t["sheets.choices_about"], self._book.style("note"))
            self._sheet.set_row(1, 2 * LINE_HEIGHT)
            self._sheet.freeze_panes(2, 0)
            _for_print(self._sheet, t["sheets.choices"], t)
            # All lists of all worksheets on one page's width would be too small to read.
            self._sheet.fit_to_pages(0, 0)
        column, self._count = self._count, self._count + 1
        self._sheet.write_string(1, column, heading, self._book.style("head"))
        for row, choice in enumerate(choices, 2):
            self._sheet.write_string(row, column, choice, self._book.style("cell", _TEXT))
        self._sheet.set_column(column, column, _width([heading, *choices]))
        return f"='{t['sheets.choices']}'!{xl_range_abs(2, column, 1 + len(choices), column)}"


def _fill(book: _Book, page: Sheet, sheet: Worksheet, lists: _Lists) -> None:
    """One worksheet: the header, the example rows, ruled rows to write in."""
    t, rows = book.t, example_rows(sheet)
    page.write_string(0, 0, t["sheets.mark"], book.style("head"))
    page.set_column(0, 0, NARROWEST, book.style("cell", _TEXT))
    for row in range(1, len(rows) + 1):
        page.write_string(row, 0, t["sheets.example"], book.style("example"))
    for row in range(len(rows) + 1, len(rows) + 1 + RULED_ROWS):
        page.write_blank(row, 0, None, book.style("cell", _TEXT))
    widths = [_width([column.name, *(str(row[n]) for row in rows)]) for n, column in enumerate(sheet.columns)]
    for place, (column, width) in enumerate(zip(sheet.columns, widths, strict=True), 1):
        number = _NUMBER_FORMATS.get(column.type, _TEXT)
        page.write_string(0, place, column.name, book.style("head"))
        page.set_column(place, place, width)
        for row, cells in enumerate(rows, 1):
            _write(page, row, place, value(cells[place - 1], column.type), book.style("example", number))
        for row in range(len(rows) + 1, len(rows) + 1 + RULED_ROWS):
            page.write_blank(row, place, None, book.style("cell", number))
        page.data_validation(1, place, CHECKED_ROWS, place, _check(book, sheet, column, lists))
    page.set_default_row(RULED_HEIGHT)
    page.set_row(0, _height([column.name for column in sheet.columns], widths))
    for row, cells in enumerate(rows, 1):
        page.set_row(row, _height([str(cell) for cell in cells], widths))
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    _for_print(page, sheet.title, t)


def _write(page: Sheet, row: int, column: int, cell: object, style: Format) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, cell, style)
    elif isinstance(cell, date):
        page.write_datetime(row, column, datetime.combine(cell, time()), style)
    elif isinstance(cell, time):
        # For Excel a time of day is a part of a day.
        page.write_number(row, column, (cell.hour * 60 + cell.minute) / (24 * 60), style)
    elif isinstance(cell, (int, float)):
        page.write_number(row, column, cell, style)


def _check(book: _Book, sheet: Worksheet, column: Column, lists: _Lists) -> dict[str, object]:
    """What a column's cells accept, and what they tell when they are entered."""
    t = book.t
    shown: dict[str, object] = {
        "input_title": _cut(column.name, LONGEST_INPUT_TITLE),
        "input_message": _cut(column.meaning, LONGEST_INPUT_TEXT),
        "error_title": t["sheets.bad_value"],
    }
    if column.type in ("pick", "yes-no"):
        choices = column.choices or (t["sheets.yes"], t["sheets.no"])
        source = lists.add(f"{sheet.title}{t['colon']}{column.name}", choices)
        return {**shown, "validate": "list", "source": source, "error_message": t["sheets.bad_choice"]}
    return {**shown, **_RULES.get(column.type, {"validate": "any"}), **_complaint(column.type, t)}


_RULES: dict[ColumnType, dict[str, object]] = {
    "date": {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)},
    "time": {"validate": "time", "criteria": "between", "minimum": time(0, 0), "maximum": time(23, 59, 59)},
    "integer": {"validate": "integer", "criteria": "between", "minimum": -(10**9), "maximum": 10**9},
    "number": {"validate": "decimal", "criteria": "between", "minimum": -(10**12), "maximum": 10**12},
    "percent": {"validate": "decimal", "criteria": "between", "minimum": -1000, "maximum": 1000},
    "money": {"validate": "decimal", "criteria": "between", "minimum": -(10**12), "maximum": 10**12},
}


def _complaint(kind: ColumnType, t: dict[str, str]) -> dict[str, object]:
    if kind not in _RULES:
        return {}
    name = kind if kind in ("date", "time", "integer") else "number"
    return {"error_message": t[f"sheets.bad_{name}"]}


def _explain(book: _Book, page: Sheet, sheets: Sequence[Worksheet]) -> None:
    """The sheet that tells what each column of each worksheet is for."""
    t = book.t
    head = [t["sheets.sheet"], t["fields.column"], t["fields.meaning_of"], t["fields.type"], t["fields.choices"],
            t["fields.example"]]  # fmt: skip
    for place, name in enumerate(head):
        page.write_string(0, place, name, book.style("head"))
    rows = [row for sheet in sheets for row in _explanations(sheet, t)]
    for place, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            page.write_string(place, column, cell, book.style("cell", _TEXT))
        page.set_row(place, _height(row, _EXPLAIN_WIDTHS))
    for column, width in enumerate(_EXPLAIN_WIDTHS):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    _for_print(page, t["sheets.explanation"], t)


_EXPLAIN_WIDTHS = (18, 18, 48, 10, 34, 24)


def _explanations(sheet: Worksheet, t: dict[str, str]) -> Iterator[list[str]]:
    """What the worksheet is for, then each column."""
    yield [sheet.title, "", sheet.purpose or sheet.summary, "", "", ""]
    for column in sheet.columns:
        kind, choices = t[f"column_types.{column.type}"], t["comma"].join(column.choices)
        yield [sheet.title, column.name, column.meaning, kind, choices, str(column.example)]


def _for_print(page: Sheet, title: str, t: dict[str, str]) -> None:
    """A4 landscape, all columns on one page's width, the title above and the page's number beneath."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    page.fit_to_pages(1, 0)
    # In a header `&` begins a code; doubled it is itself.
    page.set_header(f"&L&B{title.replace('&', '&&')}")
    page.set_footer(f"&R{t['sheets.page']}")


def _sheet_names(sheets: Sequence[Worksheet], taken: Sequence[str]) -> list[str]:
    """The worksheets' titles as Excel takes them for names: short, without certain signs, each once."""
    names: list[str] = []
    used = {name.lower() for name in taken}
    for sheet in sheets:
        bare = re.sub(r"[\[\]:*?/\\]", " ", sheet.title).strip(" '") or "Sheet"
        name, number = bare[:LONGEST_SHEET_NAME], 1
        while name.lower() in used:
            number += 1
            name = f"{bare[: LONGEST_SHEET_NAME - len(str(number)) - 1]} {number}"
        used.add(name.lower())
        names.append(name)
    return names


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _length(text: str) -> int:
    """How many digits wide a text is."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _width(texts: Sequence[str]) -> float:
    """A column's width in digits: the heading on one line if it can be, longer texts on a few lines."""
    heading, *others = map(_length, texts)
    wanted = max([heading + 2, *(length / 2 + 2 for length in others), *(min(n, 12) + 2 for n in others)])
    return float(min(WIDEST, max(NARROWEST, wanted)))


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """A row's height in points, in which every text is seen whole; not every program works it out by itself."""
    lengths = [(_length(text), width) for text, width in zip(texts, widths, strict=True)]
    # Words do not break anywhere, so that a line of many is never quite full.
    return float(
        LINE_HEIGHT * max(1 if length <= width else ceil(length * 1.15 / width) for length, width in lengths)
    )
