"""Pages of an earlier build in the same process, for a preview that builds again and again.

A page is made of its own Markdown, the navigation, the settings and the names of the other files. As long as none of
these has changed its HTML is the one that was written before, and MkDocs copies it as it copies a picture. Pages of
the navigation are always made anew, because the navigation takes its titles from them.

In: the files that MkDocs is about to build. Out: the same, with finished files in the place of pages that need no
work. These are for looking at: a link into the middle of one is not followed, and a sitemap does not name them.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from playbook_generator.rendering.templating import compiled


class Memory(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]
    """The pages of the last good build, by the digest of all that they are made of."""

    def __init__(self) -> None:
        self._pages: dict[str, bytes] = {}
        self._wanted: dict[str, Path] = {}

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Put finished files in the place of the pages that are as they were."""
        around = _around(nav, files, config)
        in_nav = {page.file.src_uri for page in nav.pages}
        self._wanted = {}
        for file in files.documentation_pages():
            if file.src_uri in in_nav:
                continue
            made_of = "\0".join((around, file.src_uri, str(file.edit_uri), file.content_string))
            digest = sha256(made_of.encode()).hexdigest()
            if digest in self._pages:
                files.remove(file)
                files.append(_Finished(file, self._pages[digest]))
            self._wanted[digest] = Path(file.abs_dest_path)
        return nav

    def on_env(self, env: Environment, **_: Any) -> Environment:
        """Compile each of the theme's templates once."""
        env.bytecode_cache = compiled
        return env

    def keep(self) -> None:
        """Remember the pages of the build that has just ended, and no others."""
        self._pages = {digest: path.read_bytes() for digest, path in self._wanted.items()}


class _Finished(File):
    """A page that is copied, and to which others link as to any page."""

    def __init__(self, page: File, html: bytes) -> None:
        super().__init__(page.src_uri, None, page.dest_dir, page.use_directory_urls, dest_uri=page.dest_uri)
        self.inclusion = page.inclusion
        self.content_bytes = html

    def is_documentation_page(self) -> bool:
        return False


def _around(nav: Navigation, files: Files, config: MkDocsConfig) -> str:
    """All that every page is made of, as a digest."""
    # The head of a page holds its title; one without a head is taken whole.
    heads = [(page.file.src_uri, page.file.content_string.partition("\n---\n")[0]) for page in nav.pages]
    settings = (config.site_name, config.site_description, config.site_url, config.use_directory_urls, config.extra)
    parts = (Path(config.config_file_path).read_bytes(), settings, heads, sorted(files.src_uris))
    return sha256(repr(parts).encode()).hexdigest()
