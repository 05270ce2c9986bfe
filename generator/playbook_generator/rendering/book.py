"""The book of one edition as Typst sources: every record a file of its own, so that errors name it.

In: an edition, and the commit that the content was taken from. Out: `{path: source}` with `main.typ` as the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby

from markupsafe import Markup

from playbook_generator.playbook import Edition, Entry
from playbook_generator.rendering import typst
from playbook_generator.rendering.templating import Templates
from playbook_generator.rendering.words import words
from playbook_generator.values import RichText, Text

#: Kinds whose records are short, so that several stand on a page.
FLOWING = frozenset({"causes", "rules", "anecdotes", "glossary", "sources"})


class TypstTarget:
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


def book(edition: Edition, commit: str = "") -> dict[str, str]:
    """The sources of the book. `commit` is shown on the cover; nothing is where it is empty."""
    templates = Templates(edition, TypstTarget(edition))
    sources = library(edition)
    for entry in edition.entries.values():
        body = templates.render(f"kinds/{entry.record.kind_name}.j2", entry.key, entry=entry, record=entry.record)
        sources[f"{entry.key}.typ"] = f'#import "/look.typ": *\n#import "/blocks.typ": *\n\n{body}'
    values = {"day": edition.newest, "commit": commit, "flowing": FLOWING, "index": wordings_index(edition)}
    return sources | {"main.typ": templates.render("book.j2", "main", **values)}


def library(edition: Edition) -> dict[str, str]:
    """The layout that all print shares, with the words of the interface."""
    pairs = "\n".join(f"  {typst.string(k)}: {typst.string(v)}," for k, v in words(edition.language).items())
    made = f"#let language = {typst.string(edition.language)}\n#let words = (\n{pairs}\n)\n"
    return {"words.typ": made, **_layouts()}


@cache
def _layouts() -> dict[str, str]:
    folder = files("playbook_generator") / "templates" / "typst"
    return {file.name: file.read_text("utf-8") for file in folder.iterdir()}


def wordings_index(edition: Edition) -> list[tuple[str, list[tuple[Entry, Text]]]]:
    """What customers say, sorted as a reader looks it up, under the letter with which each begins.

    Chinese goes by its sounds. Signs at the beginning do not count; what begins with no letter stands under `#`.
    """
    found = [
        (sound_of(wording), entry, wording)
        for entry in edition.of_kind("objections")
        for wording in getattr(entry.record, "wordings", ())
    ]
    found.sort(key=lambda item: (_letter(item[0]) == "#", item[0], item[2], item[1].key))
    return [
        (letter, [(entry, wording) for _, entry, wording in items])
        for letter, items in groupby(found, key=lambda item: _letter(item[0]))
    ]


def _letter(sound: str) -> str:
    first = sound[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def sound_of(text: str) -> str:
    """A text as it sounds, in small Latin letters: what a reader who looks for it would go by."""
    from pypinyin import Style, lazy_pinyin

    # `~` goes after all letters, so that a syllable sorts before the longer ones that begin with it.
    sounds = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    return " ".join("".join(c for c in sound.lower() if c.isalnum()) for sound in sounds).strip()
