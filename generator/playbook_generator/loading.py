"""A playbook's folder → a linked `Playbook`, or everything that is wrong with it.

The way of a file: found and read (`folder`) → checked against the model of its kind (`checking`) → its references
looked up → its translations laid over it. A file that fails at one stage is left out of the next ones, and what
refers to it is not blamed for that. All problems of all files are found in one run.

In: the playbook's folder. Out: the playbook and the problems; the playbook is `None` when there are errors.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path as FilePath
from typing import TypeVar, cast

from playbook_generator import richtext
from playbook_generator.advice import advice
from playbook_generator.checking import Checked, check, unwritten
from playbook_generator.folder import RESERVED_IDS, TRANSLATIONS, File, file_problem, read_folder
from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.record import Finding, Part, Path, Record, name_of_path, unknown_keys
from playbook_generator.playbook import Edition, Entry, Playbook, in_order
from playbook_generator.problems import Problem, Severity, has_errors, nearest
from playbook_generator.settings import TOP_FILES, Heard, Queries, Settings, Synonyms
from playbook_generator.slips import Place
from playbook_generator.translation import Translator, mark_of, texts_in
from playbook_generator.values import ID_PATTERN, Choice, Reference, RichText, id_like

Source = TypeVar("Source", bound=Part)

#: How many problems of one file are named; whoever has more begins with these.
MOST_PROBLEMS = 100
#: Codes that are about a key rather than its value.
_AT_KEY = {"PB031", "PB060", "PB044"}


@dataclass
class _Loading:
    """What one run of `load` has found so far."""

    root: FilePath
    files: dict[str, File]
    problems: list[Problem]
    #: Former ids of records with the records they lead to, as keys.
    former: dict[str, str] = field(default_factory=dict)
    _nearest: dict[str, str | None] = field(default_factory=dict)

    @cached_property
    def existing(self) -> set[str]:
        """The keys of all records that have a file, sound or not."""
        return {file.key for name, file in self.files.items() if "/" in name and not name.startswith(TRANSLATIONS)}

    def nearest(self, key: str, folder: str) -> str | None:
        """The key of a record most like `key`, in one folder if only that is meant."""
        if key not in self._nearest:
            siblings = [other for other in self.existing if not folder or other.startswith(f"{folder}/")]
            self._nearest[key] = nearest(key, sorted(siblings)) if len(self._nearest) < MOST_PROBLEMS else None
        return self._nearest[key]

    def _linked(self, address: str) -> str | None:
        """The record that the address of a link seems to mean."""
        key = richtext.record_in(address)
        if key in self.existing:
            return key
        return next((other for other in sorted(self.existing) if other.endswith(f"/{id_like(address)}")), None)

    def add_faults(self, file: File) -> None:
        """What is wrong with a file's text as such."""
        for fault in file.document.faults[:MOST_PROBLEMS]:
            self._add(file, fault.place, fault.code, fault.details, "error")

    def find(self, file: File, findings: Iterable[Finding], *, severity: Severity = "error") -> None:
        """Turn findings inside a file into problems with their places."""
        document = file.document
        # What stands on the line of a fault may be what the fault has made of it.
        spoilt = {fault.place.line for fault in document.faults}
        for number, (path, code, details) in enumerate(findings):
            place = document.place(path, of_key=code in _AT_KEY, words=str(details.get("words", "")))
            if place.line in spoilt:
                continue
            if code == "PB051" and "near" not in details:
                details = {**details, "near": self._linked(str(details["address"]))}
            if code in _AS_WRITTEN:
                details = {**details, "value": document.written(place) or details.get("value")}
            if number == MOST_PROBLEMS:
                code, details = "PB072", {"most": MOST_PROBLEMS}
            self._add(file, place, code, details, severity)
            if number == MOST_PROBLEMS:
                break

    def _add(self, file: File, place: Place, code: str, details: Mapping[str, object], severity: Severity) -> None:
        name, line = f"{self.root.name}/{file.name}", file.document.line(place.line)
        self.problems.append(Problem(name, place.line, place.column, code, details, severity, line, place.length))


#: Codes whose message repeats what the editor wrote, where YAML makes something else of it: `yes`, `1_000`.
_AS_WRITTEN = {"PB028", "PB033", "PB036", "PB037"}


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Thousands of values are made and kept, none of them in circles: looking for them takes a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def load(root: FilePath, today: date | None = None) -> tuple[Playbook | None, list[Problem]]:
    """The playbook in the folder `root`, and what is wrong with it; no playbook when there are errors.

    With `today`, records whose review is overdue by then are named among the warnings.
    """
    playbook, problems = load_sound(root, today)
    return (None if has_errors(problems) else playbook), problems


