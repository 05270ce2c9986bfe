"""YAML text → plain values, safely, with the place of every value at hand.

The playbook's files use a small part of YAML: mappings, lists, texts, numbers, dates. Everything by which a file
could surprise a reader or a machine is refused by name: anchors and aliases, merge keys, tags, several
documents, duplicate keys, deep nesting, huge files, invisible characters. The text is read as a stream of
libyaml's events (PyYAML's C parser), so that neither depth nor size costs more than it must.

In: bytes. Out: a `Document`: the value, what is wrong, and a function from a path to a place. The places are worked
out when they are first asked for: a file without problems never needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

import yaml
from yaml import events as ev
from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from playbook_generator.kinds.record import Path
from playbook_generator.slips import (
    DEEPEST,
    Fault,
    Place,
    chinese_colon,
    comment_in_text,
    holds_comments_after_texts,
    syntax_fault,
)

#: The largest file that is read, in bytes; the longest record is under a twentieth of it.
LARGEST_FILE = 1_000_000
#: How many faults of one sort are named in one file.
MOST_FAULTS = 20

Plain = str | int | float | bool | date | None | list["Plain"] | dict[str, "Plain"]

# Line breaks to YAML, but to no editor: lines would be counted otherwise than they are seen.
_INVISIBLE = re.compile(
    "[\u0085\u2028\u2029\u200b\u200c\u200d\u200e\u200f\u2060-\u2064\u00ad\u034f\u061c\u115f\u1160\u180e\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]|\r(?!\n)")
#: What a program writes where it could not read a character.
_LOST = re.compile("\ufffd")
#: Any of these, so that most texts are looked through once.
_ODD = re.compile("|".join(pattern.pattern for pattern in (_CONTROL, _BIDI, _INVISIBLE, _LOST)))
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} |\|{7} )", re.MULTILINE)


@dataclass(frozen=True)
class Spot:
    """Where a value stands: its key, its beginning, and the last line that belongs to it."""

    key: Place
    value: Place
    last_line: int


@dataclass(frozen=True)
class Document:
    """One file's value and what is wrong with it. `value` is `None` where a fault left nothing to work with."""

    text: str
    value: dict[str, Plain] | None
    faults: tuple[Fault, ...] = ()

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _spots(self) -> dict[Path, Spot]:
        return _parse(self.text, with_places=True).spots

    def line(self, number: int) -> str:
        """A line of the text, counted from 1."""
        return self._lines[number - 1].rstrip("\r") if 0 < number <= len(self._lines) else ""

    def place(self, path: Path, *, of_key: bool = False, words: str = "") -> Place:
        """Where the value at `path` stands, or its key; for a path that is not there, its nearest holder.

        With `words`, the first place inside the value where they are written, if they are.
        """
        while path and path not in self._spots:
            path = path[:-1]
            of_key = True
        spot = self._spots.get(path)
        if spot is None:
            return Place(1, 1)
        if of_key:
            return spot.key
        for number in range(spot.value.line, spot.last_line + 1) if words else ():
            start = spot.value.column - 1 if number == spot.value.line else 0
            found = self.line(number).find(words, start)
            if found >= 0:
                return Place(number, found + 1, len(words))
        return spot.value

    def written(self, place: Place) -> str:
        """What the editor wrote at a place, which may be another thing than YAML makes of it (`yes`)."""
        return self.line(place.line)[place.column - 1 :][: place.length].strip()


