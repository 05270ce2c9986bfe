"""The Markdown of rich fields: what it may hold, what it links to, what becomes of it."""

from __future__ import annotations

import html as entities
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_generator import richtext
from playbook_generator.rendering import markdown as target


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<b>x</b>", "PB050"),
        ("<script>x</script>", "PB050"),
        ("[x](javascript:alert(1))", "PB051"),
        ("[x](http://example.com)", "PB051"),
        ("[x](../objections/too-far.md)", "PB051"),
        ("![x](y.png)", "PB052"),
        ("# x", "PB053"),
        ("**x", "PB054"),
        ("    x", "PB055"),
        ("```\nx\n```", "PB055"),
    ],
)
def test_refuses(text: str, code: str) -> None:
    assert [found for found, _ in richtext.findings(text)][:1] == [code]


@pytest.mark.parametrize(
    "text", ["**一句话。**后面", "- a\n- b", "> x", "[x](objections/too-far)", "[x](https://a.example)"]
)
def test_takes(text: str) -> None:
    assert list(richtext.findings(text)) == []


def test_links_are_keys_of_records_alone() -> None:
    text = "看[铺底](glossary/consignment-stock)和[网页](https://a.example)。\n\n- [远](objections/too-far)"
    assert list(richtext.links(text)) == ["glossary/consignment-stock", "objections/too-far"]


def _html(source: str) -> str:
    html: str = markdown.markdown(source, extensions=["attr_list", "md_in_html", "tables"])
    return html


def test_becomes_markdown_for_mkdocs() -> None:
    text = "先**算。**后谈\n\n- 一\n    - 二\n\n1. 三"
    html = _html(target.rich(text, lambda href, words: f"[{words}]({href})"))
    assert "<strong>算。</strong>后谈" in html
    assert html.count("<ul>") == 2
    assert "<ol>" in html


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40))
def test_a_plain_text_shows_as_it_is(text: str) -> None:
    """Whatever stands in a field, the page shows these words: nothing of them becomes markup."""
    shown = " ".join(text.split())
    if not shown:
        return
    html = _html(f"<p markdown>{target.escape(shown)}</p>")
    inner = re.fullmatch(r"<p>(.*)</p>", html, re.DOTALL)
    assert inner is not None, html
    assert entities.unescape(inner.group(1)).strip() == shown
