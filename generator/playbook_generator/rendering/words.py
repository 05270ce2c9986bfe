"""The words of the interface in one language, from `locales/<language>.yml`.

In: a name such as `objection.script`. Out: the words. A name without words raises `KeyError`: a template that asks
for words which do not exist is a fault of ours, found by any build.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def words(language: str) -> dict[str, str]:
    """All words of one language by their dotted names; English for a language that has no file."""
    folder = files("playbook_generator") / "locales"
    known = language if (folder / f"{language}.yml").is_file() else "en"
    return dict(_flat(yaml.safe_load((folder / f"{known}.yml").read_text("utf-8"))))


def _flat(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{key}.")
        else:
            found.append((f"{prefix}{key}", str(value)))
    return found
