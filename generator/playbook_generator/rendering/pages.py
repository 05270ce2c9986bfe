"""All pages of one edition as Markdown: a page a record, a list a kind, the home page.

In: an edition. Out: `Page` values, ready for any engine that reads Markdown with a YAML head.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.process import Process
from playbook_generator.kinds.record import Record
from playbook_generator.kinds.worksheet import Column
from playbook_generator.playbook import Edition, Entry
from playbook_generator.rendering import markdown
from playbook_generator.rendering.words import words
from playbook_generator.values import RichText, Text


@dataclass(frozen=True)
class Page:
    """One page: where it goes, what it holds, which file of the playbook an editor changes for it."""

    #: From the folder of the pages, with `/`.
    path: str
    title: str
    description: str
    body: str
    #: From the playbook's folder; empty for a page that is made of many records.
    edit_file: str = ""
    meta: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole file: a YAML head, then the Markdown."""
        head = {"title": str(self.title), "description": str(self.description), **self.meta}
        return f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)}---\n\n{self.body}"


def page_path(key: str) -> str:
    """Where the page of a record is, by the record's key."""
    return f"{key}.md"


def pages(edition: Edition) -> Iterator[Page]:
    """Every page of an edition."""
    renderer = _Renderer(edition)
    yield renderer.home()
    for folder in edition.folders:
        yield renderer.list_page(folder)
    for entry in edition.entries.values():
        yield renderer.record_page(entry)
    for entry in edition.entries.values():
        for alias in entry.record.aliases:
            yield redirect(entry, f"{entry.folder}/{alias}")


def redirect(entry: Entry, former: str) -> Page:
    """A page at a record's former address that leads to the present one."""
    meta = {"template": "pb-redirect.html", "to": entry.key, "search": {"exclude": True}}
    return Page(page_path(former), entry.record.title, entry.record.summary, "", entry.file, meta)


class _Renderer:
    """Holds what all pages of an edition share: the environment and the words."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._words = words(edition.language)
        self._environment = Environment(
            loader=PackageLoader("playbook_generator"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self._finalize,
        )

    def home(self) -> Page:
        settings = self._edition.settings
        meta = {"hide": ["navigation", "toc"]}
        body = self._render("home.j2", "index.md")
        return Page("index.md", self._words["home.title"], settings.summary, body, meta=meta)

    def list_page(self, folder: str) -> Page:
        path, title = f"{folder}/index.md", self._words[f"kinds.{folder}.many"]
        body = self._render("list.j2", path, folder=folder, kind=all_kinds()[folder], title=title)
        return Page(path, title, self._words[f"kinds.{folder}.about"], body, meta={"hide": ["toc"]})

    def record_page(self, entry: Entry) -> Page:
        path, record = page_path(entry.key), entry.record
        body = self._render(f"kinds/{record.kind_name}.j2", path, entry=entry, record=record)
        return Page(path, record.title, record.summary, body, entry.file, {"record": entry.key})

    def _render(self, template: str, here: str, **values: object) -> str:
        context = {"edition": self._edition, "here": here, "t": self._words, **values}
        helpers = _Helpers(self._edition, here)
        context |= {"href": helpers.href, "attribute": markdown.attribute, "basis_marks": basis_marks}
        context |= {"step_nodes": helpers.step_nodes, "column_rows": helpers.column_rows}
        blocks = self._environment.get_template("blocks/markdown.j2")
        context["b"] = blocks.make_module(context)
        text = self._environment.get_template(template).render(context)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"

    @pass_context
    def _finalize(self, context: Context, value: object) -> Markup:
        """Any value of a template as Markdown: rich text formatted, every other text escaped."""
        if isinstance(value, Markup):
            return value
        if isinstance(value, RichText):
            helpers = _Helpers(self._edition, str(context["here"]))
            made = markdown.rich(value, helpers.link)
            lang = self._foreign(value)
            return Markup(f'<div lang="{lang}" markdown>\n\n{made}\n\n</div>') if lang else made
        made = markdown.escape(str(value))
        lang = self._foreign(value) if isinstance(value, Text) else ""
        return Markup(f'<span lang="{lang}">{made}</span>') if lang else made

    def _foreign(self, text: Text) -> str:
        """The language of a text that is not in the edition's language; empty for one that is."""
        language = text.lang or self._edition.settings.source_language
        return "" if language == self._edition.language else language


class _Helpers:
    """Addresses as seen from one page."""

    def __init__(self, edition: Edition, here: str) -> None:
        self._edition = edition
        self._here = here

    def href(self, target: str) -> Markup:
        """The address of a page's file, or of a record by its key, from the page that links to it."""
        path = target if target.endswith(".md") else page_path(target)
        return Markup(posixpath.relpath(path, posixpath.dirname(self._here) or "."))

    def link(self, address: str, inner: str) -> str:
        """A link inside a rich text, with the caution of the record it leads to."""
        if address not in self._edition.entries:
            return f"[{inner}]({address})"
        entry = self._edition[address]
        link = f"[{inner or markdown.escape(entry.record.title)}]({self.href(address)})"
        caution = getattr(entry.record, "caution", None)
        if caution is None:
            return link
        word = words(self._edition.language)[f"caution.{caution.level}"]
        return f'{link} <span class="pb-badge pb-badge--{caution.level}">{word}</span>'

    def step_nodes(self, process: Process) -> list[dict[str, object]]:
        """The boxes of a process's diagram."""
        steps = [(reference, self._edition[reference.key].record) for reference in process.steps]
        return [{"title": record.title, "link": reference, "note": None} for reference, record in steps]

    def column_rows(self, columns: list[Column]) -> list[list[object]]:
        """What the columns of a worksheet mean, as the rows of a table."""
        names = words(self._edition.language)
        comma = names["comma"]
        return [
            [
                column.name,
                column.meaning,
                Text(names[f"column_types.{column.type}"], self._edition.language)
                if not column.choices
                else Text(comma.join(column.choices), column.name.lang),
                column.example,
            ]
            for column in columns
        ]


def basis_marks(record: Record) -> list[tuple[str, list[str]]]:
    """For the note at a page's foot: each basis that occurs beside the record's own, with its fields."""
    found: dict[str, list[str]] = {}
    for name in type(record).model_fields:
        if name in record.basis_of and record.basis_of[name] != record.basis:
            found.setdefault(record.basis_of[name], []).append(name)
    return list(found.items())
