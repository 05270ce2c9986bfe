"""A file's value against the model of its kind: the record, or everything that is wrong with the value.

In: the plain value that `reading` returns, and a model. Out: the model, and findings with paths as in the YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from playbook_generator import richtext
from playbook_generator.kinds.record import Finding, Part, Path, name_of_path, repeated
from playbook_generator.problems import nearest
from playbook_generator.reading import Plain, name_of
from playbook_generator.values import LONGEST_TEXT, Choice, Reference, RichText, Text, id_like

#: What `playbook new` leaves where something is to be written.
PLACEHOLDER = "???"


@dataclass
class Checked:
    """What one value turned out to be. `part` is `None` when something is wrong with it.

    `links` are its references, its chosen words and its texts that may hold links, with their paths.
    """

    part: Part | None = None
    findings: list[Finding] = field(default_factory=list)
    links: list[tuple[Path, Reference | Choice | RichText]] = field(default_factory=list)


def check(value: dict[str, Plain], model: type[Part]) -> Checked:
    """`value` as `model`."""
    checked = Checked(findings=list(unwritten(value)))
    known = {path for path, _, _ in checked.findings}
    try:
        part = model.model_validate(value)
    except ValidationError as error:
        found = list(schema_findings(error, model, value))
        # A misspelt key is one slip, although its right name is then missing.
        meant = {(*path[:-1], details["near"]) for path, code, details in found if code == "PB031"}
        # Nor is a list short because an entry of it is not sound.
        within = {path[:length] for path, _, _ in found for length in range(len(path))}
        for path, code, details in found:
            again = (code == "PB030" and (*path, details["field"]) in meant) or (code == "PB068" and path in within)
            if path not in known and not again:
                checked.findings.append((path, code, details))
        spoilt = {item["loc"][0] for item in error.errors(include_url=False) if item["loc"]}
        for name in model.model_fields.keys() & (value.keys() - spoilt):
            _walk(_adapter(model, name).validate_python(value[name]), (name,), checked)
    else:
        _walk(part, (), checked)
        checked.part = None if checked.findings else part
    checked.links = [(path, link) for path, link in checked.links if path not in known]
    return checked


@cache
def _adapter(model: type[Part], field_name: str) -> TypeAdapter[Any]:
    """What checks one field alone: the sound fields of a record are followed up although others are not sound."""
    info = model.model_fields[field_name]
    annotation: Any = Annotated[info.annotation, info]
    return TypeAdapter(annotation)


def unwritten(value: Plain, path: Path = ()) -> Iterator[Finding]:
    """Keys without a value, and placeholders: what is not yet written is left out, lest it pass for done."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if isinstance(item, str):
            if PLACEHOLDER in item:
                yield (*path, key), "PB056", {"field": name_of_path((*path, key)), "words": PLACEHOLDER}
            elif not item.strip():
                yield (*path, key), "PB032", {"field": name_of_path((*path, key))}
        elif item is None or (isinstance(value, dict) and item in ([], {})):
            yield (*path, key), "PB032", {"field": name_of_path((*path, key))}
        elif isinstance(item, (dict, list)):
            yield from unwritten(item, (*path, key))


def _walk(value: Any, path: Path, checked: Checked) -> None:
    """Note what every part and leaf says of itself, and which of them lead elsewhere. A plain text does neither."""
    if isinstance(value, BaseModel):
        if isinstance(value, Part):
            checked.findings += (((*path, *inner), code, details) for inner, code, details in value.findings())
        for name, item in value.__dict__.items():
            if item is not None and type(item) is not Text:
                _walk(item, (*path, name), checked)
    elif isinstance(value, RichText):
        checked.findings += ((path, code, details) for code, details in richtext.findings(value))
        if richtext.may_link(value):
            checked.links.append((path, value))
    elif isinstance(value, (Reference, Choice)):
        checked.links.append((path, value))
    elif isinstance(value, (list, tuple)):
        if isinstance(value, list) and len(value) > 1 and isinstance(value[0], str):
            checked.findings += repeated(value, path)
        for index, item in enumerate(value):
            if type(item) is not Text:
                _walk(item, (*path, index), checked)
    elif isinstance(value, dict):
        for name, item in value.items():
            _walk(item, (*path, name), checked)


