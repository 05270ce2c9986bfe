"""Files of a site that are not pages: scripts, data, feeds.

Outputs make them from an edition; an engine puts them beside the pages.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asset:
    """One file, whole."""

    #: From the root of the language's site, with `/`.
    path: str
    content: str | bytes
