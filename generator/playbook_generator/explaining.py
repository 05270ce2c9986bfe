"""What a problem's code means, for `playbook explain` and for the page in the docs.

`messages/explanations.yml` holds for each code the rule behind it in every language of the messages, and what is
wrong and what is right. Both are lines of a record, or names of files where a name is what is wrong.

In: a code and a language. Out: Markdown, which reads well on a terminal too.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypedDict

import yaml
from pydantic.fields import FieldInfo

from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.fields import leaves
from playbook_generator.kinds.record import Part, Record
from playbook_generator.problems import catalogue, described_text, visible


class Explanation(TypedDict, total=False):
    """One entry of the file. `wrong` and `right` are lines of `file`, or `wrong_file` and `right_file` names."""

    en: str
    zh: str
    wrong: str
    right: str
    file: str
    wrong_file: str
    right_file: str


@cache
def explanations() -> dict[str, Explanation]:
    """All entries by their codes, in order."""
    text = (files("playbook_generator") / "messages" / "explanations.yml").read_text("utf-8")
    return yaml.safe_load(text)  # type: ignore[no-any-return]


def explanation(code: str, language: str) -> str | None:
    """The rule, what is wrong, what is right; `None` for a code that does not exist."""
    entry = explanations().get(code)
    if entry is None:
        return None
    words = catalogue(language)["report"]
    rule = entry["zh"] if language == "zh" else entry["en"]
    lines = [f"## {code}", "", rule]
    for part in ("wrong", "right"):
        if name := entry.get(f"{part}_file"):
            lines += ["", words[f"is_{part}"] + f"`{visible(str(name))}`"]
        elif text := entry.get(part):
            file = f"`{entry['file']}`" if "file" in entry else ""
            shown = (f"    {_shown(line)}" for line in str(text).splitlines())
            lines += ["", (words[f"is_{part}"] + file).strip(), "", *shown]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def page_of_all(language: str) -> str:
    """A page with every code."""
    words = catalogue(language)["report"]
    parts = [explanation(code, language) or "" for code in explanations()]
    return "\n".join([f"# {words['all_title']}\n", f"{words['all_intro']}\n", *parts])


def _shown(line: str) -> str:
    """A line with what no reader can see made visible, tabs as arrows."""
    return visible(line.replace("\t", "⇥"))


def described(info: FieldInfo, language: str) -> str:
    """What a field is for; in English where the language has no words for it."""
    return described_text(info.description or "", language)


def page_of_fields(language: str) -> str:
    """A page with every field of every kind, and of the parts they hold."""
    words = catalogue(language)["fields"]
    lines = [f"# {words['title']}", "", words["intro"]]
    lines += ["", f"## {words['shared']}", "", *_table(Record, list(Record.model_fields), language)]
    for kind in all_kinds().values():
        own = [name for name in kind.model_fields if name not in Record.model_fields]
        lines += ["", f"## {kind.kind_name} (`playbook/{kind.folder}/`)", "", *_table(kind, own, language)]
    return "\n".join(lines) + "\n"


def _table(model: type[Part], names: list[str], language: str) -> list[str]:
    """A row a field, those of the parts it holds beneath it."""
    words = catalogue(language)["fields"]
    rows = [f"| {words['field']} | {words['needed']} | {words['what']} |", "| --- | --- | --- |"]
    for name in names:
        for label, info in leaves(model, name):
            needed = words["yes"] if info.is_required() else ""
            rows.append(f"| `{label}` | {needed} | {described(info, language)} |")
    return rows
