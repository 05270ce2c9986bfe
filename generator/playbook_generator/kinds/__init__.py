"""The kinds of records, found through the entry points `playbook_generator.kinds`.

The kinds of this package come in by the same door as those of others: an entry point that names a subclass of
`Record`. Their order is the order in which outputs show them.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from playbook_generator.kinds.record import Record

#: The door through which a kind comes in, in the `pyproject.toml` of the package that holds it.
ENTRY_POINTS = "playbook_generator.kinds"


@cache
def all_kinds() -> dict[str, type[Record]]:
    """Every kind by its folder, in the order of its `position`, then of its folder's name."""
    loaded = [point.load() for point in entry_points(group=ENTRY_POINTS)]
    return {kind.folder: kind for kind in sorted(loaded, key=lambda kind: (kind.position, kind.folder))}
