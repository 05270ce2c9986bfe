"""A translation laid over its source: the same record with the texts of another language.

A translation holds texts alone, under the same keys. Where order or keys carry meaning (lists of mappings, rows,
columns) its shape is the source's; a plain list of texts is each language's own. Ids, dates and choices may be
repeated to keep one's place, and must then be equal.

In: a value of the source (a model, a list, a leaf) and what the translation's file holds. Out: the translated
value. What is missing stays in the source language, and is known by its `Text.lang`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from playbook_generator.kinds.record import Finding, Path, model_values
from playbook_generator.problems import nearest
from playbook_generator.reading import name_of
from playbook_generator.values import Text

_EMPTY: tuple[object, ...] = (None, [], (), {})


class Translator:
    """Translates values into one language; `findings` are errors, `missing` the paths without a translation."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.findings: list[Finding] = []
        self.missing: list[Path] = []

    def translate(self, source: Any, data: object, path: Path = ()) -> Any:
        """`source` with the texts in `data`."""
        if isinstance(source, Text):
            return self._text(source, data, path)
        if isinstance(source, BaseModel):
            fields = {name: getattr(source, name) for name in type(source).model_fields}
            changed = self._mapping(fields, data, path)
            return source.model_copy(update=changed) if changed else source
        if isinstance(source, Mapping) and source and any(_has_text(value) for value in source.values()):
            return {**source, **self._mapping(dict(source), data, path)}
        if isinstance(source, (list, tuple)) and _has_text(source):
            if isinstance(source, list) and all(isinstance(item, Text) for item in source):
                return self._free_list(source, data, path)
            return self._fixed_list(source, data, path)
        # `- {}` keeps the place of an entry in which there is nothing to translate.
        if source != data and not (isinstance(data, list) and len(data) == len(source) and not any(data)):
            self._find(path, "PB063", source=source)
        return source

    def _find(self, path: Path, code: str, **details: object) -> None:
        self.findings.append((path, code, details))

    def _text(self, source: Text, data: object, path: Path) -> Text:
        try:
            return type(source)(type(source).checked(data), self._language)
        except PydanticCustomError as error:
            self._find(path, error.type, found=name_of(data), value=data)
            return source

    def _mapping(self, fields: dict[str, Any], data: object, path: Path) -> dict[str, Any]:
        if not isinstance(data, dict):
            self._find(path, "PB035", found=name_of(data), value=data)
            return {}
        changed: dict[str, Any] = {}
        for name, value in data.items():
            if name not in fields:
                self._find((*path, name), "PB031", key=name, near=nearest(name, fields), valid=sorted(fields))
            elif fields[name] in _EMPTY:
                self._find((*path, name), "PB060", key=name)
            else:
                changed[name] = self.translate(fields[name], value, (*path, name))
        self.missing += [(*path, name) for name, value in fields.items() if name not in data and _has_text(value)]
        return changed

    def _free_list(self, source: list[Text], data: object, path: Path) -> list[Text]:
        if not isinstance(data, list) or not data:
            self._find(path, "PB034" if not isinstance(data, list) else "PB032", found=name_of(data), value=data)
            return source
        return [self._text(source[0], item, (*path, index)) for index, item in enumerate(data)]

    def _fixed_list(self, source: list[Any] | tuple[Any, ...], data: object, path: Path) -> Any:
        if not isinstance(data, list):
            self._find(path, "PB034", found=name_of(data), value=data)
            return source
        if len(data) != len(source):
            self._find(path, "PB061", count=len(data), expected=len(source))
            return source
        return type(source)(
            self.translate(item, value, (*path, index))
            for index, (item, value) in enumerate(zip(source, data, strict=True))
        )


def _has_text(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_has_text(item) for item in value.values())
    return any(isinstance(leaf, Text) for _, leaf in model_values(value))
