"""An index as a classic script that sets one global value, small enough for a phone's first visit.

In: an index. Out: the text of the script. Terms are written by their first character, lists of places as steps from
one to the next, numbers in the printable characters of `DIGITS`. `theme/assets/search.js` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from playbook_generator.playbook import Entry
from playbook_generator.search.index import UNITS, Index
from playbook_generator.search.text import is_han, normalise, readings, traditional

#: The digits of a number, lowest first: the first half ends it, the second half says that another follows.
DIGITS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) not in "\\`")
HALF = len(DIGITS) // 2


def pack(index: Index) -> str:
    """The script of an index."""
    han, words = _in_order(index.body)
    terms = [*(term for _, each in han for term in each), *words]
    records = [index.body[term] for term in terms]
    known = {c for text in (*terms, *(normalise(unit.text) for unit in index.units)) for c in text if is_han(c)}
    kinds = list(dict.fromkeys(type(entry.record) for entry in index.entries))
    data = {
        "language": index.language,
        "records": [_record(entry) for entry in index.entries],
        "found": [kind.found for kind in kinds],
        "kinds": [kind.folder for kind in kinds],
        "units": {
            "records": numbers(_steps(unit.record for unit in index.units)),
            "fields": numbers(UNITS.index(unit.field) for unit in index.units),
            "foreign": numbers(int(bool(unit.lang)) for unit in index.units),
            "texts": "\n".join(unit.text for unit in index.units),
        },
        "han": "\n".join(_group(each) for _, each in han),
        "words": "\n".join(words),
        "body": [numbers(map(len, records)), numbers(_all_steps(records)),
                 numbers(level for each in records for _, level in sorted(each.items()))],
        "groups": [["".join(word.split("\x01")) if is_han(word) else word.replace("\x01", " "), *numbers_] for word, numbers_ in index.thesaurus.words.items()],
        "names": index.thesaurus.names,
        "cues": index.thesaurus.kinds,
        "ignore": index.thesaurus.ignore,
        "sounds": _sounds(known),
        "traditional": "".join(a + b for a, b in traditional().items() if b in known),
    }  # fmt: skip
    return f"var playbookIndex = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def numbers(values: Iterable[int]) -> str:
    """Whole numbers of 0 and more as text."""
    return "".join(map(_number, values))


def _number(value: int) -> str:
    text = ""
    while value >= HALF:
        value, digit = divmod(value, HALF)
        text += DIGITS[HALF + digit]
    return text + DIGITS[value]


def _steps(places: Iterable[int]) -> Iterable[int]:
    before = 0
    for place in places:
        yield place - before
        before = place


def _all_steps(lists: Iterable[Iterable[int]]) -> Iterable[int]:
    for places in lists:
        yield from _steps(sorted(places))


def _in_order(terms: Iterable[str]) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Han terms by their first character, then all others, each in order."""
    han: dict[str, list[str]] = {}
    words = []
    for term in sorted(terms):
        if is_han(term):
            han.setdefault(term[0], []).append(term)
        else:
            words.append(term)
    return list(han.items()), words


def _group(terms: list[str]) -> str:
    """The terms that begin with one character: it, then the second ones; a `.` says that it is a term alone."""
    return terms[0][0] + "".join(term[1:] or "." for term in terms)


def _record(entry: Entry) -> list[str]:
    caution = getattr(entry.record, "caution", None)
    return [entry.key, *([caution.level] if caution else [])]


def _sounds(known: set[str]) -> str:
    """Syllables with their characters: those of the index, and the commonest others, which a slip may bring."""
    table: dict[str, str] = {}
    for character, sounds in sorted(readings().items()):
        if character in known or common(character):
            for sound in sounds:
                table[sound] = table.get(sound, "") + character
    return "\n".join(sound + characters for sound, characters in sorted(table.items()))


def common(character: str) -> bool:
    """Whether a character is of the first level of GB 2312."""
    code = character.encode("gb2312", "ignore")
    return bool(code) and code[0] < 0xD8
