"""The kind templates rendered for one target: Markdown for the site, Typst for print.

A template calls the macros of its target's block library and does not know the target. Whatever it writes with
`{{ … }}` becomes that target's markup: rich text formatted, every other text escaped, a text that is not in the
edition's language marked with its own.

In: an edition and a target. Out: the markup of a template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import CodeType
from typing import Protocol

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from playbook_generator.kinds.process import Process
from playbook_generator.kinds.record import Record
from playbook_generator.kinds.worksheet import Column
from playbook_generator.playbook import Edition
from playbook_generator.rendering.words import words
from playbook_generator.values import RichText, Text


class Target(Protocol):
    """What one target does with texts. `here` names the page or file that is being written."""

    #: The template that holds the target's block macros.
    blocks: str

    def escape(self, text: str) -> Markup:
        """A plain text as markup that shows exactly these words."""

    def rich(self, text: RichText, here: str) -> Markup:
        """A rich text as markup."""

    def foreign(self, made: Markup, language: str, block: bool) -> Markup:
        """Markup, of a line or of blocks, that is in another language than the edition."""

    def helpers(self, here: str) -> Mapping[str, object]:
        """What the target's block macros call besides."""


class _Compiled(BytecodeCache):
    """Templates are compiled once in a process, however many environments use them."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._codes[bucket.key, bucket.checksum] = bucket.code


compiled = _Compiled()


class Templates:
    """The templates of the package for one edition and one target."""

    def __init__(self, edition: Edition, target: Target) -> None:
        self._edition = edition
        self._target = target
        self._words = words(edition.language)
        self._environment = Environment(
            loader=PackageLoader("playbook_generator"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self._finalize,
            bytecode_cache=compiled,
        )

    def render(self, template: str, here: str, **values: object) -> str:
        """A template's text, without empty lines at its ends and one line break after it."""
        context = {
            "edition": self._edition,
            "here": here,
            "t": self._words,
            "basis_marks": basis_marks,
            "step_nodes": self._step_nodes,
            "column_rows": self._column_rows,
            **self._target.helpers(here),
            **values,
        }
        context["b"] = self._environment.get_template(self._target.blocks).make_module(context)
        text = self._environment.get_template(template).render(context)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"

    @pass_context
    def _finalize(self, context: Context, value: object) -> Markup:
        """Any value of a template as the target's markup."""
        if isinstance(value, Markup):
            return value
        if isinstance(value, RichText):
            made = self._target.rich(value, str(context["here"]))
        else:
            made = self._target.escape(str(value))
        language = self._edition.foreign(value) if isinstance(value, Text) else ""
        return self._target.foreign(made, language, isinstance(value, RichText)) if language else made

    def _step_nodes(self, process: Process) -> list[dict[str, object]]:
        """The boxes of a process's diagram."""
        steps = [(reference, self._edition[reference.key].record) for reference in process.steps]
        return [{"title": record.title, "link": reference, "note": None} for reference, record in steps]

    def _column_rows(self, columns: list[Column]) -> list[list[object]]:
        """What the columns of a worksheet mean, as the rows of a table."""
        return [
            [column.name, column.meaning, column_type(column, self._edition.language), column.example]
            for column in columns
        ]


def column_type(column: Column, language: str) -> Text:
    """What a column takes, in words: its choices, or the name of its type."""
    names = words(language)
    if column.choices:
        return Text(names["comma"].join(column.choices), column.name.lang)
    return Text(names[f"column_types.{column.type}"], language)


def basis_marks(record: Record) -> list[tuple[str, list[str]]]:
    """For the note at a record's foot: each basis that occurs beside the record's own, with its fields."""
    found: dict[str, list[str]] = {}
    for name in type(record).model_fields:
        if name in record.basis_of and record.basis_of[name] != record.basis:
            found.setdefault(record.basis_of[name], []).append(name)
    return list(found.items())
