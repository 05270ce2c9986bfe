"""What is found where: the index of one edition.

In: an edition, the editions in other languages, the synonyms. Out: an `Index`: the units (a title, a summary, one
wording of a customer, one keyword: short texts that a query is compared with as a whole), the terms, and for each
term the units that hold it and the records in which it occurs, with a weight that counts fields, lengths and
frequencies (BM25F).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any

from playbook_generator import richtext
from playbook_generator.kinds.record import Record, model_values
from playbook_generator.playbook import Edition, Entry, targets
from playbook_generator.rendering.words import words
from playbook_generator.search.learning import learnt
from playbook_generator.search.synonyms import Thesaurus
from playbook_generator.search.text import atoms, is_han, terms
from playbook_generator.settings import Heard
from playbook_generator.values import RichText, Text

#: How much a word counts by the field it stands in; any field not named counts 1.
FIELDS = {
    "kind": 1.0, "group": 1.0, "terms": 0.5,
    "say_first": 1.5, "goal": 1.5, "purpose": 1.5, "definition": 1.5, "idea": 1.5, "what": 1.5, "use_when": 1.5,
    "source_note": 0.3, "legal_note": 0.3, "sources": 0.3, "changed": 0.0, "sums": 0.3, "examples": 0.3,
}  # fmt: skip
#: The fields whose texts are units, in the order of the numbers that stand for them in the script.
UNITS = ("title", "wordings", "also", "summary")
#: BM25F: how soon more of the same word counts no more, and how far a long field is held against it.
SATURATION, LENGTH = 3.0, 0.5
#: A record's weights are kept as whole numbers up to this one.
LEVELS = 7
#: How many of a record's wordings in another language are kept, the first of them.
FOREIGN = 4
#: How many terms of its other texts are kept for a record.
KEPT = 4
#: How many terms of what was heard are kept: so many times the number of records.
LEARNT = 45


@dataclass(frozen=True)
class Unit:
    """A short text of a record."""

    record: int
    field: str
    text: str
    #: Empty for the edition's own language.
    lang: str = ""


@dataclass(frozen=True)
class Index:
    """Everything the script needs to answer; numbers are places in these lists."""

    language: str
    entries: list[Entry]
    units: list[Unit]
    #: By term: the records in whose other texts it occurs, or for which it was heard, with levels from 1 to `LEVELS`.
    body: dict[str, dict[int, int]]
    #: The terms of the units that other texts may have in common with them, in order.
    known: list[str]
    thesaurus: Thesaurus


def texts(entry: Entry, edition: Edition) -> Iterator[tuple[str, str]]:
    """All texts of a record with the field each counts for."""
    record = entry.record
    for path, value in model_values(record):
        if isinstance(value, RichText):
            yield str(path[0]), plain(value)
        elif isinstance(value, Text):
            yield str(path[0]), str(value)
    names = words(edition.language)
    yield "kind", names[f"kinds.{entry.folder}.one"]
    if group := edition.group_of(entry)[1]:
        yield "group", str(group)
    for key in sorted(set(targets(record))):
        if key.startswith("glossary/") and key in edition.entries:
            term = edition[key].record
            yield from (("terms", str(text)) for text in (term.title, *term.also))


def plain(text: RichText) -> str:
    """The words of a rich text without its marks."""
    return "\n".join(_words(richtext.tree(text))) if any(c in text for c in "*[`\n>\\-") else str(text)


def _words(node: Any) -> Iterator[str]:
    if node.type == "inline":
        parts = (child for child in node.walk() if child is not node)
        yield "".join(" " if part.type == "softbreak" else part.content for part in parts)
    else:
        for child in node.children:
            yield from _words(child)


def unit_texts(record: Record) -> Iterator[tuple[str, Text]]:
    """The short texts of a record with their fields."""
    for field in UNITS:
        value = getattr(record, field, None) or []
        yield from ((field, text) for text in ([value] if isinstance(value, Text) else value))


def build(edition: Edition, others: Iterable[Edition], thesaurus: Thesaurus, heard: Heard) -> Index:
    """The index of an edition; what customers say and what a term is called in the others are units too."""
    entries = list(edition.entries.values())
    others = list(others)
    units: list[Unit] = []
    bodies: list[dict[str, float]] = []
    for number, entry in enumerate(entries):
        units += (Unit(number, field, str(text)) for field, text in unit_texts(entry.record))
        units += (
            Unit(number, field, str(text), other.language)
            for other in others
            if other[entry.key].translated
            for field, text in _foreign(other[entry.key])
        )
        body: dict[str, float] = defaultdict(float)
        for field, text in texts(entry, edition):
            if field not in UNITS:
                for one in all_terms(text, thesaurus):
                    body[one] += FIELDS.get(field, 1.0)
        bodies.append(body)
    held: dict[str, set[int]] = defaultdict(set)
    for unit in units:
        for one in all_terms(unit.text, thesaurus):
            held[one].add(unit.record)
    records_of = _weigh(bodies, held.keys())
    # In the order of UTF-16, which is that of the browser.
    known = sorted(filter(_alone, held), key=lambda one: one.encode("utf-16-be"))
    texts_heard = _heard(heard, edition, thesaurus)
    for one, levels in learnt(texts_heard, {one: held[one] for one in known}, LEARNT * len(entries), LEVELS).items():
        before = records_of.setdefault(one, {})
        before.update((record, max(level, before.get(record, 0))) for record, level in levels.items())
    return Index(edition.language, entries, units, records_of, known, thesaurus)


def _alone(one: str) -> bool:
    """Whether a term is a word, a group of synonyms or a pair of Han characters."""
    return " " not in one and not (len(one) == 1 and is_han(one))


def _heard(heard: Heard, edition: Edition, thesaurus: Thesaurus) -> Iterator[tuple[int, set[str]]]:
    places = {key: place for place, key in enumerate(edition.entries)}
    for key, text in heard.texts(edition.language):
        if key in places:
            yield places[key], set(all_terms(text, thesaurus))


def _foreign(entry: Entry) -> Iterator[tuple[str, Text]]:
    """What a reader of another language may look for: what a term is called, and the most usual of the wordings."""
    if entry.folder == "glossary":
        yield "title", entry.record.title
    said = (item for item in unit_texts(entry.record) if item[0] == "wordings")
    yield from islice(said, FOREIGN)


def all_terms(text: str, thesaurus: Thesaurus) -> list[str]:
    """The terms of a text, and the synonym groups it touches."""
    row = atoms(text)
    return [*terms(row), *thesaurus.groups_in(row)]


def _weigh(bodies: list[dict[str, float]], held: Set[str]) -> dict[str, dict[int, int]]:
    """The records of each term with their levels: more of the same word counts ever less, and so does a long text.

    What tells little is left out, so that the index stays small: single characters, pairs of words, pairs of
    characters that stand in some unit (`held`) or but seldom in a record's other texts, and all but each record's
    `KEPT` best terms.
    """
    lengths = [sum(body.values()) for body in bodies]
    mean = sum(lengths) / len(bodies)
    frequency = Counter(one for body in bodies for one in body)
    records_of: dict[str, dict[int, int]] = defaultdict(dict)
    for number, body in enumerate(bodies):
        norm = 1 - LENGTH + LENGTH * lengths[number] / mean
        levels = {one: LEVELS * amount / (amount + SATURATION * norm) for one, amount in body.items()}
        telling = {
            one: level * math.log(1 + len(bodies) / frequency[one])
            for one, level in levels.items()
            if round(level) and _alone(one) and (not is_han(one) or _tells(one, body[one], held))
        }
        for one in sorted(telling, key=lambda one: (-telling[one], one))[:KEPT]:
            records_of[one][number] = round(levels[one])
    return dict(records_of)


def _tells(pair: str, amount: float, held: Set[str]) -> bool:
    """Whether Han characters are a pair that only the other texts hold, and more than by chance."""
    return pair not in held and amount >= 3
