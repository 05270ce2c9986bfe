"""Which words of a text are others than before.

In: a text of then and of now. Out: the pieces of both in reading order, or `None` where so little has stayed that
the two are easier to read one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

#: A word of letters that stand together, or a single sign: a Chinese character is a word.
_WORD = re.compile(r"[^\W_\u2e80-\u9fff\uf900-\uffef]+|\s+|.", re.DOTALL)
#: Comparing takes up to the cube of this; longer texts are shown whole.
_MOST_WORDS = 600
#: Fewer words than this between two changes are shown as changed too, lest a sentence fall to crumbs.
_FEWEST_KEPT = 3
#: How much of a text must have stayed.
_KEPT = 0.4


class Piece(NamedTuple):
    """Some words: `=` stayed, `-` only then, `+` only now."""

    kind: Literal["=", "-", "+"]
    text: str


def pieces(old: str, new: str) -> list[Piece] | None:
    """The words of both, those that went before those that came."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return None
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = [block for block in blocks if block.size >= _FEWEST_KEPT or _at_an_end(block, before, after)]
    stayed = sum(len("".join(before[block.a : block.a + block.size])) for block in kept)
    if stayed < _KEPT * max(len(old), len(new)):
        return None
    return [
        piece for piece in _between(before, after, [(block.a, block.b, block.size) for block in kept]) if piece.text
    ]


def _between(before: list[str], after: list[str], kept: list[tuple[int, int, int]]) -> Iterator[Piece]:
    start = first = 0
    for place, other, size in [*kept, (len(before), len(after), 0)]:
        yield Piece("-", "".join(before[start:place]))
        yield Piece("+", "".join(after[first:other]))
        yield Piece("=", "".join(before[place : place + size]))
        start, first = place + size, other + size


def _at_an_end(block: tuple[int, int, int], before: list[str], after: list[str]) -> bool:
    """Whether words stand at the beginning of both texts, or at the end of both."""
    place, other, size = block
    return size > 0 and (place == other == 0 or (place + size == len(before) and other + size == len(after)))