@_without_collecting()
def load_sound(root: FilePath, today: date | None = None) -> tuple[Playbook | None, list[Problem]]:
    """The same with errors: records that are not sound are left out, references to them lead nowhere.

    Only to be looked at, not to be published. There is none without a sound `playbook.yml`.
    """
    if not root.is_dir():
        return None, [Problem(root.name, 1, 1, "PB070", {"folder": root.name})]
    run = _Loading(root, *read_folder(root))
    for file in run.files.values():
        run.add_faults(file)
    tops = {name: _checked(run, name, model) for name, model in TOP_FILES.items() if name in run.files}
    if "playbook.yml" not in run.files:
        run.problems.append(file_problem(root, "playbook.yml", "PB071"))
    kinds = all_kinds()
    records = {
        file.key: _checked(run, name, kinds[name.partition("/")[0]])
        for name, file in run.files.items()
        if name.partition("/")[0] in kinds
    }
    settings = tops["playbook.yml"].part if "playbook.yml" in tops else None
    settings = settings if isinstance(settings, Settings) else None
    _link(run, tops, records, settings)
    if settings is None:
        return None, run.problems
    for name, checked in tops.items():
        run.find(run.files[name], _language_findings(checked.part, settings.languages))
    sound = {key: checked.part for key, checked in records.items() if isinstance(checked.part, Record)}
    playbook = _playbook(run, settings, sound, {name: checked.part for name, checked in tops.items()})
    for name, finding in advice(playbook, run.files, today):
        run.find(run.files[name], [finding], severity="warning")
    return playbook, run.problems


def _checked(run: _Loading, name: str, model: type[Part]) -> Checked:
    """A file's value as its model, what is wrong with it noted."""
    file = run.files[name]
    if file.document.value is None:
        return Checked()
    checked = check(file.document.value, model)
    run.find(file, checked.findings)
    if file.document.faults:
        checked.part = None
    return checked


def _link(run: _Loading, tops: dict[str, Checked], records: dict[str, Checked], settings: Settings | None) -> None:
    """Look up every reference and every chosen word."""
    sound = {key: checked.part for key, checked in records.items() if isinstance(checked.part, Record)}
    for key, record in sound.items():
        found: list[Finding] = []
        for index, alias in enumerate(record.aliases):
            former = f"{type(record).folder}/{alias}"
            if alias in RESERVED_IDS:
                found.append((("aliases", index), "PB027", {"value": str(alias)}))
            if former in run.existing or run.former.get(former, key) != key:
                holder = former if former in run.existing else run.former[former]
                found.append((("aliases", index), "PB047", {"value": str(alias), "holder": holder}))
            run.former.setdefault(former, key)
        run.find(run.files[f"{key}.yml"], found)
    for name, checked in [*tops.items(), *((f"{key}.yml", checked) for key, checked in records.items())]:
        if checked.links:
            run.find(run.files[name], _link_findings(run, checked.links, run.files[name].key, settings))


def _language_findings(part: Part | None, valid: list[str]) -> Iterator[Finding]:
    """Languages of what readers type that the playbook does not have."""
    if isinstance(part, Queries):
        for place, query in enumerate(part.queries):
            if query.language not in valid:
                near = nearest(query.language, valid)
                yield ("queries", place, "language"), "PB095", {"key": query.language, "near": near, "valid": valid}
    elif isinstance(part, Heard):
        for place, each in enumerate(part.heard):
            yield from unknown_keys(each.texts, valid, ("heard", place, "texts"))


def _link_findings(
    run: _Loading, links: list[tuple[Path, Reference | Choice | RichText]], own: str, settings: Settings | None
) -> Iterator[Finding]:
    for path, value in links:
        if isinstance(value, Reference):
            yield from _reference_findings(run, path, value, own)
        elif isinstance(value, RichText):
            yield from _text_link_findings(run, path, value, own)
        elif settings is not None:
            words = settings.words(value.vocabulary)
            if value not in words:
                titled = next((word for word, title in words.items() if str(title) == str(value)), None)
                near = titled or nearest(value, words)
                details = {"value": str(value), "vocabulary": value.vocabulary, "near": near}
                yield path, "PB039", {**details, "valid": list(words)}


def _text_link_findings(run: _Loading, path: Path, text: RichText, own: str) -> Iterator[Finding]:
    for target in richtext.links(text):
        if target.partition("/")[0] not in all_kinds():
            near = run.nearest(target, "")
            yield path, "PB051", {"address": target, "words": target, "near": near}
            continue
        for code, details in _missing(run, target, own, ""):
            yield path, code, {**details, "words": target}


