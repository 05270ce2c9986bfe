"""`playbook …`: each command reads its options, calls the package, and shows what came of it.

Exit codes: 0 all is well, 1 problems in the playbook, 2 the command was used wrongly, 3 a fault of this tool.
"""

from __future__ import annotations

import errno
import io
import json
import locale
import os
import re
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from playbook_generator import outputs, reports, richtext, search
from playbook_generator.comparing.markdown import addresses
from playbook_generator.comparing.markdown import report as comparison_report
from playbook_generator.comparing.playbooks import compare
from playbook_generator.comparing.versions import NoSuchRevisionError, versions
from playbook_generator.editing.drafting import draft, sections_of_issue
from playbook_generator.editing.files import write_whole
from playbook_generator.editing.renaming import rename_record
from playbook_generator.editing.stale import due_list
from playbook_generator.editing.tidying import tidied
from playbook_generator.editing.translating import Desk
from playbook_generator.engines.mkdocs import site_address
from playbook_generator.explaining import explanation, page_of_all, page_of_fields
from playbook_generator.folder import RESERVED_IDS, TRANSLATIONS, read_folder
from playbook_generator.git import GitError
from playbook_generator.kinds import all_kinds
from playbook_generator.loading import load
from playbook_generator.playbook import Playbook
from playbook_generator.problems import Paint, Problem, catalogue, has_errors, nearest, report, visible
from playbook_generator.schemas import FOLDER, schemas, vscode_settings
from playbook_generator.values import ID_LONGEST, ID_PATTERN, OneOf, To, id_like

CONFIG = "mkdocs.yml"
FAULT = 3
#: What a machine or its user's rights do not allow is no fault of the tool.
_OF_THE_MACHINE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}


def _set_language(ctx: click.Context, _: click.Parameter, language: str | None) -> None:
    if language and isinstance(ctx.obj, _Project):
        ctx.obj.language = language


def _language(ctx: click.Context | None) -> str:
    return ctx.obj.language if ctx is not None and isinstance(ctx.obj, _Project) else "en"


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
        except (click.exceptions.Exit, click.Abort, click.ClickException, BrokenPipeError):
            # A reader that closes the pipe (`playbook check | head`) has seen enough: click ends quietly.
            raise
        except OSError as error:
            if error.errno not in _OF_THE_MACHINE or not error.filename:
                _report_fault(ctx)
            path, words = visible(str(error.filename)), catalogue(_language(ctx))["usage"]["not_possible"]
            raise click.UsageError(words.format(path=path, reason=error.strerror)) from error
        except Exception:
            _report_fault(ctx)


def _report_fault(ctx: click.Context) -> NoReturn:
    click.echo(traceback.format_exc(), err=True)
    click.echo(catalogue(_language(ctx))["report"]["fault"], err=True)
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

    def wrong_use(self, name: str, /, **details: object) -> click.UsageError:
        """What was wrong with how a command was called; `name` is a key of the messages' table `usage`."""
        return click.UsageError(catalogue(self.language)["usage"][name].format(**details))

    def require_config(self) -> None:
        if not self.config.is_file():
            raise self.wrong_use("not_there", name=CONFIG, folder=self.folder.resolve())

    def require_playbook(self) -> None:
        if not self.playbook.is_dir():
            raise self.wrong_use("not_there", name=self.playbook.name, folder=self.folder.resolve())

    def name_of(self, file: Path) -> str:
        """A file or folder as problems name it, from the folder that holds the playbook."""
        root = self.playbook.resolve()
        path = file.parent.resolve() / file.name
        if not path.is_relative_to(root):
            raise self.wrong_use("outside", file=file, folder=self.playbook)
        return visible((Path(self.playbook.name) / path.relative_to(root)).as_posix())

    def show(self, problems: list[Problem]) -> None:
        paint = Paint(sys.stdout.isatty())
        click.echo(report(problems, self.language, paint), color=True)


