"""The JSON Schemas of the API's documents, made from the kinds' models.

In: a kind, and the playbook for its languages and vocabulary. Out: schemas of draft 2020-12. They are as strict as
the documents are: every key is always there, and there are no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playbook_generator.kinds.record import Record
from playbook_generator.playbook import Playbook
from playbook_generator.values import ID_PATTERN

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BASIS = {"enum": ["source", "derived", "authored"]}
_DAY = {"type": "string", "format": "date"}


def record_schema(kind: type[Record], playbook: Playbook) -> Schema:
    """The schema of the documents of one kind."""
    model = _always_whole(kind.model_json_schema(), playbook)
    definitions = model.pop("$defs", {})
    languages = list(playbook.editions)
    named = _named(languages)
    ours = {
        "schema": {"type": "string", "description": "Where this document's schema is, from the document."},
        "record": {**_key(kind.folder), "description": "The record's key: kind folder/id."},
        "kind": {"const": kind.kind_name, "description": "The kind in the singular."},
        "address": {**_by_language(languages), "description": "Its pages, from the root of the site."},
        "untranslated": {
            "type": "array", "items": {"enum": languages},
            "description": "Languages in which it stands in the source language for want of a translation.",
        },
        "provenance": {**_object(
            basis={**_BASIS, "description": "Whether it is the source's, follows from it, or was written by us."},
            basis_of={"type": "object", "additionalProperties": _BASIS, "description": "Fields whose basis differs."},
            reviewed={**_DAY, "description": "When it was last read against practice."},
            sources={"type": "array", "items": _object(
                **named, part={**_by_language(languages, nullable=True), "description": "Which part of the source."},
            )},
        ), "description": "What it rests on."},
        "links": {**_object(
            to={"type": "array", "items": _object(**named), "description": "Records to which it refers."},
            **{"from": {"type": "array", "items": _object(**named), "description": "Records that refer to it."}},
        ), "description": "Its links with other records."},
    }  # fmt: skip
    texts = {code: {"$ref": "#/$defs/Fields", "description": f"All fields, in `{code}`."} for code in languages}
    return {
        "$schema": DIALECT,
        "title": f"{kind.kind_name}, API v1",
        **_object(**ours, **texts),
        "$defs": {"Fields": model, **definitions},
    }


def all_schema(kinds: Sequence[type[Record]]) -> Schema:
    """The schema of `all.json`."""
    documents = {"type": "array", "items": {"anyOf": [{"$ref": f"{kind.folder}.json"} for kind in kinds]}}
    return {
        "$schema": DIALECT,
        "title": "All records, API v1",
        **_object(schema={"type": "string"}, records=documents),
    }


def index_schema(playbook: Playbook) -> Schema:
    """The schema of `index.json`."""
    languages = list(playbook.editions)
    code = {"enum": languages}
    words = {"type": "array", "items": _object(word={"type": "string"}, title=_by_language(languages))}
    record = _object(**_named(languages), document={"type": "string", "description": "Its document."})
    kind = _object(
        folder={"type": "string"},
        kind={"type": "string"},
        schema={"type": "string", "description": "The schema of its documents."},
        records={"type": "array", "items": record},
    )
    properties: Schema = {
        "schema": {"type": "string"},
        "name": {**_by_language(languages), "description": "The playbook's name."},
        "summary": {**_by_language(languages), "description": "What it is for."},
        "source_language": {**code, "description": "The language in which records are written."},
        "languages": {"type": "array", "items": code},
        "content_of": {**_DAY, "description": "The latest day on which a record was reviewed or changed."},
        "vocabulary": {"type": "object", "additionalProperties": words, "description": "Words that records choose."},
        "kinds": {"type": "array", "items": kind, "description": "All records by their kinds, in order."},
    }
    return {"$schema": DIALECT, "title": "Index, API v1", **_object(**properties)}


def _object(**properties: Schema) -> Schema:
    """An object in which every key is there, and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _named(languages: Sequence[str]) -> Schema:
    """The properties by which one record names another."""
    return {"record": _key(), "title": _by_language(languages), "address": _by_language(languages)}


def _by_language(languages: Sequence[str], *, nullable: bool = False) -> Schema:
    text: Schema = {"type": ["string", "null"] if nullable else "string"}
    return _object(**dict.fromkeys(languages, text))


def _key(folder: str = "", word: str = "") -> Schema:
    """A record's key; of one kind, if `folder` is given; or a word in its place."""
    key = f"{folder or ID_PATTERN.pattern}/{ID_PATTERN.pattern}"
    return {"type": "string", "pattern": f"^(?:{key}{'|' + word if word else ''})$"}


def _always_whole(node: Any, playbook: Playbook) -> Any:
    """pydantic's schema of what an editor may write, as one of what the documents hold.

    Every field is there, so that all are required and none has a default; references are keys; choices are the
    playbook's own words.
    """
    if isinstance(node, list):
        return [_always_whole(item, playbook) for item in node]
    if not isinstance(node, dict):
        return node
    if "x-refers-to" in node:
        folder = node["x-refers-to"]
        return {**_kept(node), **_key("" if folder == "*" else folder, node.get("x-or", ""))}
    if "x-vocabulary" in node:
        return {**_kept(node), "enum": list(playbook.source.settings.words(node["x-vocabulary"]))}
    made = {
        name: {key: _always_whole(value, playbook) for key, value in item.items()}
        if name in ("properties", "$defs")
        else _always_whole(item, playbook)
        for name, item in node.items()
        if name not in ("default", "examples")
    }
    if "properties" in made:
        made["required"] = list(made["properties"])
    return made


def _kept(node: Schema) -> Schema:
    return {"description": node["description"]} if "description" in node else {}
