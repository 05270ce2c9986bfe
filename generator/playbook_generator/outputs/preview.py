"""A preview of the whole site that builds again when a file changes, on MkDocs' live-reload server."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from playbook_generator.loading import load
from playbook_generator.outputs.building import Build
from playbook_generator.outputs.publishing import publish
from playbook_generator.outputs.site import build_site
from playbook_generator.problems import Problem


def serve(
    config_file: Path,
    playbook_folder: Path,
    host: str,
    port: int,
    show: Callable[[list[Problem]], None],
    say: Callable[[str], None],
) -> None:
    """Serve the site until interrupted. With problems in the playbook the last good site stays."""
    with tempfile.TemporaryDirectory(prefix="playbook-") as folder:
        site = Path(folder) / "site"
        site.mkdir()

        def rebuild() -> None:
            playbook, problems = load(playbook_folder)
            if playbook is None:
                show(problems)
                return
            for line in publish(site, lambda fresh: build_site(Build(playbook, config_file, fresh))):
                say(line)

        rebuild()
        server = LiveReloadServer(builder=rebuild, host=host, port=port, root=str(site))
        for path in (playbook_folder, config_file, config_file.parent / "pages"):
            server.watch(str(path))
        say(f"Open http://{host}:{port}/ in a browser. Stop with Ctrl-C.")
        try:
            server.serve(open_in_browser=False)  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            say("Stopped.")
        finally:
            server.shutdown()
