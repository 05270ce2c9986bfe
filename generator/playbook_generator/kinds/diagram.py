"""Diagrams as data: each shape is a small model that every output draws in its own means."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from playbook_generator.kinds.record import Part, Table
from playbook_generator.values import Reference, Text, To


class Node(Part):
    """A box of a chain or loop."""

    title: Text = Field(description="The words in the box.")
    note: Text | None = Field(None, description="A short line beneath.")
    link: Annotated[Reference, To()] | None = Field(None, description="The record it stands for, as kind folder/id.")


class Chain(Part):
    """Boxes one after the other (`chain`), or the last leading back to the first (`loop`)."""

    shape: Literal["chain", "loop"] = Field(description="chain or loop.")
    caption: Text = Field(description="What the diagram shows, for those who do not see it too.")
    nodes: list[Node] = Field(description="The boxes in order.", min_length=2)


class Branch(Part):
    """A node of a tree, with the answer or label that leads to it."""

    label: Text | None = Field(None, description="What leads here from above: an answer, a part's name.")
    title: Text = Field(description="The words in the box: a question, or a result.")
    note: Text | None = Field(None, description="A short line beneath.")
    link: Annotated[Reference, To()] | None = Field(None, description="The record it stands for, as kind folder/id.")
    branches: list[Branch] = Field([], description="What follows.")


class Tree(Part):
    """A tree that grows from one root: a decision tree, an organisation."""

    shape: Literal["tree"] = Field(description="tree.")
    caption: Text = Field(description="What the diagram shows, for those who do not see it too.")
    root: Branch = Field(description="The first box.")


class Matrix(Table):
    """Rows against columns; the first column names the rows."""

    shape: Literal["matrix"] = Field(description="matrix.")
    caption: Text = Field(description="What the diagram shows, for those who do not see it too.")


Diagram = Annotated[Chain | Tree | Matrix, Field(discriminator="shape")]
