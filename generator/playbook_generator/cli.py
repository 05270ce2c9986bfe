"""`playbook …`: each command reads its options, calls the package, and shows what came of it.

Exit codes: 0 all is well, 1 problems in the playbook, 2 the command was used wrongly, 3 a fault of this tool.
"""

from __future__ import annotations

import locale
import sys
import traceback
from pathlib import Path

import click

from playbook_generator import outputs
from playbook_generator.loading import load
from playbook_generator.problems import Paint, Problem, has_errors, report

CONFIG = "mkdocs.yml"
FAULT = 3


class _Commands(click.Group):
    """Turns what nobody foresaw into a report that says what to send, and exit code 3."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            raise
        except Exception:
            click.echo(traceback.format_exc(), err=True)
            click.echo(
                "This is a fault of the tool, not of your playbook. Please report it with the lines above, "
                "the command you ran, and the output of `playbook --version`.",
                err=True,
            )
            ctx.exit(FAULT)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="playbook-generator", prog_name="playbook")
@click.option(
    "-C", "--directory", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path(),
    help="Work in this folder, the one that holds mkdocs.yml, instead of the current one.",
)  # fmt: skip
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of messages; else the system's.")
@click.pass_context
def main(ctx: click.Context, directory: Path, lang: str | None) -> None:
    """Turn a folder of YAML records into a playbook site.

    \b
    An editor's round:
      playbook check     are all records right? says where and what to write instead
      playbook serve     see the site while you write
      playbook build     make the whole site in site/

    The playbook is the folder `playbook` beside mkdocs.yml.
    """
    ctx.obj = _Project(directory, lang or _system_language())


class _Project:
    """Where a command works, and in which language it speaks."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        self.language = language
        self.config = folder / CONFIG
        self.playbook = folder / "playbook"

    def require_config(self) -> None:
        if not self.config.is_file():
            raise click.UsageError(
                f"There is no {CONFIG} in {self.folder.resolve()}. Go to the project's folder, or name it with -C."
            )

    def show(self, problems: list[Problem]) -> None:
        paint = Paint(sys.stdout.isatty())
        click.echo(report(problems, self.language, paint), color=True)


def _system_language() -> str:
    name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def _say(text: str) -> None:
    click.echo(text, err=True)


@main.command()
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.pass_obj
@click.pass_context
def check(ctx: click.Context, project: _Project, strict: bool) -> None:
    """Check every record and write nothing.

    Each problem names file, line and column, what is wrong, and what to write instead.
    Exit code 1 if there are errors.
    """
    _, problems = load(project.playbook)
    project.show(problems)
    if has_errors(problems) or (strict and problems):
        ctx.exit(1)


@main.command()
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=None,
    help="Where to build, instead of the folder `site`.",
)  # fmt: skip
@click.pass_obj
@click.pass_context
def build(ctx: click.Context, project: _Project, output: Path | None) -> None:
    """Build the whole site, all languages, into site/.

    The new site is made beside the old one and takes its place when it is whole, so that site/ is never half a site.
    """
    project.require_config()
    _say("Reading the playbook …")
    playbook, problems = load(project.playbook)
    if playbook is None:
        project.show(problems)
        ctx.exit(1)
    _say(f"{len(playbook.source.entries)} records in {len(playbook.editions)} languages")
    site = output or project.folder / "site"
    config = project.config

    def make(folder: Path) -> list[str]:
        run = outputs.Build(playbook, config, folder, _say)
        return [warning for make_output in outputs.OUTPUTS.values() for warning in make_output(run)]

    warnings = outputs.publish(site, make)
    if warnings:
        _say("The site was not replaced, because of these warnings:")
        for line in warnings:
            _say(f"  {line}")
        ctx.exit(1)
    _say(f"Done: {site}")


@main.command()
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, help="Where to listen: host:port.")
@click.pass_obj
def serve(project: _Project, address: str) -> None:
    """Show the site and build it again whenever a file of the playbook changes.

    Open the address it prints in a browser; the page reloads by itself. Stop with Ctrl-C.
    """
    project.require_config()
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise click.UsageError(f"`{address}` is not host:port, such as 127.0.0.1:8000.")
    outputs.serve(project.config, project.playbook, host, int(port), lambda problems: project.show(problems), _say)
