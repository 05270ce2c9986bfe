"""The plugin `playbook` for MkDocs, and one language's build through MkDocs' own API.

The plugin puts the pages of one edition among the files that MkDocs reads, and the theme's additions of this package
before those of Material. Plain `mkdocs build` and `mkdocs serve` make the source language; `playbook build` calls
`build_language` once a language.
"""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import base, load_config
from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from playbook_generator import search
from playbook_generator.engines.remembering import Memory
from playbook_generator.loading import load
from playbook_generator.playbook import Edition, Playbook
from playbook_generator.problems import report
from playbook_generator.rendering.changes import feed
from playbook_generator.rendering.downloads import Download
from playbook_generator.rendering.feedback import address
from playbook_generator.rendering.pages import pages, search_script
from playbook_generator.rendering.words import words

THEME = Path(__file__).parent.parent / "theme"
FEED = "changes/feed.xml"
SITE_ZIP = "downloads/playbook-site.zip"


class PlaybookPluginConfig(base.Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may say under `plugins: - playbook:`."""

    folder = options.Type(str, default="playbook")
    """The playbook's folder, from the folder of `mkdocs.yml`."""
    language = options.Type(str, default="")
    """Which language to build; the playbook's source language where it is empty."""
    switch = options.ListOfItems(options.Type(str), default=[])
    """The languages that are built side by side, between which pages link. Set by `playbook build`."""
    downloads = options.ListOfItems(options.Type(Download), default=[])
    """The files made beside the pages, which the downloads page lists. Set by `playbook build`."""


class PlaybookPlugin(BasePlugin[PlaybookPluginConfig]):  # type: ignore[no-untyped-call]
    """Adds the pages of a playbook to a MkDocs site."""

    _playbook: Playbook
    _edition: Edition

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the playbook, and set what depends on it: name, language, dates, where pages are edited."""
        playbook = self._read(config)
        language = self.config.language or playbook.source.language
        if language not in playbook.editions:
            raise PluginError(
                f"playbook: there is no language '{language}'; there are {', '.join(playbook.editions)}"
            )
        self._playbook = playbook
        self._edition = edition = playbook.editions[language]
        config.site_name, config.site_description = edition.settings.name, edition.settings.summary
        config.theme["language"] = language
        config.extra["words"] = words(language)
        source = playbook.source.language
        whole = bool(self.config.switch)
        config.extra["site"] = {
            "address": config.site_url,
            "root": _root(language, source),
            "public": edition.settings.public,
            "feedback": address(edition),
            "source": source,
            "day": playbook.source.newest.isoformat(),
            # Only the whole site on a web server has a manifest.
            "installable": whole and config.use_directory_urls,
            "takeaway": [
                {"name": name, "path": path}
                for name, path in (("cards", f"downloads/cards-phone.{language}.pdf"), ("zip", SITE_ZIP))
                if path in {file.path for file in self.config.downloads}
            ],
            "languages": [
                {"code": code, "words": words(code), "path": "" if code == source else f"{code}/"}
                for code in (self.config.switch if whole else [language])
            ],
        }
        if config.site_url and language != source:
            config.site_url += f"{language}/"
        config.theme.dirs.insert(0, str(THEME))
        config.extra_css.insert(0, "assets/playbook.css")
        config.extra_javascript.insert(0, "assets/finder.js")
        config.extra["search_index"] = search_script(language)
        own_pages = Path(config.docs_dir).parent / language
        if own_pages.is_dir():
            config.docs_dir = str(own_pages)
        # Truthy, so that the header has room for the switch, but no list: of a list the theme makes links to the
        # languages' roots, and its script then takes every click on the switch there.
        config.extra["alternate"] = bool(self.config.switch)
        # MkDocs dates its sitemap by the clock unless this is set; the content's own day keeps builds alike.
        day = datetime.combine(playbook.source.newest, time(), UTC)
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the edition's pages; a hand-written page at the same place wins."""
        base_folder = Path(config.config_file_path).parent
        for file in files:
            if not file.generated_by:
                file.edit_uri = _from(base_folder, Path(str(file.abs_src_path)))
        for page in pages(self._edition, self.config.downloads):
            if page.path in files.src_uris:
                continue
            # Records are reached through the lists of their kinds: a navigation of all would stand in every page.
            inclusion = InclusionLevel.NOT_IN_NAV if page.edit_file else InclusionLevel.UNDEFINED
            file = File.generated(config, page.path, content=page.text, inclusion=inclusion)
            file.edit_uri = f"{self.config.folder}/{page.edit_file}" if page.edit_file else None
            files.append(file)
        files.append(File.generated(config, FEED, content=feed(self._edition, config.site_url or "")))
        ending = "/" if config.use_directory_urls else ".html"
        for asset in search.assets(self._playbook, self._edition, ending, config.repo_url or ""):
            files.append(File.generated(config, asset.path, content=asset.content))
        return files

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
        """Build again when a file of the playbook changes."""
        server.watch(str(self._folder(config)))
        return server

    def _folder(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / self.config.folder

    def _read(self, config: MkDocsConfig) -> Playbook:
        playbook, problems = load(self._folder(config))
        if playbook is None:
            raise Abort("\n" + report(problems, "en"))
        return playbook


def _root(language: str, source: str) -> str:
    """The way from a language's root to the root of the whole site."""
    return "" if language == source else "../"


def _from(folder: Path, path: Path) -> str | None:
    """A path from the project's folder with `/`, or `None` for a file from elsewhere (the theme's)."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None


def build_language(
    config_file: Path,
    language: str,
    languages: list[str],
    site: Path,
    downloads: list[Download],
    as_files: bool = False,
    memory: Memory | None = None,
) -> list[str]:
    """Build one language into the folder `site`; returns MkDocs' warnings, one a line.

    `downloads` are the files of the whole site that its pages may link to. With `as_files` every address names a
    file, so that the pages can be read from disk; else it is as `mkdocs.yml` says. Only
    pages that the `memory` does not hold are made.

    Raises `mkdocs.exceptions.MkDocsException` when MkDocs cannot build.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    warnings = _Collect()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        config = load_config(str(config_file), site_dir=str(site))
        config.use_directory_urls = config.use_directory_urls and not as_files
        plugin = config.plugins["playbook"]
        plugin.config["language"], plugin.config["switch"] = language, languages
        plugin.config["downloads"] = downloads
        if memory:
            config.plugins["memory"] = memory
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    finally:
        logger.removeHandler(warnings)
        if epoch is None:
            # Set by the plugin to the content's day, which may be another one in the next build.
            os.environ.pop("SOURCE_DATE_EPOCH", None)
    if memory and not warnings.lines:
        memory.keep()
    return warnings.lines


def site_address(config_file: Path) -> str:
    """The `site_url` of `mkdocs.yml`: where the site is published. Empty where that is not known."""
    try:
        with config_file.open(encoding="utf-8") as file:
            config = yaml_load(file)
    except (OSError, ValueError, YAMLError, MkDocsException):
        return ""
    address = config.get("site_url") if isinstance(config, dict) else None
    return address if isinstance(address, str) else ""


_memory = Memory()


def build_language_again(
    config_file: Path, language: str, languages: list[str], site: Path, downloads: list[Download], as_files: bool
) -> list[str]:
    """`build_language` in a process that is asked for the same language many times."""
    return build_language(config_file, language, languages, site, downloads, as_files, _memory)


class _Collect(logging.Handler):
    """Keeps the warnings of a build, which fail it: a link that leads nowhere, a page that is missing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
