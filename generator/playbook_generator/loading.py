"""A playbook's folder → a linked `Playbook`, or everything that is wrong with it.

The way of a file: found → read as YAML → checked against the model of its kind → its references looked up → its
translations laid over it. A file that fails at one stage is left out of the next ones, and what refers to it is
not blamed for that. All problems of all files are found in one run.

In: the playbook's folder. Out: the playbook and the problems; the playbook is `None` when there are errors.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, TypeVar, cast, get_args

from pydantic import ValidationError

from playbook_generator import richtext
from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.record import Finding, Part, Path, Record, model_values
from playbook_generator.playbook import Edition, Entry, Playbook, in_order
from playbook_generator.problems import Problem, Severity, has_errors, nearest
from playbook_generator.reading import Document, Place, Plain, name_of, read
from playbook_generator.settings import TOP_FILES, Queries, Settings
from playbook_generator.translation import Translator
from playbook_generator.values import ID_LONGEST, ID_PATTERN, Choice, Reference, RichText

TRANSLATIONS = "translations"

Source = TypeVar("Source", bound=Part)


@dataclass(frozen=True)
class _File:
    """One YAML file: where it is, what it holds, as which model."""

    path: FilePath
    #: From the playbook's folder, with `/`.
    name: str
    document: Document

    @property
    def stem(self) -> str:
        return self.path.stem


@dataclass
class _Loading:
    """What one run of `load` has found so far."""

    root: FilePath
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, _File] = field(default_factory=dict)
    #: Former ids of records with the records they lead to, as keys.
    former: dict[str, str] = field(default_factory=dict)

    @cached_property
    def existing(self) -> set[str]:
        """The keys of all records that have a file, sound or not."""
        names = (name.removesuffix(".yml") for name in self.files if not name.startswith(f"{TRANSLATIONS}/"))
        return {name for name in names if "/" in name}

    def find(self, file: _File, findings: Iterable[Finding], *, severity: Severity = "error") -> None:
        """Turn findings inside a file into problems with their places."""
        for path, code, details in findings:
            self.add(file, file.document.place(path, of_key=code in _AT_KEY), code, details, severity)

    def add(
        self, file: _File, place: Place, code: str, details: Mapping[str, object], severity: Severity = "error"
    ) -> None:
        """A problem at a place of a file."""
        name, line = f"{self.root.name}/{file.name}", file.document.line(place.line)
        self.problems.append(Problem(name, place.line, place.column, code, details, severity, line, place.length))

    def file_problem(self, path: str, code: str, **details: object) -> None:
        """A problem of a file as a whole."""
        self.problems.append(Problem(f"{self.root.name}/{path}", 1, 1, code, details))


#: Codes that are about a key rather than its value.
_AT_KEY = {"PB031", "PB060", "PB044"}


def load(root: FilePath) -> tuple[Playbook | None, list[Problem]]:
    """The playbook in the folder `root`, and what is wrong with it."""
    run = _Loading(root)
    if not root.is_dir():
        run.problems.append(Problem(root.name, 1, 1, "PB070", {"folder": root.name}))
        return None, run.problems
    for path in _paths(root):
        _take(run, path)
    tops = {name: _model(run, run.files[name], model) for name, model in TOP_FILES.items() if name in run.files}
    settings = tops.get("playbook.yml")
    if "playbook.yml" not in run.files:
        run.file_problem("playbook.yml", "PB071")
    records = _records(run)
    if isinstance(settings, Settings):
        _link(run, {name: top for name, top in tops.items() if top is not None}, records, settings)
        playbook = _playbook(run, settings, records, tops.get("queries.yml"))
        return (None if has_errors(run.problems) else playbook), run.problems
    return None, run.problems


def _paths(root: FilePath) -> Iterator[FilePath]:
    for folder, folders, names in os.walk(root):
        folders.sort()
        yield from (FilePath(folder) / name for name in sorted(names) if not name.startswith("."))
        yield from (FilePath(folder) / name for name in folders if (FilePath(folder) / name).is_symlink())


def _take(run: _Loading, path: FilePath) -> None:
    """Read one file into the run, if it belongs where it is."""
    name = path.relative_to(run.root).as_posix()
    *folders, base = name.split("/")
    if path.is_symlink():
        return run.file_problem(name, "PB006")
    if not base.endswith(".yml"):
        return run.file_problem(name, "PB007", name=base, stem=base.rsplit(".", 1)[0])
    within = folders
    if folders[:1] == [TRANSLATIONS]:
        if len(folders) < 2:
            return run.file_problem(name, "PB008", found="/".join(folders), near=None, valid=["translations/en"])
        within = folders[2:]
    known = list(all_kinds())
    if (len(within) == 1 and within[0] not in known) or len(within) > 1:
        near = nearest("/".join(within), known)
        return run.file_problem(name, "PB008", found="/".join(within), near=near, valid=known)
    if not within and base not in TOP_FILES:
        return run.file_problem(name, "PB008", found=run.root.name, near=None, valid=known)
    stem = base[: -len(".yml")]
    if within and (not ID_PATTERN.fullmatch(stem) or len(stem) > ID_LONGEST):
        return run.file_problem(name, "PB009", value=stem)
    if within and stem in RESERVED_IDS:
        return run.file_problem(name, "PB027", value=stem)
    file = _File(path, name, read(path.read_bytes()))
    run.files[name] = file
    for fault in file.document.faults:
        run.add(file, fault.place, fault.code, fault.details)
    return None


#: Ids that would take the address of something else in the folder.
RESERVED_IDS = {"index", "readme", "assets", "search"}


def _model(run: _Loading, file: _File, model: type[Part]) -> Part | None:
    """The file's value as its model, or `None` with the reasons noted."""
    if file.document.value is None or file.document.faults:
        # What is left of a faulty text would be blamed for what the fault has swallowed.
        return None
    found = list(_empty(file.document.value))
    part: Part | None = None
    try:
        part = model.model_validate(file.document.value)
    except ValidationError as error:
        empty = {path for path, _, _ in found}
        found += [finding for finding in schema_findings(error, model) if finding[0] not in empty]
    else:
        found += _own_findings(part)
    run.find(file, found)
    return None if found else part


