"""Worksheets as .xlsx and .csv, read by openpyxl and by Python's own reader."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet as Sheet

from playbook_generator.kinds.worksheet import Column, Worksheet
from playbook_generator.outputs.cells import Figure, csv_text, value
from playbook_generator.outputs.sheets import csv_rows, worksheets
from playbook_generator.outputs.workbook import workbook
from playbook_generator.playbook import Playbook
from playbook_generator.rendering.words import words

MOMENT = datetime(2026, 1, 2, tzinfo=UTC)
LANGUAGES = ["zh", "en"]


def _opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def _sheet(columns: list[dict[str, object]], *rows: tuple[object, ...], title: str = "Log") -> Worksheet:
    """A worksheet of some columns; a column's own example is its name unless it says otherwise."""
    given_columns = [{"meaning": "what", "type": "text", "example": "x", **column} for column in columns]
    return Worksheet.model_validate(
        {"title": title, "summary": "s", "basis": "authored", "reviewed": date(2026, 1, 2),
         "columns": given_columns, "examples": rows}
    )  # fmt: skip


def _read_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "Excel takes a file without the mark for the system's old encoding"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_worksheet_is_there_with_all_columns_and_examples(
    site: Path, our_playbook: Playbook, language: str
) -> None:
    folder = site / "downloads" / "worksheets"
    sheets = worksheets(our_playbook.editions[language])
    assert len(sheets) == len(our_playbook.source.of_kind("worksheets"))
    for name, sheet in sheets.items():
        page = load_workbook(folder / f"{name}.{language}.xlsx").worksheets[0]
        head = [cell.value for cell in page[1]]
        assert head[1:] == [column.name for column in sheet.columns]
        for row, cells in enumerate(sheet.examples, 2):
            shown = [cell.value for cell in page[row]]
            assert shown[0] == words(language)["sheets.example"]
            for cell, column, made in zip(cells, sheet.columns, shown[1:], strict=True):
                wanted = value(cell, column.type)
                assert (made.date() if isinstance(made, datetime) else made) == wanted
        rows = _read_csv((folder / f"{name}.{language}.csv").read_bytes())
        assert rows[0] == head
        assert rows[1][1:] == [column.meaning for column in sheet.columns]
        assert len(rows) == 2 + len(sheet.examples)
        assert {row[0] for row in rows[2:]} == {words(language)["sheets.example"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_workbook_holds_them_all(site: Path, our_playbook: Playbook, language: str) -> None:
    book = load_workbook(site / "downloads" / "worksheets" / f"all.{language}.xlsx")
    t = words(language)
    titles = [sheet.title for sheet in worksheets(our_playbook.editions[language]).values()]
    assert book.sheetnames == [*titles, t["sheets.explanation"], t["sheets.choices"]]
    explained = {(row[0].value, row[1].value): row[2].value for row in book[t["sheets.explanation"]].iter_rows()}
    for sheet in worksheets(our_playbook.editions[language]).values():
        for column in sheet.columns:
            assert explained[sheet.title, column.name] == column.meaning


def test_no_workbook_holds_a_formula_or_a_link(site: Path) -> None:
    books = sorted((site / "downloads").rglob("*.xlsx"))
    assert books
    for path in books:
        for sheet in load_workbook(path).worksheets:
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, path
            assert not any(cell.hyperlink for cell in cells), path


def test_a_printed_sheet_is_a4_across_with_its_header_on_every_page(site: Path) -> None:
    for path in (site / "downloads").rglob("*.xlsx"):
        for sheet in load_workbook(path).worksheets[:-2]:
            assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize or 0)) == ("landscape", 9)
            assert sheet.print_title_rows == "$1:$1"
            assert sheet.freeze_panes == "A2"
            assert sheet.page_setup.fitToHeight == 0
            assert sheet.oddHeader is not None
            assert sheet.title in str(sheet.oddHeader.left.text)


TEMPTING = [
    "=1+1",
    "+86 10",
    "-2",
    "@home",
    "＝SUM(A1)",
    "\u2212",
    '=HYPERLINK("https://x","y")',
    "007",
    "1-2",
    "https://x",
]


@pytest.mark.parametrize("text", TEMPTING)
def test_a_text_that_looks_like_something_else_stays_a_text(text: str) -> None:
    sheet = _sheet([{"name": text, "meaning": text}], (text,))
    for page in _opened(workbook([sheet], "t", "en", MOMENT)).worksheets[:2]:
        found = [cell for row in page.iter_rows() for cell in row if cell.value == text]
        assert found
        assert {cell.data_type for cell in found} == {"s"}
    shown = [cell for row in _read_csv(csv_text(csv_rows(sheet, "en"))) for cell in row[1:]]
    assert {cell.removeprefix("'") for cell in shown} == {text}
    assert not any(cell.startswith(tuple("=+-@＝＋－＠")) for cell in shown)


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1)))
def test_csv_gives_back_every_text_and_never_a_formula(rows: list[list[str]]) -> None:
    read = _read_csv(csv_text(rows))
    for written, found in zip([row for row in rows if row], read, strict=True):
        assert [cell.removeprefix("'") for cell in found] == [cell.removeprefix("'") for cell in written]
        assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in found)


