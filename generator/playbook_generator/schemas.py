"""JSON Schema for each kind of record and its translations, from the models; for editors that complete YAML.

In: the words that fields may choose from. Out: schemas by the names of their files, and which files each is for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.record import Part
from playbook_generator.problems import described_text
from playbook_generator.settings import TOP_FILES
from playbook_generator.translation import DIGEST_KEY
from playbook_generator.values import OneOf, To

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".schemas"

Words = Callable[[To | OneOf], list[str]]


def schemas(words: Words, language: str = "en") -> dict[str, dict[str, Any]]:
    """Every schema by its file's name: `objections.json`, `translation-objections.json`, `playbook.json`."""
    found: dict[str, dict[str, Any]] = {}
    for name, model in _models().items():
        found[f"{name}.json"] = _schema(model, words, language)
        if name in _TRANSLATED or name in all_kinds():
            found[f"translation-{name}.json"] = _of_translation(_schema(model, words, language))
    return found


#: Files beside the kinds' folders that have translations.
_TRANSLATED = ("playbook",)


def _models() -> dict[str, type[Part]]:
    tops = {name.removesuffix(".yml"): model for name, model in TOP_FILES.items()}
    return {**all_kinds(), **tops}


def wiring() -> dict[str, list[str]]:
    """Which files each schema is for, as `.vscode/settings.json` has it under `yaml.schemas`."""
    found: dict[str, list[str]] = {}
    for name in _models():
        files = f"{name}/*.yml" if name in all_kinds() else f"{name}.yml"
        found[f"{FOLDER}/{name}.json"] = [f"playbook/{files}"]
        if name in _TRANSLATED or name in all_kinds():
            found[f"{FOLDER}/translation-{name}.json"] = [f"playbook/translations/*/{files}"]
    return found


def vscode_settings() -> str:
    """`.vscode/settings.json`: schemas for YAML, and spaces where YAML wants them."""
    settings = {
        "yaml.schemas": wiring(),
        "yaml.format.enable": False,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
        "files.eol": "\n",
    }
    return json.dumps(settings, indent=2) + "\n"


def _schema(model: type[Part], words: Words, language: str) -> dict[str, Any]:
    schema = _tidied(model.model_json_schema(), words, language)
    return {"$schema": DIALECT, **schema}


def _tidied(value: Any, words: Words, language: str) -> Any:
    """A schema without what only Python knows, with the valid words, and described in a language."""
    if isinstance(value, list):
        return [_tidied(item, words, language) for item in value]
    if not isinstance(value, dict):
        return value
    tidied = {
        key: {name: _tidied(inner, words, language) for name, inner in item.items()}
        if key in ("properties", "$defs")
        else _tidied(item, words, language)
        for key, item in value.items()
        if key not in ("title", "default", "discriminator", "x-refers-to", "x-or", "x-vocabulary")
    }
    described = value.get("description")
    if isinstance(described, str):
        tidied["description"] = described_text(described, language)
    # An empty field is left out of a file, so `null` is never written.
    members = [item for item in tidied.get("anyOf", []) if item != {"type": "null"}]
    if members:
        del tidied["anyOf"]
        tidied = {**(members[0] if len(members) == 1 else {"anyOf": members}), **tidied}
    if valid := _valid(value, words):
        tidied["enum"] = valid
    return tidied


def _valid(value: dict[str, Any], words: Words) -> list[str]:
    if "x-vocabulary" in value:
        return words(OneOf(value["x-vocabulary"]))
    if "x-refers-to" in value:
        return words(To(value["x-refers-to"].strip("*"), value["x-or"]))
    return []


def _of_translation(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a translation: the same keys, none required, with the digest that `playbook translate` writes."""
    relaxed: dict[str, Any] = _without_required(schema)
    relaxed["properties"][DIGEST_KEY] = {"type": "string", "pattern": "^v1-[0-9a-f]{16}$"}
    return relaxed


def _without_required(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_required(item) for item in value]
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if key not in ("required", "minItems")}
        return {key: _without_required(item) for key, item in kept.items()}
    return value
