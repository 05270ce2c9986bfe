"""`playbook stale`: the records whose review is due, by owner, the longest overdue first.

In: the source edition and a day. Out: lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from playbook_generator.playbook import Edition
from playbook_generator.problems import catalogue
from playbook_generator.rendering.reviews import by_owner


def due_list(edition: Edition, today: date, language: str) -> Iterator[str]:
    """Lines that name what is due on `today`, under each owner."""
    words = catalogue(language)["stale"]
    if not edition.settings.review_days:
        yield words["never"]
        return
    late = [(owner, [item for item in due if item[0] < today]) for owner, due in by_owner(edition)]
    if not any(due for _, due in late):
        yield words["none"]
    for owner, due in late:
        if due:
            yield str(owner or words["nobody"])
        for day, entry in due:
            yield words["line"].format(due=day, key=entry.key, title=entry.record.title)
