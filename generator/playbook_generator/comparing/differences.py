"""What is different between two records, or other parts, for whoever reads them in one language.

Only what stands in that language counts for a translation: a text that still shows the source is no text of it.

In: two values of the same model. Out: `Difference` values in the order of the fields.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel

from playbook_generator.kinds.record import Path
from playbook_generator.richtext import RECORD
from playbook_generator.values import Reference, RichText, Text

#: What only editors see, and former ids, of which a renaming tells already.
_NOT_SHOWN = {"aliases", "review_days"}

#: The record that a link in a rich text names.
_LINK = re.compile(rf"(?<=\]\(){RECORD.pattern}|(?<=\]: ){RECORD.pattern}")
#: Comparing lists place by place takes up to the cube of this; of longer ones only what came and went is told.
_MOST_ENTRIES = 600


@dataclass(frozen=True)
class Difference:
    """One field, or one place in a list, with its texts of then and of now; none on one side if it was not there.

    `moved` says that the entries of a list are the same, in another order.
    """

    path: Path
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    moved: bool = False


def differences(
    old: BaseModel, new: BaseModel, language: str = "", moved: Mapping[str, str] | None = None
) -> list[Difference]:
    """What differs; `language` is the one of a translation, and empty for the source.

    `moved` are renamed records, the keys of then with those of now: a link to one of them leads where it led before.
    """
    return list(_between(_outline(old, language, moved or {}), _outline(new, language, {}), ()))


def _outline(value: Any, language: str, moved: Mapping[str, str]) -> Any:
    """A value as dicts, lists and texts, without what is empty or in another language."""
    if isinstance(value, RichText) and moved:
        value = RichText(_LINK.sub(lambda link: moved.get(link[0], link[0]), value), value.lang)
    if isinstance(value, Reference):
        value = moved.get(value.key, value.key).removeprefix(f"{value.folder}/")
    if isinstance(value, Text):
        return str(value) if not language or value.lang == language else None
    if isinstance(value, BaseModel):
        value = {name: item for name, item in value.__dict__.items() if name not in _NOT_SHOWN}
    if isinstance(value, dict):
        return {name: inner for name, item in value.items() if (inner := _outline(item, language, moved))} or None
    if isinstance(value, (list, tuple)):
        return [inner for item in value if (inner := _outline(item, language, moved))] or None
    return None if value is None or language else str(value)


def _between(old: Any, new: Any, path: Path) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old or new, dict) and isinstance(new or old, dict):
        before, after = old or {}, new or {}
        for name in dict.fromkeys([*after, *before]):
            yield from _between(before.get(name), after.get(name), (*path, name))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _between_lists(old, new, path)
    elif isinstance(old or new, list) and isinstance(new or old, list):
        yield Difference(path, tuple(map(_said, old or ())), tuple(map(_said, new or ())))
    else:
        yield Difference(path, (_said(old),) if old else (), (_said(new),) if new else ())


def _between_lists(old: list[Any], new: list[Any], path: Path) -> Iterator[Difference]:
    before, after = [_said(item) for item in old], [_said(item) for item in new]
    if Counter(before) == Counter(after):
        yield Difference(path, tuple(before), tuple(after), moved=True)
        return
    if max(len(before), len(after)) > _MOST_ENTRIES:
        went, came = Counter(before) - Counter(after), Counter(after) - Counter(before)
        yield Difference(path, tuple(went.elements()), tuple(came.elements()))
        return
    gone, fresh = [], []
    for _, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[start:end] == after[first:last]:
            continue
        same = min(end - start, last - first)
        for index in range(same):
            yield from _between(old[start + index], new[first + index], (*path, first + index))
        gone += before[start + same : end]
        fresh += after[first + same : last]
    if gone or fresh:
        yield Difference(path, tuple(gone), tuple(fresh))


def _said(value: Any) -> str:
    """All texts of a value, one after the other."""
    if isinstance(value, dict):
        return " · ".join(map(_said, value.values()))
    return " · ".join(map(_said, value)) if isinstance(value, list) else str(value)
