"""An index as a line of JavaScript that sets one global value, small enough for a phone's first visit.

In: an index. Out: the text of the script. Terms are written by their first character, lists of places as steps from
one to the next, numbers in the printable characters of `DIGITS`. All characters beyond ASCII are numbered in the
order of their codes and written as the characters from U+0080 on, of which most take two bytes instead of three.
`query.js` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby, pairwise

from playbook_generator.playbook import Entry
from playbook_generator.rendering.words import words
from playbook_generator.search.index import UNITS, Index
from playbook_generator.search.synonyms import spelt
from playbook_generator.search.text import common, is_han, normalise, readings, traditional

#: The digits of a number, lowest first: the first half ends it, the second half says that another follows.
DIGITS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) not in "\\`")
HALF = len(DIGITS) // 2


#: Words of the interface that the finder shows.
_SAY = "finder.say."


def pack(index: Index, ending: str, suggest: str) -> str:
    """The script of an index; for `ending` and `suggest` see `assets`."""
    names = words(index.language)
    known = index.known
    han, others = _in_order(index.body.keys() - set(known))
    counts, steps, levels = _by_record(index, [*known, *(term for each in han for term in each), *others])
    texts = [unit.text for unit in index.units]
    used = {character for text in (*index.body, *map(normalise, texts)) for character in text if is_han(character)}
    folded = sorted((variant, simple) for variant, simple in traditional().items() if simple in used)
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
        "body": [numbers(counts), numbers(steps), numbers(levels)],
        "groups": ["|".join(map(spelt, group)) for group in index.thesaurus.groups],
        "cues": {folder: [*map(spelt, each)] for folder, each in index.thesaurus.kinds.items()},
        "ignore": [*map(spelt, index.thesaurus.ignore)],
        "sounds": _sounds(used),
        "traditional": [numbers(_steps(ord(each[0]) for each in folded)), "".join(each[1] for each in folded)],
        "say": {
            "kinds": {kind.folder: names[f"kinds.{kind.folder}.one"] for kind in kinds},
            **{name.removeprefix(_SAY): text for name, text in names.items() if name.startswith(_SAY)},
            "caution": {level: names[f"caution.{level}"] for level in ("care", "stop")},
        },
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    characters = sorted(character for character in set(text) if character > "\x7f")
    short = str.maketrans({character: chr(0x80 + place) for place, character in enumerate(characters)})
    codes = numbers(_steps(map(ord, characters)))
    return f"var playbookIndex = {{characters:{json.dumps(codes)},data:{text.translate(short)}}};\n"


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


def _by_record(index: Index, terms: list[str]) -> tuple[list[int], list[int], list[int]]:
    """How many of the terms each record's other texts hold, the steps from one to the next, and their levels."""
    held: list[list[tuple[int, int]]] = [[] for _ in index.entries]
    for place, term in enumerate(terms):
        for record, level in index.body.get(term, {}).items():
            held[record].append((place, level))
    steps = [step for each in held for step in _steps(place for place, _ in each)]
    return [len(each) for each in held], steps, [level for each in held for _, level in each]


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
    """All syllables; how the common characters sound, in the order of GB 2312, which is nearly that of the syllables:
    stretches that sound alike, by steps from one syllable to the next, round and round, and lengths; then the other
    sounds and characters of the index, each character before its syllable."""
    syllables = sorted({sound for sounds in readings().values() for sound in sounds})
    row = common()
    alike = [(sound, len(list(each))) for sound, each in groupby(readings()[character][0] for character in row)]
    numbered = [0, *(syllables.index(sound) for sound, _ in alike)]
    steps = ((after - before) % len(syllables) for before, after in pairwise(numbered))
    others = (
        character + sound
        for character, sounds in sorted(readings().items())
        for sound in (sounds[1:] if character in row else sounds if character in known else ())
    )
    return [" ".join(syllables), numbers(steps), numbers(length for _, length in alike), " ".join(others)]
