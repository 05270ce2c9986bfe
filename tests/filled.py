"""A playbook in which every field of every kind holds something that is nowhere else.

Made from the models alone: a field that a model gains is filled too, so that a test can ask every output for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.record import Record, model_values
from playbook_generator.playbook import Edition, Entry
from playbook_generator.settings import Settings
from playbook_generator.values import Choice, Id, OneOf, Reference, RichText, Text, To

ID = "filled"
#: Where a field may name a record of any kind, it names this one.
ANY = "glossary"
#: As many as the widest choice between shapes has (a diagram is a chain, a tree or a matrix).
VARIANTS = 3
#: What readers do not read: words for the search, former addresses, and the place in a list.
NOT_FOR_READERS = {"also", "aliases", "order"}


class Filler:
    """Fills models; where there is a choice of shapes, `variant` says which."""

    def __init__(self, variant: int) -> None:
        self._variant = variant
        self._numbers = count(1)
        self.vocabularies: set[str] = set()

    def record(self, kind: type[Record]) -> Record:
        """A record of a kind with all its fields."""
        return kind.model_validate(self._part(kind, 0) | {"basis_of": {"title": "derived"}, "basis": "source"})

    def marker(self) -> str:
        """A word that is nowhere else."""
        return f"Wort{next(self._numbers):05}"

    def _part(self, model: type[BaseModel], depth: int) -> dict[str, Any]:
        return {
            name: value
            for name, field in model.model_fields.items()
            if (value := self._value(field.annotation, tuple(field.metadata), depth)) is not None
        }

    def _value(self, kind: Any, marks: tuple[Any, ...], depth: int) -> Any:
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self._value(inner[0], (*marks, *inner[1:]), depth)
        for mark in marks:
            if isinstance(mark, To):
                return ID if mark.folder else f"{ANY}/{ID}"
            if isinstance(mark, OneOf):
                self.vocabularies.add(mark.vocabulary)
                return f"word-{mark.vocabulary.replace('_', '-')}"
        if origin in (Union, UnionType):
            chosen = [one for one in inner if one is not type(None)]
            return self._value(chosen[self._variant % len(chosen)], (), depth)
        if origin is Literal:
            return inner[self._variant % len(inner)]
        if origin in (list, tuple):
            # A branch holds branches; two below the root are enough.
            return [self._value(inner[0], (), depth + 1) for _ in range(2)] if depth < 4 else []
        if origin is dict:
            return {}
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self._part(kind, depth + 1)
        if kind is Id:
            return f"former-{next(self._numbers)}"
        if kind in (Text, RichText):
            return self.marker()
        if kind is date:
            return date(1990, 1, 1) + timedelta(days=next(self._numbers))
        if kind is int:
            return 1000 + next(self._numbers)
        raise TypeError(f"there is no value for {kind}; say here how to fill such a field")


def filled_edition(variant: int) -> Edition:
    """One record of every kind, all fields filled."""
    filler = Filler(variant)
    records = {folder: filler.record(kind) for folder, kind in all_kinds().items()}
    words = {
        name: [{"id": f"word-{name.replace('_', '-')}", "title": filler.marker()}] for name in filler.vocabularies
    }
    settings = Settings.model_validate(
        {"name": "N", "summary": "S", "source_language": "en", "languages": ["en"], "vocabulary": words}
    )
    entries = {f"{folder}/{ID}": Entry(ID, record, f"{folder}/{ID}.yml") for folder, record in records.items()}
    return Edition("en", settings, entries)


def forgotten(edition: Edition, text: str) -> Iterator[str]:
    """The fields of all records of which `text`, without white space, does not hold what they say."""
    for key, entry in edition.entries.items():
        for path, value in model_values(entry.record):
            said: str | None = None
            if path and path[0] in NOT_FOR_READERS:
                continue
            if isinstance(value, Reference):
                said = edition[value.key].record.title
            elif isinstance(value, Choice):
                said = edition.settings.words(value.vocabulary)[value]
            elif isinstance(value, (Text, date, int)):
                said = str(value)
            if said is not None and said not in text:
                yield f"{key}: {'.'.join(map(str, path))}"
