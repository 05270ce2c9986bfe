"""The files of the search in one language's site, beside the scripts that the theme holds.

In: a playbook and one of its editions. Out: the index as a script.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_generator.playbook import Edition, Playbook
from playbook_generator.rendering.files import Asset
from playbook_generator.rendering.pages import search_script
from playbook_generator.search.index import Index, build
from playbook_generator.search.packing import pack
from playbook_generator.search.synonyms import Thesaurus


def assets(playbook: Playbook, edition: Edition, ending: str = "/", repository: str = "") -> Iterator[Asset]:
    """The index of an edition.

    `ending` is what follows a record's key in the address of its page. `repository` is the address of the project's
    repository, where a reader suggests what is missing.
    """
    suggest = f"{repository.rstrip('/')}/issues/new?title=" if repository else ""
    yield Asset(search_script(edition.language), pack(index_of(playbook, edition), ending, suggest))


def index_of(playbook: Playbook, edition: Edition) -> Index:
    """The index of an edition of a playbook."""
    others = [other for other in playbook.editions.values() if other is not edition]
    return build(edition, others, Thesaurus(playbook.synonyms, edition.language))
