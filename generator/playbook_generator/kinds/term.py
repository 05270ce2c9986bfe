"""A term of the glossary: one word of the trade, what it means, how it sounds in a talk."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from playbook_generator.kinds.record import Record
from playbook_generator.values import RichText, Text


class Term(Record):
    """A word of the trade."""

    kind_name: ClassVar[str] = "term"
    folder: ClassVar[str] = "glossary"
    position: ClassVar[int] = 90

    definition: RichText | None = Field(None, description="What it means.")
    usage: Text | None = Field(None, description="A sentence from a talk in which it is used.")
