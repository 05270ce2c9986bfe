"""The documents of the API as plain values.

In: a linked playbook. Out: mappings for JSON. A record's document holds every field of its model in every
language; a reference is always written as a key, `<kind folder>/<id>`. Names that are ours are longer than a
language's code, so that the languages can stand beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from playbook_generator.playbook import Entry, Playbook, targets
from playbook_generator.values import Reference

Json = dict[str, Any]


def record_document(playbook: Playbook, key: str) -> Json:
    """One record in all languages, with where it comes from and what it is linked with."""
    source = playbook.source
    entry = source[key]
    to = [other for other in dict.fromkeys(targets(entry.record)) if other != key]
    return {
        "schema": f"../schema/{entry.folder}.json",
        "record": key,
        "kind": entry.record.kind_name,
        "address": _addresses(playbook, entry),
        "untranslated": [code for code, edition in playbook.editions.items() if not edition[key].translated],
        "provenance": _provenance(playbook, entry),
        "links": {
            "to": [_named(playbook, source[other]) for other in to],
            "from": [_named(playbook, other) for other in source.referring(key)],
        },
        **{code: plain(edition[key].record) for code, edition in playbook.editions.items()},
    }


def all_document(documents: list[Json]) -> Json:
    """Every record's document in one."""
    moved = [{**document, "schema": document["schema"].removeprefix("../")} for document in documents]
    return {"schema": "schema/all.json", "records": moved}


def index_document(playbook: Playbook) -> Json:
    """What there is: languages, words, and every record with its titles and its document."""
    source = playbook.source
    return {
        "schema": "schema/index.json",
        "name": {code: str(edition.settings.name) for code, edition in playbook.editions.items()},
        "summary": {code: str(edition.settings.summary) for code, edition in playbook.editions.items()},
        "source_language": source.language,
        "languages": list(playbook.editions),
        "content_of": source.newest.isoformat(),
        "vocabulary": {name: _words(playbook, name) for name in source.settings.vocabulary},
        "kinds": [
            {"folder": folder, "kind": entries[0].record.kind_name, "schema": f"schema/{folder}.json",
             "records": [{**_named(playbook, entry), "document": f"{entry.key}.json"} for entry in entries]}
            for folder in source.folders if (entries := source.of_kind(folder))
        ],
    }  # fmt: skip


def plain(value: Any) -> Any:
    """A value of a model for JSON: every field, empty ones as `null` or an empty list."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Reference):
        return value.key
    return value.isoformat() if isinstance(value, date) else value


def _words(playbook: Playbook, vocabulary: str) -> list[Json]:
    """The words of a vocabulary in their order, each with its title in all languages."""
    titles = {code: edition.settings.words(vocabulary) for code, edition in playbook.editions.items()}
    return [
        {"word": word, "title": {code: str(of[word]) for code, of in titles.items()}}
        for word in playbook.source.settings.words(vocabulary)
    ]


def _named(playbook: Playbook, entry: Entry) -> Json:
    """A record as others name it."""
    titles = {code: str(edition[entry.key].record.title) for code, edition in playbook.editions.items()}
    return {"record": entry.key, "title": titles, "address": _addresses(playbook, entry)}


def _addresses(playbook: Playbook, entry: Entry) -> dict[str, str]:
    """The pages of a record, from the root of the site."""
    source = playbook.source.language
    return {code: f"{entry.key}/" if code == source else f"{code}/{entry.key}/" for code in playbook.editions}


def _provenance(playbook: Playbook, entry: Entry) -> Json:
    """What a record rests on."""
    record = entry.record
    texts = {code: edition[entry.key].record.sources for code, edition in playbook.editions.items()}
    return {
        "basis": record.basis,
        "basis_of": dict(record.basis_of),
        "reviewed": record.reviewed.isoformat(),
        "sources": [
            {**_named(playbook, playbook.source[citation.source.key]),
             "part": {code: part and str(part) for code, of in texts.items() for part in [of[place].part]}}
            for place, citation in enumerate(record.sources)
        ],
    }  # fmt: skip
