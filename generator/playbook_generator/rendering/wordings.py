"""The index of what customers say, sorted as a reader looks it up.

In: an edition. Out: the wordings of all objections under the letters with which they begin. Chinese goes by its
sounds, for which the extra `pdf` brings a dictionary.
"""

from __future__ import annotations

from itertools import groupby

from playbook_generator.kinds.objection import Objection
from playbook_generator.playbook import Edition, Entry
from playbook_generator.values import Text


def wordings_index(edition: Edition) -> list[tuple[str, list[tuple[Entry, Text]]]]:
    """Each letter with its wordings. Signs at the beginning do not count; what has no letter stands under `#`."""
    found = [
        (sound_of(wording), wording, entry)
        for entry in edition.entries.values()
        if isinstance(entry.record, Objection)
        for wording in entry.record.wordings
    ]
    found.sort(key=lambda item: (_letter(item[0]) == "#", item[0], item[1], item[2].key))
    return [
        (letter, [(entry, wording) for _, wording, entry in items])
        for letter, items in groupby(found, key=lambda item: _letter(item[0]))
    ]


def _letter(sound: str) -> str:
    first = sound[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def sound_of(text: str) -> str:
    """A text as it sounds: words and syllables in small letters, each syllable with the number of its tone."""
    from pypinyin import Style, lazy_pinyin

    sounds = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    return " ".join("".join(c for c in sound.lower() if c.isalnum() or c == " ") for sound in sounds).strip()
