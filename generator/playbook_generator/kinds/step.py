"""A step of a process: what goes in, what to do, the usual trouble and the way out, how to know it is done."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from playbook_generator.kinds.record import Record
from playbook_generator.values import Reference, RichText, Text, To


class Step(Record):
    """A step of a process."""

    kind_name: ClassVar[str] = "step"
    folder: ClassVar[str] = "steps"
    position: ClassVar[int] = 50
    grouped_through: ClassVar[tuple[str, str] | None] = ("processes", "steps")

    goal: Text | None = Field(None, description="What is there when it is done.")
    inputs: list[Text] = Field([], description="What one needs to begin.")
    actions: list[Text] = Field([], description="What to do, in order.")
    trouble: RichText | None = Field(None, description="The usual trouble.")
    way_out: RichText | None = Field(None, description="The way out of it.")
    done_when: list[Text] = Field([], description="How to check that it is done.")
    worksheets: list[Annotated[Reference, To("worksheets")]] = Field([], description="Worksheets that go with it.")
    anecdotes: list[Annotated[Reference, To("anecdotes")]] = Field([], description="Anecdotes that show it.")
