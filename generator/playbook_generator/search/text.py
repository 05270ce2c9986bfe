"""A text as the search sees it: normalised, and split into atoms and terms.

In: any text. Out: atoms, each a Han character or the stem of a word, and terms made of one atom or two neighbours.
`query.js` does the same with what a reader types; a test holds the two against each other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import pairwise

_TABLES = files("playbook_generator.search") / "tables"
_APOSTROPHE = re.compile("(?<=[a-z])['’](?=[a-z])")
_LETTERS = re.compile("[a-z]+")
#: Within a number: `3.1`, `90,380`.
_POINT = re.compile("(?<=[0-9])(?:[.](?=[0-9])|,(?=[0-9]{3}))")
#: Between a word and a number: `EN10204`, `200t`.
_BORDER = re.compile("(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MARKS = re.compile("[\u0300-\u036f]")
#: A Han character or a word of letters and digits, with a hyphen that joins it to the next as a space does, or
#: something that parts sentences.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_PIECE = re.compile(f"([{_HAN}]|(?:(?![{_HAN}])[^\\W_])+)(?:[-\u2010](?=[^\\W_]))?|[^ \\t\\n\\r]")


def is_han(atom: str) -> bool:
    """Whether an atom is a Han character."""
    return "\u3400" <= atom <= "\u4dbf" or "\u4e00" <= atom <= "\u9fff"


@cache
def traditional() -> dict[str, str]:
    """Traditional characters and everyday variants with the character that stands for them in the index."""
    return {line[0]: line[1] for line in (_TABLES / "traditional.txt").read_text("utf-8").split()}


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """The syllables of each common character, the usual one first, without tones, ü as v."""
    usual: dict[str, tuple[str, ...]] = {}
    others: dict[str, tuple[str, ...]] = {}
    for line in (_TABLES / "pinyin.txt").read_text("utf-8").splitlines():
        sound, *parts = line.split(" ")
        for table, characters in zip((usual, others), parts, strict=True):
            for character in characters.strip("-"):
                table[character] = (*table.get(character, ()), sound)
    return {character: usual.get(character, ()) + others.get(character, ()) for character in {**usual, **others}}


@cache
def common() -> dict[str, None]:
    """The characters of the first level of GB 2312, in its order."""
    codes = bytes(byte for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for byte in (high, low))
    return dict.fromkeys(codes.decode("gb2312", "ignore"))


@cache
def _fold() -> dict[int, str]:
    return {ord(variant): character for variant, character in traditional().items()}


def normalise(text: str) -> str:
    """The text in lower case, half width and simplified characters, without accents; each number a word."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
    return _BORDER.sub(" ", _POINT.sub("", _APOSTROPHE.sub("", text.translate(_fold()))))


@cache
def stem(word: str) -> str:
    """An English word without its commonest endings; a number up to ten in digits.

    Words with a digit, and short ones, stay as they are.
    """
    if word in _NUMBERS:
        return str(_NUMBERS.index(word) + 1)
    if len(word) < 4 or not _LETTERS.fullmatch(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "ches", "shes", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) > 2 and re.search("[aeiouy]", rest):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def atoms(text: str) -> list[str]:
    """The atoms of a text in order; an empty one stands where a sentence or a part of it ends."""
    found = []
    for piece in _PIECE.finditer(normalise(text)):
        if piece[1]:
            found.append(stem(piece[1]))
        elif found and found[-1]:
            found.append("")
    return found


def term(first: str, second: str) -> str:
    """The term of two neighbours, or an empty text where there is none."""
    if not first or not second or is_han(first) != is_han(second):
        return ""
    return first + second if is_han(first) else f"{first} {second}"


def terms(atoms_: list[str]) -> list[str]:
    """All terms of a row of atoms: each atom, and each two neighbours of the same script."""
    pairs = (term(first, second) for first, second in pairwise(atoms_))
    return [one for one in (*atoms_, *pairs) if one]
