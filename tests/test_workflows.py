"""The workflows on the code host: well-formed, with the least rights, safe whatever a pull request brings along."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from playbook_generator.comparing.markdown import LONGEST, escaped
from tests.conftest import ROOT, run_playbook
from tests.test_bad import BASE, RECORD
from tests.test_diff import HOSTILE, PERSON

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PROGRAMS = Path(sys.executable).parent


def _workflow(name: str) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text("utf-8"))
    return loaded


def _steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for job in _workflow(path.stem)["jobs"].values():
            for step in job["steps"]:
                yield path.stem, step
    for path in sorted((ROOT / ".github/actions").glob("*/action.yml")):
        for step in yaml.safe_load(path.read_text("utf-8"))["runs"]["steps"]:
            yield path.parent.name, step


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(PROGRAMS / "zizmor"), "--offline", "--no-progress", "--pedantic", "--strict-collection", "."]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the workflows that a test may spoil."""
    shutil.copytree(ROOT / ".github", tmp_path / ".github")
    return tmp_path


def test_the_linter_of_workflows_finds_nothing(copy: Path) -> None:
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", copy)
    result = _lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("name", "old", "new", "audit"),
    [
        ("check", 'echo "$NUMBER"', "echo ${{ github.event.pull_request.title }}", "template-injection"),
        ("comment", "pull-requests: write # the comment", "contents: write", "permissions"),
        ("check", "actions/checkout@v6", "someone/checkout@v6", "unpinned-uses"),
    ],
)
def test_the_linter_would_find_what_is_unsafe(copy: Path, name: str, old: str, new: str, audit: str) -> None:
    file = copy / f".github/workflows/{name}.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    result = _lint(copy)
    assert result.returncode != 0
    assert audit in result.stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("custom.github-workflows-require-timeout", ".github/workflows/*.yml"),
        ("vendor.github-actions", ".github/actions/*/action.yml"),
    ],
)
def test_the_files_are_as_the_hosts_schema_says(schema: str, files: str, tmp_path: Path) -> None:
    paths = sorted(ROOT.glob(files))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    assert subprocess.run([*command, *paths], check=False).returncode == 0
    spoilt = tmp_path / "spoilt.yml"
    spoilt.write_text(paths[0].read_text("utf-8").replace("runs-on:", "run-on:").replace("using:", "use:"), "utf-8")
    if schema.startswith("vendor"):
        assert subprocess.run([*command, spoilt], capture_output=True, check=False).returncode == 1


def test_nothing_has_more_rights_than_it_needs() -> None:
    assert [path.stem for path in WORKFLOWS] == ["check", "comment", "publish"]
    rights: dict[str, dict[str, str]] = {}
    for path in WORKFLOWS:
        workflow = _workflow(path.stem)
        assert workflow["permissions"] == {}
        rights |= {f"{path.stem} {name}": job["permissions"] for name, job in workflow["jobs"].items()}
    read = {"contents": "read"}
    assert rights == {
        "check check": read,
        "check diff": read,
        "check site": read,
        "comment comment": {"actions": "read", "pull-requests": "write"},
        "publish build": read,
        "publish deploy": {"pages": "write", "id-token": "write"},
    }
    assert "secrets" not in "".join(path.read_text("utf-8") for path in WORKFLOWS)


def test_actions_are_the_hosts_own_by_version_and_no_text_of_an_event_is_pasted_into_a_script() -> None:
    for _, step in _steps():
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+|\./\.github/actions/[a-z]+", step["uses"])
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", "") + step.get("with", {}).get("script", "")


def test_what_may_write_never_touches_what_a_pull_request_brings_along() -> None:
    used = [step.get("uses") for name, step in _steps() if name == "comment"]
    assert used == ["actions/download-artifact@v6", "actions/github-script@v8"]
    assert not [step for name, step in _steps() if name == "comment" and "run" in step]
    # `on` is a truth value to YAML 1.1.
    assert _workflow("comment")[True] == {"workflow_run": {"workflows": ["Check"], "types": ["completed"]}}
    assert _workflow("check")["name"] == "Check"


