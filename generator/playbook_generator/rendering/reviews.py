"""When records are to be read against practice again, by who answers for them.

In: an edition. Out: the owners with their records, those without an owner first, the earliest due first.
"""

from __future__ import annotations

from datetime import date

from playbook_generator.advice import due_day
from playbook_generator.playbook import Edition, Entry
from playbook_generator.settings import OWNERS
from playbook_generator.values import Text

#: An owner's title, `None` for nobody, and what is due when.
Owned = tuple[Text | None, list[tuple[date, Entry]]]


def by_owner(edition: Edition) -> list[Owned]:
    """Every record whose kind has an interval of review; an owner without one is left out."""
    titles = edition.settings.words(OWNERS)
    found: dict[str, list[tuple[date, Entry]]] = {owner: [] for owner in ("", *titles)}
    for entry in edition.entries.values():
        day = due_day(edition, entry)
        if day is not None:
            found[str(entry.record.owner or "")].append((day, entry))
    listed = ((owner, sorted(due, key=lambda item: (item[0], item[1].key))) for owner, due in found.items() if due)
    return [(titles.get(owner), due) for owner, due in listed]
