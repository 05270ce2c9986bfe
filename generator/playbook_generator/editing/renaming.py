"""`playbook rename`: another id for a record, wherever it is named.

References are replaced at their places in the text, so that comments, quotation marks and line breaks stay as the
editor wrote them. The former id goes into the record's `aliases`, from which the site makes a redirect.

In: a playbook without errors, and two keys. Out: what each file is to hold, and under which name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from playbook_generator.checking import check
from playbook_generator.editing.files import write_whole
from playbook_generator.editing.tidying import edited
from playbook_generator.editing.translating import marked
from playbook_generator.folder import ENDING, TRANSLATIONS, File, read_folder
from playbook_generator.kinds.record import Part, Path, Record, model_values
from playbook_generator.playbook import Playbook
from playbook_generator.reading import Document, read
from playbook_generator.settings import TOP_FILES
from playbook_generator.translation import digest, mark_of
from playbook_generator.values import Reference


@dataclass(frozen=True)
class Change:
    """A file that a renaming changes: its name now, its name then, its text then."""

    before: str
    after: str
    text: str


def renamed(files: dict[str, File], parts: dict[str, Part], old: str, new: str) -> Iterator[Change]:
    """What changes when the record `old` is called `new`. `parts` are the models by their files' names."""
    for name, file in sorted(files.items()):
        source = parts.get(f"{file.key}{ENDING}")
        text = _replaced(file.document, source, old, new) if source is not None else file.document.text
        if isinstance(source, Record) and mark_of(file.document) == digest(source):
            text = _still_marked(text, files[f"{file.key}{ENDING}"].document, source, old, new)
        after = name
        if file.key == old:
            after = f"{name.removesuffix(f'{old}{ENDING}')}{new}{ENDING}"
            if not name.startswith(f"{TRANSLATIONS}/"):
                text = edited(text, lambda record: _with_alias(record, old, new))
        if after != name or text != file.document.text:
            yield Change(name, after, text)


def rename_record(folder: FilePath, playbook: Playbook, old: str, new: str) -> list[Change]:
    """Carry a renaming out in the playbook's folder: new files first, so that nothing is ever missing."""
    files, _ = read_folder(folder)
    parts: dict[str, Part] = {f"{key}{ENDING}": entry.record for key, entry in playbook.source.entries.items()}
    for name, model in TOP_FILES.items():
        if name in files and (part := check(files[name].document.value or {}, model).part):
            parts[name] = part
    changes = list(renamed(files, parts, old, new))
    for change in changes:
        write_whole(folder / change.after, change.text)
    for change in changes:
        if change.before != change.after:
            (folder / change.before).unlink()
    return changes


def _replaced(document: Document, source: Part, old: str, new: str) -> str:
    """A file's text with the references in it replaced; `source` knows which values are references."""
    lines = document.text.split("\n")
    places = []
    for path, value in model_values(source):
        if isinstance(value, Reference) and value.key == old and _at(document.value, path) == str(value):
            places.append((document.place(path), str(value), new.removeprefix(f"{value.folder}/")))
    for place, written, name in sorted(places, key=lambda item: (item[0].line, item[0].column), reverse=True):
        line = lines[place.line - 1]
        start, end = place.column - 1, place.column - 1 + place.length
        lines[place.line - 1] = line[:start] + line[start:end].replace(written, name) + line[end:]
    return re.sub(rf"(?<=\]\(){re.escape(old)}(?=[)\s])|(?<=\]: ){re.escape(old)}(?=\s|$)", new, "\n".join(lines))


def _still_marked(translation: str, document: Document, source: Record, old: str, new: str) -> str:
    """A translation that was up to date, marked as one of the source as it is after the renaming."""
    text = _replaced(document, source, old, new)
    now = check(read(text.encode()).value or {}, type(source)).part if text != document.text else None
    return marked(translation, now) if isinstance(now, Record) else translation


def _at(value: Any, path: Path) -> object:
    """What stands at a path, or `None`: a translation need not repeat a reference."""
    for part in path:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def _with_alias(record: dict[str, Any], old: str, new: str) -> None:
    aliases = record.setdefault("aliases", [])
    former, present = old.rpartition("/")[2], new.rpartition("/")[2]
    if present in aliases:
        aliases.remove(present)
    aliases.append(former)
