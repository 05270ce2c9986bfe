"""From a folder to a linked playbook, or to all that is wrong with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from playbook_generator.editing.translating import marked
from playbook_generator.kinds import all_kinds
from playbook_generator.loading import load
from playbook_generator.playbook import Playbook
from playbook_generator.problems import report
from tests.conftest import EXAMPLE, run_playbook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example that a test may spoil."""
    shutil.copytree(EXAMPLE, tmp_path / "example")
    return tmp_path / "example"


def _problems(folder: Path) -> list[tuple[str, str]]:
    found = sorted(problem for problem in load(folder / "playbook")[1] if problem.severity == "error")
    return [(f"{problem.file}:{problem.line}:{problem.column}", problem.code) for problem in found]


def _edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / "playbook" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_the_example_has_every_field_of_every_kind(example: Playbook) -> None:
    for folder, kind in all_kinds().items():
        records = [entry.record for entry in example.source.of_kind(folder)]
        rare = {"also", "sources", "basis_of", "owner", "industries", "stages", "related", "order", "aliases"}
        rare |= {"changed", "source_note", "legal_note"}
        for name in set(kind.model_fields) - rare:
            assert any(getattr(record, name) not in (None, [], ()) for record in records), f"{folder}: {name}"


SPOILT = [
    ("objections/too-dear.yml", "say_first:", "say_frist:", "PB031"),
    ("objections/too-dear.yml", "say_first: 您拿哪家的 *蓝罐* 在比？\n", "", "PB030"),
    ("objections/too-dear.yml", "title: 太贵", "title: yes", "PB033"),
    ("objections/too-dear.yml", "wordings: [", "wordings: x # [", "PB034"),
    ("objections/too-dear.yml", "means: bargaining", "means: bargainning", "PB046"),
    ("objections/too-dear.yml", "steps: [ask]", "steps: [log]", "PB041"),
    ("objections/too-dear.yml", "related: [glossary/margin]", "related: [objections/too-dear]", "PB042"),
    ("objections/too-dear.yml", "group: price", "group: prise", "PB039"),
    ("objections/too-dear.yml", "who: rep", "who: me", "PB037"),
    ("objections/too-dear.yml", "reviewed: 2026-01-02", 'reviewed: "2026-01-02"', "PB036"),
    ("objections/too-dear.yml", "group: price", "group: price\ngroup: price", "PB017"),
    ("objections/too-dear.yml", "bring: [对比表]", "bring: []", "PB032"),
    ("objections/too-dear.yml", "bring: [对比表]", "bring:", "PB032"),
    ("objections/too-dear.yml", '[进价, 60, "58.50"]', "[进价, 60]", "PB045"),
    ("objections/too-dear.yml", "[讨价还价](causes/bargaining)", "[讨价还价](causes/haggling)", "PB040"),
    ("objections/too-dear.yml", "script: authored", "scripts: authored", "PB044"),
    ("frameworks/real-or-not.yml", "shape: tree", "shape: three", "PB037"),
    ("frameworks/real-or-not.yml", "label: 说不出, title: 推托", "label: 说不出, titel: 推托", "PB031"),
    ("worksheets/log.yml", "type: pick, choices: [成, 不成]", "type: pick", "PB049"),
    ("translations/en/objections/too-dear.yml", "dont: [Cut the price]", "donut: [Cut the price]", "PB031"),
    ("translations/en/objections/too-dear.yml", "  - {who: rep, text: Compared with which make?}\n", "", "PB061"),
    ("translations/en/objections/too-dear.yml", "who: rep", "who: customer", "PB063"),
    ("translations/en/anecdotes/the-trick.yml", "use_when:", "related: [x]\nuse_when:", "PB060"),
]


@pytest.mark.parametrize(("name", "old", "new", "code"), SPOILT)
def test_a_mistake_is_named_with_its_place(
    folder: Path, example: Playbook, name: str, old: str, new: str, code: str
) -> None:
    if name.startswith("translations/"):
        # What says that it is up to date is held to the shape of its source.
        file = folder / "playbook" / name
        key = name.removeprefix("translations/en/").removesuffix(".yml")
        file.write_text(marked(file.read_text("utf-8"), example.source[key].record), "utf-8")
    _edit(folder, name, old, new)
    found = _problems(folder)
    assert code in [found_code for _, found_code in found]
    line = next(
        number
        for number, (before, after) in enumerate(
            zip(
                (EXAMPLE / "playbook" / name).read_text("utf-8").splitlines(),
                [*(folder / "playbook" / name).read_text("utf-8").splitlines(), ""],
                strict=False,
            ),
            1,
        )
        if before != after
    )
    places = [place for place, found_code in found if found_code == code]
    expected = {f"playbook/{name}:{number}:" for number in (line - 1, line, line + 1, 1)}
    assert any(place.startswith(tuple(expected)) for place in places), places


