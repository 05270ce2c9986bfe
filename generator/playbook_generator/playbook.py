"""The aggregate: all records of a playbook, linked, in each of its languages.

In: the records that `loading` read. Out: an `Edition` a language, in which every reference finds its record and
every record knows what refers to it. Outputs are functions of an edition, or of the whole `Playbook`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.record import Record, model_values
from playbook_generator.richtext import links
from playbook_generator.settings import Heard, Queries, Settings, Synonyms
from playbook_generator.values import Choice, Reference, RichText, Text


@dataclass(frozen=True)
class Entry:
    """A record in one language, with its name in the playbook."""

    id: str
    record: Record
    #: The file to edit for this language, from the playbook's folder, with `/`.
    file: str
    #: Whether the record's texts are in the edition's language (all that are translated).
    translated: bool = True

    @property
    def folder(self) -> str:
        """The folder of its kind."""
        return type(self.record).folder

    @property
    def key(self) -> str:
        """Its name in the whole playbook: `<kind folder>/<id>`."""
        return f"{self.folder}/{self.id}"

    @property
    def first_id(self) -> str:
        """The id it had first, whatever it is called by now: by this, learners' cards know it."""
        return [*self.record.aliases, self.id][0]


@dataclass(frozen=True)
class Place:
    """Where an entry stands among those that are listed with it; `number` counts from 1."""

    number: int
    count: int
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True)
class Edition:
    """The playbook in one language. Entries are in the order in which outputs show them."""

    language: str
    settings: Settings
    entries: dict[str, Entry]

    def __getitem__(self, key: str) -> Entry:
        return self.entries[key]

    def named(self, references: Iterable[Reference]) -> list[Entry]:
        """The entries that references name."""
        return [self.entries[reference.key] for reference in references]

    def foreign(self, text: str) -> str:
        """The language of a text that is not in the edition's language; empty for one that is."""
        language = (text.lang if isinstance(text, Text) else "") or self.settings.source_language
        return "" if language == self.language else language

    def titles(self, choices: Iterable[Choice]) -> list[Text]:
        """The titles of chosen words."""
        return [self.settings.words(choice.vocabulary)[choice] for choice in choices]

    def of_kind(self, folder: str) -> list[Entry]:
        """All entries of one kind."""
        return [entry for entry in self.entries.values() if entry.folder == folder]

    def at_stage(self, stage: str, without: Container[str] = ()) -> list[tuple[str, list[Entry]]]:
        """The entries that help in a stage of the work, by the folders of their kinds, some kinds left out."""
        folders = (folder for folder in self.folders if folder not in without)
        found = ((folder, [e for e in self.of_kind(folder) if stage in e.record.stages]) for folder in folders)
        return [(folder, entries) for folder, entries in found if entries]

    def groups(self, folder: str) -> list[tuple[Text | None, list[Entry]]]:
        """The entries of one kind with the titles of the groups that divide them, empty groups left out."""
        groups: dict[str, tuple[Text | None, list[Entry]]] = {}
        for entry in self.of_kind(folder):
            name, title = self.group_of(entry)
            groups.setdefault(name, (title, []))[1].append(entry)
        return list(groups.values())

    def group_of(self, entry: Entry) -> tuple[str, Text | None]:
        """The group to which an entry belongs, with its title; an empty name and no title for none."""
        kind = type(entry.record)
        if kind.grouped_by is not None:
            word = str(getattr(entry.record, kind.grouped_by))
            return word, self.settings.words(kind.vocabulary_of(kind.grouped_by)).get(word)
        if kind.grouped_through is not None:
            for holder in self.holders(entry):
                return holder.id, holder.record.title
        return "", None

    def holders(self, entry: Entry) -> list[Entry]:
        """The entries that list this one in the order that carries meaning: the processes of a step."""
        through = type(entry.record).grouped_through
        if through is None:
            return []
        folder, field_name = through
        listed = ((holder, getattr(holder.record, field_name)) for holder in self.of_kind(folder))
        return [holder for holder, members in listed if entry.id in members]

    def places(self, entry: Entry) -> list[tuple[Entry, Place]]:
        """Where a step stands in each process that lists it."""
        through = type(entry.record).grouped_through
        found = []
        for holder in self.holders(entry):
            members = [self.entries[member.key] for member in getattr(holder.record, through[1])] if through else []
            index = members.index(self.entries[entry.key])
            before = members[index - 1] if index else None
            after = members[index + 1] if index + 1 < len(members) else None
            found.append((holder, Place(index + 1, len(members), before, after)))
        return found

    @property
    def folders(self) -> list[str]:
        """The folders of the kinds that have records."""
        present = {entry.folder for entry in self.entries.values()}
        return [folder for folder in all_kinds() if folder in present]

    def referring(self, key: str, folder: str | None = None) -> list[Entry]:
        """The entries that refer to a record, by a field or by a link in a text; of one kind, if asked."""
        found = [self.entries[source] for source in self._backlinks.get(key, ())]
        return [entry for entry in found if folder in (None, entry.folder)]

    @cached_property
    def _backlinks(self) -> dict[str, list[str]]:
        backlinks: dict[str, dict[str, None]] = {}
        for key, entry in self.entries.items():
            for target in targets(entry.record):
                if target != key:
                    backlinks.setdefault(target, {})[key] = None
        return {target: [key for key in self.entries if key in found] for target, found in backlinks.items()}

    @cached_property
    def newest(self) -> date:
        """The day of the content: the latest date on which a record was reviewed or changed."""
        dates = (leaf for e in self.entries.values() for _, leaf in model_values(e.record) if isinstance(leaf, date))
        return max(dates, default=date(1980, 1, 1))


@dataclass(frozen=True)
class Playbook:
    """A playbook without errors: its editions by language, the source's first."""

    editions: dict[str, Edition]
    queries: Queries = field(default_factory=Queries)
    synonyms: Synonyms = field(default_factory=Synonyms)
    heard: Heard = field(default_factory=Heard)

    @property
    def source(self) -> Edition:
        """The edition in the language in which records are written."""
        return next(iter(self.editions.values()))


def targets(record: Record) -> Iterator[str]:
    """The keys of all records to which one refers."""
    for _, value in model_values(record):
        if isinstance(value, Reference):
            yield value.key
        elif isinstance(value, RichText):
            yield from links(value)


def in_order(entries: dict[str, Entry], settings: Settings) -> dict[str, Entry]:
    """The entries in the order of the outputs: by kind, by group, by `order`, by id."""
    ordinals = {
        (vocabulary, str(word.id)): place
        for vocabulary, words in settings.vocabulary.items()
        for place, word in enumerate(words)
    }
    listed: dict[str, tuple[str, int]] = {}
    for entry in sorted(entries.values(), key=lambda entry: entry.id):
        for kind in all_kinds().values():
            if kind.grouped_through is not None and kind.grouped_through[0] == entry.folder:
                for place, member in enumerate(getattr(entry.record, kind.grouped_through[1])):
                    listed.setdefault(f"{kind.folder}/{member}", (entry.id, place))

    def rank(entry: Entry) -> tuple[int, str, int, str, int, str]:
        record, kind = entry.record, type(entry.record)
        group = 0
        if kind.grouped_by is not None:
            group = ordinals.get((kind.vocabulary_of(kind.grouped_by), str(getattr(record, kind.grouped_by))), 999)
        holder, place = listed.get(entry.key, ("~", 0))
        order = place if entry.key in listed else 9_999 if record.order is None else record.order
        return kind.position, kind.folder, group, holder, order, entry.id

    return {entry.key: entry for entry in sorted(entries.values(), key=rank)}