def _empty(value: Plain, path: Path = ()) -> Iterator[Finding]:
    """Keys without a value: a field that is not yet written is left out, so that nobody takes it for done."""
    for key, item in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        if item is None or item == "" or (isinstance(value, dict) and item in ([], {})):
            yield (*path, key), "PB032", {"field": _field((*path, key))}
        else:
            yield from _empty(item, (*path, key))


def _own_findings(part: Part) -> Iterator[Finding]:
    """What the parts of a record say of themselves, and what is wrong with its rich texts."""
    for path, value in model_values(part):
        if isinstance(value, Part):
            yield from (((*path, *inner), code, details) for inner, code, details in value.findings())
        elif isinstance(value, RichText):
            yield from ((path, code, details) for code, details in richtext.findings(value))


def _records(run: _Loading) -> dict[str, Record]:
    """Every record that is sound in itself, by its key."""
    kinds = all_kinds()
    records: dict[str, Record] = {}
    for name, file in run.files.items():
        folder, _, _ = name.partition("/")
        if folder in kinds and isinstance(record := _model(run, file, kinds[folder]), Record):
            records[name.removesuffix(".yml")] = record
    return records


def _link(run: _Loading, tops: dict[str, Part], records: dict[str, Record], settings: Settings) -> None:
    """Look up every reference and every chosen word."""
    run.former = {
        f"{type(record).folder}/{alias}": key for key, record in records.items() for alias in record.aliases
    }
    for name, part in [*tops.items(), *((f"{key}.yml", record) for key, record in records.items())]:
        run.find(run.files[name], _link_findings(run, part, name.removesuffix(".yml"), settings))


def _link_findings(run: _Loading, part: Part, own: str, settings: Settings) -> Iterator[Finding]:
    for path, value in model_values(part):
        if isinstance(value, Reference):
            yield from _reference_findings(run, path, value.key, own, value.folder)
        elif isinstance(value, RichText):
            yield from _text_link_findings(run, path, value, own)
        elif isinstance(value, Choice):
            words = settings.words(value.vocabulary)
            if value not in words:
                details = {"value": str(value), "vocabulary": value.vocabulary, "near": nearest(value, words)}
                yield path, "PB039", {**details, "valid": list(words)}


def _text_link_findings(run: _Loading, path: Path, text: RichText, own: str) -> Iterator[Finding]:
    for target in richtext.links(text):
        yield from _reference_findings(run, path, target, own, "")


def _reference_findings(run: _Loading, path: Path, key: str, own: str, folder: str) -> Iterator[Finding]:
    """Whether `key` names another record; `folder` is the kind's folder where only one kind is meant."""
    if key == own:
        yield path, "PB042", {"key": key}
    elif key not in run.existing:
        ident = key.rpartition("/")[2]
        elsewhere = sorted(other for other in run.existing if other.endswith(f"/{ident}"))
        if elsewhere and folder and key not in run.former:
            yield path, "PB041", {"key": ident, "folder": folder, "found": elsewhere[0]}
            return
        siblings = [other for other in run.existing if not folder or other.startswith(f"{folder}/")]
        near = run.former.get(key) or (elsewhere[0] if elsewhere else nearest(key, siblings))
        yield path, "PB040", {"key": key, "near": near.rpartition("/")[2] if near and folder else near}


def _playbook(run: _Loading, settings: Settings, records: dict[str, Record], queries: Part | None) -> Playbook:
    editions: dict[str, Edition] = {}
    source = settings.source_language
    entries = {key: Entry(key.rpartition("/")[2], record, f"{key}.yml") for key, record in records.items()}
    editions[source] = Edition(source, settings, in_order(entries, settings))
    for language in settings.languages:
        if language != source:
            editions[language] = _translated(run, language, settings, editions[source].entries)
    _check_translations(run, settings)
    return Playbook(editions, queries if isinstance(queries, Queries) else Queries(queries=[]))


