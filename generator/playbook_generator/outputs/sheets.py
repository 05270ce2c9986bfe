"""The worksheets as files to fill in: each as .xlsx and .csv, and all in one .xlsx.

In: a build. Out: `downloads/worksheets/<id>.<language>.xlsx` and `.csv`, and `all.<language>.xlsx`. The workbooks
are drawn by `workbook`; the rows of both formats are made here.
"""

from __future__ import annotations

from playbook_generator.kinds.worksheet import Worksheet, example_rows
from playbook_generator.outputs.building import Build
from playbook_generator.outputs.cells import csv_text, figure
from playbook_generator.playbook import Edition
from playbook_generator.rendering.words import words


def build_sheets(run: Build) -> list[str]:
    """Write the worksheets in all languages. There are no warnings."""
    # XlsxWriter comes with the extra `sheets`: without it everything else must still work.
    from playbook_generator.outputs.workbook import workbook

    for language, edition in run.playbook.editions.items():
        sheets = worksheets(edition)
        if not sheets:
            continue
        folder = run.downloads / "worksheets"
        folder.mkdir(parents=True, exist_ok=True)
        for name, sheet in sheets.items():
            (folder / f"{name}.{language}.csv").write_bytes(csv_text(csv_rows(sheet, language)))
            (folder / f"{name}.{language}.xlsx").write_bytes(workbook([sheet], sheet.title, language, run.moment))
        title = f"{edition.settings.name} · {words(language)['kinds.worksheets.many']}"
        together = workbook(list(sheets.values()), title, language, run.moment)
        (folder / f"all.{language}.xlsx").write_bytes(together)
        run.say(f"  sheets: {language}")
    return []


def worksheets(edition: Edition) -> dict[str, Worksheet]:
    """The worksheets that have columns, by their ids."""
    found = {entry.id: entry.record for entry in edition.of_kind(Worksheet.folder)}
    return {name: sheet for name, sheet in found.items() if isinstance(sheet, Worksheet) and sheet.columns}


def csv_rows(sheet: Worksheet, language: str) -> list[list[str]]:
    """A worksheet as a table of texts: the columns, a row that explains them, the example rows.

    The first column says what is explanation and what is example; in a row that somebody fills in it stays empty.
    """
    t = words(language)
    types = [column.type for column in sheet.columns]
    return [
        [t["sheets.mark"], *(str(column.name) for column in sheet.columns)],
        [t["sheets.explained"], *(str(column.meaning) for column in sheet.columns)],
        *([t["sheets.example"], *map(figure, row, types)] for row in example_rows(sheet)),
    ]
