"""`playbook stale`: the records whose review is due, by owner, the longest overdue first.

In: the source edition and a day. Out: lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from playbook_generator.advice import due_day
from playbook_generator.playbook import Edition, Entry
from playbook_generator.problems import catalogue
from playbook_generator.settings import OWNERS


def due_list(edition: Edition, today: date, language: str) -> Iterator[str]:
    """Lines that name what is due on `today`, under each owner."""
    words = catalogue(language)["stale"]
    if not edition.settings.review_days:
        yield words["never"]
        return
    due: dict[str, list[tuple[date, Entry]]] = {}
    for entry in edition.entries.values():
        day = due_day(edition, entry)
        if day is not None and day < today:
            due.setdefault(str(entry.record.owner or ""), []).append((day, entry))
    if not due:
        yield words["none"]
    titles = edition.settings.words(OWNERS)
    for owner in sorted(due):
        yield str(titles.get(owner, owner)) if owner else words["nobody"]
        for day, entry in sorted(due[owner], key=lambda item: (item[0], item[1].key)):
            yield words["line"].format(due=day, key=entry.key, title=entry.record.title)
