# /// script
# dependencies = ["pypinyin==0.55.0", "opencc-python-reimplemented==0.1.7"]
# ///
"""Make the tables by which the search reads sounds and traditional characters.

In: the data of the packages pypinyin (MIT) and OpenCC (Apache 2.0). Out: the folder `tables` of the search, which is
committed, so that building a site needs neither package. Run it as `uv run tools/search-tables.py`, or with the two
packages installed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from opencc import OpenCC
from pypinyin import Style, pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.style import convert

TABLES = Path(__file__).parent.parent / "generator/playbook_generator/search/tables"
#: A second reading counts if it is this share of a character's readings in words.
SHARE, LEAST = 0.1, 4
#: Variants in everyday use that OpenCC keeps apart, because formal texts do.
VARIANTS = {"帐": "账", "帳": "账", "著": "着", "妳": "你", "裏": "里", "甚": "什"}


def characters(codec: str, leads: range, trails: list[range]) -> list[str]:
    """The Han characters of a double-byte character set."""
    found = []
    for lead in leads:
        for trail in (byte for part in trails for byte in part):
            text = bytes([lead, trail]).decode(codec, "ignore")
            if len(text) == 1 and "\u4e00" <= text <= "\u9fff":
                found.append(text)
    return found


def syllable(marked: str) -> str:
    """A syllable without its tone; ü is written v."""
    return convert(marked, Style.NORMAL, strict=False).replace("ü", "v")


def readings() -> dict[str, tuple[list[str], list[str]]]:
    """Each syllable with the characters of GB 2312 that are usually read so, and those that often are in words."""
    in_words: dict[str, Counter[str]] = defaultdict(Counter)
    for word, sounds in phrases_dict.items():
        for character, options in zip(word, sounds, strict=False):
            in_words[character][syllable(options[0])] += 1
    table: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for character in characters("gb2312", range(0xB0, 0xF8), [range(0xA1, 0xFF)]):
        usual = syllable(pinyin(character, style=Style.TONE)[0][0])
        counts = in_words[character]
        others = {s for s, n in counts.items() if n >= LEAST and n >= SHARE * counts.total()} - {usual}
        for sound in (usual, *sorted(others)):
            if sound.isascii() and sound.isalpha():
                table[sound][sound != usual].append(character)
    return table


def simplified() -> dict[str, str]:
    """Every traditional character of Big5 with the simplified one, where they differ."""
    convert_one = OpenCC("t2s").convert
    pairs = dict(VARIANTS)
    for character in characters("big5", range(0xA4, 0xFA), [range(0x40, 0x7F), range(0xA1, 0xFF)]):
        to = convert_one(character)
        if to != character and len(to) == 1 and "\u4e00" <= to <= "\u9fff":
            pairs.setdefault(character, to)
    return pairs


def main() -> None:
    """Write both tables."""
    sounds = [
        " ".join([sound, *("".join(sorted(each)) or "-" for each in both)])
        for sound, both in sorted(readings().items())
    ]
    (TABLES / "pinyin.txt").write_text("\n".join(sounds) + "\n", "utf-8")
    pairs = [f"{traditional}{simple}" for traditional, simple in sorted(simplified().items())]
    (TABLES / "traditional.txt").write_text("\n".join(pairs) + "\n", "utf-8")


if __name__ == "__main__":
    main()
