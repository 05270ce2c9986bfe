"""Words that mean the same to a reader: `synonyms.yml` as the search uses it in one language.

In: the playbook's synonyms. Out: for a row of atoms the groups that it touches, as terms of their own. A group is a
term: a text that holds any of its words holds the group, and so does a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from playbook_generator.search.text import atoms, is_han
from playbook_generator.settings import Synonyms

#: Between the atoms of a word with several; no text holds it.
_JOIN = "\x01"


class Thesaurus:
    """Groups of synonyms, words that ask for a kind, and words that say little, as far as a language needs them.

    Readers of Chinese mix in single words of others, hardly whole phrases; readers of others mix in no Chinese.
    """

    def __init__(self, synonyms: Synonyms, language: str) -> None:
        self._chinese = language.partition("-")[0] == "zh"
        #: The words of each group, in the order of the file.
        self.groups = [self._shortest(group) for group in synonyms.groups]
        self.names = [str(group[0]) for group in synonyms.groups]
        #: By a kind's folder: the words that ask for it.
        self.kinds = {folder: self._shortest(words) for folder, words in synonyms.kinds.items()}
        self.ignore = sorted(filter(self._used, {_JOIN.join(atoms(word)) for word in synonyms.ignore}))
        self._numbers: dict[str, list[int]] = {}
        for number, group in enumerate(self.groups):
            for word in group:
                self._numbers.setdefault(word, []).append(number)
        #: Beginnings of words with several atoms.
        self._begun = {word[:end] for word in self._numbers for end in range(len(word)) if word[end] == _JOIN}

    def groups_in(self, row: list[str]) -> Iterator[str]:
        """The terms of the groups that a row of atoms touches."""
        for start in range(len(row)):
            word = row[start]
            yield from map(group_term, self._numbers.get(word, ()))
            for atom in row[start + 1 :]:
                if word not in self._begun:
                    break
                word += _JOIN + atom
                yield from map(group_term, self._numbers.get(word, ()))

    def _used(self, word: str) -> bool:
        return is_han(word[:1]) or _JOIN not in word if self._chinese else not any(map(is_han, word))

    def _shortest(self, words: Iterable[str]) -> list[str]:
        """Words without those that hold another of them: a text with the longer one holds the shorter one too."""
        used = sorted(filter(self._used, {_JOIN.join(atoms(word)) for word in words}))
        bounded = [f"{_JOIN}{word}{_JOIN}" for word in used]
        return [
            word
            for word, own in zip(used, bounded, strict=True)
            if not any(other != own and other in own for other in bounded)
        ]


def group_term(number: int) -> str:
    """The term that stands for a group."""
    return f"={number}"


def spelt(word: str) -> str:
    """A word of the thesaurus as one would write it."""
    return word.replace(_JOIN, "" if is_han(word[:1]) else " ")
