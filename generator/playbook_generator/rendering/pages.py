"""All pages of one edition as Markdown: a page a record, a list a kind, the home page.

In: an edition. Out: `Page` values, ready for any engine that reads Markdown with a YAML head.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from markupsafe import Markup

from playbook_generator.kinds import all_kinds
from playbook_generator.playbook import Edition, Entry
from playbook_generator.rendering import changes, downloads, markdown, reviews
from playbook_generator.rendering.diagnosis import diagnosis
from playbook_generator.rendering.templating import Templates
from playbook_generator.rendering.words import words
from playbook_generator.values import RichText


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


def search_script(language: str) -> str:
    """Where a language's search index is, from the language's first page."""
    return f"assets/search/{language}.js"


def pages(edition: Edition, files: Sequence[downloads.Download] = ()) -> Iterator[Page]:
    """Every page of an edition; `files` are the site's downloads, to which pages link."""
    renderer = _Renderer(edition, files)
    made = list(_beyond_home(edition, files, renderer))
    yield renderer.home({page.path for page in made})
    yield from made


def _beyond_home(edition: Edition, files: Sequence[downloads.Download], renderer: _Renderer) -> Iterator[Page]:
    """Every page but the home page, which links to those that there are."""
    yield renderer.search_page()
    for folder in edition.folders:
        yield renderer.list_page(folder)
    for entry in edition.entries.values():
        yield renderer.record_page(entry)
    if talk := diagnosis(edition):
        yield renderer.site_page("diagnosis", talk=talk)
    if edition.of_kind("objections"):
        deck = any((file.stem, file.language) == ("practice", edition.language) for file in files)
        yield renderer.site_page("practice", deck=deck)
    yield renderer.site_page("marks")
    yield renderer.changes_page()
    yield renderer.site_page("editors", owners=reviews.by_owner(edition))
    yield renderer.downloads_page()
    for entry in edition.entries.values():
        for alias in entry.record.aliases:
            yield redirect(entry, f"{entry.folder}/{alias}")


def redirect(entry: Entry, former: str) -> Page:
    """A page at a record's former address that leads to the present one."""
    meta = {"template": "pb-redirect.html", "to": entry.key, "search": {"exclude": True}}
    return Page(page_path(former), entry.record.title, entry.record.summary, "", entry.file, meta)


