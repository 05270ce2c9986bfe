"""A worksheet: one table to fill in, on paper or in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from playbook_generator.kinds.record import Cell, Finding, Part, Record, Row
from playbook_generator.values import Reference, Text, To

ColumnType = Literal["text", "integer", "number", "percent", "money", "date", "time", "pick", "yes-no"]


class Column(Part):
    """A column of a worksheet."""

    name: Text = Field(description="The heading.")
    meaning: Text = Field(description="What to write in it.")
    type: ColumnType = Field(description="What kind of value it takes.")
    choices: tuple[Text, ...] = Field((), description="For `pick`: the words to pick from.")
    example: Cell = Field(description="One example value.")


class Worksheet(Record):
    """One table to fill in."""

    kind_name: ClassVar[str] = "worksheet"
    folder: ClassVar[str] = "worksheets"
    position: ClassVar[int] = 80
    #: A sheet shares its words with the record it goes with, which is sought more often.
    found: ClassVar[float] = 0.75

    purpose: Text | None = Field(None, description="What it is for, and who fills it in when.")
    columns: list[Column] = Field([], description="The columns, from left to right.")
    examples: Annotated[tuple[Row, ...], Field()] = Field(
        (), description="Example rows, visibly invented, each as many cells as there are columns."
    )
    used_in: list[Annotated[Reference, To()]] = Field([], description="Where it is used, as kind folder/id.")

    def findings(self) -> Iterator[Finding]:
        yield from super().findings()
        for index, column in enumerate(self.columns):
            if (column.type == "pick") != bool(column.choices):
                yield ("columns", index), "PB049", {"name": str(column.name), "type": column.type}
        for index, row in enumerate(self.examples):
            if len(row) != len(self.columns):
                yield ("examples", index), "PB045", {"cells": len(row), "columns": len(self.columns)}


def example_rows(sheet: Worksheet) -> tuple[tuple[Text | int, ...], ...]:
    """A worksheet's example rows; where it has none, one row of its columns' own examples."""
    return sheet.examples or (tuple(column.example for column in sheet.columns),)
