"""A report of problems for machines: JSON for programs, annotations for a code host. For people `problems.report`.

In: problems in any order. Out: text; nothing is written here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from playbook_generator.problems import Problem, report

#: The host cuts a job's summary off at 1 MiB.
LONGEST_SUMMARY = 1_000_000


def as_json(problems: Iterable[Problem], language: str) -> str:
    """`{"problems": [{file, line, column, code, severity, message, hint}]}`, sorted."""
    found = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message(language),
            "hint": problem.hint(language),
        }
        for problem in sorted(problems)
    ]
    return json.dumps({"problems": found}, ensure_ascii=False, indent=2)


def as_annotations(problems: Iterable[Problem], language: str) -> str:
    """A workflow command a problem, by which GitHub shows it on its line of a pull request."""
    lines = []
    for problem in sorted(problems):
        text = "\n".join(part for part in (problem.message(language), problem.hint(language)) if part)
        place = f"file={_property(problem.file)},line={problem.line},col={problem.column}"
        lines.append(f"::{problem.severity} {place},title={problem.code}::{_data(text)}")
    return "\n".join(lines)


def as_summary(problems: Iterable[Problem], language: str) -> str:
    """The whole report as Markdown for a job's summary: the host shows only ten annotations a step."""
    text = report(problems, language)
    if len(text.encode()) > LONGEST_SUMMARY:
        text = text.encode()[:LONGEST_SUMMARY].decode("utf-8", "ignore") + "\n…"
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}\n{fence}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
