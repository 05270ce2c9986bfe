"""The playbook as static JSON for other programs, with the JSON Schema of every document. See docs/api.md.

In: a build. Out: `api/v1/index.json`, `api/v1/all.json`, `api/v1/<kind folder>/<id>.json` and
`api/v1/schema/<kind folder>.json`. Documents and schemas both come from the kinds' models: a field that a model gains
is in both.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playbook_generator.kinds import all_kinds
from playbook_generator.outputs.api_documents import all_document, index_document, record_document
from playbook_generator.outputs.api_schemas import all_schema, index_schema, record_schema
from playbook_generator.outputs.building import Build

VERSION = "v1"


def build_api(run: Build) -> list[str]:
    """Write all documents and schemas. There are no warnings."""
    root, playbook = run.folder / "api" / VERSION, run.playbook
    documents = {key: record_document(playbook, key) for key in playbook.source.entries}
    for key, document in documents.items():
        _write(root / f"{key}.json", document)
    _write(root / "all.json", all_document(list(documents.values())))
    _write(root / "index.json", index_document(playbook))
    kinds = [all_kinds()[folder] for folder in playbook.source.folders]
    for kind in kinds:
        _write(root / "schema" / f"{kind.folder}.json", record_schema(kind, playbook))
    _write(root / "schema" / "all.json", all_schema(kinds))
    _write(root / "schema" / "index.json", index_schema(playbook))
    run.say(f"  api: {len(documents)} records")
    return []


def _write(path: Path, document: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