def test_nothing_is_published_until_it_is_switched_on() -> None:
    jobs = _workflow("publish")["jobs"]
    assert jobs["build"]["if"] == "vars.PUBLISH == 'true' && github.ref == 'refs/heads/main'"
    assert jobs["deploy"]["needs"] == "build"


def _script(name: str, contains: str) -> str:
    found = [step["run"] for own, step in _steps() if own == name and contains in step.get("run", "")]
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize("broken", [False, True])
def test_the_job_leaves_the_difference_and_the_number(tmp_path: Path, broken: bool) -> None:
    """The job's own lines, in a repository with a merge as the host makes it."""

    def git(*arguments: str) -> None:
        subprocess.run(["git", *PERSON, *arguments], cwd=tmp_path, check=True, capture_output=True)

    shutil.copytree(BASE, tmp_path / "playbook")
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "Begin")
    git("checkout", "-qb", "change")
    file = tmp_path / "playbook" / RECORD
    file.write_text(file.read_text("utf-8").replace("title: 价格太高", "title: 太贵" + "\nx: y" * broken), "utf-8")
    git("commit", "-qam", "Change")
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "-m", "Merge", "change")
    environment = {
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "NUMBER": "7",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    # As the host runs it.
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", _script("check", "playbook diff")]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "comment/number").read_text("utf-8") == "7\n"
    said = (tmp_path / "comment/diff.md").read_text("utf-8")
    assert ("Left out here: objections/price-too-high.yml" in said) == broken
    assert ("<ins>太贵</ins>" in said) != broken
    assert (tmp_path / "summary.md").read_text("utf-8") == said


#: Runs the comment's script with a host that only notes what is asked of it.
STAGE = """
async ([script, files, pull, comments]) => {
  const said = {failed: null, notice: null, created: [], updated: []};
  const fs = {
    lstatSync: (path) => path in files
      ? {isFile: () => files[path] !== null, size: new TextEncoder().encode(files[path] ?? '').length} : undefined,
    readFileSync: (path) => files[path],
  };
  const context = {
    repo: {owner: 'team', repo: 'playbook'},
    payload: {workflow_run: {head_sha: 'abc', html_url: 'https://host/run/1'}},
  };
  const core = {setFailed: (text) => { said.failed = text; }, notice: (text) => { said.notice = text; }};
  const github = {
    paginate: async (method, options) => comments,
    rest: {
      pulls: {get: async (asked) => ({data: {number: asked.pull_number, ...pull}})},
      issues: {
        listComments: () => {},
        createComment: async (asked) => { said.created.push(asked); },
        updateComment: async (asked) => { said.updated.push(asked); },
      },
    },
  };
  const Async = Object.getPrototypeOf(async function () {}).constructor;
  await new Async('require', 'context', 'core', 'github', script)(() => fs, context, core, github);
  return said;
}
"""
OPEN = {"head": {"sha": "abc"}, "state": "open"}


def _comment(browser: Browser, files: dict[str, str | None], pull: object = OPEN, comments: object = ()) -> Any:
    script = next(step["with"]["script"] for name, step in _steps() if name == "comment" and "script" in step["with"])
    page = browser.new_page()
    try:
        return page.evaluate(STAGE, [script, files, pull, list(comments)])  # type: ignore[call-overload]
    finally:
        page.close()


def test_the_difference_becomes_one_comment(browser: Browser) -> None:
    text = "## What changes\n\n- **Say first**: <del>a</del> <ins>b</ins>\n"
    files: dict[str, str | None] = {"comment/number": "7\n", "comment/diff.md": text}
    said = _comment(browser, files)
    assert said["updated"] == []
    (created,) = said["created"]
    assert (created["owner"], created["repo"], created["issue_number"]) == ("team", "playbook", 7)
    assert created["body"].startswith(
        "<!-- playbook diff -->\n[The run: problems, and the site to look at](https://host"
    )
    assert created["body"].endswith(text)
    others = [
        {"id": 1, "user": {"login": "someone"}, "body": created["body"]},
        {"id": 2, "user": None, "body": "x"},
        {"id": 3, "user": {"login": "github-actions[bot]"}, "body": "of another workflow"},
        {"id": 4, "user": {"login": "github-actions[bot]"}, "body": created["body"]},
    ]
    again = _comment(browser, files, comments=others)
    assert again["created"] == []
    assert [asked["comment_id"] for asked in again["updated"]] == [4]


@pytest.mark.parametrize("number", ["", "0", "-1", "7 8", "7\n8", "1e3", "../7", "7" * 17, "０", None])
def test_a_number_that_is_none_is_not_believed(browser: Browser, number: str | None) -> None:
    said = _comment(browser, {"comment/number": number, "comment/diff.md": "x"})
    assert said["failed"]
    assert (said["created"], said["updated"]) == ([], [])


@pytest.mark.parametrize("pull", [{"head": {"sha": "other"}, "state": "open"}, {**OPEN, "state": "closed"}])
def test_nothing_is_written_to_another_pull_request(browser: Browser, pull: object) -> None:
    said = _comment(browser, {"comment/number": "8", "comment/diff.md": "x"}, pull)
    assert said["notice"]
    assert (said["created"], said["updated"]) == ([], [])


@pytest.mark.parametrize("text", ["很" * 62_001, "很" * 90_000, None])
def test_a_text_that_is_too_long_or_no_file_is_not_written(browser: Browser, text: str | None) -> None:
    said = _comment(browser, {"comment/number": "7", "comment/diff.md": text})
    assert "too long for a comment" in said["created"][0]["body"]
    assert len(said["created"][0]["body"]) < 300


def test_what_the_tool_writes_shows_the_same(browser: Browser) -> None:
    text = f"- <details><summary><b>x</b></summary>\n\n  <ins>{escaped(HOSTILE)}</ins><br>\n\n  </details>\n"
    said = _comment(browser, {"comment/number": "7", "comment/diff.md": text})
    assert unescape(said["created"][0]["body"]).endswith(unescape(text))
    longest = _comment(browser, {"comment/number": "7", "comment/diff.md": "很" * LONGEST})
    assert len(longest["created"][0]["body"]) > LONGEST


def test_a_forged_text_can_mention_and_link_nobody(browser: Browser) -> None:
    forged = (
        f"{HOSTILE} [[a](b)](https://evil.example) [r]\n\n[r]: https://evil.example\n\n<a href='//evil'>x</a> "
        "&#64;editor &#x40;editor &#0064editor &commat;editor &#35;12 &num;12 &#12 <DETAILS open> <b onclick=x>"
    )
    body = _comment(browser, {"comment/number": "7", "comment/diff.md": forged})["created"][0]["body"]
    _, _, text = body.partition("\n\n")
    assert set(re.findall(r"<[^>\s]*>?", text)) == {"</details>"}
    assert not re.search(r"\][(:\[]|://|www\.|gh-\d", text, re.IGNORECASE)
    decoded = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text)
    assert not re.search(r"[@#]\w", decoded.replace("&#x", ""))
    assert "&commat;" not in text


def _hook() -> dict[str, Any]:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return dict(hook)


def test_the_hook_checks_the_files_that_are_committed(tmp_path: Path) -> None:
    hook = _hook()
    assert (hook["id"], hook["language"], hook["require_serial"]) == ("playbook-check", "python", True)
    shutil.copytree(BASE, tmp_path / "playbook")
    program, *arguments = shlex.split(hook["entry"])
    assert program == "playbook"
    names = [f"playbook/{RECORD}", "playbook/causes/hearsay.yml"]
    assert all(re.search(hook["files"], name) for name in names)
    assert not re.search(hook["files"], "docs/playbook.md")
    assert run_playbook(*arguments, *names, folder=tmp_path).returncode == 0
    file = tmp_path / names[0]
    file.write_text(file.read_text("utf-8").replace("cause: bargaining", "cause: bargainning"), "utf-8")
    result = run_playbook(*arguments, *names, folder=tmp_path)
    assert result.returncode == 1
    assert "PB040" in result.stdout
