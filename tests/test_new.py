"""A new record has every field, and passes the check when it is filled in and not before."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from playbook_generator.explaining import described
from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.record import Part
from playbook_generator.loading import load
from tests.conftest import EXAMPLE, run_playbook

KINDS = {kind.kind_name: kind for kind in all_kinds().values()}
#: A warning that every record without a translation gets, and one for lists that are still short.
EXPECTED = {"PB075", "PB081"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the example playbook."""
    shutil.copytree(EXAMPLE / "playbook", tmp_path / "playbook")
    return tmp_path


def _codes(project: Path, path: Path) -> set[str]:
    name = path.relative_to(project).as_posix()
    return {problem.code for problem in load(project / "playbook")[1] if problem.file == name} - EXPECTED


def _new(project: Path, kind: str, *more: str | Path) -> Path:
    result = run_playbook("new", kind, "brand-new", *more, "--lang", "en", folder=project)
    assert result.returncode == 0, result.stderr
    return project / "playbook" / KINDS[kind].folder / "brand-new.yml"


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_has_every_field_and_says_what_belongs_there(project: Path, kind: str) -> None:
    text = _new(project, kind).read_text("utf-8")
    for name, info in KINDS[kind].model_fields.items():
        assert re.search(rf"^{'' if info.is_required() else '#'}{name}:", text, re.MULTILINE), name
        assert f"# {info.description}\n" in text
    required = [name for name, info in KINDS[kind].model_fields.items() if info.is_required()]
    assert re.findall(r"^(\w+):", text, re.MULTILINE) == required


@pytest.mark.parametrize("kind", KINDS)
def test_placeholders_are_all_that_is_wrong(project: Path, kind: str) -> None:
    path = _new(project, kind)
    assert _codes(project, path) == {"PB056"}
    path.write_text(re.sub(r"^#(?=[a-z]|(  )+[^ ])", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert _codes(project, path) == {"PB056"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_in_record_passes(project: Path, kind: str) -> None:
    path = _new(project, kind)
    model = sorted(set(path.parent.glob("*.yml")) - {path})[0]
    blocks = {block.partition(":")[0]: block for block in re.split(r"^(?=\w)", model.read_text("utf-8"), flags=re.M)}
    filled = re.sub(
        r"^(\w+):(?: \?\?\?\n|\n(?:  .*\n)+)",
        lambda match: blocks[match[1]].rstrip() + "\n",
        path.read_text("utf-8"),
        flags=re.MULTILINE,
    )
    path.write_text(re.sub(r"^basis: .*", "basis: authored", filled, flags=re.MULTILINE), "utf-8")
    assert _codes(project, path) <= {"PB079"}


def test_nothing_is_overwritten(project: Path) -> None:
    path = _new(project, "objection")
    before = path.read_text("utf-8")
    result = run_playbook("new", "objection", "brand-new", folder=project)
    assert result.returncode == 2
    assert path.read_text("utf-8") == before


@pytest.mark.parametrize(
    "arguments", [("objektion", "a"), ("objection", "A b"), ("objection", "../a"), ("cause", "index")]
)
def test_wrong_names_are_refused(project: Path, arguments: tuple[str, str]) -> None:
    before = sorted(project.rglob("*"))
    assert run_playbook("new", *arguments, folder=project).returncode == 2
    assert sorted(project.rglob("*")) == before


ISSUE = """### The customer's words, one a line (wordings)

- Your price: too high!
- "Cheaper" next door

### What you said back (say_first)

_No response_

### What may lie behind it (meaning)

First line.\r
Second {% line %}: *yes*

### Anything else

Nothing that belongs to a field.
"""


@pytest.mark.parametrize(
    ("id", "said"), [("Too Far", "Did you mean `too-far`?"), ("Café.yml", "`cafe`"), ("aux", "Windows")]
)
def test_a_name_that_can_be_is_suggested(project: Path, id: str, said: str) -> None:
    result = run_playbook("new", "objection", id, "--lang", "en", folder=project)
    assert result.returncode == 2
    assert said in result.stderr


def test_what_the_machine_does_not_allow_is_no_fault_of_the_tool(project: Path) -> None:
    shutil.rmtree(project / "playbook/sources")
    (project / "playbook/sources").write_text("", "utf-8")
    result = run_playbook("new", "source", "brand-new", "--lang", "en", folder=project)
    assert result.returncode == 2
    assert "playbook/sources" in result.stderr
    assert "cannot be read or written" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_text_without_answers_is_no_issue(project: Path) -> None:
    (project / "issue.md").write_text("Too far, they say.\n\n### What they said\n\nToo far.\n", "utf-8")
    before = sorted(project.rglob("*"))
    result = run_playbook("new", "objection", "brand-new", "--from-issue", "issue.md", "--lang", "en", folder=project)
    assert result.returncode == 2
    assert "holds no answers" in result.stderr
    assert sorted(project.rglob("*")) == before


def test_what_an_issue_says_beyond_the_kind_is_named_and_a_date_that_is_none_is_quoted(project: Path) -> None:
    (project / "issue.md").write_text(
        '### Day (reviewed)\n\nlast week: "x\n\n### What (wordings)\n\nToo far\n', "utf-8"
    )
    result = run_playbook("new", "anecdote", "brand-new", "--from-issue", "issue.md", "--lang", "en", folder=project)
    assert "Not used, for anecdote has no such field: wordings." in result.stdout
    path = project / "playbook/anecdotes/brand-new.yml"
    assert "\nreviewed: 'last week: \"x'\n" in path.read_text("utf-8")
    assert _codes(project, path) == {"PB036", "PB056"}


def test_a_draft_says_how_dates_links_and_records_are_written(project: Path) -> None:
    text = _new(project, "anecdote").read_text("utf-8")
    assert "#   reviewed: YYYY-MM-DD\nreviewed: ???\n" in text
    assert "links: [words](objections/too-far).\n#lesson: ???\n" in text


def test_an_issue_becomes_a_draft(project: Path) -> None:
    (project / "issue.md").write_text(ISSUE, "utf-8")
    path = _new(project, "objection", "--from-issue", project / "issue.md")
    text = path.read_text("utf-8")
    assert "wordings:\n  - 'Your price: too high!'\n  - '\"Cheaper\" next door'\n" in text
    assert "say_first: ???\n" in text
    assert "meaning: |-\n  First line.\n  Second {% line %}: *yes*\n" in text
    assert "Nothing that belongs" not in text
    assert _codes(project, path) == {"PB056"}


def _parts(kind: type[Part]) -> set[type[Part]]:
    return {
        kind,
        *Part.__subclasses__(),
        *(inner for part in Part.__subclasses__() for inner in part.__subclasses__()),
    }


def test_every_field_is_described_in_chinese() -> None:
    for kind in KINDS.values():
        for part in _parts(kind):
            if part.__module__.startswith("playbook_generator.kinds"):
                for name, info in part.model_fields.items():
                    assert re.search(r"[\u4e00-\u9fff]", described(info, "zh")), f"{part.__name__}.{name}"