@lru_cache(maxsize=4096)
def read(data: bytes) -> Document:
    """The document in `data`. Never raises: whatever is wrong is a fault of the document.

    The same bytes are read once in a process: a preview loads the playbook again after every edit of one file.
    """
    if len(data) > LARGEST_FILE:
        return Document("", None, (too_large(len(data)),))
    if b"\0" in data[:4]:
        # UTF-16 or UTF-32 without a mark, whose beginning could pass for UTF-8.
        return Document(data[:200].decode("utf-8", "replace"), None, (Fault(Place(1, 1), "PB001"),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = data[error.start :].split(b"\n", 1)[0].decode("utf-8", "replace")
        return Document(before + line, None, (Fault(_place_at(before, len(before)), "PB001"),))
    faults = list(_faults_of_characters(text))
    if faults:
        return Document(text, None, tuple(faults))
    text = text.replace("\r\n", "\n")
    if conflicts := list(islice(_CONFLICT.finditer(text), MOST_FAULTS)):
        found = (Fault(_place_at(text, conflict.start(), 7), "PB013") for conflict in conflicts)
        return Document(text, None, tuple(found))
    parsed = _parse(text)
    faults, value = parsed.faults, parsed.value
    if not faults and isinstance(value, str) and (colon := chinese_colon(text)):
        faults.append(colon)
    if not faults and not isinstance(value, dict):
        place = _parse(text, with_places=True).spots.get((), Spot(Place(1, 1), Place(1, 1), 1)).value
        faults.append(Fault(place, "PB015" if value is None else "PB016", {"found": name_of(value)}))
    return Document(text, value if isinstance(value, dict) and not parsed.broken else None, tuple(faults))


def too_large(size: int) -> Fault:
    """The fault of a file of `size` bytes."""
    return Fault(Place(1, 1), "PB005", {"size": f"{size:,}", "most": f"{LARGEST_FILE:,}"})


def name_of(value: object) -> str:
    """What an editor would call a value of this type; a key of the messages' table `types`."""
    for kinds, name in _NAMES:
        if isinstance(value, kinds):
            return name
    return "nothing"


_NAMES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "boolean"),
    ((int, float), "number"),
    (date, "date"),
    (str, "text"),
    ((list, tuple), "list"),
    (dict, "mapping"),
)


def _place_at(text: str, index: int, length: int = 1) -> Place:
    line = text.count("\n", 0, index) + 1
    return Place(line, index - (text.rfind("\n", 0, index) + 1) + 1, length)


def _faults_of_characters(text: str) -> Iterator[Fault]:
    if not _ODD.search(text):
        return
    if text.startswith("\ufeff"):
        yield Fault(Place(1, 1), "PB002")
        text = text[1:]
    for pattern, code in ((_CONTROL, "PB003"), (_BIDI, "PB004"), (_INVISIBLE, "PB004"), (_LOST, "PB092")):
        for found in islice(pattern.finditer(text), MOST_FAULTS):
            details: dict[str, object] = {"character": f"U+{ord(found.group()):04X}"}
            yield Fault(_place_at(text, found.start()), code, details)


@dataclass
class _Parsed:
    value: Any = None
    faults: list[Fault] = field(default_factory=list)
    spots: dict[Path, Spot] = field(default_factory=dict)
    #: Whether the reading stopped before the end, so that the value is only a part.
    broken: bool = False


class _UnreadableError(Exception):
    """Nothing sensible can be read after this; `broken` when the value is only a part of what was meant."""

    def __init__(self, *, broken: bool) -> None:
        super().__init__()
        self.broken = broken


@dataclass
class _Open:
    """A list or mapping that is not yet closed. `key` is the mapping's key that waits for its value."""

    value: list[Any] | dict[str, Any]
    path: Path
    key: str | None = None
    key_place: Place | None = None
    keys: dict[str, int] = field(default_factory=dict)
    #: The value that comes next belongs to a refused or repeated key and is read but not kept.
    dropped: bool = False


_resolver = Resolver()
_constructor = SafeConstructor()
_MAKERS = {
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:bool": _constructor.construct_yaml_bool,
    "tag:yaml.org,2002:int": _constructor.construct_yaml_int,
    "tag:yaml.org,2002:float": _constructor.construct_yaml_float,
    "tag:yaml.org,2002:timestamp": _constructor.construct_yaml_timestamp,
}
_MERGE = "tag:yaml.org,2002:merge"
#: What an unquoted word begins with that may be something else than a text.
_SUSPICIOUS = frozenset(first or "" for first in Resolver.yaml_implicit_resolvers)


