"""A framework: a way of thinking that orders the work, with its diagram."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from playbook_generator.kinds.diagram import Diagram
from playbook_generator.kinds.record import Part, Record
from playbook_generator.values import Reference, RichText, Text, To


class Section(Part):
    """One part of a framework."""

    title: Text = Field(description="The part's name.")
    text: RichText | None = Field(None, description="What it says and how to use it.")


class Framework(Record):
    """A way of thinking that orders the work."""

    kind_name: ClassVar[str] = "framework"
    folder: ClassVar[str] = "frameworks"
    position: ClassVar[int] = 30

    idea: RichText | None = Field(None, description="The idea in a few sentences.")
    diagram: Diagram | None = Field(None, description="Its diagram, as data.")
    parts: list[Section] = Field([], description="Its parts, in order.")
    actions: list[Text] = Field([], description="What to do with it tomorrow morning.")
    use_when: Text | None = Field(None, description="When it helps.")
    pitfalls: list[Text] = Field([], description="How it goes wrong.")
    worksheets: list[Annotated[Reference, To("worksheets")]] = Field([], description="Worksheets that go with it.")
    anecdotes: list[Annotated[Reference, To("anecdotes")]] = Field([], description="Anecdotes that show it.")