class _Renderer:
    """Holds what all pages of an edition share: the templates and the words."""

    def __init__(self, edition: Edition, files: Sequence[downloads.Download]) -> None:
        self._edition = edition
        self._files = files
        self._words = words(edition.language)
        self._templates = Templates(edition, _Markdown(edition))

    def home(self, others: Collection[str]) -> Page:
        """The home page; it leads to the pages of others' paths where it knows what they are."""
        settings = self._edition.settings
        meta = {"hide": ["navigation", "toc"], "finder": "home"}
        own = [self._edition.language, ""]
        made = (group for language in own for group in downloads.groups(self._edition, self._files, language))
        takeaway = [row for name, rows in made if name in downloads.TAKEAWAY for row in rows]
        values = {"others": others, "takeaway": takeaway, "root": self._root()}
        body = self._templates.render("home.j2", "index.md", **values)
        return Page("index.md", self._words["home.title"], settings.summary, body, meta=meta)

    def search_page(self) -> Page:
        path, meta = "search/index.md", {"hide": ["navigation", "toc"], "finder": "search"}
        body = self._templates.render("search.j2", path)
        return Page(path, self._words["finder.title"], self._words["finder.about"], body, meta=meta)

    def list_page(self, folder: str) -> Page:
        path, title = f"{folder}/index.md", self._words[f"kinds.{folder}.many"]
        body = self._templates.render("list.j2", path, folder=folder, kind=all_kinds()[folder], title=title)
        return Page(path, title, self._words[f"kinds.{folder}.about"], body, meta={"hide": ["toc"]})

    def record_page(self, entry: Entry) -> Page:
        path, record = page_path(entry.key), entry.record
        body = self._templates.render(f"kinds/{record.kind_name}.j2", path, entry=entry, record=record)
        meta: dict[str, Any] = {"record": entry.key}
        if files := self._files_of(entry):
            meta["downloads"] = files
        return Page(path, record.title, record.summary, body, entry.file, meta)

    def site_page(self, name: str, **values: object) -> Page:
        """A page of its own, `/<name>/`, from the template and the words of the same name."""
        path = f"{name}/index.md"
        body = self._templates.render(f"{name}.j2", path, **values)
        meta = {"tool": name, "hide": ["toc"]}
        return Page(path, self._words[f"{name}.title"], self._words[f"{name}.about"], body, meta=meta)

    def changes_page(self) -> Page:
        path = "changes/index.md"
        body = self._templates.render("changes.j2", path, days=changes.days(self._edition), root=self._root(path))
        about = self._words["changes.about"]
        return Page(path, self._words["changes.title"], about, body, meta={"hide": ["toc"]})

    def downloads_page(self) -> Page:
        path = "downloads/index.md"
        own = self._edition.language
        # The reader's language first, then what is for all, then the others.
        languages = [own, "", *sorted({file.language for file in self._files} - {own, ""})]
        sections = [
            (language, made)
            for language in languages
            if (made := downloads.groups(self._edition, self._files, language))
        ]
        values = {"sections": sections, "root": self._root(path), "words": words}
        body = self._templates.render("downloads.j2", path, **values)
        about = self._words["downloads.about"]
        return Page(path, self._words["downloads.title"], about, body, meta={"hide": ["toc"]})

    def _root(self, path: str = "") -> str:
        """The way to the root of the whole site, from the page of an `index.md` or from the language's own root."""
        own = self._edition.language == self._edition.settings.source_language
        return "../" * (path.count("/") + (0 if own else 1))

    def _files_of(self, entry: Entry) -> list[dict[str, str]]:
        """A record's own downloads, for the theme, which knows the way from each page to the language's root."""
        language = self._edition.language
        return [
            {
                "path": self._root() + file.path,
                "format": file.format_in(language),
                "size": file.size_in(language),
            }
            for file in downloads.of_record(self._files, entry.key, language)
        ]


class _Markdown:
    """The target Markdown: texts as `rendering.markdown` writes them, addresses as seen from each page."""

    blocks = "blocks/markdown.j2"

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def escape(self, text: str) -> Markup:
        return markdown.escape(text)

    def rich(self, text: RichText, here: str) -> Markup:
        return markdown.rich(text, lambda address, inner: self._link(address, inner, here))

    def foreign(self, made: Markup, language: str, block: bool) -> Markup:
        if block:
            return Markup(f'<div lang="{language}" markdown>\n\n{made}\n\n</div>')
        return Markup(f'<span lang="{language}">{made}</span>')

    def helpers(self, here: str) -> dict[str, object]:
        return {
            "href": lambda target: self._href(target, here),
            "attribute": markdown.attribute,
            "search_script": search_script,
        }

    def _href(self, target: str, here: str) -> Markup:
        """The address of a page's file, or of a record by its key, from the page that links to it."""
        path = target if target.endswith(".md") else page_path(target)
        return Markup(posixpath.relpath(path, posixpath.dirname(here) or "."))

    def _link(self, address: str, inner: str, here: str) -> str:
        """A link inside a rich text, with the caution of the record it leads to."""
        if address not in self._edition.entries:
            return f"[{inner}]({address})"
        entry = self._edition[address]
        link = f"[{inner or markdown.escape(entry.record.title)}]({self._href(address, here)})"
        caution = getattr(entry.record, "caution", None)
        if caution is None:
            return link
        word = words(self._edition.language)[f"caution.{caution.level}"]
        return f'{link} <span class="pb-badge pb-badge--{caution.level}">{word}</span>'
