"""The queries of a playbook, in two halves: one to tune the search by, one that is kept aside to judge it.

In: `queries.yml`. Out: `Asked` values. The halves are always the same, and alike in languages and kinds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from playbook_generator.settings import Query

_SEED = 7


@dataclass(frozen=True)
class Asked:
    """A query, and the keys of the records any of which answers it."""

    query: str
    language: str
    kind: str
    keys: frozenset[str]
    #: Whether the search may be tuned by it.
    tuning: bool = True


def halves(queries: list[Query]) -> list[Asked]:
    """The queries in their order, every other one of each language and kind kept aside."""
    alike: dict[tuple[str, str], list[int]] = {}
    for number, query in enumerate(queries):
        alike.setdefault((str(query.language), str(query.kind)), []).append(number)
    chance, tuning = random.Random(_SEED), set()
    for _, numbers in sorted(alike.items()):
        places = list(range(len(numbers)))
        chance.shuffle(places)
        tuning |= {numbers[place] for place in places[::2]}
    return [
        Asked(
            str(query.query),
            str(query.language),
            str(query.kind),
            frozenset(reference.key for reference in query.records),
            number in tuning,
        )
        for number, query in enumerate(queries)
    ]
