"""A problem in the playbook, and how a report of problems is shown.

A `Problem` says where (file, line, column), which (a code such as `PB031`) and with which details. Its words come
from `messages/<language>.yml`, so that every code reads the same on the terminal, in an editor and in the docs.

In: problems in any order. Out: text. Nothing here reads the playbook, except the line that is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Literal
from unicodedata import east_asian_width

import yaml

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """Something to mend.

    `file` is the path as the editor knows it, from the project's folder, with `/`. `line` and `column` count from
    1, columns in characters. `length` is how many characters of the line are meant. `details` fill the message.
    Where the file's name is what is wrong, `in_name` is the part of it, and `source_line` is empty.
    """

    file: str
    line: int
    column: int
    code: str
    details: Mapping[str, object] = field(default_factory=dict, compare=False)
    severity: Severity = field(default="error", compare=False)
    source_line: str = field(default="", compare=False)
    length: int = field(default=1, compare=False)
    in_name: str = field(default="", compare=False)

    def counted(self) -> Problem:
        """The same as an error."""
        return replace(self, severity="error")

    def message(self, language: str) -> str:
        """What is wrong, in one sentence."""
        return self._words("message", language)

    def hint(self, language: str) -> str:
        """What to write instead, or an empty text."""
        return self._words("hint", language)

    def _words(self, part: str, language: str) -> str:
        words = catalogue(language)[self.code].get(part, "")
        text = words.format_map(_Details(self.details, language))
        near, valid = self.details.get("near"), self.details.get("valid")
        if part == "hint" and near:
            # Next to a likely name a long list of all names only hides it.
            text = "" if isinstance(valid, list) and len(valid) > _FEW else text
            text = catalogue(language)["near"]["hint"].format(near=near) + text
        return text.strip()


#: How many valid names are listed beside a likely one.
_FEW = 6


class _Details(dict[str, object]):
    """Details for a message: a list reads as an enumeration, a type by its name, and nothing is invisible."""

    def __init__(self, details: Mapping[str, object], language: str) -> None:
        types, comma = catalogue(language)["types"], catalogue(language)["report"]["comma"]
        shown = {
            key: comma.join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
            for key, value in details.items()
        }
        if "found" in shown:
            shown["found"] = types.get(shown["found"], shown["found"])
        if "about" in shown:
            shown["about"] = described_text(shown["about"], language)
        super().__init__({key: shortened(visible(value)) for key, value in shown.items()})

    def __missing__(self, key: str) -> str:
        return ""


def visible(text: str) -> str:
    """`text` with every character that no reader can see, or that has no place in a line, as `\\u200b`."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def shortened(text: str, longest: int = 400) -> str:
    """`text`, or its beginning and an ellipsis."""
    return text if len(text) <= longest else text[:longest] + "…"


@cache
def _fields(language: str) -> dict[str, str]:
    file = files("playbook_generator") / "messages" / f"fields.{language}.yml"
    return yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}


def described_text(text: str, language: str) -> str:
    """A description of the models in a language, or as it is where the language has no words for it."""
    return _fields(language).get(text, text)


@cache
def catalogue(language: str) -> dict[str, dict[str, str]]:
    """The messages of all codes in one language; English where there is none in it."""
    folder = files("playbook_generator") / "messages"
    known = language if (folder / f"{language}.yml").is_file() else "en"
    return yaml.safe_load((folder / f"{known}.yml").read_text("utf-8"))  # type: ignore[no-any-return]


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """The valid name most like `word`, if one is like it at all."""
    found = get_close_matches(word[:100].lower(), list(valid), n=1, cutoff=0.6)
    return found[0] if found else None


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of them is an error, not only a warning."""
    return any(problem.severity == "error" for problem in problems)


def report(problems: Iterable[Problem], language: str, paint: Paint | None = None) -> str:
    """All problems for people: sorted, each with its line and a caret, then the count."""
    paint = paint or Paint(False)
    words = catalogue(language)["report"]
    found = sorted(problems)
    blocks = [_block(problem, language, paint) for problem in found]
    if not found:
        return words["none"]
    errors = sum(problem.severity == "error" for problem in found)
    counts = (_counted(errors, words["errors"]), _counted(len(found) - errors, words["warnings"]))
    first = next((problem for problem in found if problem.severity == "error"), found[0])
    return "\n".join([*blocks, words["count"].format(*counts) + words["more"].format(code=first.code)])


def _counted(number: int, forms: str) -> str:
    one, several = forms.split(" | ")
    return (one if number == 1 else several).format(n=number)


class Paint:
    """Colours for a terminal, or nothing where there is none."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, *codes: int) -> str:
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m" if self._on and text else text


def _block(problem: Problem, language: str, paint: Paint) -> str:
    words = catalogue(language)["report"]
    place = f"{problem.file}:{problem.line}:{problem.column}"
    colour = 31 if problem.severity == "error" else 33
    head = f"{paint(place, 1)}: {paint(f'{words[problem.severity]} {problem.code}', 1, colour)}: "
    lines = [head + paint(problem.message(language), 1)]
    if problem.in_name:
        start = problem.file.rindex(problem.in_name)
        caret = " " * _width(problem.file[:start]) + paint("^" * _width(problem.in_name), 1, colour)
        lines += [f"{paint('  |', 34)} {problem.file}", f"{paint('  |', 34)} {caret}"]
    elif problem.source_line.strip():
        number = str(problem.line)
        shown, caret = _clipped(problem)
        lines.append(f"{paint(number + ' |', 34)} {shown}")
        lines.append(f"{paint(' ' * len(number) + ' |', 34)} {paint(caret, 1, colour)}")
    if hint := problem.hint(language):
        lines.append(f"  {paint(words['hint'], 1, 32)}{hint}")
    return "\n".join(lines) + "\n"


#: How many characters of a line are shown, and how many of them before the place.
_SHOWN, _BEFORE = 90, 50


def _clipped(problem: Problem) -> tuple[str, str]:
    """The line, at most about a terminal's width of it around the place, and the carets beneath.

    Han characters are two columns wide on a terminal, so the caret line is padded with the same widths.
    """
    line = "".join(c if c.isprintable() else " " if c == "\t" else "\ufffd" for c in problem.source_line)
    start = max(0, problem.column - _BEFORE) if len(line) > _SHOWN else 0
    shown = ("…" if start else "") + line[start : start + _SHOWN] + ("…" if len(line) > start + _SHOWN else "")
    offset = problem.column - 1 - start + (1 if start else 0)
    marked = shown[offset : offset + max(1, problem.length)]
    return shown, " " * _width(shown[:offset]) + "^" * max(1, _width(marked))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
