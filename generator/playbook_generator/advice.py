"""What is not wrong in a playbook but worth a look: the warnings of `playbook check`.

In: a linked playbook, its files, and the day on which it is looked at, if reviews are to be judged. Out: findings
with the names of their files. Nothing here keeps a change from being merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from playbook_generator.folder import File
from playbook_generator.kinds.record import Finding, Record
from playbook_generator.playbook import Edition, Entry, Playbook
from playbook_generator.translation import DIGEST_KEY, digest, mark_of

_UNSPOKEN = re.compile(r"[\W_]+")

Advice = tuple[str, Finding]


def advice(playbook: Playbook, files: Mapping[str, File], today: date | None) -> Iterator[Advice]:
    """Every warning but those about texts that are not translated yet."""
    for edition in playbook.editions.values():
        yield from _few(edition)
        yield from _claimed_twice(edition, "wordings", "PB079")
        yield from _claimed_twice(edition, "also", "PB080")
        if edition is not playbook.source:
            yield from _outdated(playbook.source, edition, files)
    if today is not None:
        for entry in playbook.source.entries.values():
            if entry.record.reviewed > today:
                future: dict[str, object] = {"day": entry.record.reviewed, "today": today}
                yield entry.file, (("reviewed",), "PB082", future)
            elif (due := due_day(playbook.source, entry)) is not None and due < today:
                late: dict[str, object] = {"day": entry.record.reviewed, "due": due}
                yield entry.file, (("reviewed",), "PB078", late)


def due_day(edition: Edition, entry: Entry) -> date | None:
    """The day by which a record is to be read against practice again; `None` where its kind has no interval."""
    days = edition.settings.review_days.get(entry.folder)
    if not days:
        return None
    reviewed = entry.record.reviewed
    return reviewed + timedelta(min(days, (date.max - reviewed).days))


def outdated(source: Record, translation: File) -> bool:
    """Whether a translation is marked as one of other texts than the source has now."""
    marked = mark_of(translation.document)
    return marked is not None and marked != digest(source)


def _own(edition: Edition) -> Iterator[Entry]:
    """The entries whose texts are the edition's own; those that are not translated were looked at in the source."""
    return (entry for entry in edition.entries.values() if entry.translated)


def _few(edition: Edition) -> Iterator[Advice]:
    for entry in _own(edition):
        for name, least in type(entry.record).asks_for.items():
            count = len(getattr(entry.record, name))
            if count < least:
                yield entry.file, ((name,), "PB081", {"field": name, "count": count, "least": least})


def _claimed_twice(edition: Edition, field: str, code: str) -> Iterator[Advice]:
    """Texts by which readers search that two records claim, so that one of them is found in the other's place."""
    first: dict[str, Entry] = {}
    # A text that is not translated has no language, and was looked at in the source.
    language = "" if edition.language == edition.settings.source_language else edition.language
    for entry in _own(edition):
        texts = enumerate(getattr(entry.record, field, ()))
        for index, text in (item for item in texts if item[1].lang == language):
            holder = first.setdefault(_UNSPOKEN.sub("", text).casefold(), entry)
            if holder is not entry:
                yield entry.file, ((field, index), code, {"value": str(text), "holder": holder.key})


def _outdated(source: Edition, edition: Edition, files: Mapping[str, File]) -> Iterator[Advice]:
    for entry in _own(edition):
        if outdated(source[entry.key].record, files[entry.file]):
            yield entry.file, ((DIGEST_KEY,), "PB077", {"key": entry.key, "language": edition.language})
