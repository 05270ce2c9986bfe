"""`playbook fmt`: YAML in one style, every comment kept. The only place that writes YAML it has read.

Two spaces a level, entries of lists indented under their field, one line feed at the end, no spaces at the ends of
lines, lists in brackets no wider than 120 characters. Texts keep their line breaks, their quotation marks and their
order.

In: a YAML text without faults. Out: the same values and comments in the one style.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from playbook_generator.reading import read

#: How wide a list in brackets may be, in characters.
WIDTH = 120


def tidied(text: str) -> str:
    """`text` in the one style. Raises `ValueError` where that would change what it says."""
    return edited(text, lambda _: None)


def edited(text: str, edit: Callable[[dict[str, Any]], None]) -> str:
    """`text` in the one style, after `edit` has changed its value in place. Raises `ValueError` as `tidied` does."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n") + "\n"
    try:
        value = yaml.load(text)
    except YAMLError as error:
        # This library takes fewer things for YAML than the one that reads, a tab after a colon for one.
        raise ValueError("another style cannot be written") from error
    same = _dumped(yaml, value)
    if read(same.encode()).value != read(text.encode()).value or _comments(same) != _comments(text):
        raise ValueError("another style would change what the file says")
    edit(value)
    return _dumped(yaml, value)


def _dumped(yaml: YAML, value: object) -> str:
    written = io.StringIO()
    yaml.dump(value, written)
    lines: list[str] = []
    within = -1
    for line in written.getvalue().split("\n"):
        # The library writes a list in a list as `-   - `; people write `- - `.
        if nested := re.match(r"( *)-   - ", line):
            within = len(nested[1])
            lines.append(f"{nested[1]}- {line[within + 4 :]}")
        elif within >= 0 and line.startswith(" " * (within + 4)):
            lines.append(line[2:].rstrip())
        else:
            within = -1
            lines.extend(_wrapped(line.rstrip()))
    return "\n".join(lines)


def _wrapped(line: str) -> list[str]:
    """A list in brackets on lines of its own width; a line break after a comma changes no value."""
    found = re.match(r"( *)(?:- |[\w-]+: )\[.*\]$", line)
    if not found or len(line) <= WIDTH:
        return [line]
    lines = [""]
    for part in line.split(", "):
        if lines[-1] and len(lines[-1]) + len(part) + 3 > WIDTH:
            lines[-1] += ","
            lines.append(f"{found[1]}    {part}")
        else:
            lines[-1] += f", {part}" if lines[-1] else part
    return lines


def _comments(text: str) -> list[str]:
    """Everything that may be a comment, whatever stands before it."""
    return sorted(re.findall(r"(?:^|\s)(#.*?)\s*$", text, re.MULTILINE))
