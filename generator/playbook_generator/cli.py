"""`playbook …`: each command reads its options, calls the package, and shows what came of it.

Exit codes: 0 all is well, 1 problems in the playbook, 2 the command was used wrongly, 3 a fault of this tool.
"""

from __future__ import annotations

import io
import locale
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from playbook_generator import outputs, reports, search
from playbook_generator.explaining import explanation, page_of_all
from playbook_generator.loading import load
from playbook_generator.playbook import Playbook
from playbook_generator.problems import Paint, Problem, catalogue, has_errors, report, visible

CONFIG = "mkdocs.yml"
FAULT = 3


def _set_language(ctx: click.Context, _: click.Parameter, language: str | None) -> None:
    if language and isinstance(ctx.obj, _Project):
        ctx.obj.language = language


class _Commands(click.Group):
    """Turns what nobody foresaw into a report that says what to send, and exit code 3.

    Each command takes `--lang` too, so that nobody has to know on which side of its name the option stands.
    """

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        cmd.params.append(
            click.Option(["--lang"], type=_LANGUAGES, help=_LANG_HELP, expose_value=False, callback=_set_language)
        )
        super().add_command(cmd, name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            raise
        except Exception:
            click.echo(traceback.format_exc(), err=True)
            language = ctx.obj.language if isinstance(ctx.obj, _Project) else "en"
            click.echo(catalogue(language)["report"]["fault"], err=True)
            ctx.exit(FAULT)


_LANGUAGES = click.Choice(["en", "zh"])
_LANG_HELP = "Language of messages; else the system's."


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="playbook-generator", prog_name="playbook")
@click.option(
    "-C", "--directory", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path(),
    help="Work in this folder, the one that holds mkdocs.yml, instead of the current one.",
)  # fmt: skip
@click.option("--lang", type=_LANGUAGES, help=_LANG_HELP)
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
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Chinese shows `?` instead of a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
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

    def name_of(self, file: Path) -> str:
        """A file as problems name it, from the folder that holds the playbook."""
        root = self.playbook.resolve()
        path = file.parent.resolve() / file.name
        if not path.is_relative_to(root):
            raise click.UsageError(f"`{file}` is not in the playbook's folder {self.playbook}.")
        return visible(f"{self.playbook.name}/{path.relative_to(root).as_posix()}")

    def show(self, problems: list[Problem]) -> None:
        paint = Paint(sys.stdout.isatty())
        click.echo(report(problems, self.language, paint), color=True)


def _system_language() -> str:
    name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def _say(text: str) -> None:
    click.echo(text, err=True)


class _Day(click.ParamType[date]):
    """A day as YAML writes it, 2026-11-24."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"`{value}` is not a day such as 2026-11-24.", param, ctx)


_today = click.option(
    "--today", type=_Day(), default=date.today, help="Judge what is due on this day, YYYY-MM-DD, instead of today."
)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE]...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="For people, for programs, or as annotations for GitHub.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--stale", is_flag=True, help="Let overdue reviews count as errors.")
@_today
@click.pass_obj
@click.pass_context
def check(
    ctx: click.Context, project: _Project, files: tuple[Path, ...], form: str, strict: bool, stale: bool, today: date
) -> None:
    """Check every record and write nothing.

    Each problem names file, line and column, what is wrong, and what to write instead. With FILEs only what is wrong
    in these is shown; what they refer to is still looked up in the whole playbook. Exit code 1 if there are errors.
    """
    names = [project.name_of(file) for file in files]
    _, problems = load(project.playbook, today)
    if names:
        problems = [found for found in problems if found.file in names or found.code in ("PB070", "PB071")]
    if stale:
        problems = [found.counted() if found.code == "PB078" else found for found in problems]
    if form == "text":
        project.show(problems)
    elif form == "json":
        click.echo(reports.as_json(problems, project.language))
    else:
        if problems:
            click.echo(reports.as_annotations(problems, project.language))
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(reports.as_summary(problems, project.language))
    if has_errors(problems) or (strict and problems):
        ctx.exit(1)


@main.command()
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="All codes, as a page in Markdown.")
@click.pass_obj
def explain(project: _Project, code: str | None, every: bool) -> None:
    """Say what a problem's code means: the rule, a wrong example, a right one.

    CODE is the one that `playbook check` shows, such as PB012.
    """
    if every or code is None:
        click.echo(page_of_all(project.language), nl=False)
        return
    text = explanation(code.upper(), project.language)
    if text is None:
        known = [name for name in catalogue("en") if name.startswith("PB")]
        raise click.UsageError(f"There is no code `{code}`. The codes go from {known[0]} to {known[-1]}.")
    click.echo(text, nl=False)


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


def _loaded(ctx: click.Context, project: _Project) -> Playbook:
    """The playbook, or its problems and exit code 1."""
    playbook, problems = load(project.playbook)
    if playbook is None:
        project.show(problems)
        ctx.exit(1)
    return playbook


@main.command(name="search")
@click.argument("query")
@click.option("-l", "--language", help="The reader's language; else the source language.")
@click.pass_obj
@click.pass_context
def search_(ctx: click.Context, project: _Project, query: str, language: str | None) -> None:
    """Show what readers find for QUERY, and why.

    For each record: the short text that fits best, then every part of the query with the weight it brings and the
    fields it stands in. A record that should be first and is not usually lacks the customer's words: add them to its
    `wordings` or `also`, or to a group of synonyms.yml.
    """
    playbook = _loaded(ctx, project)
    chosen = language or playbook.source.language
    if chosen not in playbook.editions:
        raise click.UsageError(f"There is no language `{chosen}`; there are {', '.join(playbook.editions)}.")
    with _engine():
        click.echo(search.explain(playbook, chosen, query))


@main.command()
@click.option("--misses/--no-misses", default=True, help="List the queries whose right record is not first.")
@click.pass_obj
@click.pass_context
def search_quality(ctx: click.Context, project: _Project, misses: bool) -> None:
    """Measure how well the search answers playbook/queries.yml.

    Shows what share of the queries has a right record first and among the first three, by language and by kind of
    query, for the half that the search may be tuned by and for the half kept aside, and for slips made from all of
    them. Exit code 1 if a share is below its floor in queries.yml.
    """
    playbook = _loaded(ctx, project)
    if not playbook.queries.queries:
        raise click.UsageError("There are no queries: write some into playbook/queries.yml.")
    with _engine():
        quality = search.measure(playbook)
    click.echo(search.report(quality, misses))
    below = quality.below(playbook.queries.floors)
    for line in below:
        click.echo(line)
    if below:
        ctx.exit(1)


@contextmanager
def _engine() -> Iterator[None]:
    """Say what is needed where nothing can run the search's script."""
    try:
        yield
    except search.NoEngineError as error:
        raise click.UsageError("The search runs in Node or in Chromium, and neither is here. Install one.") from error
