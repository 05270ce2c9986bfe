"""The slips of a pen by which a text stops being YAML, in an editor's words.

libyaml says where it gave up and what it had hoped for; the slip is often on a line above. This looks at the text
around that place for what people really do: a colon that is missing or Chinese, a quotation mark that is not closed,
a line that is indented too far, a dash without a space.

In: a text and libyaml's error. Out: one fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

#: The deepest nesting; no kind needs half of it, trees of diagrams included.
DEEPEST = 24


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


def syntax_fault(text: str, error: yaml.MarkedYAMLError) -> Fault:
    """What is wrong with a text that is not YAML."""
    return _Slip(text, error).fault()


def chinese_colon(text: str) -> Fault | None:
    """The key at the beginning of a text that has no English colon at all: YAML takes it for one long word."""
    found = _NO_COLON.match(text)
    return Fault(Place(1, 1, len(found["key"])), "PB074", {"key": found["key"]}) if found and found["colon"] else None


def holds_comments_after_texts(text: str) -> bool:
    """Whether `comment_in_text` can be true anywhere in a text."""
    return _HASH_AFTER_TEXT.search(text) is not None


def comment_in_text(line: str, column: int) -> int | None:
    """Where a text that ends at `column` is cut off by a `#` that was hardly meant to begin a comment."""
    found = _HASH.match(line, column)
    return found.end() - 1 if found else None


#: A key without its colon, or with one that YAML does not take for one: `title 太贵`, `title：太贵`, `title:太贵`.
#: Before a Latin word a space is no colon left out: the line may as well be the rest of a sentence.
_NO_COLON = re.compile(r"\s*(?:- )?(?P<key>[a-z_]{2,30})(?P<colon>[ \t]*：|:(?=\S)|[ \t]+(?=[^\s\w]|[^\x00-\x7f])|$)")
#: Spaces that look like one and are none to YAML: of a Chinese keyboard, of a web page.
_OTHER_SPACE = re.compile(r" *(?:- *)?(?:[\w-]+: *)?(?P<space>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
#: A comment that somebody means to write has a space after its `#`.
_HASH = re.compile(r"[ \t]+#(?=[^\s#])")
_HASH_AFTER_TEXT = re.compile(rf"\S{_HASH.pattern}")
_KEY = re.compile(r"\s*(?:- )*[\w-]+:(?: |$)")
_NO_SPACE = re.compile(r"\s*-(?=[^\s-])")


class _Slip:
    """One error with the text around it. Lines and columns count from 0 here, as libyaml's do."""

    def __init__(self, text: str, error: yaml.MarkedYAMLError) -> None:
        self.lines = text.split("\n")
        self.problem = f"{error.context or ''}: {error.problem or ''}".strip(" :")
        mark = error.problem_mark or error.context_mark
        self.row, self.column = (mark.line, mark.column) if mark is not None else (0, 0)
        start = error.context_mark
        self.start = (start.line, start.column) if start is not None else (self.row, self.column)
        after = self.lines[self.row :] or [""]  # The end may be marked on a line behind the last.
        self.at_end = not "".join([after[0][self.column :], *after[1:]]).strip()
        while self.row >= len(self.lines) or (self.row and not self.lines[self.row].strip()):
            self.row, self.column = self.row - 1, 0

    def fault(self) -> Fault:
        """The slip."""
        said = self.problem
        shown = self.lines[self.row]
        indent = re.match(r"[ ]*\t", shown)
        if indent and "quoted" not in said:
            return self._at(self.row, indent.end() - 1, "PB011")
        if "quoted scalar" in said:
            if "end of stream" in said:
                return self._at(*self.start, "PB012")
            return self._at(self.row, max(0, shown.rfind("\\", 0, self.column + 1)), "PB069")
        if "an alias" in said or "an anchor" in said or "block scalar" in said or "directive" in said:
            return self._cannot_begin(*self.start)
        if "cannot start any token" in said or "not allowed in this context" in said and "values" not in said:
            return self._cannot_begin(self.row, self.column)
        if "document start" in said:
            return self._at(max(0, self.row - 1), 0, "PB014")
        if "maximum nesting" in said:
            return self._at(self.row, self.column, "PB021", most=DEEPEST)
        if "flow" in said or "unexpected ':'" in said:
            return self._in_brackets()
        if "values are not allowed" in said or "could not find expected ':'" in said:
            return self._at_a_colon()
        if "did not find expected" in said:
            return self._between_lines()
        return self._at(self.row, self.column, "PB010", problem=said)

    def _at(self, row: int, column: int, code: str, length: int = 1, **details: object) -> Fault:
        return Fault(Place(row + 1, column + 1, length), code, details)

    def _cannot_begin(self, row: int, column: int) -> Fault:
        return self._at(row, column, "PB024", character=self.lines[row][column : column + 1])

    def _in_brackets(self) -> Fault:
        # Where a value is missing at the end of the file, libyaml names the end, not the bracket.
        row, column = self._bracket() if self.at_end and "flow node" in self.problem else self.start
        if self.at_end or (self.row > row and "node content" not in self.problem):
            return self._at(row, column, "PB065", character=self.lines[row][column : column + 1])
        if self.lines[self.row][self.column : self.column + 1] == ":":
            return self._at(self.row, self.column, "PB023")
        return self._at(self.row, self.column, "PB085")

    def _bracket(self) -> tuple[int, int]:
        """Where the last bracket stands that nothing closes."""
        closed = 0
        for row in range(self.row, -1, -1):
            for column in range(len(self.lines[row]) - 1, -1, -1):
                character = self.lines[row][column]
                closed += (character in "]}") - (character in "[{")
                if closed < 0:
                    return row, column
        return self.row, 0

    def _at_a_colon(self) -> Fault:
        """A colon where none may be, or none where one must be."""
        here = self.start[0] if "could not find" in self.problem else self.row
        for row in (self._above(here), here):
            if row is not None and (space := _OTHER_SPACE.match(self.lines[row])):
                return self._at(row, space.start("space"), "PB090", character=f"U+{ord(space['space']):04X}")
        if "could not find" not in self.problem and not _KEY.fullmatch(self.lines[here][: self.column + 2]):
            return self._at(self.row, self.column, "PB023")
        above = here if "could not find" in self.problem else self._above(here)
        if above is None:
            return self._at(self.row, self.column, "PB023")
        line = self.lines[above]
        if dash := _NO_SPACE.match(line):
            return self._at(above, dash.end() - 1, "PB084")
        if not _KEY.match(line) and (found := _NO_COLON.match(line)):
            length = max(1, len(found["key"]))
            return self._at(above, found.start("key"), "PB074", length, key=found["key"])
        if "could not find" in self.problem:
            return self._at(here, self._indent(here), "PB091", len(line.strip()))
        if self._indent(here) > self._indent(above):
            return self._at(here, self._indent(here), "PB083")
        return self._at(self.row, self.column, "PB023")

    def _between_lines(self) -> Fault:
        """A line that belongs to nothing above it, or a line that goes on after its end."""
        shown = self.lines[self.row]
        before = shown[: self.column].rstrip()
        if before.endswith(('"', "'")):
            # A quotation mark that closes one from a line above was meant to open its own text.
            row = self.row if before.count(before[-1]) % 2 == 0 else self._opening(before[-1])
            if row != self.row:
                return self._at(row, self.lines[row].index(before[-1]), "PB012")
            return self._at(self.row, self.column, "PB073", max(1, len(shown.rstrip()) - self.column))
        if before.endswith(("]", "}")) and shown[self.column] in "]}":
            return self._at(self.row, self.column, "PB085")
        if before.endswith(("]", "}")) and (value := re.search(r"(?:: |- )([\[{])", shown)):
            return self._cannot_begin(self.row, value.start(1))
        if dash := _NO_SPACE.match(shown):
            return self._at(self.row, dash.end() - 1, "PB084")
        return self._at(self.row, self.column, "PB025")

    def _opening(self, mark: str) -> int:
        """The nearest line above that opens a quotation and does not close it."""
        rows = (row for row in range(self.row - 1, -1, -1) if self.lines[row].count(mark) % 2)
        return next(rows, self.row)

    def _above(self, row: int) -> int | None:
        """The line before with something on it."""
        rows = (above for above in range(row - 1, -1, -1) if self.lines[above].strip())
        return next(rows, None)

    def _indent(self, row: int) -> int:
        return len(self.lines[row]) - len(self.lines[row].lstrip(" "))
