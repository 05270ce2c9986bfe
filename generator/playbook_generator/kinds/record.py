"""What all records have in common, and the parts that several kinds share.

A kind is a pydantic model that inherits `Record` and names its folder. Its fields' order is the order in which
the docs, the schema and `playbook new` show them. Every field carries a description for editors.

In: the mapping that one YAML file holds. Out: a frozen model. A field that is not yet written is left out
of the file, and is then empty here (`None`, an empty list): its part of the page does not appear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from playbook_generator.problems import nearest
from playbook_generator.values import Choice, Id, OneOf, Reference, RichText, Text, To

Path = tuple[str | int, ...]
#: What a kind's own check finds: where in the record, the problem's code, what its message needs.
Finding = tuple[Path, str, dict[str, object]]

Basis = Literal["source", "derived", "authored"]


def _day(value: object) -> date:
    if type(value) is not date:
        raise PydanticCustomError("PB036", "a date is expected")
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise PydanticCustomError("PB028", "a whole number is expected")
    return value


def _cell(value: object) -> Text | int:
    return value if type(value) is int else Text.checked(value)


Day = Annotated[date, BeforeValidator(_day)]
#: A cell of a table: a text, or a whole number. Other numbers are put in quotes, so that `9.50` stays `9.50`.
Cell = Annotated[Text | int, BeforeValidator(_cell)]
#: Lists whose length and order are the source's in every language. A plain list is each language's own.
Row = Annotated[tuple[Cell, ...], Field(min_length=1)]


class Part(BaseModel):
    """A mapping inside a record."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def findings(self) -> Iterator[Finding]:
        """What is wrong beyond the types of single fields; paths are relative to this part."""
        return iter(())


class Citation(Part):
    """Where in which source something stands."""

    source: Annotated[Reference, To("sources")] = Field(description="The source's id.", examples=["a1"])
    part: Text | None = Field(None, description="Which part of it: a heading, a rule's number, a step.")


class Change(Part):
    """One entry of a record's history, for readers."""

    date: Day = Field(description="The day of the change.")
    note: Text = Field(description="What is different for a reader, in one sentence.")


class Table(Part):
    """A small table of figures or words."""

    caption: Text | None = Field(None, description="What the table shows, and that its figures are examples.")
    columns: Annotated[tuple[Text, ...], Field(min_length=2)] = Field(description="The columns' headings.")
    rows: Annotated[tuple[Row, ...], Field(min_length=1)] = Field(
        description="The rows, each as many cells as columns. A number with a decimal point is put in quotes."
    )

    def findings(self) -> Iterator[Finding]:
        for index, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                yield ("rows", index), "PB045", {"cells": len(row), "columns": len(self.columns)}


class Record(Part):
    """One file of the playbook: what every kind has. The id is the file's name."""

    #: The kind's name in the singular, as `playbook new` takes it, and its folder, as addresses show it.
    kind_name: ClassVar[str]
    folder: ClassVar[str]
    #: Where the kind stands among the others in every output; kinds from elsewhere come after ours.
    position: ClassVar[int] = 1000
    #: How much its records count in the search, against others' 1.
    found: ClassVar[float] = 1.0
    #: The field by which lists of this kind are divided, if any.
    grouped_by: ClassVar[str | None] = None
    #: Or the folder of the kind whose records divide them, and the field there that lists them in order.
    grouped_through: ClassVar[tuple[str, str] | None] = None
    #: How many entries a list asks for; fewer are a warning.
    asks_for: ClassVar[dict[str, int]] = {}

    title: Text = Field(description="The record's name, one line: the page's heading in every output.")
    summary: Text = Field(description="One sentence for lists, search results and link previews.")
    also: list[Text] = Field([], description="Words a reader may type that stand nowhere else in the record.")
    sources: list[Citation] = Field([], description="Which sources it rests on, and which part of each.")
    basis: Basis = Field(
        description="source: the facts stand in the source. derived: they follow from it. authored: we wrote it."
    )
    basis_of: dict[str, Basis] = Field(
        {}, description="For single fields of this record whose basis differs.", examples=[{"script": "authored"}]
    )
    reviewed: Day = Field(description="The day on which someone last read it against practice.")
    owner: Annotated[Choice, OneOf("owners")] | None = Field(None, description="The role that answers for it.")
    industries: list[Annotated[Choice, OneOf("industries")]] = Field(
        [], description="The trades it comes from or is for."
    )
    stages: list[Annotated[Choice, OneOf("stages")]] = Field(
        [], description="The stages of the work in which it helps."
    )
    related: list[Annotated[Reference, To()]] = Field(
        [], description="Records worth opening next, as kind folder/id."
    )
    order: Annotated[int | None, BeforeValidator(_whole)] = Field(
        None, description="Its place among the others of its group; records without one follow by their ids."
    )
    aliases: list[Id] = Field([], description="Ids it had before; their addresses lead here.")
    changed: list[Change] = Field([], description="What changed for readers, newest first.")
    source_note: RichText | None = Field(
        None, description="What the source leaves open or has lost, where a reader would wonder."
    )
    legal_note: RichText | None = Field(
        None, description="One sentence of caution where law matters. Not legal advice."
    )

    def findings(self) -> Iterator[Finding]:
        for name in self.basis_of:
            if name not in type(self).model_fields or getattr(self, name) in (None, []):
                yield ("basis_of", name), "PB044", {"field": name}
        if self.basis != "authored" and not self.sources:
            yield ("basis",), "PB048", {"basis": self.basis}

    @classmethod
    def vocabulary_of(cls, field: str) -> str:
        """The vocabulary from which a field's value is chosen."""
        return next(mark.vocabulary for mark in cls.model_fields[field].metadata if isinstance(mark, OneOf))

    def own_basis(self, field: str) -> str | None:
        """The basis of one field where it differs from the record's."""
        own = self.basis_of.get(field)
        return own if own != self.basis else None


def model_values(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every part and leaf of a record with its path, depth first, in the order of the fields."""
    yield path, value
    if isinstance(value, BaseModel):
        for name, item in value.__dict__.items():
            yield from model_values(item, (*path, name))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from model_values(item, (*path, name))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from model_values(item, (*path, index))


def name_of_path(path: Path) -> str:
    """A path as an editor would say it: `questions 2, ask`."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)


def unknown_keys(keys: Iterable[str], valid: list[str], path: Path) -> Iterator[Finding]:
    """Keys of the mapping at `path` that are none of the valid ones."""
    for key in keys:
        if key not in valid:
            yield (*path, key), "PB031", {"key": key, "near": nearest(key, valid), "valid": valid}


def repeated(items: list[str], path: Path) -> Iterator[Finding]:
    """Entries of a list that stand in it before."""
    if len(set(items)) < len(items):
        first: dict[str, int] = {}
        for index, item in enumerate(items):
            if item in first:
                details = {"value": str(item), "field": name_of_path(path), "number": first[item] + 1}
                yield (*path, index), "PB043", details
            first.setdefault(item, index)
