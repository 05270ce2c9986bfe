"""The target Markdown, in the dialect of Python-Markdown with `attr_list` and `md_in_html`, which MkDocs uses.

In: plain and rich texts. Out: markup that shows exactly these words, wherever in a page it is put.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape as escape_html

from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

from playbook_generator import richtext

#: From the address of a link, a record's key or a web page, and its words to markup.
LinkWriter = Callable[[str, str], str]

_LISTS = ("bullet_list", "ordered_list")
_SPECIAL = re.compile(r"([\\`*_{}\[\]|])")
_AT_START = re.compile(r"^(#|[-+:=!~]|\d+(?=[.)](?:\s|$)))")


def escape(text: str) -> Markup:
    """A plain text as Markdown that shows it unchanged."""
    safe = _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # What would begin a list, a heading or a definition is written as an entity, which begins nothing.
    return Markup(_AT_START.sub(lambda m: "".join(f"&#{ord(c)};" for c in m.group()), safe))


def attribute(text: str) -> Markup:
    """A plain text for the inside of an HTML attribute."""
    return Markup(escape_html(text))


def rich(text: str, link: LinkWriter) -> Markup:
    """A rich text as Markdown blocks, without a line break at its ends."""
    return Markup(_blocks(richtext.tree(text).children, link))


def _blocks(nodes: list[SyntaxTreeNode], link: LinkWriter) -> str:
    blocks: list[str] = []
    for before, node in zip([None, *nodes], nodes, strict=False):
        if before is not None and before.type in _LISTS and node.type in _LISTS:
            # Without something between them, Python-Markdown takes two lists for one.
            blocks.append("<!-- -->")
        blocks.append(_block(node, link))
    return "\n\n".join(blocks)


def _block(node: SyntaxTreeNode, link: LinkWriter) -> str:
    if node.type == "paragraph":
        return "".join(_inline(child, link) for child in node.children[0].children).strip()
    if node.type in _LISTS:
        mark = "-" if node.type == "bullet_list" else "1."
        items = (_indented(_blocks(item.children, link)) for item in node.children)
        # Python-Markdown wants four spaces where CommonMark wants the marker's width.
        return "\n\n".join(mark.ljust(4) + item for item in items)
    if node.type == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in _blocks(node.children, link).split("\n"))
    raise ValueError(f"a rich text holds {node.type}, which its check refuses")


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _inline(node: SyntaxTreeNode, link: LinkWriter) -> str:
    inner = "".join(_inline(child, link) for child in node.children)
    if node.type == "text":
        return str(escape(node.content))
    if node.type == "softbreak":
        return "\n"
    if node.type == "hardbreak":
        return "<br>"
    if node.type == "strong":
        return f"**{inner}**"
    if node.type == "em":
        return f"*{inner}*"
    if node.type == "code_inline":
        return f"<code>{escape_html(node.content)}</code>"
    if node.type == "link":
        return link(str(node.attrs["href"]), inner)
    raise ValueError(f"a rich text holds {node.type}, which its check refuses")
