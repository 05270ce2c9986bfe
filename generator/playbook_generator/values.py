"""The leaves of a record: plain text, rich text, references, choices, ids.

Each is a `str` with a type of its own, so that every later stage can tell by the value alone what it
holds: a renderer escapes a `Text` and formats a `RichText`, the linker follows a `Reference`, a translation
replaces a `Text` and must leave a `Reference` as it is. Nothing here knows files, languages or outputs.

In: the plain Python values that `reading` returns. Out: the same values in these types, or a pydantic
error whose type is the code of a problem (see `problems`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from unicodedata import combining, normalize

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

#: What an id looks like: the record's file name without its ending. It stands in addresses, so it is lower
#: case, and words are joined by single hyphens.
ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ID_LONGEST = 64
#: The longest text in characters, ten times what the longest needs: no text may keep a machine busy.
LONGEST_TEXT = 10_000


def id_like(text: str) -> str | None:
    """The id nearest to what somebody wrote for one: `Too Far.yml` → `too-far`. `None` where nothing is left."""
    plain = "".join(c for c in normalize("NFKD", text.removesuffix(".yml")) if not combining(c))
    return "-".join(ID_PATTERN.findall(plain.lower()))[:ID_LONGEST].strip("-") or None


_HAN = "\u2e80-\u303f\u3400-\u9fff\uff00-\uffef"
_QUOTES = "“”‘’—…"
#: A space that YAML's folding of lines leaves between two Han characters, which know no spaces.
_FOLD = re.compile(f"(?<=[{_HAN}])[ \\n](?=[{_HAN}{_QUOTES}])|(?<=[{_HAN}{_QUOTES}])[ \\n](?=[{_HAN}])")


class _Leaf(str):
    """A text taken from YAML, never empty, without white space at its ends."""

    __slots__ = ()

    @classmethod
    def checked(cls, value: object) -> Self:
        """`value` as this type. Raises `PydanticCustomError` with the code of the problem."""
        if not isinstance(value, str):
            raise PydanticCustomError("PB033", "a text is expected")
        text = value.strip()
        if not text:
            raise PydanticCustomError("PB032", "empty")
        if len(text) > LONGEST_TEXT:
            raise PydanticCustomError("PB067", "too long")
        return cls._made(value, text)

    @classmethod
    def _made(cls, value: str, text: str) -> Self:
        return cls(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.checked, json_schema_input_schema=core_schema.str_schema(min_length=1)
        )


class Text(_Leaf):
    """One line of plain text for readers, in one language.

    `lang` is the language of a translated text, and empty for a text in the playbook's source language.
    """

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str = "") -> Self:
        self = super().__new__(cls, text)
        self.lang = lang
        return self

    @classmethod
    def _made(cls, value: str, text: str) -> Self:
        if "\n" in text and not issubclass(cls, RichText):
            raise PydanticCustomError("PB038", "several lines where one is meant")
        if not text.isascii() and (" " in text or "\n" in text):
            text = _FOLD.sub("", text)
        return cls(text, getattr(value, "lang", ""))


class RichText(Text):
    """Text for readers that may hold the Markdown of `richtext`: several paragraphs, lists, links, emphasis."""

    __slots__ = ()


class Id(_Leaf):
    """The id of a record or of a word in `playbook.yml`."""

    __slots__ = ()

    @classmethod
    def _made(cls, value: str, text: str) -> Self:
        if not ID_PATTERN.fullmatch(value) or len(value) > ID_LONGEST:
            raise PydanticCustomError("PB009", "not an id")
        return cls(value)


class Reference(_Leaf):
    """The name of another record. `folder` is the kind's folder; where it is empty the text names folder and id."""

    __slots__ = ("folder",)
    folder: str

    @property
    def key(self) -> str:
        """The record's key, `<kind folder>/<id>`."""
        return f"{self.folder}/{self}" if self.folder else str(self)


class Choice(_Leaf):
    """A word that `playbook.yml` defines under `vocabulary`: a group, a stage, an industry, an owner."""

    __slots__ = ("vocabulary",)
    vocabulary: str


@dataclass(frozen=True)
class To:
    """Marks a field that names a record of the kind in `folder`, or of any kind where `folder` is empty.

    `or_word` is a word that may stand in its place and names no record (`means: pretext`).
    """

    folder: str = ""
    or_word: str = ""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def make(value: object) -> str:
            if self.or_word and value == self.or_word:
                return self.or_word
            reference = Reference.checked(value)
            reference.folder = self.folder
            return reference

        return _validated(make, {"x-refers-to": self.folder or "*", "x-or": self.or_word})


@dataclass(frozen=True)
class OneOf:
    """Marks a field whose value is one of the words under `vocabulary` in `playbook.yml`."""

    vocabulary: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def make(value: object) -> Choice:
            choice = Choice.checked(value)
            choice.vocabulary = self.vocabulary
            return choice

        return _validated(make, {"x-vocabulary": self.vocabulary})


def _validated(make: Callable[[object], str], notes: dict[str, str]) -> CoreSchema:
    return core_schema.no_info_plain_validator_function(
        make, json_schema_input_schema=core_schema.str_schema(min_length=1, metadata={"pydantic_js_extra": notes})
    )
