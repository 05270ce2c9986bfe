"""What the models say of their own fields: for drafts and for the field reference.

In: a model and a field's name. Out: the field and those of the parts that it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from playbook_generator.kinds.record import Part


def leaves(model: type[Part], name: str, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, FieldInfo]]:
    """A field, or the fields of the parts that it holds, with their names."""
    info = model.model_fields[name]
    label = f"{prefix}{name}"
    yield label, info
    inner = part_of(info.annotation)
    if inner is not None and depth < 2:
        for inner_name in inner.model_fields:
            yield from leaves(inner, inner_name, f"{label}, ", depth + 1)


def flat(annotation: Any) -> Iterator[Any]:
    """The annotations within one that is not a part: of a list, of a union."""
    for inner in get_args(annotation):
        yield inner
        if get_origin(inner) is not Literal:
            yield from flat(inner)


def part_of(annotation: Any) -> type[Part] | None:
    """The part that a field holds, alone, in a list, or as the first of several shapes."""
    candidates = [annotation, *flat(annotation)]
    return next((item for item in candidates if isinstance(item, type) and issubclass(item, Part)), None)
