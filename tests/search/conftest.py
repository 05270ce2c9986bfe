"""The browser's script with the index of the project's own playbook, in a page without anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from playbook_generator.playbook import Playbook
from playbook_generator.search import assets

#: Finds the keys of the first records for a query, in a language.
Find = Callable[[str, str], list[str]]


def scripted(browser: Browser, script: str) -> Page:
    """A page in which `search` answers."""
    page = browser.new_page()
    page.add_script_tag(content=f"{script}\nvar search = new PlaybookSearch(playbookIndex);")
    return page


@pytest.fixture(scope="session")
def indices(our_playbook: Playbook) -> dict[str, str]:
    """The search of each language as a script."""
    return {
        language: str(next(assets(our_playbook, edition)).content)
        for language, edition in our_playbook.editions.items()
    }


@pytest.fixture(scope="session")
def pages(browser: Browser, indices: dict[str, str]) -> Iterator[dict[str, Page]]:
    """A page a language."""
    opened = {language: scripted(browser, index) for language, index in indices.items()}
    yield opened
    for page in opened.values():
        page.close()


@pytest.fixture(scope="session")
def find(pages: dict[str, Page]) -> Find:
    """What a reader of a language finds."""

    def found(query: str, language: str) -> list[str]:
        keys: Any = pages[language].evaluate("query => search.search(query, 5).results.map(hit => hit.key)", query)
        return list(keys)

    return found
