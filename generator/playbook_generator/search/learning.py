"""What readers type, as words of the records that they mean: `heard.yml` as the index uses it.

In: the terms of each text that was heard, with the place of its record. Out: by term the records to which it points,
with levels. A term points to a record the more, the oftener it was heard for that one and the less for others; what
is heard for all alike points nowhere.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from playbook_generator.search.text import is_han

#: The least by which a term must be more usual for a record than for the others, as a logarithm.
_TELLING = 0.7
#: Added to how often a term was heard, so that once proves little.
_DOUBT = 2
#: How much a term counts that the record's short texts hold already, when the best are chosen.
_HELD = 0.6


def learnt(
    heard: Iterable[tuple[int, set[str]]], held: dict[str, set[int]], most: int, levels: int
) -> dict[str, dict[int, int]]:
    """The records of each term, with levels from 1 to `levels`.

    Learnt are terms that some short text holds (`held`, with the records of those texts), which cost little to send,
    and words that were heard more than once; of all pairs of a term and a record only the `most` telling ones.
    """
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    texts: Counter[int] = Counter()
    for record, terms in heard:
        texts[record] += 1
        for term in terms:
            if term in held or not (is_han(term) or " " in term):
                counts[term][record] += 1
    all_texts = texts.total()
    found = []
    for term, records in counts.items():
        whole = records.total()
        if term not in held and whole < 2:
            continue
        for record, count in records.items():
            others = (whole - count + 1) / (all_texts - texts[record] + 1)
            telling = math.log(count / texts[record] / others)
            if telling >= _TELLING:
                weight = count * telling * (_HELD if record in held.get(term, ()) else 1)
                found.append((-weight, term, record, max(1, round(levels * count / (whole + _DOUBT)))))
    records_of: dict[str, dict[int, int]] = defaultdict(dict)
    for _, term, record, level in sorted(found)[:most]:
        records_of[term][record] = level
    return dict(records_of)
