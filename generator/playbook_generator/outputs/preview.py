"""A preview of the whole site that builds again when a file changes, on MkDocs' live-reload server.

The processes that build it stay, each with its language's pages: after an edit they make only those that it changes.

With errors in the playbook, or none that can be built, the last good site stays, and every page of it says above its
text what is wrong.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse

from mkdocs.livereload import LiveReloadServer

from playbook_generator.engines.mkdocs import build_language_again
from playbook_generator.loading import load
from playbook_generator.outputs.building import Build
from playbook_generator.outputs.publishing import publish
from playbook_generator.outputs.site import build_site
from playbook_generator.outputs.workers import Workers
from playbook_generator.problems import Problem, catalogue, report

_PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
<body></body></html>"""
_NOTICE = """<div role="alert" id="playbook-errors" style="position:sticky;top:0;z-index:9999;max-height:50vh;
overflow:auto;padding:.8rem 1rem;background:#fff4f2;color:#3b0d0c;border-bottom:4px solid #b3261e;font-size:14px">
<strong>{title}</strong><pre style="white-space:pre;overflow-x:auto;margin:.5rem 0 0">{text}</pre></div>"""


class _Server(LiveReloadServer):
    """Puts what is wrong into every page that it serves."""

    #: What is wrong, as HTML; empty when the site is the playbook as it is.
    notice = ""
    page = ""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        whole: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        head, tag, body = whole.partition(b"<body")
        attributes, end, rest = body.partition(b">")
        return head + tag + attributes + end + self.notice.encode() + rest if tag else whole

    def _serve_request(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes] | None:
        served: Iterable[bytes] | None = super()._serve_request(environ, start_response)
        if served is not None or not self.notice:
            return served
        # No good page yet: the notice alone, which goes when the site is there.
        page = self._inject_js_into_html(self.page.encode(), self._visible_epoch)
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))])
        return [page]


def serve(
    config_file: Path,
    playbook_folder: Path,
    host: str,
    port: int,
    language: str,
    show: Callable[[list[Problem]], None],
    say: Callable[[str], None],
) -> None:
    """Serve the site until interrupted. `language` is the one in which errors are shown."""
    words = catalogue(language)["preview"]
    with tempfile.TemporaryDirectory(prefix="playbook-") as folder, Workers(build_language_again) as builders:
        site = Path(folder) / "site"
        site.mkdir()

        def rebuild() -> None:
            started = time.monotonic()
            server.notice = ""
            playbook, problems = load(playbook_folder)
            if playbook is None:
                show(problems)
                errors = [problem for problem in problems if problem.severity == "error"]
                server.notice = _notice(words["errors"], report(errors, language))
                return
            try:
                warnings = publish(site, lambda fresh: build_site(Build(playbook, config_file, fresh), builders))
            except Exception as error:
                # Whatever it is, the editor sees it where the page was, and goes on with new processes.
                builders.close()
                warnings = [f"{type(error).__name__}: {error}"]
            for line in warnings:
                say(line)
            if warnings:
                server.notice = _notice(words["failed"], "\n".join(warnings))
            else:
                say(words["built"].format(seconds=f"{time.monotonic() - started:.1f}"))

        server = _Server(builder=rebuild, host=host, port=port, root=str(site), polling_interval=0.2)
        server.page = _PAGE.format(language=language, title=escape(words["title"]))
        rebuild()
        for path in (playbook_folder, config_file, config_file.parent / "pages"):
            server.watch(str(path))
        try:
            say(words["open"].format(address=f"http://{host}:{port}/"))
            server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            say(words["stopped"])
        finally:
            server.shutdown()


def _notice(title: str, text: str) -> str:
    return _NOTICE.format(title=escape(title), text=escape(text))
