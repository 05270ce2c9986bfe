"""Texts as Typst markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_generator.engines.typst import Typesetter, TypesettingError
from playbook_generator.rendering import typst as target

#: Reads content back as the words that it shows.
READ = """
#let read(it) = if type(it) == str { it } else if it.has("text") { it.text } else if it.has("children") {
  it.children.map(read).join("")
} else if it == [ ] { " " } else if it.func() == smartquote { if it.double { "\\"" } else { "'" } } else {
  panic("markup", repr(it))
}
#set document(title: "t")
"""


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


@given(text=st.text(st.characters(exclude_categories=["Cs", "C", "Z"]) | st.just(" "), min_size=1, max_size=60))
def test_a_plain_text_shows_as_it_is(text: str, typesetter: Typesetter) -> None:
    """Whatever stands in a field, print shows these words: nothing of them becomes markup or code."""
    shown = " ".join(text.split())
    if shown:
        typesetter.pdf({"main.typ": f"{READ}#assert.eq(read([{target.escape(shown)}]), {target.string(shown)})"})


@pytest.mark.parametrize(
    "text", ["#panic()", "= a", "- a", "1. a", "+ a", "/ a: b", "//a", "/*a*/", "a\\", "$1$", "<a>"]
)
def test_signs_of_typst_mean_nothing(text: str, typesetter: Typesetter) -> None:
    typesetter.pdf({"main.typ": f"{READ}#assert.eq(read([{target.escape(text)}]), {target.string(text)})"})


def test_the_check_of_these_tests_can_fail(typesetter: Typesetter) -> None:
    with pytest.raises(TypesettingError, match="markup"):
        typesetter.pdf({"main.typ": f"{READ}#read([*a*])"})


def test_rich_text_becomes_typst() -> None:
    text = "先**算。**后谈\n\n- 一\n    - 二\n\n1. 三 *四* `五` [六](causes/no-need)\n\n> 七"
    made = target.rich(text, lambda address, words: f"#to({address})[{words}]")
    assert made == (
        "先#strong[算。]后谈\n\n#list([一\n\n#list([二])])\n\n"
        "#enum([三 #emph[四] #code[五] #to(causes/no-need)[六]])\n\n#quote(block: true)[七]"
    )