_DASH = re.compile(r" *-(?= )")
_NUMBER = re.compile(r"[-+]?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?|[-+]?\.(inf|nan)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _resolved(value: str) -> str:
    tag = str(_resolver.resolve(ScalarNode, value, (True, False)))  # type: ignore[no-untyped-call]
    if tag.endswith((":int", ":float")) and not _NUMBER.fullmatch(value):
        # `010` would be 8 and `8:30` would be 510: what nobody means stays as it is written.
        return ""
    return tag


def _tag(value: str) -> str:
    """The type that YAML sees in an unquoted word; an empty text for a text."""
    return _resolved(value) if value[:1] in _SUSPICIOUS else ""


def _parse(text: str, *, with_places: bool = False) -> _Parsed:
    builder = _Builder(text, with_places)
    parsed = builder.parsed
    try:
        parser = yaml.CSafeLoader(text)
        try:
            takers = builder.takers
            while (event := parser.get_event()) is not None:
                if take := takers.get(type(event)):
                    take(event)
        finally:
            parser.dispose()
    except yaml.MarkedYAMLError as error:
        parsed.faults.append(syntax_fault(text, error))
        parsed.broken = True
    except yaml.YAMLError:
        parsed.faults.append(Fault(Place(1, 1), "PB010", {"problem": "unreadable"}))
        parsed.broken = True
    except _UnreadableError as stop:
        parsed.broken = stop.broken
    return parsed


class _Builder:
    """Builds the value from the events, and notes every fault and, if asked, every place."""

    def __init__(self, text: str, with_places: bool) -> None:
        self._text = text
        #: Whether a comment could cut a text off anywhere.
        self._hashes = holds_comments_after_texts(text)
        self._with_places = with_places
        self._open: list[_Open] = []
        self._documents = 0
        self.parsed = _Parsed()
        #: How to go on by one event, by its type.
        self.takers: dict[type, Callable[[Any], None]] = {
            ev.ScalarEvent: self._scalar,
            ev.MappingStartEvent: self._begin,
            ev.SequenceStartEvent: self._begin,
            ev.MappingEndEvent: self._end,
            ev.SequenceEndEvent: self._end,
            ev.AliasEvent: self._alias,
            ev.DocumentStartEvent: self._document,
        }

    def _end(self, event: Any) -> None:
        closed = self._open.pop()
        if self._with_places and (spot := self.parsed.spots.get(closed.path)):
            # A block ends where the next token begins: on a line that is no longer its own.
            last = event.end_mark.line + 1 if event.end_mark.column else event.end_mark.line
            self.parsed.spots[closed.path] = Spot(spot.key, spot.value, max(spot.value.line, last))

    def _alias(self, event: Any) -> None:
        self._anchored(event)
        holder = self._open[-1] if self._open else None
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            holder.key, holder.dropped = "", True
        else:
            self._put("", event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._fault(event, "PB014")
            raise _UnreadableError(broken=False)

    def _fault(self, event: Any, code: str, **details: object) -> None:
        self.parsed.faults.append(Fault(self._place(event), code, details))

    def _anchored(self, event: Any) -> None:
        """An anchor or alias, named once a line."""
        before = self.parsed.faults[-1] if self.parsed.faults else None
        if before is None or (before.code, before.place.line) != ("PB018", event.start_mark.line + 1):
            place = self._place(event)
            fault = Fault(Place(place.line, place.column, 1 + len(event.anchor)), "PB018", {"name": event.anchor})
            self.parsed.faults.append(fault)

    @cached_property
    def _lines(self) -> list[str]:
        """Split once and only when asked for: most files need no look at their lines."""
        return self._text.split("\n")

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        same_line = start.line == end.line
        length = end.column - start.column if same_line else 1
        return Place(start.line + 1, start.column + 1, max(1, length))

    def _refusals(self, event: Any) -> None:
        if event.anchor is not None:
            self._anchored(event)
        if event.tag is not None:
            self._fault(event, "PB020", tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _begin(self, event: Any) -> None:
        self._refusals(event)
        if len(self._open) >= DEEPEST:
            self._fault(event, "PB021", most=DEEPEST)
            raise _UnreadableError(broken=True)
        value: list[Any] | dict[str, Any] = {} if isinstance(event, ev.MappingStartEvent) else []
        holder = self._open[-1] if self._open else None
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            self._fault(event, "PB022", key="[…]")
            holder.key, holder.dropped = "", True
        path = self._put(value, event)
        self._open.append(_Open(value, path))

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refusals(event)
        holder = self._open[-1] if self._open else None
        if holder is not None and holder.key is None and isinstance(holder.value, dict):
            self._key(holder, event)
        else:
            self._put(self._value(event), event)

    def _key(self, holder: _Open, event: Any) -> None:
        key = event.value
        holder.key, holder.dropped = key, False
        if self._with_places:
            holder.key_place = self._place(event)
        tag = _tag(key) if event.implicit[0] else ""
        if tag == _MERGE:
            self._fault(event, "PB019")
            holder.dropped = True
        elif tag in _MAKERS:
            self._fault(event, "PB022", key=key)
            holder.dropped = True
        elif key in holder.keys:
            self._fault(event, "PB017", key=key, first=holder.keys[key])
            holder.dropped = True
        else:
            holder.keys[key] = event.start_mark.line + 1

    def _value(self, event: Any) -> Plain:
        value: str = event.value
        plain = event.implicit[0]
        if plain and (self._hashes or " - " in value):
            self._cut_or_run_on(event)
        tag = _tag(value) if plain else ""
        make = _MAKERS.get(tag)
        if make is None:
            return value
        try:
            made: Plain = make(ScalarNode(tag, value))
        except (ValueError, OverflowError):
            code = "PB036" if tag.endswith("timestamp") else "PB033"
            self._fault(event, code, field=self._name(), value=value)
            return value
        return made

    def _cut_or_run_on(self, event: Any) -> None:
        """A text without quotation marks that says something else to YAML than to whoever reads its lines."""
        lines = self._lines
        first, last = event.start_mark.line, event.end_mark.line
        for row in range(first + 1, last + 1):
            if dash := _DASH.match(lines[row]):
                self.parsed.faults.append(Fault(Place(row + 1, dash.end()), "PB083"))
                return
        if (hash_ := comment_in_text(lines[last], event.end_mark.column)) is not None:
            self.parsed.faults.append(Fault(Place(last + 1, hash_ + 1), "PB093"))

    def _name(self) -> str:
        """The key to which the value that comes next belongs."""
        keys = [holder.key for holder in self._open if holder.key]
        return keys[-1] if keys else ""

    def _put(self, value: Any, event: Any) -> Path:
        if not self._open:
            self.parsed.value = value
            path: Path = ()
            key_place = None
        else:
            holder = self._open[-1]
            key_place = None
            if isinstance(holder.value, list):
                path = (*holder.path, len(holder.value)) if self._with_places else ()
                holder.value.append(value)
            else:
                key = holder.key or ""
                holder.key = None
                if holder.dropped:
                    holder.dropped = False
                    # Nobody looks for what is read and not kept.
                    return (*holder.path, key, "dropped")
                path = (*holder.path, key) if self._with_places else ()
                holder.value[key] = value
                key_place = holder.key_place
        if self._with_places:
            place = self._place_of_value(event, value)
            self.parsed.spots[path] = Spot(key_place or place, place, event.end_mark.line + 1)
        return path

    def _place_of_value(self, event: Any, value: Any) -> Place:
        place = self._place(event)
        # A block text begins at its `>` or `|`, an absent value where the next token would be: fine as they are.
        if isinstance(value, (dict, list)):
            return Place(place.line, place.column, 1)
        if event.start_mark.line != event.end_mark.line and place.line <= len(self._lines):
            return Place(place.line, place.column, max(1, len(self._lines[place.line - 1]) - place.column + 1))
        return place