def schema_findings(error: ValidationError, model: type[Part], data: Plain) -> Iterator[Finding]:
    """pydantic's errors as findings with codes of ours."""
    for item in error.errors(include_url=False):
        kind, value, context = item["type"], item.get("input"), item.get("ctx", {})
        path = _path_in(item["loc"], data)
        details: dict[str, object] = {"found": name_of(value), "value": value, "field": name_of_path(path)}
        if kind == "missing":
            meant = _fields_at(model, path[:-1], data).get(str(path[-1]))
            yield path[:-1], "PB030", {"field": path[-1], "about": meant.description if meant else ""}
        elif kind == "extra_forbidden":
            valid = list(_fields_at(model, path[:-1], data))
            yield path, "PB031", {"key": path[-1], "near": nearest(str(path[-1]), valid), "valid": valid}
        elif kind in _OF_ONE_VALUE and isinstance(value, (list, dict)):
            yield path, "PB029", details
        elif kind == "literal_error":
            yield path, "PB037", _choice(value, path, str(context["expected"]))
        elif kind in ("union_tag_invalid", "union_tag_not_found"):
            tag = str(context["discriminator"]).strip("'")
            given = value.get(tag) if isinstance(value, dict) else None
            if given is None:
                yield path, "PB030", {"field": tag}
            else:
                at = (*path, tag)
                yield at, "PB037", _choice(given, at, str(context["expected_tags"]))
        elif kind == "too_short" and value:
            least, count = context["min_length"], context["actual_length"]
            yield path, "PB068", {"field": name_of_path(path), "least": least, "count": count}
        else:
            code = _CODES.get(kind, kind if kind.startswith("PB") else "PB033")
            if code == "PB033" and isinstance(value, (dict, list)):
                code = "PB029"
            if isinstance(value, str):
                details |= {"count": f"{len(value):,}", "most": f"{LONGEST_TEXT:,}", "near": _near(code, value)}
            if code == "PB035":
                details["example"] = next(iter(_fields_at(model, path, data)), "key")
            yield path, code, details | context


def _near(code: str, value: str) -> str | None:
    """The date or the id that was probably meant."""
    if code == "PB009":
        return id_like(value)
    numbers = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?", value.strip()) if code == "PB036" else None
    try:
        return date(*map(int, numbers.groups())).isoformat() if numbers else None
    except ValueError:
        return None


#: Errors of fields that take one value, whatever it is.
_OF_ONE_VALUE = {"literal_error", "PB028", "PB033", "PB036", "PB094"}


#: Codes for pydantic's types of errors.
_CODES = {
    "list_type": "PB034",
    "tuple_type": "PB034",
    "model_type": "PB035",
    "dict_type": "PB035",
    "model_attributes_type": "PB035",
    "too_short": "PB032",
    "int_type": "PB028",
    "float_type": "PB086",
    "greater_than_equal": "PB086",
    "less_than_equal": "PB086",
    "string_pattern_mismatch": "PB066",
}


def _choice(value: object, path: Path, expected: str) -> dict[str, object]:
    words = re.findall(r"'([^']+)'", expected)
    return {"value": value, "field": name_of_path(path), "valid": words, "near": nearest(str(value), words)}


def _path_in(loc: tuple[str | int, ...], data: Plain) -> Path:
    """pydantic's location without what stands in it between the keys: tags and members of unions."""
    path: list[str | int] = []
    at: Any = data
    for index, part in enumerate(loc):
        if isinstance(at, dict) and part in at:
            at = at[str(part)]
        elif isinstance(at, list) and isinstance(part, int) and part < len(at):
            at = at[part]
        elif index < len(loc) - 1 or not isinstance(at, dict) or part in at.values():
            continue
        path.append(part)
    return tuple(path)


def _fields_at(model: type[Part], path: Path, data: Any) -> dict[str, FieldInfo]:
    """The fields that are valid in the mapping at `path`, by their keys."""
    found: list[type[Part]] = [model]
    for part in path:
        data = data[part]
        if isinstance(part, str):
            fields = [kind.model_fields[part] for kind in found if part in kind.model_fields]
            found = [inner for info in fields for inner in _models_in(info.annotation)]
        if isinstance(data, dict):
            found = [kind for kind in found if _fits(kind, data)] or found
    valid: dict[str, FieldInfo] = {}
    for name, info in (item for kind in found for item in kind.model_fields.items()):
        valid.setdefault(name, info)
    return valid


def _fits(model: type[Part], data: dict[str, Plain]) -> bool:
    """Whether a mapping chooses this member of a union, by the word that tells them apart."""
    annotations = {name: info.annotation for name, info in model.model_fields.items() if name in data}
    return all(data[name] in get_args(words) for name, words in annotations.items() if get_origin(words) is Literal)


def _models_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