def test_a_number_that_begins_with_a_sign_is_no_formula() -> None:
    sheet = _sheet([{"name": "Change", "type": "percent"}, {"name": "View", "type": "pick", "choices": ["+1", "-1"]}],
                   ("-35%", "+1"))  # fmt: skip
    assert _read_csv(csv_text(csv_rows(sheet, "en")))[2] == ["example", "-35%", "'+1"]
    page = _opened(workbook([sheet], "t", "en", MOMENT)).worksheets[0]
    assert (page["B2"].value, page["B2"].number_format) == (-0.35, "0%")
    assert (page["C2"].value, page["C2"].number_format) == ("+1", "@")


@pytest.mark.parametrize(
    ("kind", "cell", "wanted"),
    [
        ("date", "2026-05-08", date(2026, 5, 8)),
        ("date", "in May", "in May"),
        ("date", "2026-02-30", "2026-02-30"),
        ("time", "08:25", time(8, 25)),
        ("time", "25:00", "25:00"),
        ("integer", 3, 3),
        ("integer", "3", 3),
        ("integer", "three", "three"),
        ("number", "1.5", 1.5),
        ("money", "0.35", 0.35),
        ("percent", "30%", 0.3),
        ("percent", "\u221235%", -0.35),
        ("text", "2026-05-08", "2026-05-08"),
        ("text", "12", "12"),
        ("pick", "0", "0"),
    ],
)
def test_cells_are_what_their_column_says_if_they_can_be(kind: str, cell: str | int, wanted: object) -> None:
    found = value(cell, kind)  # type: ignore[arg-type]
    assert (type(found), found) == (type(wanted), wanted)


def _checks(page: Sheet) -> dict[str, tuple[object, ...]]:
    return {
        str(check.sqref).split(":")[0]: (check.type, check.formula1) for check in page.data_validations.dataValidation
    }


def test_cells_check_what_is_typed_and_say_what_belongs_in_them() -> None:
    sheet = _sheet(
        [
            {"name": "Day", "type": "date", "meaning": "m" * 300},
            {"name": "How", "type": "pick", "choices": ["yes, later", "no"]},
            {"name": "Done", "type": "yes-no"},
            {"name": "Boxes", "type": "integer"},
            {"name": "Words", "meaning": "as he says them"},
        ]
    )
    book = _opened(workbook([sheet], "t", "zh", MOMENT))
    page, t = book.worksheets[0], words("zh")
    kinds = {place: kind for place, (kind, _) in _checks(page).items()}
    assert kinds == {"B2": "date", "C2": "list", "D2": "list", "E2": "whole", "F2": None}
    lists = {place: _listed(book, str(formula)) for place, (kind, formula) in _checks(page).items() if kind == "list"}
    assert lists == {"C2": ["yes, later", "no"], "D2": [t["sheets.yes"], t["sheets.no"]]}
    messages = {str(check.sqref)[0]: check.prompt for check in page.data_validations.dataValidation}
    assert messages["F"] == "as he says them"
    assert len(messages["B"]) == 255, "Excel refuses a file with a longer one"


def _listed(book: Workbook, formula: str) -> list[object]:
    sheet, _, cells = formula.lstrip("=").rpartition("!")
    return [row[0].value for row in book[sheet.strip("'")][cells]]


def test_titles_that_excel_would_refuse_become_names_it_takes() -> None:
    sheets = [
        _sheet([{"name": "A"}], title=title) for title in ("Same [a/b]", "same  a:b ", "x" * 40, "x" * 41, "Choices")
    ]
    names = _opened(workbook(sheets, "t", "en", MOMENT)).sheetnames[:5]
    assert len({name.lower() for name in names}) == 5
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_worksheet_without_rows_shows_its_columns_examples() -> None:
    sheet = _sheet([{"name": "A", "example": "one"}, {"name": "B", "type": "integer", "example": 2}])
    page = _opened(workbook([sheet], "t", "en", MOMENT)).worksheets[0]
    assert [cell.value for cell in page[2]] == ["example", "one", 2]


def test_a_workbook_bears_no_trace_of_the_clock() -> None:
    data = workbook([_sheet([{"name": "A"}])], "t", "en", MOMENT)
    book = _opened(data)
    assert book.properties.created == book.properties.modified == MOMENT.replace(tzinfo=None)
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {1980}


def test_figures_stay_as_they_are_written() -> None:
    assert csv_text([[Figure("-1.50"), "-1.50"]]) == "\ufeff-1.50,'-1.50\r\n".encode()


def test_every_type_of_column_can_be_drawn() -> None:
    """A type that the models gain and the workbook does not know would be a text without a check."""
    kinds = Column.model_json_schema()["properties"]["type"]["enum"]
    sheet = _sheet([{"name": kind, "type": kind, "choices": ["a"] if kind == "pick" else []} for kind in kinds])
    page = _opened(workbook([sheet], "t", "en", MOMENT)).worksheets[0]
    unchecked = [place for place, (kind, _) in _checks(page).items() if kind is None]
    assert len(unchecked) == 1, "only `text` takes anything"
