"""An index as a line of JavaScript that sets one global value, small enough for a phone's first visit.

In: an index. Out: the text of the script. Terms are written by their first character, lists of places as steps from
one to the next, numbers in the printable characters of `DIGITS`. `query.js` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from playbook_generator.playbook import Entry
from playbook_generator.rendering.words import words
from playbook_generator.search.index import UNITS, Index
from playbook_generator.search.synonyms import spelt
from playbook_generator.search.text import is_han, normalise, readings, traditional

#: The digits of a number, lowest first: the first half ends it, the second half says that another follows.
DIGITS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) not in "\\`")
HALF = len(DIGITS) // 2


#: Words of the interface that the finder shows.
_SAY = "finder.say."


def pack(index: Index, ending: str, suggest: str) -> str:
    """The script of an index; for `ending` and `suggest` see `assets`."""
    names = words(index.language)
    han, others = _in_order(index.body)
    records = [index.body[term] for term in (*(term for each in han for term in each), *others)]
    texts = [unit.text for unit in index.units]
    known = {character for text in (*index.body, *map(normalise, texts)) for character in text if is_han(character)}
    kinds = {type(entry.record) for entry in index.entries}
    languages = sorted({unit.lang for unit in index.units})
    data = {
        "language": index.language,
        "ending": ending,
        "suggest": suggest,
        "chinese": index.language.partition("-")[0] == "zh",
        "records": [_record(entry) for entry in index.entries],
        "found": {kind.folder: kind.found for kind in sorted(kinds, key=lambda kind: kind.folder)},
        "units": {
            "names": UNITS,
            "records": numbers(_steps(unit.record for unit in index.units)),
            "fields": numbers(UNITS.index(unit.field) for unit in index.units),
            "foreign": numbers(languages.index(unit.lang) for unit in index.units),
            "languages": languages,
            "texts": "\n".join(texts),
        },
        "han": "\n".join(each[0][0] + "".join(term[1] for term in each) for each in han),
        "words": "\n".join(others),
        "body": [numbers(map(len, records)), numbers(_all_steps(records)),
                 numbers(level for each in records for _, level in sorted(each.items()))],
        "groups": ["|".join(map(spelt, group)) for group in index.thesaurus.groups],
        "cues": {folder: [*map(spelt, each)] for folder, each in index.thesaurus.kinds.items()},
        "ignore": [*map(spelt, index.thesaurus.ignore)],
        "sounds": _sounds(known),
        "traditional": "".join(a + b for a, b in traditional().items() if b in known),
        "say": {
            "kinds": {kind.folder: names[f"kinds.{kind.folder}.one"] for kind in kinds},
            **{name.removeprefix(_SAY): text for name, text in names.items() if name.startswith(_SAY)},
            "caution": {level: names[f"caution.{level}"] for level in ("care", "stop")},
        },
    }  # fmt: skip
    return f"var playbookIndex = {json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(',', ':'))};\n"


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


def _in_order(terms: Iterable[str]) -> tuple[list[list[str]], list[str]]:
    """Pairs of Han characters by the first of them, then all other terms, each in order."""
    han: dict[str, list[str]] = {}
    others = []
    for term in sorted(terms):
        if is_han(term[0]):
            han.setdefault(term[0], []).append(term)
        else:
            others.append(term)
    return list(han.values()), others


def _record(entry: Entry) -> list[str]:
    caution = getattr(entry.record, "caution", None)
    return [entry.key, *([caution.level] if caution else [])]


def _sounds(known: set[str]) -> list[str]:
    """All syllables; the characters of the index and the commonest others, which a slip may bring, as steps from one
    to the next; the syllable of each by its number. A character with two readings stands there twice."""
    pairs = sorted(
        (ord(character), sound)
        for character, sounds in readings().items()
        if character in known or common(character)
        for sound in sounds
    )
    syllables = sorted({sound for _, sound in pairs})
    codes = numbers(_steps(code for code, _ in pairs))
    return [" ".join(syllables), codes, numbers(syllables.index(sound) for _, sound in pairs)]


def common(character: str) -> bool:
    """Whether a character is of the first level of GB 2312."""
    code = character.encode("gb2312", "ignore")
    return bool(code) and code[0] < 0xD8