def test_all_problems_come_in_one_run(folder: Path) -> None:
    _edit(folder, "objections/too-dear.yml", "group: price", "group: prise")
    _edit(folder, "rules/short-calls.yml", "set: phone", "sett: phone")
    _edit(folder, "causes/bargaining.yml", "icon: trade", "icon: [")
    files = {place.split(":")[0] for place, _ in _problems(folder)}
    assert files == {
        "playbook/objections/too-dear.yml",
        "playbook/rules/short-calls.yml",
        "playbook/causes/bargaining.yml",
    }


def test_the_nearest_name_is_offered(folder: Path) -> None:
    _edit(folder, "objections/too-dear.yml", "means: bargaining", "means: bargainning")
    _edit(folder, "rules/short-calls.yml", "exceptions:", "exeptions:")
    text = report(load(folder / "playbook")[1], "en")
    assert "Did you mean `bargaining`?" in text
    assert "Did you mean `exceptions`?" in text


def test_files_that_do_not_belong_are_named(folder: Path) -> None:
    playbook = folder / "playbook"
    shutil.copy(playbook / "rules/short-calls.yml", playbook / "rules/long-calls.yaml")
    shutil.copy(playbook / "rules/short-calls.yml", playbook / "rules/Long_Calls.yml")
    (playbook / "rule").mkdir()
    shutil.copy(playbook / "rules/short-calls.yml", playbook / "rule/long-calls.yml")
    (playbook / "rules/linked.yml").symlink_to(playbook / "rules/short-calls.yml")
    (playbook / "translations/fr/rules").mkdir(parents=True)
    (playbook / "translations/fr/rules/short-calls.yml").write_text("title: Court\n", "utf-8")
    (playbook / "translations/en/rules").mkdir(parents=True)
    (playbook / "translations/en/rules/no-calls.yml").write_text("title: None\n", "utf-8")
    assert {(place.rsplit(":", 2)[0], code) for place, code in _problems(folder)} == {
        ("playbook/rules/long-calls.yaml", "PB007"),
        ("playbook/rules/Long_Calls.yml", "PB009"),
        ("playbook/rule/long-calls.yml", "PB008"),
        ("playbook/rules/linked.yml", "PB006"),
        ("playbook/translations/fr/rules/short-calls.yml", "PB064"),
        ("playbook/translations/en/rules/no-calls.yml", "PB062"),
    }


def test_links_go_both_ways(example: Playbook) -> None:
    edition = example.source
    assert [entry.key for entry in edition.referring("causes/bargaining")] == [
        "objections/too-dear",
        "frameworks/real-or-not",
    ]
    assert [entry.key for entry in edition.referring("steps/ask", "processes")] == ["processes/visit"]
    assert {entry.key for entry in edition.referring("anecdotes/the-trick")} == {
        "objections/too-dear",
        "frameworks/real-or-not",
        "steps/ask",
        "rules/short-calls",
    }


def test_a_translation_keeps_what_is_no_text(example: Playbook) -> None:
    source, english = (example.editions[lang]["objections/too-dear"].record for lang in ("zh", "en"))
    assert english.title == "Too dear"
    assert english.title.lang == "en"
    assert english.reviewed == source.reviewed
    assert english.responses[0].cause.key == "causes/bargaining"  # type: ignore[attr-defined]
    assert example.editions["en"]["rules/short-calls"].translated is False


def test_check_says_what_to_write_and_exits_with_one(folder: Path) -> None:
    _edit(folder, "objections/too-dear.yml", "say_first:", "say_frist:")
    result = run_playbook("--lang", "en", "check", folder=folder)
    assert result.returncode == 1
    assert "playbook/objections/too-dear.yml:17:1: error PB031" in result.stdout
    assert "Did you mean `say_first`?" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert run_playbook("--lang", "zh", "check", folder=folder).stdout.count("是不是想写 `say_first`？") == 1


def test_check_of_a_sound_playbook_exits_with_nought() -> None:
    assert run_playbook("check", folder=EXAMPLE).returncode == 0
