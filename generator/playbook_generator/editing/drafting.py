"""`playbook new`: a record with every field of its kind, the required ones to fill in, the others to uncomment.

In: a kind, the words that its fields may choose from, and answers, if there are some already (from an issue form).
Out: YAML in which `???` stands for what is to be written; `check` accepts the record when none is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

import yaml
from pydantic.fields import FieldInfo

from playbook_generator.checking import PLACEHOLDER
from playbook_generator.explaining import described
from playbook_generator.kinds.fields import flat, leaves, part_of
from playbook_generator.kinds.record import Part, Record
from playbook_generator.problems import catalogue
from playbook_generator.values import OneOf, RichText, To

#: What `means` and the like may choose from: the mark of a field → the valid words.
Words = Callable[[To | OneOf], list[str]]
#: Trees hold branches in branches; one level shows the shape.
_DEEPEST = 4
_MOST_WORDS = 24
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def draft(kind: type[Record], words: Words, answers: Mapping[str, str], language: str) -> str:
    """A new record of a kind. `answers` fill fields by their names."""
    said = catalogue(language)["drafting"]
    fields = kind.model_fields.items()
    required = [name for name, info in fields if info.is_required() or name in answers]
    lines = [f"# {said['required']}"]
    for name in required:
        lines += _described(kind, name, words, language)
        lines += _answered(name, kind.model_fields[name], answers[name]) if name in answers else _field(kind, name)
    lines += ["", f"# {said['optional']}"]
    for name in kind.model_fields:
        if name not in required:
            lines += _described(kind, name, words, language)
            lines += [f"#{line}" for line in _field(kind, name)]
    return "\n".join(lines) + "\n"


def _described(model: type[Part], name: str, words: Words, language: str) -> list[str]:
    lines = ["", f"# {described(model.model_fields[name], language)}"]
    for label, info in leaves(model, name):
        valid = _valid(info, words)
        if len(valid) > _MOST_WORDS and all("/" in word for word in valid):
            # Of the names of all records, one of each kind shows how they are written.
            valid = [*{word.partition("/")[0]: word for word in reversed(valid)}.values()][::-1]
            lines.append(f"#   {label}: {', '.join(valid)}, …")
        elif valid:
            shown = ", ".join(valid[:_MOST_WORDS]) + (", …" if len(valid) > _MOST_WORDS else "")
            lines.append(f"#   {label}: {shown}")
        elif date in (info.annotation, *flat(info.annotation)):
            lines.append(f"#   {label}: YYYY-MM-DD")
        elif info.annotation in (RichText, RichText | None):
            lines.append(f"#   {catalogue(language)['drafting']['markdown']}")
    return lines


def _valid(info: FieldInfo, words: Words) -> list[str]:
    literals = [word for annotation in flat(info.annotation) for word in _literal_words(annotation)]
    marks = [mark for annotation in (info.annotation, *flat(info.annotation)) for mark in _marks(annotation)]
    marks += [mark for mark in info.metadata if isinstance(mark, (To, OneOf))]
    return literals or [word for mark in marks for word in words(mark)]


def _marks(annotation: Any) -> list[To | OneOf]:
    return [mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, (To, OneOf))]


def _literal_words(annotation: Any) -> list[str]:
    return [str(word) for word in get_args(annotation)] if get_origin(annotation) is Literal else []


@dataclass(frozen=True)
class _Shape:
    """Of what a field consists: an item, or a list of items."""

    part: type[Part] | None
    listed: bool
    mapping: bool


def _shape(info: FieldInfo) -> _Shape:
    annotation = info.annotation
    while get_origin(annotation) in (Union, type(int | str)):
        annotation = next(inner for inner in get_args(annotation) if inner is not type(None))
    while hasattr(annotation, "__metadata__"):
        annotation = get_args(annotation)[0]
        if get_origin(annotation) in (Union, type(int | str)):
            annotation = get_args(annotation)[0]
    origin = get_origin(annotation)
    return _Shape(part_of(annotation), origin in (list, tuple), origin is dict)


def _field(model: type[Part], name: str, indent: str = "", depth: int = 0) -> list[str]:
    """The lines of one field with placeholders."""
    info = model.model_fields[name]
    shape = _shape(info)
    least = max([1, *(getattr(mark, "min_length", 1) for mark in info.metadata)])
    if shape.mapping:
        return [f"{indent}{name}:", f"{indent}  title: {PLACEHOLDER}"]
    if shape.listed:
        entry = _entry(info, shape, indent + "  ", depth)
        return [f"{indent}{name}:", *(line for _ in range(least) for line in entry)]
    if shape.part is not None:
        return [f"{indent}{name}:", *_fields(shape.part, indent + "  ", depth)]
    return [f"{indent}{name}: {PLACEHOLDER}"]


def _entry(info: FieldInfo, shape: _Shape, indent: str, depth: int) -> list[str]:
    if shape.part is not None:
        first, *others = _fields(shape.part, indent + "  ", depth)
        return [f"{indent}- {first.strip()}", *others]
    row = any(get_origin(annotation) is tuple for annotation in flat(info.annotation))
    return [f'{indent}- ["{PLACEHOLDER}", "{PLACEHOLDER}"]' if row else f"{indent}- {PLACEHOLDER}"]


def _fields(model: type[Part], indent: str, depth: int) -> list[str]:
    """The fields of a part; beyond a depth the required ones alone."""
    names = [name for name, info in model.model_fields.items() if info.is_required() or depth < 1]
    return [line for name in names for line in _field(model, name, indent, depth + 1)]


def _answered(name: str, info: FieldInfo, answer: str) -> list[str]:
    """A field with what someone wrote into a form: a text, or an entry a line."""
    text = "\n".join(line.rstrip() for line in answer.replace("\r\n", "\n").strip().split("\n"))
    shape = _shape(info)
    if shape.listed:
        entries = [re.sub(r"^\s*[-*•]\s+", "", line).strip() for line in text.split("\n") if line.strip()]
        return [f"{name}:", *(f"  - {_scalar(entry)}" for entry in entries)]
    if info.annotation in (RichText, RichText | None) and "\n" in text:
        return [f"{name}: |-", *(f"  {line}".rstrip() for line in text.split("\n"))]
    if date in (info.annotation, *flat(info.annotation)):
        return [f"{name}: {text if _DAY.fullmatch(text) else _scalar(' '.join(text.split()))}"]
    return [f"{name}: {_scalar(' '.join(text.split()))}"]


def _scalar(text: str) -> str:
    """A text as YAML writes it on one line."""
    written: str = yaml.safe_dump(text, allow_unicode=True, width=1_000_000)
    return written.removesuffix("\n...\n").rstrip("\n")


def sections_of_issue(body: str) -> dict[str, str]:
    """What someone wrote into an issue form, by the field's name that each heading ends with in brackets.

    `### What the customer said (wordings)` … An answer that was left out is an empty text.
    """
    answers: dict[str, str] = {}
    for heading, text in re.findall(
        r"^### (.+)\n((?:(?!### ).*(?:\n|\Z))*)", body.replace("\r\n", "\n"), re.MULTILINE
    ):
        name = re.search(r"\(`?(\w+)`?\)\s*$", heading)
        if name:
            answers[name[1]] = "" if text.strip() in ("_No response_", "None") else text.strip()
    return answers
