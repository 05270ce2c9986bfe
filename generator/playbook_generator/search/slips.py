"""Slips that hands, ears and input methods make, from the queries of a playbook.

In: queries. Out: for each the slips that its script allows, always the same ones: traditional characters, pinyin with
and without the southern confusions, a character that sounds the same, one missing or wrong, a letter mistyped.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

from playbook_generator.search.queries import Asked
from playbook_generator.search.text import common, is_han, readings, traditional

_SEED = 20261124
#: Longer queries are not typed as pinyin.
_LONGEST_PINYIN = 8
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def slips(queries: list[Asked]) -> Iterator[Asked]:
    """The slips of all queries that are free of them; `kind` is the slip's."""
    chance = random.Random(_SEED)
    for asked in queries:
        if asked.kind in ("typo", "pinyin", "traditional"):
            continue
        for kind, text in _of(asked.query, chance):
            if text != asked.query:
                yield replace(asked, query=text, kind=kind)


def _of(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    places = [place for place, character in enumerate(text) if is_han(character)]
    if len(places) >= 2:
        back = {simple: variant for variant, simple in sorted(traditional().items(), reverse=True)}
        yield "traditional", "".join(back.get(character, character) for character in text)
        if len(places) == len(text) <= _LONGEST_PINYIN:
            sounds = [readings().get(character, ("",))[0] for character in text]
            yield "pinyin", " ".join(sounds)
            yield "pinyin joined", "".join(sounds)
            yield "pinyin as heard", " ".join(map(_southern, sounds))
        yield "same sound", _other(text, chance.choice(places), chance, same_sound=True)
    if len(places) >= 4:
        place = chance.choice(places)
        yield "missing character", text[:place] + text[place + 1 :]
        yield "wrong character", _other(text, chance.choice(places), chance, same_sound=False)
    words = list(re.finditer("[a-z]{4,}", text))
    if words and not places:
        word = chance.choice(words)
        yield "letter mistyped", text[: word.start()] + _mistyped(word.group(), chance) + text[word.end() :]


def _southern(sound: str) -> str:
    return re.sub("ng$", "n", re.sub("^([zcs])h", r"\1", sound))


def _other(text: str, place: int, chance: random.Random, same_sound: bool) -> str:
    sound = readings().get(text[place], ("",))[0]
    options = sorted(
        character
        for character, sounds in readings().items()
        if character != text[place] and character in common() and (sounds[0] == sound) == same_sound
    )
    return text[:place] + chance.choice(options) + text[place + 1 :] if options else text


def _mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    before, after = word[:place], word[place:]
    return chance.choice(
        [
            before + after[1] + after[0] + after[2:],
            before + after[1:],
            before + chance.choice(_LETTERS) + after,
            before + chance.choice(_LETTERS) + after[1:],
        ]
    )
