"""YAML text → plain values, safely, with the place of every value at hand.

The playbook's files use a small part of YAML: mappings, lists, texts, numbers, dates. Everything by which a file
could surprise a reader or a machine is refused by name: anchors and aliases, merge keys, tags, several
documents, duplicate keys, deep nesting, huge files, invisible characters. The text is read as a stream of
libyaml's events (PyYAML's C parser), so that neither depth nor size costs more than it must.

In: bytes. Out: a `Document`: the value, what is wrong, and a function from a path to a place. The places are worked
out again when they are asked for: a file without problems never needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml
from yaml import events as ev
from yaml.constructor import SafeConstructor
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from playbook_generator.kinds.record import Path

#: The largest file that is read, in bytes; the longest record is under a twentieth of it.
LARGEST_FILE = 1_000_000
#: The deepest nesting; no kind needs half of it, trees of diagrams included.
DEEPEST = 24

Plain = str | int | float | bool | date | None | list["Plain"] | dict[str, "Plain"]

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\ufeff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} |\|{7} )", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """A stretch of a line, counted from 1, in characters."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text before it is a record."""

    place: Place
    code: str
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """One file's value and what is wrong with it. `value` is `None` where a fault left nothing to work with."""

    text: str
    value: dict[str, Plain] | None
    faults: tuple[Fault, ...] = ()

    def line(self, number: int) -> str:
        """A line of the text, counted from 1."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """Where the value at `path` stands, or its key; for a path that is not there, its nearest holder."""
        places = _parse(self.text, with_places=True).places
        while path and path not in places:
            path = path[:-1]
            of_key = True
        key, value = places.get(path, (Place(1, 1), Place(1, 1)))
        return key if of_key else value


def read(data: bytes) -> Document:
    """The document in `data`. Never raises: whatever is wrong is a fault of the document."""
    if len(data) > LARGEST_FILE:
        return Document("", None, (Fault(Place(1, 1), "PB005", {"size": len(data), "most": LARGEST_FILE}),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        return Document(before, None, (Fault(_place_at(before, len(before)), "PB001"),))
    faults = list(_faults_of_characters(text))
    if faults:
        return Document(text, None, tuple(faults))
    text = text.replace("\r\n", "\n")
    if conflict := _CONFLICT.search(text):
        return Document(text, None, (Fault(_place_at(text, conflict.start(), 7), "PB013"),))
    parsed = _parse(text)
    faults = parsed.faults
    value = parsed.value
    if not faults and not isinstance(value, dict):
        code = "PB015" if value is None else "PB016"
        faults.append(Fault(parsed.places.get((), (Place(1, 1),) * 2)[1], code, {"found": name_of(value)}))
    return Document(text, value if isinstance(value, dict) else None, tuple(faults))


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
    if text.startswith("\ufeff"):
        yield Fault(Place(1, 1), "PB002")
        text = text[1:]
    for pattern, code in ((_CONTROL, "PB003"), (_BIDI, "PB004"), (_INVISIBLE, "PB004")):
        if found := pattern.search(text):
            details: dict[str, object] = {"character": f"U+{ord(found.group()):04X}"}
            yield Fault(_place_at(text, found.start()), code, details)


@dataclass
class _Parsed:
    value: Any = None
    faults: list[Fault] = field(default_factory=list)
    places: dict[Path, tuple[Place, Place]] = field(default_factory=dict)


class _Stop(Exception):  # noqa: N818 - it ends a reading, it is no error
    """Nothing sensible can be read after this."""


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


def _tag(value: str) -> str:
    """The type that YAML sees in an unquoted word."""
    return str(_resolver.resolve(ScalarNode, value, (True, False)))  # type: ignore[no-untyped-call]


_MERGE = "tag:yaml.org,2002:merge"


def _parse(text: str, *, with_places: bool = False) -> _Parsed:
    builder = _Builder(text, with_places)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        builder.parsed.faults.append(_syntax_fault(text, error))
    except yaml.YAMLError:
        builder.parsed.faults.append(Fault(Place(1, 1), "PB010", {"problem": "unreadable"}))
    except _Stop:
        pass
    return builder.parsed


class _Builder:
    """Builds the value from the events, and notes every fault and, if asked, every place."""

    def __init__(self, text: str, with_places: bool) -> None:
        self._lines = text.split("\n") if with_places else []
        self._with_places = with_places
        self._open: list[_Open] = []
        self._documents = 0
        self.parsed = _Parsed()

    def take(self, event: Any) -> None:
        if isinstance(event, ev.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (ev.MappingStartEvent, ev.SequenceStartEvent)):
            self._begin(event)
        elif isinstance(event, (ev.MappingEndEvent, ev.SequenceEndEvent)):
            self._open.pop()
        elif isinstance(event, ev.AliasEvent):
            self._fault(event, "PB018", name=event.anchor)
            self._put(None, event)
        elif isinstance(event, ev.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._fault(event, "PB014")
                raise _Stop

    def _fault(self, event: Any, code: str, **details: object) -> None:
        self.parsed.faults.append(Fault(self._place(event), code, details))

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        same_line = start.line == end.line
        length = end.column - start.column if same_line else 1
        return Place(start.line + 1, start.column + 1, max(1, length))

    def _refusals(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(event, "PB018", name=event.anchor)
        if event.tag is not None:
            self._fault(event, "PB020", tag=event.tag)

    def _begin(self, event: Any) -> None:
        self._refusals(event)
        if len(self._open) >= DEEPEST:
            self._fault(event, "PB021", most=DEEPEST)
            raise _Stop
        value: list[Any] | dict[str, Any] = {} if isinstance(event, ev.MappingStartEvent) else []
        holder = self._open[-1] if self._open else None
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            self._fault(event, "PB022")
            holder.key, holder.dropped = "", True
        path = self._put(value, event)
        self._open.append(_Open(value, path))

    def _scalar(self, event: Any) -> None:
        self._refusals(event)
        holder = self._open[-1] if self._open else None
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            self._key(holder, event)
        else:
            self._put(self._value(event), event)

    def _key(self, holder: _Open, event: Any) -> None:
        place = self._place(event)
        holder.key, holder.key_place, holder.dropped = event.value, place, False
        tag = _tag(event.value) if event.implicit[0] else ""
        if tag == _MERGE:
            self._fault(event, "PB019")
            holder.dropped = True
        elif event.implicit[0] and tag in _MAKERS:
            self._fault(event, "PB022", key=event.value)
            holder.dropped = True
        elif event.value in holder.keys:
            self._fault(event, "PB017", key=event.value, first=holder.keys[event.value])
            holder.dropped = True
        else:
            holder.keys[event.value] = place.line

    def _value(self, event: Any) -> Plain:
        if not event.implicit[0]:
            return str(event.value)
        tag = _tag(event.value)
        make = _MAKERS.get(tag)
        if make is None:
            return str(event.value)
        try:
            made: Plain = make(ScalarNode(tag, event.value))
        except ValueError:
            code = "PB036" if tag.endswith("timestamp") else "PB033"
            self._fault(event, code, found="date" if code == "PB036" else "number", value=event.value)
            return str(event.value)
        return made

    def _put(self, value: Any, event: Any) -> Path:
        if not self._open:
            self.parsed.value = value
            path: Path = ()
            key_place = None
        else:
            holder = self._open[-1]
            key_place = None
            if isinstance(holder.value, list):
                path = (*holder.path, len(holder.value))
                holder.value.append(value)
            else:
                path = (*holder.path, holder.key or "")
                key_place = holder.key_place
                if not holder.dropped:
                    holder.value[holder.key or ""] = value
                holder.key = None
                if holder.dropped:
                    holder.dropped = False
                    return path
        if self._with_places:
            place = self._place_of_value(event, value)
            self.parsed.places[path] = (key_place or place, place)
        return path

    def _place_of_value(self, event: Any, value: Any) -> Place:
        place = self._place(event)
        # A block text begins at its `>` or `|`, an absent value where the next token would be: fine as they are.
        if isinstance(value, (dict, list)):
            return Place(place.line, place.column, 1)
        if event.start_mark.line != event.end_mark.line and place.line <= len(self._lines):
            return Place(place.line, place.column, max(1, len(self._lines[place.line - 1]) - place.column + 1))
        return place


def _syntax_fault(text: str, error: yaml.MarkedYAMLError) -> Fault:
    """libyaml's error in an editor's words: the usual slips by name, the rest as it says it."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    lines = text.split("\n")
    shown = lines[line] if line < len(lines) else ""
    problem = f"{error.context or ''} {error.problem or ''}".strip()
    place = Place(line + 1, column + 1)
    indent = re.match(r"[ ]*\t", shown)
    if indent or "'\\t'" in problem or "tab character" in problem:
        at = indent.end() if indent else column + 1
        return Fault(Place(line + 1, at), "PB011")
    if "quoted scalar" in problem or ("stream end" in problem and error.context_mark is not None):
        start = error.context_mark
        if start is not None and "quoted" in problem:
            return Fault(Place(start.line + 1, start.column + 1), "PB012")
    if "mapping values are not allowed" in problem:
        return Fault(place, "PB023")
    if "cannot start any token" in problem:
        character = shown[column] if column < len(shown) else ""
        return Fault(place, "PB024", {"character": character})
    if "did not find expected" in problem or "could not find expected" in problem:
        return Fault(place, "PB025", {"problem": problem})
    if "maximum nesting" in problem:
        return Fault(place, "PB021", {"most": DEEPEST})
    return Fault(place, "PB010", {"problem": problem})