def _check_translations(run: _Loading, settings: Settings) -> None:
    """Whether each translation is in one of the playbook's languages and has a source."""
    languages = [language for language in settings.languages if language != settings.source_language]
    for name in run.files:
        top, *rest = name.split("/")
        if top == TRANSLATIONS and rest[0] not in languages:
            run.file_problem(name, "PB064", language=rest[0], valid=languages)
        elif top == TRANSLATIONS and "/".join(rest[1:]) not in run.files:
            run.file_problem(name, "PB062", source="/".join([run.root.name, *rest[1:]]))


def _translated(run: _Loading, language: str, settings: Settings, entries: dict[str, Entry]) -> Edition:
    """The edition in another language: each record with its translation laid over it."""
    own_settings = _overlay(run, language, "playbook.yml", settings)
    translated: dict[str, Entry] = {}
    for key, entry in entries.items():
        file = f"{TRANSLATIONS}/{language}/{entry.file}"
        if file in run.files:
            translated[key] = Entry(entry.id, _overlay(run, language, entry.file, entry.record), file)
        else:
            run.find(run.files[entry.file], [((), "PB075", {"language": language})], severity="warning")
            translated[key] = Entry(entry.id, entry.record, entry.file, translated=False)
    return Edition(language, own_settings, translated)


def _overlay(run: _Loading, language: str, name: str, source: Source) -> Source:
    """`source` with the texts of its translation, and what is wrong with that noted."""
    file = run.files.get(f"{TRANSLATIONS}/{language}/{name}")
    if file is None or file.document.value is None or file.document.faults:
        return source
    translator = Translator(language)
    result = translator.translate(source, file.document.value)
    found = [*_empty(file.document.value), *translator.findings]
    for path, value in model_values(result):
        if isinstance(value, RichText) and value.lang == language:
            found += ((path, code, details) for code, details in richtext.findings(value))
            found += _text_link_findings(run, path, value, name.removesuffix(".yml"))
    run.find(file, found)
    if translator.missing:
        fields = [_field(path) for path in translator.missing]
        run.find(file, [((), "PB076", {"fields": fields, "language": language})], severity="warning")
    return cast(Source, result)


def schema_findings(error: ValidationError, model: type[Part]) -> Iterator[Finding]:
    """pydantic's errors as findings with codes of ours; paths are those of the YAML."""
    for item in error.errors(include_url=False):
        kind, value, context = item["type"], item.get("input"), item.get("ctx", {})
        path = _path_in(item["loc"])
        details: dict[str, object] = {"found": name_of(value), "value": value, "field": _field(path)}
        if kind == "missing":
            yield path[:-1], "PB030", {"field": path[-1]}
        elif kind == "extra_forbidden":
            valid = _fields_at(model, path[:-1])
            yield path, "PB031", {"key": path[-1], "near": nearest(str(path[-1]), valid), "valid": valid}
        elif kind in ("literal_error", "union_tag_invalid", "union_tag_not_found"):
            words = re.findall(r"'([^']+)'", str(context.get("expected") or context.get("expected_tags")))
            missing = kind == "union_tag_not_found"
            at = (*path, "shape") if kind.startswith("union") else path
            if missing:
                yield path, "PB030", {"field": "shape"}
            else:
                given = value.get("shape") if isinstance(value, dict) else value
                yield (
                    at,
                    "PB037",
                    {"value": given, "field": at[-1], "valid": words, "near": nearest(str(given), words)},
                )
        else:
            yield path, _CODES.get(kind, kind if kind.startswith("PB") else "PB033"), details


#: Codes for pydantic's types of errors.
_CODES = {
    "list_type": "PB034",
    "tuple_type": "PB034",
    "model_type": "PB035",
    "dict_type": "PB035",
    "model_attributes_type": "PB035",
    "too_short": "PB032",
    "int_type": "PB028",
    "string_pattern_mismatch": "PB009",
}


def _path_in(loc: tuple[str | int, ...]) -> Path:
    """pydantic's location without the names of union members, which stand in it between the keys."""
    return tuple(part for part in loc if not (isinstance(part, str) and part in _SHAPES))


_SHAPES = {"chain", "loop", "tree", "matrix"}


def _fields_at(model: type[Part], path: Path) -> list[str]:
    """The keys that are valid in the mapping at `path`."""
    found: list[Any] = [model]
    for part in path:
        if isinstance(part, str):
            fields = [m.model_fields[part] for m in found if part in m.model_fields]
            found = [inner for info in fields for inner in _models_in(info.annotation)]
    return list(dict.fromkeys(name for m in found for name in m.model_fields))


def _models_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _field(path: Path) -> str:
    """A path as an editor would say it: `questions 2, ask`."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)
