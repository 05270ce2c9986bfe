"""`playbook translate`: which translations are missing or out of date, what changed since, and marking one as done.

A translation keeps, under `translation_of`, a digest of the texts that it translates. The texts of then are looked
for in the history of the source file, by git, where there is one.

In: a playbook and its files. Out: lines to show, and files that are marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playbook_generator.advice import outdated
from playbook_generator.checking import check
from playbook_generator.editing.files import write_whole
from playbook_generator.folder import TRANSLATIONS, File
from playbook_generator.git import GitError, git
from playbook_generator.kinds.record import Record, name_of_path
from playbook_generator.playbook import Playbook
from playbook_generator.problems import Problem, catalogue
from playbook_generator.reading import read
from playbook_generator.translation import DIGEST_KEY, Translator, digest, mark_of, texts_in, texts_of

#: How many versions of a file are looked through for the texts of then.
_MOST_VERSIONS = 200


@dataclass(frozen=True)
class Desk:
    """Where translations are looked at and marked; `language` is the one of its words."""

    folder: Path
    playbook: Playbook
    files: dict[str, File]
    language: str

    @property
    def _words(self) -> dict[str, str]:
        return catalogue(self.language)["translating"]

    def _file(self, key: str, code: str) -> File | None:
        return self.files.get(f"{TRANSLATIONS}/{code}/{key}.yml")

    def overview(self, code: str, problems: list[Problem]) -> Iterator[str]:
        """Lines that say what is to be done for a language. `problems` are what loading the playbook has found."""
        parts = {problem.file.partition("/")[2] for problem in problems if problem.code == "PB076"}
        found: dict[str, list[str]] = {"missing": [], "incomplete": [], "outdated": [], "unmarked": []}
        for key, entry in self.playbook.source.entries.items():
            file = self._file(key, code)
            if file is None:
                found["missing"].append(key)
                continue
            if file.name in parts:
                found["incomplete"].append(key)
            if outdated(entry.record, file):
                found["outdated"].append(key)
            elif DIGEST_KEY not in (file.document.value or {}):
                found["unmarked"].append(key)
        for name, keys in found.items():
            if keys:
                yield from (self._words[name].format(language=code), *(f"  {key}" for key in keys))
        if not any(found.values()):
            yield self._words["none"]

    def show(self, keys: Iterable[str], code: str) -> Iterator[str]:
        """Lines with what changed in each source since it was translated, and with the translation of it."""
        for key in keys:
            source, file = self.playbook.source[key].record, self._file(key, code)
            if file is None:
                yield from (self._words["missing"].format(language=code), f"  {key}")
                continue
            changes = changed_texts(self.folder, key, source, file)
            translated = texts_of(self.playbook.editions[code][key].record)
            if changes is None:
                yield self._words["unknown"]
                changes = [(name, "", text) for name, text in texts_of(source).items()]
            elif not changes:
                yield self._words["unchanged"].format(key=key, language=code)
            for name, then, now in changes:
                yield f"{key} · {name}"
                texts = {"old": then, "new": now, "translation": translated.get(name, "")}
                for part, text in texts.items():
                    if text:
                        yield f"  {self._words[part].format(language=code)} {text}"

    def unfit(self, keys: Iterable[str], code: str) -> Iterator[str]:
        """A line for each translation whose shape is not the source's, so that it cannot be marked."""
        for key in keys:
            file = self._file(key, code)
            if file is not None and (places := unlike_places(self.playbook.source[key].record, file)):
                path = self.folder / file.name
                yield self._words["unfit"].format(path=path, fields="; ".join(places), key=key)

    def mark(self, keys: Iterable[str], code: str, *, quiet: bool) -> Iterator[str]:
        """Mark translations as up to date, with a line for each; with `quiet` none for records without one."""
        for key in keys:
            file = self._file(key, code)
            if file is None:
                if not quiet:
                    yield self._words["no_file"].format(key=key, language=code)
                continue
            text = marked(file.document.text, self.playbook.source[key].record)
            if text != file.document.text:
                write_whole(self.folder / file.name, text)
                yield self._words["marked"].format(path=self.folder / file.name)


def unlike_places(source: Record, translation: File) -> list[str]:
    """The fields in which a translation has not the shape that its source has now."""
    translator = Translator("", source, digest(source))
    translator.translate(source, texts_in(translation.document))
    return [name_of_path(path) for path, _, _ in translator.unlike]


def changed_texts(folder: Path, key: str, source: Record, translation: File) -> list[tuple[str, str, str]] | None:
    """The fields that changed since a translation was marked, with the texts of then and now.

    `None` where the history does not hold the texts of then.
    """
    marked = mark_of(translation.document)
    if marked == digest(source):
        return []
    for record in _versions(folder, key, type(source)):
        if digest(record) == marked:
            then, now = texts_of(record), texts_of(source)
            names = [*now, *(name for name in then if name not in now)]
            pairs = ((name, then.get(name, ""), now.get(name, "")) for name in names)
            return [(name, before, after) for name, before, after in pairs if before != after]
    return None


def _versions(folder: Path, key: str, model: type[Record]) -> Iterator[Record]:
    """The record as it was at each commit that changed it, newest first; nothing without git or a history."""
    name = f"{key}.yml"
    try:
        listed = git(folder, "log", f"--max-count={_MOST_VERSIONS}", "--format=%H", "--", name)
        for commit in listed.decode("ascii", "replace").split():
            # A commit that deleted the file has nothing to show.
            value = read(git(folder, "show", f"{commit}:./{name}", ok=(0, 128))).value
            if value is not None and isinstance(record := check(value, model).part, Record):
                yield record
    except GitError:
        return


def marked(text: str, source: Record) -> str:
    """The text of a translation, marked as one of the source as it is now."""
    line = f"{DIGEST_KEY}: {digest(source)}"
    document = read(text.encode())
    if DIGEST_KEY not in (document.value or {}):
        return text.rstrip("\n") + f"\n{line}\n"
    number = document.place((DIGEST_KEY,), of_key=True).line
    lines = text.split("\n")
    lines[number - 1] = line
    return "\n".join(lines)
