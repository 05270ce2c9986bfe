"""Words that mean the same to a reader: `synonyms.yml` as the search uses it.

In: the groups of words. Out: for a row of atoms the groups that it touches, as terms of their own. A group is a term:
a text that holds any of its words holds the group, and so does a query.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_generator.settings import Synonyms
from playbook_generator.search.text import atoms

#: Between the atoms of a word with several; no text holds it.
JOIN = "\x01"


class Thesaurus:
    """Groups of synonyms, and words that say nothing about what is sought."""

    def __init__(self, synonyms: Synonyms) -> None:
        groups = synonyms.groups
        self.words: dict[str, list[int]] = {}
        for number, group in enumerate(groups):
            for word in _shortest({JOIN.join(atoms(word)) for word in group}):
                self.words.setdefault(word, []).append(number)
        self.ignore = sorted({JOIN.join(atoms(word)) for word in synonyms.ignore})
        #: By a kind's folder: the words that ask for it.
        self.kinds = {
            folder: sorted({JOIN.join(atoms(word)) for word in words}) for folder, words in synonyms.kinds.items()
        }
        self.names = [str(group[0]) for group in groups]
        self._longest = max((word.count(JOIN) + 1 for word in self.words), default=0)

    def groups_in(self, row: list[str]) -> Iterator[str]:
        """The terms of the groups that a row of atoms touches."""
        for start in range(len(row)):
            for end in range(start + 1, min(len(row), start + self._longest) + 1):
                for number in self.words.get(JOIN.join(row[start:end]), ()):
                    yield group_term(number)


def _shortest(words: set[str]) -> list[str]:
    """The words of a group without those that hold another: what holds the longer one holds the shorter."""

    def holds(word: str, other: str) -> bool:
        return word != other and f"{JOIN}{other}{JOIN}" in f"{JOIN}{word}{JOIN}"

    return sorted(word for word in words if not any(holds(word, other) for other in words))


def group_term(number: int) -> str:
    """The term that stands for a group."""
    return f"={number}"
