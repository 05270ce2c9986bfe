"""A rule: one thing to do every time, with its reason."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from playbook_generator.kinds.record import Record
from playbook_generator.values import Choice, OneOf, Reference, RichText, Text, To


class Rule(Record):
    """One thing to do every time, with its reason."""

    kind_name: ClassVar[str] = "rule"
    folder: ClassVar[str] = "rules"
    position: ClassVar[int] = 60
    grouped_by: ClassVar[str | None] = "set"

    set: Annotated[Choice, OneOf("rule_sets")] = Field(description="The set it belongs to.")
    why: RichText | None = Field(None, description="Why it works.")
    how: RichText | None = Field(None, description="How to keep it tomorrow.")
    say: list[Text] = Field([], description="Sentences to say, one an entry.")
    exceptions: Text | None = Field(None, description="When it does not hold.")
    worksheets: list[Annotated[Reference, To("worksheets")]] = Field([], description="Worksheets that go with it.")
    anecdotes: list[Annotated[Reference, To("anecdotes")]] = Field([], description="Anecdotes that show it.")
