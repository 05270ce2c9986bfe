"""The practice deck, imported by Anki itself."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from playbook_generator.kinds.objection import Objection
from playbook_generator.loading import load
from playbook_generator.outputs.building import Build
from playbook_generator.outputs.deck import build_deck, cards
from playbook_generator.playbook import Edition, Playbook
from tests.conftest import EXAMPLE


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection of a learner."""
    opened = Collection(str(tmp_path / "learner.anki2"))
    yield opened
    opened.close()


def _import(collection: Collection, package: Path) -> None:
    options = ImportAnkiPackageOptions(merge_notetypes=True)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))


def _notes(collection: Collection) -> list[Any]:
    return [collection.get_note(number) for number in sorted(collection.find_notes(""))]


def _deck_of(playbook: Playbook, folder: Path, language: str = "zh") -> Path:
    build_deck(Build(playbook, folder / "mkdocs.yml", folder))
    return folder / "downloads" / f"practice.{language}.apkg"


def _changed(folder: Path, *pairs: tuple[str, str]) -> Playbook:
    """The example with some words of its objection replaced."""
    shutil.copytree(EXAMPLE / "playbook", folder)
    file = folder / "objections" / "too-dear.yml"
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    playbook, problems = load(folder)
    assert playbook is not None, problems
    return playbook


def _objections(edition: Edition) -> list[Objection]:
    return [entry.record for entry in edition.of_kind("objections") if isinstance(entry.record, Objection)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_anki_finds_a_card_for_every_wording(
    site: Path, our_playbook: Playbook, collection: Collection, language: str
) -> None:
    edition = our_playbook.editions[language]
    _import(collection, site / "downloads" / f"practice.{language}.apkg")
    fronts = [note["Wording"] for note in _notes(collection)]
    wanted = [wording for record in _objections(edition) for wording in record.wordings]
    assert sorted(fronts) == sorted(wanted)
    assert collection.card_count() == len(wanted)
    assert collection.decks.by_name(f"{edition.settings.name} · {'练习' if language == 'zh' else 'practice'}")


def test_both_languages_fit_into_one_collection(site: Path, our_playbook: Playbook, collection: Collection) -> None:
    for language in ("zh", "en"):
        _import(collection, site / "downloads" / f"practice.{language}.apkg")
    assert collection.note_count() == sum(len(list(cards(e))) for e in our_playbook.editions.values())


def test_a_card_shows_the_wording_then_the_answer(example: Playbook, tmp_path: Path, collection: Collection) -> None:
    _import(collection, _deck_of(example, tmp_path))
    card = collection.get_card(collection.find_cards('Wording:"你们太贵了。"')[0])
    assert "你们太贵了。" in card.question()
    assert "您拿哪家的" not in card.question()
    record = _objections(example.source)[0]
    said = [record.say_first, record.questions[0].ask, *(turn.text for turn in record.script)]
    for text in [*said, "先说", "再问", "话术", "客户"]:
        assert text in card.answer()
    assert sorted(card.note().tags) == ["原因::讨价还价", "阶段::面谈"]


def test_an_objection_of_which_little_is_written_makes_a_card_without_empty_parts(
    tmp_path: Path, collection: Collection
) -> None:
    folder = tmp_path / "playbook"
    shutil.copytree(EXAMPLE / "playbook", folder)
    (folder / "objections" / "later.yml").write_text(
        "title: 再说\nsummary: 推。\nbasis: authored\nreviewed: 2026-01-02\ngroup: price\n"
        "wordings: [<b>再说</b> & 再看]\nsay_first: 好。\n",
        "utf-8",
    )
    playbook, problems = load(folder)
    assert playbook is not None, problems
    _import(collection, _deck_of(playbook, tmp_path))
    card = next(note.cards()[0] for note in _notes(collection) if "再看" in note["Wording"])
    assert "&lt;b&gt;再说&lt;/b&gt; &amp; 再看" in card.question()
    assert "再问" not in card.answer()
    assert "话术" not in card.answer()


def test_an_update_keeps_a_learners_progress(
    example: Playbook, tmp_path: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    _import(collection, _deck_of(example, tmp_path / "first"))
    card = collection.get_card(collection.find_cards('Wording:"你们太贵了。"')[0])
    card.start_timer()
    collection.sched.answerCard(card, 4)
    learned = collection.get_card(card.id)
    assert learned.ivl > 0
    words = [("你们太贵了。", "你们实在太贵。"), ("您拿哪家的", "您是拿哪家的")]
    later = _changed(tmp_path / "later", *words, ("2026-01-02", "2026-02-01"))
    _import(collection, _deck_of(later, tmp_path / "second"))
    assert collection.note_count() == len(list(cards(example.source)))
    again = collection.get_card(card.id)
    assert again.note()["Wording"] == "你们实在太贵。"
    assert "您是拿哪家的" in again.note()["SayFirst"]
    assert (again.reps, again.ivl, again.due) == (1, learned.ivl, learned.due)


def test_a_renamed_objection_stays_the_same_card(example: Playbook, tmp_path: Path) -> None:
    """Its aliases are the ids it had, the oldest first."""
    folder = tmp_path / "renamed"
    shutil.copytree(EXAMPLE / "playbook", folder)
    for place in ("objections", "translations/en/objections"):
        (folder / place / "too-dear.yml").rename(folder / place / "much-too-dear.yml")
    file = folder / "objections" / "much-too-dear.yml"
    file.write_text(file.read_text("utf-8") + "aliases: [too-dear, very-dear]\n", "utf-8")
    for path in folder.rglob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("objections/too-dear", "objections/much-too-dear"), "utf-8")
    renamed, problems = load(folder)
    assert renamed is not None, problems
    for language, edition in example.editions.items():
        found = {card.wording: card.name for card in cards(renamed.editions[language])}
        assert found == {card.wording: card.name for card in cards(edition)}


def test_the_table_holds_the_same_cards(site: Path, our_playbook: Playbook) -> None:
    for language, edition in our_playbook.editions.items():
        data = (site / "downloads" / f"practice.{language}.csv").read_bytes()
        head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        assert len(head) == 6
        made = list(cards(edition))
        assert [row[0] for row in rows] == [card.wording for card in made]
        assert [row[2] for row in rows] == [card.say_first for card in made]
        assert all(row[5] for row in rows)


def test_the_moment_is_the_contents_day_unless_the_environment_says_otherwise(
    example: Playbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Build(example, tmp_path / "mkdocs.yml", tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert run.moment.date() == example.source.newest == date(2026, 1, 3)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert run.moment == datetime(1970, 1, 2, tzinfo=UTC)
