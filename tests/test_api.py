"""The API's documents against their published schemas, and both against the models."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import Field
from referencing import Registry, Resource

from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.objection import Objection
from playbook_generator.kinds.record import Part, model_values
from playbook_generator.outputs.api_documents import plain, record_document
from playbook_generator.outputs.api_schemas import record_schema
from playbook_generator.playbook import Edition, Entry, Playbook
from playbook_generator.values import Text

Json = dict[str, Any]


def _read(path: Path) -> Json:
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def api(site: Path) -> Path:
    """The API of this repository's playbook."""
    return site / "api" / "v1"


@pytest.fixture(scope="session")
def documents(api: Path) -> dict[str, Json]:
    """Every record's document by its key."""
    paths = [path for path in sorted(api.glob("*/*.json")) if path.parent.name != "schema"]
    return {path.relative_to(api).as_posix().removesuffix(".json"): _read(path) for path in paths}


def _validator(schema: Json, schemas: Path | None = None) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    found = {path.name: Resource.from_contents(_read(path)) for path in schemas.glob("*.json")} if schemas else {}
    return Draft202012Validator(
        schema, registry=Registry().with_resources(found.items()), format_checker=FormatChecker()
    )


def test_there_is_a_document_for_every_record(documents: dict[str, Json], our_playbook: Playbook) -> None:
    assert documents.keys() == our_playbook.source.entries.keys()


def test_every_document_is_as_its_schema_says(api: Path, documents: dict[str, Json]) -> None:
    paths = [*(api / f"{key}.json" for key in documents), api / "index.json", api / "all.json"]
    for path in paths:
        document = _read(path)
        validator = _validator(_read(path.parent / document["schema"]), api / "schema")
        assert [error.message for error in validator.iter_errors(document)] == [], path


def test_a_schema_refuses_what_its_documents_are_not(api: Path, documents: dict[str, Json]) -> None:
    key = next(key for key in documents if key.startswith("objections/"))
    validator = _validator(_read(api / "schema" / "objections.json"))
    assert validator.is_valid(documents[key])
    for change in _spoilt(documents[key]):
        assert not validator.is_valid(change)


def _spoilt(document: Json) -> Iterator[Json]:
    """The document with one thing wrong."""
    for name in document:
        yield {other: value for other, value in document.items() if other != name}
    for place, value in [
        (("new",), 1),
        (("zh", "new"), 1),
        (("zh", "title"), None),
        (("zh", "group"), "no-such-group"),
        (("zh", "questions", 0, "answers", 0, "means"), "nonsense"),
        (("zh", "steps", 0), "rules/many-calls"),
        (("zh", "reviewed"), "yesterday"),
        (("links", "to", 0, "record"), "nowhere"),
        (("provenance", "basis"), "hearsay"),
        (("address", "zh"), 3),
    ]:
        spoilt = copy.deepcopy(document)
        inner: Any = spoilt
        for step in place[:-1]:
            inner = inner[step]
        inner[place[-1]] = value
        yield spoilt


def test_every_text_of_every_record_is_in_its_document(documents: dict[str, Json], our_playbook: Playbook) -> None:
    for language, edition in our_playbook.editions.items():
        for key, entry in edition.entries.items():
            fields = documents[key][language]
            assert list(fields) == list(type(entry.record).model_fields)
            for path, value in model_values(entry.record):
                if isinstance(value, Text):
                    found: Any = fields
                    for step in path:
                        found = found[step]
                    assert found == value


class Proof(Part):
    """A part that no kind has yet."""

    what: Text = Field(description="What proves it.")


class Wider(Objection):
    """An objection with fields that it does not have yet."""

    proofs: list[Proof] = Field([], description="What to show.")
    mood: Text | None = Field(None, description="How it is said.")


def test_a_field_that_a_model_gains_is_in_its_document_and_in_its_schema(example: Playbook) -> None:
    entry = next(iter(example.source.of_kind("objections")))
    values = {name: getattr(entry.record, name) for name in Objection.model_fields}
    record = Wider.model_construct(**values, proofs=[Proof(what=Text("a sample"))], mood=None)
    editions = {
        code: Edition(code, edition.settings, {**edition.entries, entry.key: Entry(entry.id, record, entry.file)})
        for code, edition in example.editions.items()
    }
    playbook = Playbook(editions)
    document, schema = record_document(playbook, entry.key), record_schema(Wider, playbook)
    assert document["zh"]["proofs"] == [{"what": "a sample"}]
    assert document["zh"]["mood"] is None
    assert {"proofs", "mood"} <= set(schema["$defs"]["Fields"]["required"])
    assert _validator(schema).is_valid(document)
    del document["zh"]["proofs"][0]["what"]
    assert not _validator(schema).is_valid(document)


def test_links_are_told_at_both_ends(documents: dict[str, Json]) -> None:
    to = {(key, link["record"]) for key, document in documents.items() for link in document["links"]["to"]}
    back = {(link["record"], key) for key, document in documents.items() for link in document["links"]["from"]}
    assert to == back
    assert to


def test_every_address_and_document_is_there(site: Path, api: Path, documents: dict[str, Json]) -> None:
    for key, document in documents.items():
        named = [document, *document["links"]["to"], *document["links"]["from"], *document["provenance"]["sources"]]
        for address in {address for record in named for address in record["address"].values()}:
            assert (site / address / "index.html").is_file(), f"{key}: {address}"
    listed = [record for kind in _read(api / "index.json")["kinds"] for record in kind["records"]]
    assert [record["record"] for record in listed] == [r["record"] for r in _read(api / "all.json")["records"]]
    assert {record["record"] for record in listed} == documents.keys()
    for record in listed:
        assert _read(api / record["document"])["record"] == record["record"]


def test_all_json_holds_the_same_documents(api: Path, documents: dict[str, Json]) -> None:
    for document in _read(api / "all.json")["records"]:
        alone = documents[document["record"]]
        assert {**document, "schema": alone["schema"]} == alone


def test_a_record_without_a_translation_says_so(example: Playbook) -> None:
    documents = {key: record_document(example, key) for key in example.source.entries}
    assert documents["objections/too-dear"]["untranslated"] == []
    assert documents["glossary/margin"]["untranslated"] == ["en"]
    assert documents["glossary/margin"]["en"] == documents["glossary/margin"]["zh"]


def test_names_of_ours_can_never_be_a_languages(example: Playbook) -> None:
    """Languages have two or three letters and stand beside them."""
    names = record_document(example, "glossary/margin").keys() - set(example.editions)
    assert names
    assert all(len(name) > 3 for name in names)


def test_every_kind_is_described_in_the_docs() -> None:
    text = (Path(__file__).parent.parent / "docs" / "api.md").read_text("utf-8")
    for folder in all_kinds():
        assert f"`{folder}`" in text


def test_mappings_and_tuples_of_a_kind_from_elsewhere_are_written_too(example: Playbook) -> None:
    class Priced(Objection):
        """A kind of another package."""

        prices: dict[str, tuple[int, ...]] = Field({}, description="Prices.")

    record = next(iter(example.source.of_kind("objections"))).record
    values = {name: getattr(record, name) for name in Objection.model_fields}
    assert plain(Priced.model_construct(**values, prices={"a": (1, 2)}))["prices"] == {"a": [1, 2]}
