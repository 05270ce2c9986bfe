"""Two versions of a playbook, record by record.

In: two `Version` values. Out: a `Comparison`: what changed for readers, and what came of it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from playbook_generator.comparing.differences import Difference, differences
from playbook_generator.comparing.versions import Version, renamed
from playbook_generator.folder import ENDING, TRANSLATIONS
from playbook_generator.playbook import Entry, targets
from playbook_generator.translation import digest

How = Literal["added", "removed", "renamed", "changed"]


@dataclass(frozen=True)
class Changed:
    """A record that is different, or the settings of the whole playbook.

    `entries` is the record by language, as it is now or, for a removed one, was; none for the settings. `former` is a
    renamed record's key of then; for a removed one `leads_to` is the record that has taken its address over.
    """

    how: How
    key: str
    entries: dict[str, Entry] = field(default_factory=dict)
    former: str = ""
    leads_to: str = ""
    #: By language: what differs.
    differences: dict[str, list[Difference]] = field(default_factory=dict)


class Link(NamedTuple):
    """A record, and another one that it names."""

    source: Entry
    target: str


@dataclass(frozen=True)
class Comparison:
    """All that is different between two versions. `left_out` are files that cannot be compared, for their errors."""

    old: Version
    new: Version
    changed: list[Changed]
    broken: list[Link]
    #: By language: the records whose translations were up to date and are not any more.
    outdated: dict[str, list[Entry]]
    left_out: list[str]
    #: In what the search takes for the same.
    synonyms: list[Difference] = field(default_factory=list)


def compare(old: Version, new: Version) -> Comparison:
    """What changed from one version to the other. Compares nothing where one of them has no sound settings."""
    if new.playbook is None or (old.playbook is None and old.folder.is_dir()):
        return Comparison(old, new, [], [], {}, [])
    former = renamed(old, new)
    return Comparison(
        old,
        new,
        [*_whole(old, new), *_records(old, new, former)],
        list(_broken(old, new)),
        _outdated(old, new, former),
        sorted(_unsound(old) | _unsound(new)),
        differences(old.playbook.synonyms, new.playbook.synonyms) if old.playbook else [],
    )


def _records(old: Version, new: Version, former: dict[str, str]) -> Iterator[Changed]:
    """In the order of the playbook of now, the removed ones at the end."""
    moved = {then: now for now, then in former.items()}
    for key, entry in new.entries.items():
        then = former.get(key, key)
        if then in old.entries and type(old.entries[then].record) is type(entry.record):
            found = _by_language(old, new, then, key, moved)
            if found or key in former:
                yield Changed(
                    "renamed" if key in former else "changed",
                    key,
                    _in_languages(new, key),
                    former=former.get(key, ""),
                    differences=found,
                )
        elif not old.has_file(then):
            yield Changed("added", key, _in_languages(new, key))
    addresses = {
        f"{entry.folder}/{alias}": key for key, entry in new.entries.items() for alias in entry.record.aliases
    }
    gone = (key for key in old.entries if not new.has_file(key) and key not in former.values())
    for key in gone:
        yield Changed("removed", key, _in_languages(old, key), leads_to=addresses.get(key, ""))


def _in_languages(version: Version, key: str) -> dict[str, Entry]:
    return {language: edition[key] for language, edition in version.editions.items()}


def _by_language(
    old: Version, new: Version, then: str, now: str, moved: dict[str, str]
) -> dict[str, list[Difference]]:
    """What differs in each language; a translation with errors on either side is passed over."""
    found: dict[str, list[Difference]] = {}
    for language in _common(old, new):
        name = f"{TRANSLATIONS}/{language}/"
        if f"{name}{then}{ENDING}" in old.broken_files or f"{name}{now}{ENDING}" in new.broken_files:
            continue
        before, after = old.editions[language][then].record, new.editions[language][now].record
        if made := differences(before, after, _texts_of(new, language), moved):
            found[language] = made
    return found


def _whole(old: Version, new: Version) -> Iterator[Changed]:
    """What holds for the whole playbook: the names of things."""
    found: dict[str, list[Difference]] = {}
    for language in _common(old, new):
        before, after = old.editions[language].settings, new.editions[language].settings
        if made := differences(before, after, _texts_of(new, language)):
            found[language] = made
    if found:
        yield Changed("changed", "playbook.yml", differences=found)


def _common(old: Version, new: Version) -> list[str]:
    return [language for language in new.editions if language in old.editions]


def _texts_of(version: Version, language: str) -> str:
    """The language of texts as they know it: empty for the source's."""
    return "" if language == next(iter(version.editions)) else language


def _broken(old: Version, new: Version) -> Iterator[Link]:
    """The links that lead nowhere now, to records that there were."""
    found: set[tuple[str, str]] = set()
    for entry in (entry for edition in new.editions.values() for entry in edition.entries.values()):
        for target in targets(entry.record):
            if (entry.key, target) not in found and old.has_file(target) and not new.has_file(target):
                found.add((entry.key, target))
                yield Link(entry, target)


def _outdated(old: Version, new: Version, former: dict[str, str]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for key, entry in new.entries.items():
        then = former.get(key, key)
        if then not in old.entries or digest(entry.record) == (before := digest(old.entries[then].record)):
            continue
        for language in list(new.editions)[1:]:
            was_up_to_date = old.digest_in(language, then) == before
            if was_up_to_date and new.digest_in(language, key) not in (None, digest(entry.record)):
                found.setdefault(language, []).append(new.editions[language][key])
    return found


def _unsound(version: Version) -> set[str]:
    """The files that cannot be compared for their errors. A record whose links lead nowhere can."""
    names = {name for name in version.broken_files if (version.folder / name).is_file()}
    return {name for name in names if name.removesuffix(ENDING) not in version.entries}
