"""A translation laid over its source: the same record with the texts of another language.

A translation holds texts alone, under the same keys. Where order or keys carry meaning (lists of mappings, rows,
columns) its shape is the source's; a plain list of texts is each language's own. Ids, dates and choices may be
repeated to keep one's place, and must then be equal.

Where the source has moved on since, its translation is laid over what still fits: whoever writes the source alone
must not be stopped by a language that others write.

In: a value of the source (a model, a list, a leaf) and what the translation's file holds. Out: the translated
value. What is missing stays in the source language, and is known by its `Text.lang`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from hashlib import sha256
from types import NoneType
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from playbook_generator.kinds.record import Change, Finding, Part, Path, model_values, name_of_path
from playbook_generator.problems import nearest
from playbook_generator.reading import Document, Plain, name_of
from playbook_generator.values import LONGEST_TEXT, RichText, Text

#: The key under which a translation keeps the digest of the texts that it translates; `playbook translate` writes it.
DIGEST_KEY = "translation_of"

_EMPTY: tuple[object, ...] = (None, [], (), {})


class Translator:
    """Lays one file's texts over their source, `root`; `marked` is the digest that the file keeps, if any.

    `findings` are errors. `unlike` are the places where the shape is not the source's: errors in a translation that
    is `current`, what is to be expected in one that is `behind`. `missing` are the paths without a translation.
    """

    def __init__(self, language: str, root: Part, marked: object = None) -> None:
        self._language = language
        self._root = root
        self._marked = marked
        self.findings: list[Finding] = []
        self.unlike: list[Finding] = []
        self.missing: list[Path] = []
        #: The rich texts that were translated, with their paths.
        self.rich: list[tuple[Path, RichText]] = []

    @cached_property
    def current(self) -> bool:
        """Whether the file says that it translates exactly the texts of now."""
        return self._marked == digest(self._root)

    @property
    def behind(self) -> bool:
        """Whether the file says that it translates other texts."""
        return self._marked is not None and not self.current

    def translate(self, source: Any, data: object, path: Path = ()) -> Any:
        """`source`, the root or a part of it, with the texts in `data`."""
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
            self._differ(path, "PB063", source=source)
        return source

    def _find(self, path: Path, code: str, **details: object) -> None:
        self.findings.append((path, code, {"field": name_of_path(path), **details}))

    def _differ(self, path: Path, code: str, **details: object) -> None:
        self.unlike.append((path, code, {"field": name_of_path(path), **details}))

    def _text(self, source: Text, data: object, path: Path) -> Text:
        try:
            text = type(source)(type(source).checked(data), self._language)
        except PydanticCustomError as error:
            code = "PB029" if isinstance(data, (dict, list)) else error.type
            most, count = f"{LONGEST_TEXT:,}", f"{len(str(data)):,}"
            # What was a number in the source when it was translated may be a text now.
            note = self._differ if type(data) is int and self.behind else self._find
            note(path, code, found=name_of(data), value=data, count=count, most=most)
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
                # A diagram of another shape has other fields; a record has those of its kind for ever.
                note = self._differ if path and self.behind else self._find
                note((*path, name), "PB031", key=name, near=nearest(name, fields), valid=sorted(fields))
            elif fields[name] in _EMPTY:
                self._differ((*path, name), "PB060", key=name)
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
            self._differ(path, "PB061", count=len(data), expected=len(source))
        return type(source)(
            item if place is None else self.translate(item, data[place], (*path, place))
            for item, place in zip(source, self._places(source, data), strict=True)
        )

    def _places(self, source: list[Any] | tuple[Any, ...], data: list[Any]) -> list[int | None]:
        """Where the translation of each entry stands; `None` for an entry that has none, or none that is sure."""
        count = len(source)
        name = _name_of_entries(source, data)
        names = [getattr(item, name, None) for item in source] if name else []
        if name and names != [entry[name] for entry in data] and not self.current:
            held = {entry[name]: place for place, entry in enumerate(data)}
            return [held.get(own) for own in names]
        if len(data) == count:
            return list(range(count))
        if isinstance(source[0], Change) and not self.current:
            # New ones are written above the older ones.
            return [place if (place := index + len(data) - count) >= 0 else None for index in range(count)]
        return [None] * count


def _name_of_entries(source: list[Any] | tuple[Any, ...], data: list[Any]) -> str | None:
    """The field by which entries are told apart in the source and in the translation, where that repeats it."""
    if not isinstance(source[0], BaseModel) or not data or not all(isinstance(entry, dict) for entry in data):
        return None
    for name, value in source[0].__dict__.items():
        if isinstance(value, Text) or not isinstance(value, (str, date)) or any(name not in entry for entry in data):
            continue
        own, given = [getattr(item, name, None) for item in source], [entry[name] for entry in data]
        hashable = all(isinstance(item, (str, date)) for item in given)
        if hashable and len(set(own)) == len(own) and len(set(given)) == len(given):
            return name
    return None


def mark_of(translation: Document) -> object:
    """The digest that a translation's file keeps of its source; `None` where it was never marked."""
    return (translation.value or {}).get(DIGEST_KEY)


def texts_in(translation: Document) -> dict[str, Plain]:
    """What a translation's file holds beside its mark."""
    return {key: value for key, value in (translation.value or {}).items() if key != DIGEST_KEY}


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
