"""The target Typst: markup that shows exactly the given words, wherever in a document it is put.

Straight quotation marks and apostrophes are left to Typst, which sets them as the language does.

In: plain and rich texts. Out: Typst markup; `string` writes a literal for Typst code.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

from playbook_generator import richtext

#: From the address of a link, a record's key or a web page, and its words to markup.
LinkWriter = Callable[[str, str], str]

#: Every sign that could mean something to Typst; a backslash before any of them makes it a sign again.
_SIGNS = re.compile(r"""([!#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~])""")


def escape(text: str) -> Markup:
    """A plain text as Typst markup that shows it unchanged."""
    return Markup(_SIGNS.sub(r"\\\1", text))


def string(text: str) -> Markup:
    """A text as a literal of Typst code, with its quotation marks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return Markup(f'"{escaped}"')


def rich(text: str, link: LinkWriter) -> Markup:
    """A rich text as Typst blocks, without a line break at its ends."""
    return Markup(_blocks(richtext.tree(text).children, link))


def _blocks(nodes: list[SyntaxTreeNode], link: LinkWriter) -> str:
    return "\n\n".join(_block(node, link) for node in nodes)


def _block(node: SyntaxTreeNode, link: LinkWriter) -> str:
    if node.type == "paragraph":
        return "".join(_inline(child, link) for child in node.children[0].children).strip()
    if node.type in ("bullet_list", "ordered_list"):
        function = "list" if node.type == "bullet_list" else "enum"
        return f"#{function}({', '.join(f'[{_blocks(item.children, link)}]' for item in node.children)})"
    if node.type == "blockquote":
        return f"#quote(block: true)[{_blocks(node.children, link)}]"
    raise ValueError(f"a rich text holds {node.type}, which its check refuses")


def _inline(node: SyntaxTreeNode, link: LinkWriter) -> str:
    inner = "".join(_inline(child, link) for child in node.children)
    if node.type == "text":
        return str(escape(node.content))
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "#linebreak()"
    if node.type == "strong":
        return f"#strong[{inner}]"
    if node.type == "em":
        return f"#emph[{inner}]"
    if node.type == "code_inline":
        return f"#code[{escape(node.content)}]"
    if node.type == "link":
        return link(str(node.attrs["href"]), inner)
    raise ValueError(f"a rich text holds {node.type}, which its check refuses")
