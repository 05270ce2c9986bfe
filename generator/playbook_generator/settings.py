"""`playbook.yml`: what holds for a whole playbook, and the words that its records may choose from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from playbook_generator.kinds.record import Finding, Part
from playbook_generator.values import Id, Reference, Text, To

#: A language as browsers and MkDocs name it: `zh`, `en`, `pt-BR`.
Language = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]{2,3}(-[A-Za-z]+)?$")]


def _true_or_false(value: object) -> bool:
    if not isinstance(value, bool):
        raise PydanticCustomError("PB029", "true or false is expected")
    return value


class Word(Part):
    """A word that records may choose: its id in YAML and its name on pages."""

    id: Id = Field(description="The word as records write it.")
    title: Text = Field(description="The word as readers see it.")


class Settings(Part):
    """The playbook's name, its languages and its vocabulary."""

    name: Text = Field(description="The playbook's name.")
    summary: Text = Field(description="What it is for, in one sentence.")
    source_language: Language = Field(description="The language in which records are written.")
    languages: Annotated[list[Language], Field(min_length=1)] = Field(description="All languages, the source first.")
    public: Annotated[bool, BeforeValidator(_true_or_false)] = Field(
        False, description="Whether search engines may show the site. It is `false` unless you say `true`."
    )
    vocabulary: dict[str, list[Word]] = Field({}, description="Words to choose from, in the order of the pages.")

    def findings(self) -> Iterator[Finding]:
        if self.source_language not in self.languages:
            yield ("languages",), "PB026", {"language": self.source_language}

    def words(self, vocabulary: str) -> dict[str, Text]:
        """The titles of one vocabulary's words by their ids, in order; empty for an unknown vocabulary."""
        return {str(word.id): word.title for word in self.vocabulary.get(vocabulary, [])}


class Query(Part):
    """Something that a reader may type, and what answers it."""

    query: Text = Field(description="What is typed.")
    language: Language = Field(description="The language of the reader.")
    kind: Id = Field(description="What sort of query it is; results are counted by it.")
    records: Annotated[list[Annotated[Reference, To()]], Field(min_length=1)] = Field(
        description="The record that answers it, or several, as kind folder/id."
    )


class Queries(Part):
    """`queries.yml`: what readers may type, by which the search is measured."""

    queries: list[Query] = Field([], description="The queries.")


#: Files beside the kinds' folders, each with its model.
TOP_FILES: dict[str, type[Part]] = {"playbook.yml": Settings, "queries.yml": Queries}
