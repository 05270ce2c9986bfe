"""A source: a text on which records rest, what state it is in, and what it lacks."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from playbook_generator.kinds.record import Part, Record
from playbook_generator.values import Text


class Published(Part):
    """Where a published work can be found."""

    title: Text = Field(description="Its title.")
    publisher: Text = Field(description="Who published it.")
    year: int | None = Field(None, description="The year.", strict=True)
    address: Text | None = Field(None, description="Where it is found: a web address, or a journal and page.")


class Source(Record):
    """A text on which records rest."""

    kind_name: ClassVar[str] = "source"
    folder: ClassVar[str] = "sources"
    position: ClassVar[int] = 100
    #: A source speaks of everything that rests on it; who seeks a record seldom means the source.
    found: ClassVar[float] = 0.5

    kind: Literal["compilation", "published"] = Field(
        description="compilation: a piece of the compilation this playbook grew from. published: an outside work."
    )
    what: Text = Field(description="What it is.")
    published: Published | None = Field(None, description="For a published work: where it is found.")
    state: Text | None = Field(None, description="Whether it is whole, and where it breaks off.")
    gaps: list[Text] = Field([], description="What is missing or garbled, one an entry.")
