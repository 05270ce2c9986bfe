"""No output forgets a field: everything that a record says stands on the site's pages and in the book."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook_generator.engines.typst import Typesetter
from playbook_generator.kinds.term import Term
from playbook_generator.playbook import Edition, Entry
from playbook_generator.rendering.pages import pages
from playbook_generator.rendering.printing import Printing
from playbook_generator.values import Text
from tests.filled import ID, VARIANTS, filled_edition, forgotten


def _site(edition: Edition, folder: Path) -> str:
    # A page's head holds the summary, for lists and for previews of links.
    return "".join(page.text for page in pages(edition))


def _book(edition: Edition, folder: Path) -> str:
    (folder / "book.pdf").write_bytes(Typesetter().pdf(Printing(edition).book()))
    text = subprocess.run(["pdftotext", folder / "book.pdf", "-"], capture_output=True, check=True).stdout
    return re.sub(r"\s", "", text.decode())


@pytest.mark.parametrize("output", [_site, _book])
@pytest.mark.parametrize("variant", range(VARIANTS))
def test_every_field_of_every_kind_is_shown(
    variant: int, output: Callable[[Edition, Path], str], tmp_path: Path
) -> None:
    edition = filled_edition(variant)
    assert list(forgotten(edition, output(edition, tmp_path))) == []


class _Longer(Term):
    pronounced: Text


@pytest.mark.parametrize("output", [_site, _book])
def test_a_field_without_a_place_in_the_template_is_noticed(
    output: Callable[[Edition, Path], str], tmp_path: Path
) -> None:
    """The test above can fail: a model with one field more is found out."""
    edition = filled_edition(0)
    entry = edition[f"glossary/{ID}"]
    longer = _Longer(**{**dict(entry.record), "pronounced": Text("Ausgesprochen")})
    edition.entries[entry.key] = Entry(ID, longer, entry.file)
    assert list(forgotten(edition, output(edition, tmp_path))) == [f"{entry.key}: pronounced"]
