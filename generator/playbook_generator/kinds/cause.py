"""A cause: one of the reasons behind an objection, which decides what helps."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from playbook_generator.kinds.record import Part, Record
from playbook_generator.values import RichText, Text


class Mark(Part):
    """How a cause is shown beside its name, so that it is known at a glance."""

    icon: Literal["trade", "question", "ear", "cloud", "door", "flag"] = Field(description="The picture.")
    colour: Literal["amber", "blue", "violet", "teal", "slate", "red"] = Field(description="The colour.")


class Cause(Record):
    """A reason behind an objection."""

    kind_name: ClassVar[str] = "cause"
    folder: ClassVar[str] = "causes"
    position: ClassVar[int] = 20
    #: A cause stands behind many objections; who names one means it.
    found: ClassVar[float] = 1.1

    mark: Mark = Field(description="Its icon and colour.")
    meaning: RichText | None = Field(None, description="What it is, and what it is often taken for.")
    signs: list[Text] = Field([], description="How to hear it in a talk.")
    ask: list[Text] = Field([], description="Questions that bring it out.")
    treat: RichText | None = Field(None, description="What helps, and what does not.")
