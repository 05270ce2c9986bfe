"""A translation laid over its source: the same record with the texts of another language.

A translation holds texts alone, under the same keys. Where order or keys carry meaning (lists of mappings, rows,
columns) its shape is the source's; a plain list of texts is each language's own. Ids, dates and choices may be
repeated to keep one's place, and must then be equal.

In: a value of the source (a model, a list, a leaf) and what the translation's file holds. Out: the translated
value. What is missing stays in the source language, and is known by its `Text.lang`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from types import NoneType
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from playbook_generator.kinds.record import Finding, Part, Path, model_values, name_of_path
from playbook_generator.problems import nearest
from playbook_generator.reading import name_of
from playbook_generator.values import LONGEST_TEXT, RichText, Text

#: The key under which a translation keeps the digest of the texts that it translates; `playbook translate` writes it.
DIGEST_KEY = "translation_of"

_EMPTY: tuple[object, ...] = (None, [], (), {})


class Translator:
    """Translates values into one language; `findings` are errors, `missing` the paths without a translation."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.findings: list[Finding] = []
        self.missing: list[Path] = []
        #: The rich texts that were translated, with their paths.
        self.rich: list[tuple[Path, RichText]] = []

    def translate(self, source: Any, data: object, path: Path = ()) -> Any:
        """`source` with the texts in `data`."""
        if isinstance(source, Text):
            return self._text(source, data, path)
        if isinstance(source, BaseModel):
            changed = self._mapping(source.__dict__, data, path)
            return source.model_copy(update=changed) if changed else source
        if isinstance(source, Mapping) and source and any(_has_text(value) for value in source.values()):
            return {**source, **self._mapping(dict(source), data, path)}
        if isinstance(source, (list, tuple)) and source:
            if isinstance(source, list) and all(isinstance(item, Text) for item in source):
                return self._free_list(source, data, path)
            # `- {}` keeps the place of an entry in which there is nothing to translate.
            if _has_text(source) or isinstance(source[0], BaseModel):
                return self._fixed_list(source, data, path)
        if source != data:
            self._find(path, "PB063", source=source)
        return source

    def _find(self, path: Path, code: str, **details: object) -> None:
        self.findings.append((path, code, {"field": name_of_path(path), **details}))

    def _text(self, source: Text, data: object, path: Path) -> Text:
        try:
            text = type(source)(type(source).checked(data), self._language)
        except PydanticCustomError as error:
            code = "PB029" if isinstance(data, (dict, list)) else error.type
            most, count = f"{LONGEST_TEXT:,}", f"{len(str(data)):,}"
            self._find(path, code, found=name_of(data), value=data, count=count, most=most)
            return source
        if isinstance(text, RichText):
            self.rich.append((path, text))
        return text

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
    if isinstance(value, (str, int, NoneType)):
        return isinstance(value, Text)
    if isinstance(value, BaseModel):
        value = value.__dict__
    if isinstance(value, Mapping):
        return any(_has_text(item) for item in value.values())
    return isinstance(value, (list, tuple)) and any(_has_text(item) for item in value)


def texts_of(source: Part) -> dict[str, str]:
    """Every text of a record that a translation follows, by its name as an editor would say it.

    `also` is left out: search words are each language's own.
    """
    texts = ((path, leaf) for path, leaf in model_values(source) if isinstance(leaf, Text))
    return {name_of_path(path): str(leaf) for path, leaf in texts if path[0] != "also"}


def digest(source: Part) -> str:
    """A short name for exactly these texts: another one means that a translation of them is out of date."""
    texts = json.dumps(texts_of(source), ensure_ascii=False, sort_keys=True)
    return f"v1-{sha256(texts.encode()).hexdigest()[:16]}"
