"""The Markdown that rich fields may hold: paragraphs, lists, quotes, emphasis, code words and links.

A link names a record, `[铺底](glossary/consignment-stock)`, or a page of the web, `https://…`. Everything else that
Markdown knows (raw HTML, pictures, headings, tables, fences, rules) is refused: a field is a part of a page whose
layout is the template's. The syntax is CommonMark's, read by markdown-it-py; outputs get its tree.

In: a rich text. Out: its links, what is wrong with it, its syntax tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from playbook_generator.values import ID_PATTERN


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Asterisks by the white space beside them alone.

    CommonMark also looks at punctuation, and so takes no emphasis from `**一句话。**后面`: in Chinese no space stands
    between a closing mark and the next word.
    """
    start = state.pos
    if not emphasis.tokenize(state, silent):
        return False
    if state.src[start] == "*":
        opens = bool(state.src[state.pos : state.pos + 1].strip())
        closes = bool(state.src[max(0, start - 1) : start].strip())
        for delimiter in state.delimiters[start - state.pos :]:
            delimiter.open, delimiter.close = opens, closes
    return True


_parser = MarkdownIt("commonmark", {"html": True})
_parser.inline.ruler.at("emphasis", _emphasis)
# Addresses are judged here, with a message of ours, not dropped in silence by the parser.
_parser.validateLink = lambda url: True  # type: ignore[method-assign]

#: A record as links name it: `objections/too-far`.
RECORD = re.compile(rf"({ID_PATTERN.pattern})/({ID_PATTERN.pattern})")
#: A record in an address of a page, `/objections/too-far/`, or of a file, `../objections/too-far.yml`.
_IN_ADDRESS = re.compile(rf"(?:^|/)({RECORD.pattern})(?:\.yml|/|$)(?=$|[?#])", re.IGNORECASE)
#: A page of the web that has a name.
_PAGE = re.compile(r"https://[^\s/?#]")
#: The line beneath a table's headings.
_TABLE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|", re.MULTILINE)
#: Half a pair. A link is written with English brackets; Chinese ones beside an id or a closing bracket are meant so.
_HALF = re.compile(r"\*\*|__|\]\(|\]\[|\]（|】[(（](?=[a-z]+/)")
#: A text without any of these is a single paragraph of plain words.
_MARKED = re.compile(r"[\\`*_\[\]<>#&\n】]|^[-+=~]|^\d+[.)]|^ {4}|!\[")
_REFUSED = {
    "html_block": "PB050",
    "html_inline": "PB050",
    "image": "PB052",
    "heading_open": "PB053",
    "fence": "PB055",
    "code_block": "PB055",
    "hr": "PB055",
}


def may_link(text: str) -> bool:
    """Whether a text could hold a link at all: most do not, and need not be parsed for it."""
    return "](" in text or "]:" in text


def links(text: str) -> Iterator[str]:
    """The keys of the records that a rich text links to, in order."""
    for token in _inline(text):
        if token.type == "link_open" and is_record(href := str(token.attrGet("href"))):
            yield href


def is_record(href: str) -> bool:
    """Whether a link's address names a record."""
    return RECORD.fullmatch(href) is not None


def record_in(address: str) -> str | None:
    """The key of the record that an address of a page or a file seems to mean."""
    found = _IN_ADDRESS.search(unquote(address))
    return found[1].lower() if found else None


def findings(text: str) -> Iterator[tuple[str, dict[str, object]]]:
    """What is wrong with a rich text: codes of problems with their details."""
    if not _MARKED.search(text):
        return
    if table := _TABLE.search(text):
        yield "PB055", {"found": table.group().strip(), "words": table.group().strip()}
    for token in _tokens(text):
        if code := _REFUSED.get(token.type):
            words = token.content.strip().split("\n")[0] or token.markup[:3]
            yield code, {"found": words[:40], "words": words}
        for child in token.children or ():
            yield from _inline_findings(child)


def tree(text: str) -> SyntaxTreeNode:
    """The syntax tree of a rich text without problems."""
    return SyntaxTreeNode(_tokens(text))


def _inline_findings(token: Token) -> Iterator[tuple[str, dict[str, object]]]:
    if code := _REFUSED.get(token.type):
        start = "![" if token.type == "image" else ""
        yield code, {"found": token.content[:40], "words": start + token.content.split("\n")[0]}
    elif token.type == "link_open":
        href = str(token.attrGet("href") or "")
        if not is_record(href) and not _PAGE.match(href):
            yield "PB051", {"address": href, "words": href}
    elif token.type == "text" and (broken := _HALF.search(token.content)):
        yield "PB054", {"found": broken.group(), "words": broken.group()}


@lru_cache(maxsize=256)
def _tokens(text: str) -> list[Token]:
    return _parser.parse(text)


def _inline(text: str) -> Iterator[Token]:
    if not may_link(text):
        return
    for token in _tokens(text):
        yield from token.children or ()
