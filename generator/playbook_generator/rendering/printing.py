"""What is printed of one edition, as Typst sources: the book, pocket cards, worksheets.

The book comes from the kind templates; cards and worksheets have layouts of their own. Each record of the book is a
file of its own, named by its key, so that an error names the record.

In: an edition. Out: for each document `{path: source}`, of which `main.typ` is the document itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from markupsafe import Markup

from playbook_generator.playbook import Edition, Entry
from playbook_generator.rendering import typst
from playbook_generator.rendering.templating import Templates
from playbook_generator.rendering.wordings import wordings_index
from playbook_generator.rendering.words import words
from playbook_generator.values import RichText

#: Kinds whose records are short, so that several stand on a page.
FLOWING = frozenset({"causes", "rules", "anecdotes", "glossary", "sources"})


class _Typst:
    """The target Typst: texts as `rendering.typst` writes them, records by their labels."""

    blocks = "blocks/typst.j2"

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def escape(self, text: str) -> Markup:
        """A plain text as markup that shows exactly these words."""
        return typst.escape(text)

    def rich(self, text: RichText, here: str) -> Markup:
        """A rich text as markup."""
        return typst.rich(text, self._link)

    def foreign(self, made: Markup, language: str, block: bool) -> Markup:
        """Markup that is in another language than the edition."""
        return Markup(f"#foreign({typst.string(language)})[{made}]")

    def helpers(self, here: str) -> Mapping[str, object]:
        """What the block macros call besides."""
        return {"string": typst.string}

    def _link(self, address: str, inner: str) -> str:
        """A link inside a rich text, with the caution of the record it leads to."""
        if address not in self._edition.entries:
            return f"#web({typst.string(address)})[{inner}]"
        record = self._edition[address].record
        link = f"#to({typst.string(address)})[{inner or typst.escape(record.title)}]"
        caution = getattr(record, "caution", None)
        if caution is None:
            return link
        word = typst.escape(words(self._edition.language)[f"caution.{caution.level}"])
        return f"{link}#badge({typst.string(caution.level)})[{word}]"


#: The file that is the document; the others are what it includes.
MAIN = "main.typ"


class Printing:
    """The printed documents of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._templates = Templates(edition, _Typst(edition))
        self._library = _library(edition.language)

    def book(self, commit: str = "") -> dict[str, str]:
        """The book. `commit` is shown on the cover; nothing is where it is empty."""
        sources = {
            f"{entry.key}.typ": _HEAD + self._render(f"kinds/{entry.record.kind_name}.j2", entry)
            for entry in self._edition.entries.values()
        }
        index = wordings_index(self._edition)
        book = self._render("book.j2", commit=commit, flowing=FLOWING, index=index)
        return self._library | sources | {MAIN: book}

    def cards(self, layout: Literal["sheets", "phone"]) -> dict[str, str]:
        """Pocket cards: four on a sheet for printing, or one a page for a phone."""
        return self._library | {MAIN: self._render("cards.j2", layout=layout)}

    def sheet(self, entry: Entry) -> dict[str, str]:
        """A worksheet to fill in on paper."""
        return self._library | {MAIN: self._render("sheet.j2", entry)}

    def _render(self, template: str, entry: Entry | None = None, **values: object) -> str:
        record = {"entry": entry, "record": entry.record} if entry else {}
        return self._templates.render(
            template, entry.key if entry else MAIN, day=self._edition.newest, **record, **values
        )


#: What every record's file begins with.
_HEAD = '#import "/look.typ": *\n#import "/blocks.typ": *\n\n'


def _library(language: str) -> dict[str, str]:
    """The layouts, with the words of the interface."""
    pairs = "\n".join(f"  {typst.string(k)}: {typst.string(v)}," for k, v in words(language).items())
    made = f"#let language = {typst.string(language)}\n#let words = (\n{pairs}\n)\n"
    return {"words.typ": made, **_layouts()}


@cache
def _layouts() -> dict[str, str]:
    folder = files("playbook_generator") / "templates" / "typst"
    return {file.name: file.read_text("utf-8") for file in folder.iterdir()}