def _reference_findings(run: _Loading, path: Path, reference: Reference, own: str) -> Iterator[Finding]:
    folder = reference.folder
    shape = ID_PATTERN if folder else richtext.RECORD
    if shape.fullmatch(reference) and (folder or reference.partition("/")[0] in all_kinds()):
        yield from ((path, code, details) for code, details in _missing(run, reference.key, own, folder))
        return
    ident = id_like(reference.rstrip("/").rpartition("/")[2])
    siblings = sorted(key for key in run.existing if key.startswith(folder))
    found = [key for key in siblings if key.rpartition("/")[2] == ident]
    near, example = (next(iter(keys), "").removeprefix(f"{folder}/") for keys in (found, siblings))
    yield path, "PB057", {"value": str(reference), "near": near, "example": example}


def _missing(run: _Loading, key: str, own: str, folder: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Whether `key` names another record; `folder` is the kind's folder where only one kind is meant."""
    if key == own:
        yield "PB042", {"key": key}
    elif key not in run.existing:
        ident = key.rpartition("/")[2]
        elsewhere = sorted(other for other in run.existing if other.endswith(f"/{ident}"))
        if elsewhere and folder and key not in run.former:
            yield "PB041", {"key": ident, "folder": folder, "found": elsewhere[0]}
            return
        near = run.former.get(key) or (elsewhere[0] if elsewhere else run.nearest(key, folder))
        yield "PB040", {"key": key, "near": near.rpartition("/")[2] if near and folder else near}


def _playbook(
    run: _Loading, settings: Settings, records: dict[str, Record], tops: dict[str, Part | None]
) -> Playbook:
    editions: dict[str, Edition] = {}
    source = settings.source_language
    entries = {key: Entry(key.rpartition("/")[2], record, f"{key}.yml") for key, record in records.items()}
    editions[source] = Edition(source, settings, in_order(entries, settings))
    for language in settings.languages:
        if language != source:
            editions[language] = _translated(run, language, settings, editions[source].entries)
    _check_translations(run, settings)
    queries, synonyms, heard = tops.get("queries.yml"), tops.get("synonyms.yml"), tops.get("heard.yml")
    return Playbook(
        editions,
        queries if isinstance(queries, Queries) else Queries(),
        synonyms if isinstance(synonyms, Synonyms) else Synonyms(),
        heard if isinstance(heard, Heard) else Heard(),
    )


def _check_translations(run: _Loading, settings: Settings) -> None:
    """Whether each translation is in one of the playbook's languages and has a source."""
    languages = [language for language in settings.languages if language != settings.source_language]
    for name, file in run.files.items():
        top, *rest = name.split("/")
        if top == TRANSLATIONS and rest[0] not in languages:
            details = {"language": rest[0], "valid": languages, "near": nearest(rest[0], languages)}
            run.problems.append(file_problem(run.root, name, "PB064", f"{rest[0]}", **details))
        elif top == TRANSLATIONS and f"{file.key}.yml" not in run.files:
            source = f"{run.root.name}/{file.key}.yml"
            near = run.nearest(file.key, file.key.partition("/")[0])
            run.problems.append(file_problem(run.root, name, "PB062", "/".join(rest[1:]), source=source, near=near))


def _translated(run: _Loading, language: str, settings: Settings, entries: dict[str, Entry]) -> Edition:
    """The edition in another language: each record with its translation laid over it."""
    own_settings = _overlay(run, language, "playbook.yml", settings)
    translated: dict[str, Entry] = {}
    for key, entry in entries.items():
        file = f"{TRANSLATIONS}/{language}/{entry.file}"
        if file in run.files:
            translated[key] = Entry(entry.id, _overlay(run, language, entry.file, entry.record), file)
        else:
            run.find(run.files[entry.file], [(("title",), "PB075", {"language": language})], severity="warning")
            translated[key] = Entry(entry.id, entry.record, entry.file, translated=False)
    return Edition(language, own_settings, translated)


def _overlay(run: _Loading, language: str, name: str, source: Source) -> Source:
    """`source` with the texts of its translation, and what is wrong with that noted."""
    file = run.files.get(f"{TRANSLATIONS}/{language}/{name}")
    if file is None or file.document.value is None:
        return source
    texts = texts_in(file.document)
    translator = Translator(language, source, mark_of(file.document))
    result = translator.translate(source, texts)
    found = list(unwritten(texts))
    empty = {path for path, _, _ in found}
    found += [finding for finding in translator.findings if finding[0] not in empty]
    unlike = [finding for finding in translator.unlike if finding[0] not in empty]
    for path, text in translator.rich:
        found += ((path, code, details) for code, details in richtext.findings(text))
        found += _text_link_findings(run, path, text, file.key)
    run.find(file, found)
    if unlike and not translator.behind:
        run.find(file, unlike, severity="error" if translator.current else "warning")
    if translator.missing:
        fields = [name_of_path(path) for path in translator.missing]
        run.find(file, [((), "PB076", {"fields": fields, "language": language})], severity="warning")
    return cast(Source, result)
