"""A process: steps in order, once through (a chain) or round and round (a loop)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from playbook_generator.kinds.record import Record
from playbook_generator.values import Reference, RichText, Text, To


class Process(Record):
    """Steps in order."""

    kind_name: ClassVar[str] = "process"
    folder: ClassVar[str] = "processes"
    position: ClassVar[int] = 40

    goal: Text | None = Field(None, description="What is there when it is done.")
    shape: Literal["chain", "loop"] = Field(description="chain: once through. loop: the last step feeds the first.")
    steps: list[Annotated[Reference, To("steps")]] = Field(description="The steps' ids, in order.", min_length=1)
    overview: RichText | None = Field(None, description="How the steps hang together, and what carries through all.")
