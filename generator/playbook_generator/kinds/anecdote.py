"""An anecdote from the field: a small true story with its lesson, or a warning."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from playbook_generator.kinds.record import Part, Record
from playbook_generator.values import RichText, Text


class Caution(Part):
    """Why a story is not simply to be copied."""

    level: Literal["care", "stop"] = Field(description="care: use with care. stop: do not use.")
    reason: Text = Field(description="What is wrong with it, plainly.")
    instead: Text | None = Field(None, description="An honest way to the same aim.")


class Anecdote(Record):
    """A small story from the field, with its lesson or its warning."""

    kind_name: ClassVar[str] = "anecdote"
    folder: ClassVar[str] = "anecdotes"
    position: ClassVar[int] = 70

    setting: Text | None = Field(None, description="Where, in which trade, who meets whom; nobody by name.")
    situation: RichText | None = Field(None, description="How it stood.")
    action: RichText | None = Field(None, description="What the rep did: the turn.")
    result: RichText | None = Field(None, description="What came of it.")
    lesson: RichText | None = Field(None, description="What to take from it.")
    use_when: Text | None = Field(None, description="When to tell it or to think of it.")
    caution: Caution | None = Field(None, description="If it is not simply to be copied.")
