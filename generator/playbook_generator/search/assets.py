"""The file of the search in one language's site: the query side and the index, in one classic script.

In: a playbook and one of its editions. Out: the script. It sets `PlaybookSearch` and `playbookIndex`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from playbook_generator.playbook import Edition, Playbook
from playbook_generator.rendering.feedback import address, of_page
from playbook_generator.rendering.files import Asset
from playbook_generator.rendering.pages import search_script
from playbook_generator.rendering.words import words
from playbook_generator.search.index import Index, build
from playbook_generator.search.packing import pack
from playbook_generator.search.synonyms import Thesaurus

#: Spaces that a script does without; texts in it stay as they are.
_SPACES = re.compile(r"""("(?:[^"\\\n]|\\.)*")|\s*([=<>?:;{,(|&])\s*|\s*([)}])|(?<=\n)\s+""")


def assets(playbook: Playbook, edition: Edition, ending: str = "/", repository: str = "") -> Iterator[Asset]:
    """The script of an edition.

    `ending` is what follows a record's key in the address of its page. `repository` is the address of the project's
    repository, where a reader suggests what is missing if the playbook has no address for that; without either he
    suggests it by a mail and fills in to whom.
    """
    otherwise = f"{repository.rstrip('/')}/issues/new?title={{text}}" if repository else "mailto:"
    suggest = of_page(address(edition, otherwise), id="search", title=words(edition.language)["finder.title"])
    content = query_side() + pack(index_of(playbook, edition), ending, suggest)
    yield Asset(search_script(edition.language), content)


@cache
def query_side() -> str:
    """`query.js` without its comments, indents and spaces around signs, which no browser needs.

    Nothing but a text in double quotes may hold a space or the end of a line beside such a sign.
    """
    text = (files("playbook_generator.search") / "query.js").read_text("utf-8")
    text = re.sub(r"^ */\*.*?\*/\n|^ *//[^\n]*\n", "", text, flags=re.DOTALL | re.MULTILINE)
    return _SPACES.sub(r"\1\2\3", text)


def index_of(playbook: Playbook, edition: Edition) -> Index:
    """The index of an edition of a playbook."""
    others = [other for other in playbook.editions.values() if other is not edition]
    return build(edition, others, Thesaurus(playbook.synonyms, edition.language), playbook.heard)