def _system_language() -> str:
    # The variables first: they say what is wanted even where that locale is not installed.
    wanted = (os.environ.get(variable) for variable in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, wanted), None) or locale.getlocale()[0] or ""
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
            self.fail(catalogue(_language(ctx))["usage"]["no_day"].format(value=visible(str(value))), param, ctx)


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
    in these is shown; what they refer to is still looked up in the whole playbook. A folder stands for all files in
    it. Exit code 1 if there are errors.
    """
    names = [project.name_of(file) for file in files]
    _, problems = load(project.playbook, today)
    if names:
        inside = tuple(f"{name}/" for name in names)
        problems = [
            found
            for found in problems
            if found.file in names or found.file.startswith(inside) or found.code in ("PB070", "PB071")
        ]
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


def _chosen(ctx: click.Context, _: click.Parameter, value: str) -> list[str]:
    """The names of outputs in `--only`, in the order in which they are made, all of them known and installed."""
    names = {name.strip() for name in value.split(",")}
    if unknown := sorted(names - set(outputs.OUTPUTS)):
        raise ctx.obj.wrong_use("no_output", name=visible(unknown[0]), valid=", ".join(outputs.OUTPUTS))
    chosen = [name for name in outputs.OUTPUTS if name in names]
    if missing := outputs.missing_extras(chosen):
        rest = ",".join(name for name in outputs.OUTPUTS if name not in outputs.missing_extras(outputs.OUTPUTS))
        raise ctx.obj.wrong_use("not_installed", names=", ".join(missing), extras=",".join(missing), rest=rest)
    return chosen


@main.command()
@click.argument("code", required=False)
@click.pass_obj
def explain(project: _Project, code: str | None) -> None:
    """Say what a problem's code means: the rule, a wrong example, a right one.

    CODE is the one that `playbook check` shows, such as PB012. Without it all codes are explained, as one page.
    `playbook explain fields` lists what each kind of record may hold.
    """
    if code == "fields":
        click.echo(page_of_fields(project.language), nl=False)
        return
    if code is None:
        click.echo(page_of_all(project.language), nl=False)
        return
    text = explanation(code.upper(), project.language)
    if text is None:
        known = [name for name in catalogue("en") if name.startswith("PB")]
        raise project.wrong_use("no_code", code=visible(code), first=known[0], last=known[-1])
    click.echo(text, nl=False)


def _require_id(project: _Project, id: str) -> None:
    sound = ID_PATTERN.fullmatch(id) and len(id) <= ID_LONGEST
    if sound and id not in RESERVED_IDS:
        return
    details: dict[str, object] = {"value": id} if sound else {"value": id, "near": id_like(id)}
    problem = Problem(id, 1, 1, "PB027" if sound else "PB009", details)
    raise click.UsageError(f"{problem.message(project.language)} {problem.hint(project.language)}")


def _key(project: _Project, playbook: Playbook, given: str) -> str:
    """The key of the record that somebody names, or what to write instead."""
    entries = playbook.source.entries
    if given in entries:
        return given
    former = {f"{entry.folder}/{alias}": key for key, entry in entries.items() for alias in entry.record.aliases}
    meant = richtext.record_in(given)
    near = former.get(given) or (meant if meant in entries else nearest(given, entries))
    hint = catalogue(project.language)["near"]["hint"].format(near=near) if near else ""
    no_record = catalogue(project.language)["renaming"]["no_record"].format(key=visible(given))
    raise click.UsageError(f"{no_record} {hint}".strip())


class _Editor:
    """What the commands that write need of a playbook that may still have errors."""

    def __init__(self, project: _Project) -> None:
        self.files, _ = read_folder(project.playbook)
        settings = self.files.get("playbook.yml")
        vocabulary = ((settings.document.value if settings else None) or {}).get("vocabulary")
        self._vocabulary = vocabulary if isinstance(vocabulary, dict) else {}

    def words(self, mark: To | OneOf) -> list[str]:
        """The words that a field may choose from."""
        if isinstance(mark, OneOf):
            listed = self._vocabulary.get(mark.vocabulary)
            entries = listed if isinstance(listed, list) else []
            return [str(entry.get("id")) for entry in entries if isinstance(entry, dict)]
        own = (name.removesuffix(".yml") for name in self.files if not name.startswith(TRANSLATIONS) and "/" in name)
        keys = [key for key in own if not mark.folder or key.startswith(f"{mark.folder}/")]
        return [*filter(None, [mark.or_word]), *(key.removeprefix(f"{mark.folder}/") for key in sorted(keys))]


@main.command()
@click.argument("kind")
@click.argument("id")
@click.option(
    "--from-issue", "issue", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fill in what stands in this file, the text of an issue made with the form.",
)  # fmt: skip
@click.pass_obj
def new(project: _Project, kind: str, id: str, issue: Path | None) -> None:
    """Write a new record with every field of its KIND to fill in.

    KIND is the kind's name in the singular: objection, cause, framework, process, step, rule, anecdote, worksheet,
    term, source. ID is the file's name without ending: small letters, digits and hyphens.
    """
    kinds = {model.kind_name: model for model in all_kinds().values()}
    if kind not in kinds:
        near = nearest(kind, kinds)
        hint = catalogue(project.language)["near"]["hint"].format(near=near) if near else ""
        raise project.wrong_use("no_kind", kind=visible(kind), hint=hint, valid=", ".join(kinds))
    _require_id(project, id)
    project.require_playbook()
    path = project.playbook / kinds[kind].folder / f"{id}.yml"
    words = catalogue(project.language)["drafting"]
    if path.exists():
        raise click.UsageError(words["exists"].format(path=path))
    sections = sections_of_issue(issue.read_text("utf-8", "replace")) if issue else {}
    if issue and not sections:
        raise project.wrong_use("no_answers", file=issue)
    answers = {name: text for name, text in sections.items() if text}
    fields = kinds[kind].model_fields
    known = {name: text for name, text in answers.items() if name in fields}
    write_whole(path, draft(kinds[kind], _Editor(project).words, known, project.language))
    click.echo(words["written"].format(path=path))
    if unused := [name for name in answers if name not in fields]:
        click.echo(words["unused"].format(kind=kind, names=", ".join(unused)))


@main.command()
@click.pass_obj
def schema(project: _Project) -> None:
    """Write a JSON Schema of each kind to .schemas/, with the ids and words that this playbook has.

    VS Code with the YAML extension then completes fields and ids; .vscode/settings.json tells it where they are.
    """
    project.require_playbook()
    made = schemas(_Editor(project).words, project.language)
    for name, value in made.items():
        write_whole(project.folder / FOLDER / name, json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    settings = project.folder / ".vscode" / "settings.json"
    if not settings.exists():
        write_whole(settings, vscode_settings())
    click.echo(catalogue(project.language)["schema"]["written"].format(count=len(made), folder=FOLDER))


def _loaded(ctx: click.Context, project: _Project) -> tuple[Playbook, list[Problem]]:
    """The playbook and its warnings, or its problems shown and exit code 1."""
    playbook, problems = load(project.playbook)
    if playbook is None:
        project.show(problems)
        ctx.exit(1)
    return playbook, problems


@main.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
@click.pass_context
def rename(ctx: click.Context, project: _Project, old: str, new: str) -> None:
    """Give the record OLD the id NEW, wherever it is named.

    Both are written as kind folder/id: objections/too-dear objections/price-too-high. The translations move along,
    and the old address will lead to the new one.
    """
    words = catalogue(project.language)["renaming"]
    playbook, problems = load(project.playbook)
    if playbook is None:
        project.show(problems)
        _say(words["first"])
        ctx.exit(1)
    entries = playbook.source.entries
    folder, _, id = new.partition("/")
    own = entries[_key(project, playbook, old)].folder
    if folder != own:
        near = f"{own}/{id_like(new.rpartition('/')[2]) or '…'}"
        hint = catalogue(project.language)["near"]["hint"].format(near=near)
        raise click.UsageError(f"{words['other_kind'].format(new=visible(new), folder=own)} {hint}".strip())
    _require_id(project, id)
    claimed = {f"{e.folder}/{alias}" for key, e in entries.items() if key != old for alias in e.record.aliases}
    if new in entries or new in claimed:
        raise click.UsageError(words["taken"].format(key=new))
    try:
        changes = rename_record(project.playbook, playbook, old, new)
    except ValueError as error:
        raise click.UsageError(words["unwritten"].format(path=project.playbook / f"{old}.yml")) from error
    for change in changes:
        click.echo(words["changed"].format(before=change.before, after=change.after))
    click.echo(words["done"].format(count=len(changes)))


@main.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]...")
@click.pass_obj
@click.pass_context
def fmt(ctx: click.Context, project: _Project, files: tuple[Path, ...]) -> None:
    """Write YAML files in one style, without losing a comment.

    Without FILEs, every file of the playbook. A file with errors in its YAML is shown and left as it is.
    """
    project.require_playbook()
    words = catalogue(project.language)["tidying"]
    names = [project.name_of(file).partition("/")[2] for file in files]
    found = {name: file for name, file in read_folder(project.playbook)[0].items() if not names or name in names}
    broken = {f"{project.playbook.name}/{name}" for name, file in found.items() if file.document.faults}
    for name, file in sorted(found.items()):
        path = project.playbook / name
        if file.document.faults:
            continue
        try:
            text = tidied(file.document.text)
        except ValueError:
            click.echo(words["kept"].format(path=path))
            continue
        if text.encode() != path.read_bytes():
            write_whole(path, text)
            click.echo(words["written"].format(path=path))
    if broken:
        project.show([problem for problem in load(project.playbook)[1] if problem.file in broken])
        ctx.exit(1)


@main.command()
@click.argument("keys", nargs=-1, metavar="[RECORD]...")
@click.option("--done", is_flag=True, help="Mark the translations of these records as up to date.")
@click.option("--all", "every", is_flag=True, help="With --done: every record that has a translation.")
@click.option("--into", "language", help="Only this language; else all.")
@click.pass_obj
@click.pass_context
def translate(
    ctx: click.Context, project: _Project, keys: tuple[str, ...], done: bool, every: bool, language: str | None
) -> None:
    """List translations that are missing or out of date, or show what changed in RECORD.

    A RECORD is written as kind folder/id: objections/price-too-high.
    """
    playbook, problems = _loaded(ctx, project)
    languages = [code for code in list(playbook.editions)[1:] if language in (None, code)]
    if not languages:
        raise project.wrong_use("no_translations", language=visible(str(language)))
    if every and done:
        keys = tuple(playbook.source.entries)
    elif done and not keys:
        raise project.wrong_use("no_records")
    for key in keys:
        _key(project, playbook, key)
    desk = Desk(project.playbook, playbook, read_folder(project.playbook)[0], project.language)
    if done and (unfit := [line for code in languages for line in desk.unfit(keys, code)]):
        click.echo("\n".join(unfit))
        ctx.exit(1)
    for code in languages:
        if done:
            lines = desk.mark(keys, code, quiet=every)
        else:
            lines = desk.show(keys, code) if keys else desk.overview(code, problems)
        for line in lines:
            click.echo(line)


@main.command()
@click.argument("base")
@click.argument("head", required=False)
@click.option("--preview", default="", metavar="URL", help="Link each record to its page under this address.")
@click.pass_obj
@click.pass_context
def diff(ctx: click.Context, project: _Project, base: str, head: str | None, preview: str) -> None:
    """Say what changes for readers from the revision BASE to HEAD, or to the files as they are now.

    Record by record and field by field, as Markdown for a pull request: old and new words, new, removed and renamed
    records, links that break, translations that are out of date. Without --preview, records link to `site_url` of
    mkdocs.yml, if there is one. Exit code 1 if the new state has errors; what is sound is compared all the same.
    """
    words = catalogue(project.language)["comparing"]
    if preview and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", preview):
        raise click.UsageError(words["no_address"].format(address=visible(preview)))
    try:
        with versions(project.playbook, base, head) as (old, new):
            address = addresses(preview) if preview else addresses(site_address(project.config), old)
            click.echo(comparison_report(compare(old, new), project.language, address), nl=False)
            failed = has_errors(new.problems)
    except NoSuchRevisionError as error:
        both = re.fullmatch(r"(.+?)\.{2,3}([^.].*)", base) if head is None else None
        said = words["two_revisions"].format(base=visible(both[1]), head=visible(both[2])) if both else ""
        said = said or words["no_revision"].format(name=visible(str(error)))
        raise click.UsageError(said) from error
    except GitError as error:
        reason = visible(str(error))
        raise click.UsageError(words["no_repository"].format(reason=reason) if reason else words["no_git"]) from error
    if failed:
        ctx.exit(1)


@main.command()
@_today
@click.pass_obj
@click.pass_context
def stale(ctx: click.Context, project: _Project, today: date) -> None:
    """List the records whose review is due, by owner.

    `review_days` in playbook.yml says after how many days records of a kind are due.
    """
    playbook, _ = _loaded(ctx, project)
    for line in due_list(playbook.source, today, project.language):
        click.echo(line)


@main.command()
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=None,
    help="Where to build, instead of the folder `site`.",
)  # fmt: skip
@click.option(
    "--only", metavar="NAME,…", callback=_chosen, default=",".join(outputs.OUTPUTS),
    help=f"Make only some of these: {', '.join(outputs.OUTPUTS)}. The folder then holds nothing else, and pages link "
    "to nothing else.",
)  # fmt: skip
@click.pass_obj
@click.pass_context
def build(ctx: click.Context, project: _Project, output: Path | None, only: list[str]) -> None:
    """Build the whole site, all languages and all downloads, into site/.

    The new site is made beside the old one and takes its place when it is whole, so that site/ is never half a site.
    """
    project.require_config()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not re.fullmatch(r"\d{0,11}", epoch):
        raise project.wrong_use("no_epoch", value=visible(epoch))
    _say("Reading the playbook …")
    playbook, _ = _loaded(ctx, project)
    _say(f"{len(playbook.source.entries)} records in {len(playbook.editions)} languages")
    site = output or project.folder / "site"
    config = project.config

    def make(folder: Path) -> list[str]:
        run = outputs.Build(playbook, config, folder, _say)
        return [warning for name in only for warning in outputs.OUTPUTS[name](run)]

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
        raise project.wrong_use("no_address", address=visible(address))
    try:
        # Here, because the site takes a while to build, and only then the server would find out.
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, int(port)), family=family).close()
    except (OSError, OverflowError) as error:
        reason = str(error.args[-1]).partition(" (while")[0]
        raise project.wrong_use("not_free", address=visible(address), reason=reason) from error
    outputs.serve(project.config, project.playbook, host, int(port), project.language, project.show, _say)


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
    playbook, _ = _loaded(ctx, project)
    chosen = language or playbook.source.language
    if chosen not in playbook.editions:
        raise project.wrong_use("no_language", language=visible(chosen), valid=", ".join(playbook.editions))
    with _engine(project):
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
    playbook, _ = _loaded(ctx, project)
    if not playbook.queries.queries:
        raise project.wrong_use("no_queries")
    with _engine(project):
        quality = search.measure(playbook)
    click.echo(search.report(quality, misses))
    below = quality.below(playbook.queries.floors)
    for line in below:
        click.echo(line)
    if below:
        ctx.exit(1)


@contextmanager
def _engine(project: _Project) -> Iterator[None]:
    """Say what is needed where nothing can run the search's script."""
    try:
        yield
    except search.NoEngineError as error:
        raise project.wrong_use("no_engine") from error
