"""The PDFs of the built site, read back by other programs than the one that made them."""

from __future__ import annotations

import math
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest

from playbook_generator.engines import typst as engine
from playbook_generator.kinds.objection import Objection
from playbook_generator.kinds.worksheet import Worksheet
from playbook_generator.outputs.building import Build
from playbook_generator.outputs.pdf import build_pdf, commit_of
from playbook_generator.playbook import Edition, Playbook
from playbook_generator.rendering.wordings import sound_of, wordings_index
from playbook_generator.rendering.words import words
from playbook_generator.values import Text
from tests.conftest import EXAMPLE, ROOT

LANGUAGES = ["zh", "en"]
A4 = (595.28, 841.89)


@pytest.fixture(params=LANGUAGES)
def edition(request: pytest.FixtureRequest, our_playbook: Playbook) -> Edition:
    """The playbook in each language."""
    return our_playbook.editions[request.param]


def _pages(path: Path, *options: str) -> list[str]:
    """The text of every page."""
    done = subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _elements(node: Any) -> Iterator[Any]:
    """The structure elements beneath a node, in the order of reading."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _places(pdf: pikepdf.Pdf) -> dict[str, int]:
    """The page, counted from 1, of every record and chapter."""
    numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {name: numbers[(target.D if isinstance(target, pikepdf.Dictionary) else target)[0].objgen]
            for name, target in tree.items()}  # fmt: skip


def _every_pdf(site: Path) -> list[Path]:
    return sorted((site / "downloads").rglob("*.pdf"))


def test_all_documents_are_there(site: Path, our_playbook: Playbook) -> None:
    sheets = [f"worksheets/{entry.id}" for entry in our_playbook.source.of_kind("worksheets")]
    names = {f"{name}.{code}.pdf" for name in ("playbook", "cards", "cards-phone", *sheets) for code in LANGUAGES}
    assert {path.relative_to(site / "downloads").as_posix() for path in _every_pdf(site)} == names


def test_every_document_is_accessible(site: Path) -> None:
    """What PDF/UA-1 asks for, and what Typst passes in silence: language, title, tags, descriptions, fonts, links."""
    for path in _every_pdf(site):
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == path.name.split(".")[-2]
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert pdf.Root.MarkInfo.Marked
            with pdf.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"
                assert metadata["dc:title"]
            elements = list(_elements(pdf.Root.StructTreeRoot))
            kinds = [str(element.S) for element in elements]
            assert "/H1" in kinds
            for element in elements:
                if element.S == "/Figure":
                    assert str(element.Alt).strip(), path
                if element.S == "/Table":
                    assert "/TH" in [str(inner.S) for inner in _elements(element)], path
            for page in pdf.pages:
                fonts: Any = page.Resources.get("/Font", {})
                for font in fonts.values():
                    assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))
                    assert "/ToUnicode" in font
                for annotation in page.get("/Annots", []):
                    assert str(annotation.Contents).strip()
                    assert "/StructParent" in annotation


def test_bookmarks_lead_to_every_record(site: Path, edition: Edition) -> None:
    names = words(edition.language)
    with pikepdf.open(site / f"downloads/playbook.{edition.language}.pdf") as pdf, pdf.open_outline() as outline:
        chapters = {item.title: [child.title for child in item.children] for item in outline.root}
    for folder in edition.folders:
        titles = [_straight(entry.record.title) for entry in edition.of_kind(folder)]
        assert [_straight(title) for title in chapters[names[f"kinds.{folder}.many"]]] == titles
    assert next(iter(chapters)) == names["book.marks"]
    assert list(chapters)[-2:] == [names["book.index"], names["book.reviews"]]


def _straight(text: str) -> str:
    """English text as it is written in YAML."""
    return text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def test_the_cover_names_the_day_and_the_commit(site: Path, edition: Edition) -> None:
    first = _pages(site / f"downloads/playbook.{edition.language}.pdf")[0]
    assert str(edition.settings.name) in " ".join(first.split())
    assert edition.newest.isoformat() in first
    commit = commit_of(ROOT)
    assert commit[:10] in first


def _links(pdf: pikepdf.Pdf, path: Path, numbers: range) -> dict[str, list[str]]:
    """On some pages, the words inside the links to every destination."""
    found: dict[str, list[str]] = {}
    words_of = _words_at(path)
    for number in numbers:
        page = pdf.pages[number - 1]
        for annotation in page.get("/Annots", []):
            left, bottom, right, top = (float(value) for value in annotation.Rect)
            high = float(page.mediabox[3])
            found.setdefault(str(annotation.Dest), []).extend(
                word
                for word, x, y in words_of[number - 1]
                if left - 6 <= x <= right and high - top <= y <= high - bottom
            )
    return found


def test_the_contents_and_the_index_lead_to_the_right_pages(site: Path, edition: Edition) -> None:
    path = site / f"downloads/playbook.{edition.language}.pdf"
    texts = [_straight(_squeezed(page)) for page in _pages(path)]
    with pikepdf.open(path) as pdf:
        places = _places(pdf)
        contents = _links(pdf, path, range(2, places["marks"]))
        index = _links(pdf, path, range(places["index"], places["reviews"]))
    assert contents.keys() == places.keys()
    for key, held in contents.items():
        assert held[-1] == str(places[key]), key
    for key, entry in edition.entries.items():
        title = _straight(_squeezed(entry.record.title))
        assert title in texts[places[key] - 1], key
        assert title in _straight("".join(contents[key])), key
    records = {key: entry.record for key, entry in edition.entries.items()}
    said = {key: record.wordings for key, record in records.items() if isinstance(record, Objection)}
    assert index.keys() == said.keys()
    for key, wordings in said.items():
        assert index[key].count(str(places[key])) >= len(wordings)
        for wording in wordings:
            assert _straight(_squeezed(wording)) in _straight("".join(index[key])), wording


def test_every_reference_names_its_page(site: Path, edition: Edition) -> None:
    """Behind every name that is a link stands the page that the link leads to."""
    path = site / f"downloads/playbook.{edition.language}.pdf"
    texts = [_straight(_squeezed(page)) for page in _pages(path)]
    named = words(edition.language)["book.at_page"]
    with pikepdf.open(path) as pdf:
        places = _places(pdf)
    for key, entry in edition.entries.items():
        text = "".join(texts[places[key] - 1 :])
        for other in edition.named(entry.record.related):
            at = _squeezed(named.format(page=places[other.key]))
            assert _straight(_squeezed(other.record.title)) + at in re.sub("慎用|不要照做", "", text), (
                f"{key} → {other.key}"
            )


def test_every_branch_of_the_diagnosis_is_printed(site: Path, edition: Edition) -> None:
    """Each question of a card with what one hears and what it means, in this order."""
    path = site / f"downloads/playbook.{edition.language}.pdf"
    text = _straight(_squeezed("".join(_pages(path, "-raw"))))
    for entry in edition.of_kind("objections"):
        assert isinstance(entry.record, Objection)
        for question in entry.record.questions:
            start = text.index(_straight(_squeezed(question.ask)) + '"' if edition.language == "en" else question.ask)
            for answer in question.answers:
                meaning = (
                    words(edition.language)["fields.is_pretext"]
                    if answer.means == "pretext"
                    else edition[f"causes/{answer.means}"].record.title
                )
                branch = _straight(_squeezed(f"{answer.hears}”→{meaning}"))
                assert branch in text[start:], f"{entry.key}: {answer.hears}"


#: Marks that close, and stay with what stands before them; marks that open, and stay with what follows.
CLOSING, OPENING = "，。、；：？！）》」』】…·～％", "（《「『【"
#: In points: less than lies between columns, more than between words.
COLUMN_GAP = 10.0


def _lines(path: Path) -> Iterator[str]:
    """Every line as one sees it: the words at one height that are not a column apart.

    pdftotext takes a line for two where a closing mark stands half over the one before it.
    """
    for page in _layout(path).iter("page"):
        rows: list[tuple[float, float, list[tuple[float, float, str]]]] = []
        for word in page.iter("word"):
            place = float(word.attrib["xMin"]), float(word.attrib["xMax"]), word.text or ""
            top, bottom = float(word.attrib["yMin"]), float(word.attrib["yMax"])
            row = next((row for row in reversed(rows) if row[0] < _middle(word) < row[1]), None)
            if row is None:
                rows.append(row := (top, bottom, []))
            row[2].append(place)
        for _, _, found in rows:
            line, end = "", None
            for start, stop, text in sorted(found):
                if end is not None and start - end > COLUMN_GAP:
                    yield line
                    line = ""
                line, end = line + text, stop
            yield line


@pytest.mark.parametrize("document", ["playbook", "cards", "cards-phone", "worksheets/objection-log"])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(site: Path, document: str) -> None:
    lines = list(_lines(site / f"downloads/{document}.zh.pdf"))
    assert len(lines) > 20
    assert [line for line in lines if line[0] in CLOSING] == []
    assert [line for line in lines if line[-1] in OPENING] == []


def test_no_heading_stands_alone_at_the_foot_of_a_page(site: Path, edition: Edition) -> None:
    names = words(edition.language)
    headings = {_squeezed(text) for name, text in names.items() if name.startswith(("fields.", "common."))}
    headings -= {_squeezed(names["common.legal_disclaimer"]), _squeezed(names["fields.invented"])}
    for number, page in enumerate(_pages(site / f"downloads/playbook.{edition.language}.pdf", "-layout"), 1):
        lines = [_squeezed(line) for line in page.split("\n") if line.strip()]
        if len(lines) > 1:
            assert number == 1 or lines[-1] == str(number)
            last = re.sub(
                "|".join(re.escape(_squeezed(names[f"basis.{b}"])) for b in ("source", "derived", "authored")),
                "",
                lines[-2],
            )
            assert last not in headings, number


def test_a_build_of_one_commit_is_the_same_everywhere(tmp_path: Path) -> None:
    """Two copies of a repository at one commit name it; a change that is not committed shows."""
    first, second = tmp_path / "one", tmp_path / "two"
    shutil.copytree(EXAMPLE, first)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "All"]):
        subprocess.run([*git, *command], cwd=first, check=True)
    subprocess.run(["git", "clone", "-q", first, second], check=True)
    assert re.fullmatch("[0-9a-f]{10}", commit_of(first))
    assert commit_of(first) == commit_of(second)
    (second / "mkdocs.yml").write_text("changed", "utf-8")
    assert commit_of(second) == commit_of(first) + "+"
    assert commit_of(tmp_path) == ""


# Cards


def _middle(word: ElementTree.Element) -> float:
    return (float(word.attrib["yMin"]) + float(word.attrib["yMax"])) / 2


def _words_at(path: Path) -> list[list[tuple[str, float, float]]]:
    """For every page its words: where they begin from the left, and their middle from the top, in points."""
    return [
        [(word.text or "", float(word.attrib["xMin"]), _middle(word)) for word in page.iter("word")]
        for page in _layout(path).iter("page")
    ]


def _layout(path: Path) -> ElementTree.Element:
    """Pages and words with their places, as pdftotext sees them."""
    xml = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True).stdout.decode()
    return ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>| xmlns=\"[^\"]*\"", "", xml))


def test_a_cards_back_is_behind_its_front(site: Path, edition: Edition) -> None:
    """Turned over the long edge, left and right change places and rows stay: a title is found mirrored."""
    path = site / f"downloads/cards.{edition.language}.pdf"
    cards = edition.of_kind("objections")
    pages = _words_at(path)
    with pikepdf.open(path) as pdf:
        assert all(abs(float(a) - b) < 1 for page in pdf.pages for a, b in zip(page.mediabox[2:], A4, strict=True))
    assert len(pages) == 2 * math.ceil(len(cards) / 4)
    for number, entry in enumerate(cards):
        sheet, place = divmod(number, 4)
        for page, column in ((pages[2 * sheet], place % 2), (pages[2 * sheet + 1], 1 - place % 2)):
            held = "".join(
                word for word, x, y in page if (x > A4[0] / 2) == bool(column) and (y > A4[1] / 2) == bool(place // 2)
            )
            assert _straight(_squeezed(entry.record.title)) in _straight(held), entry.key


@pytest.mark.parametrize("document", ["cards", "cards-phone"])
def test_cards_hold_what_one_says_and_asks(site: Path, edition: Edition, document: str) -> None:
    pages = [
        _straight(_squeezed(page)) for page in _pages(site / f"downloads/{document}.{edition.language}.pdf", "-raw")
    ]
    cards = edition.of_kind("objections")
    assert document == "cards" or len(pages) == len(cards)
    for number, entry in enumerate(cards):
        record = entry.record
        assert isinstance(record, Objection)
        held = pages[number] if document == "cards-phone" else "".join(pages[number // 4 * 2 : number // 4 * 2 + 2])
        shown = [record.title, record.wordings[0], record.say_first]
        shown += [question.ask for question in record.questions]
        shown += [response.gist for response in record.responses]
        assert [text for text in shown if _straight(_squeezed(text)) not in held] == [], entry.key


def _changed(playbook: Playbook, key: str, **values: object) -> Playbook:
    edition = playbook.source
    entry = edition[key]
    record = entry.record.model_copy(update=values)
    return Playbook(
        {edition.language: replace(edition, entries={**edition.entries, key: replace(entry, record=record)})}
    )


def test_a_card_that_is_too_full_says_by_how_much(example: Playbook, tmp_path: Path) -> None:
    spoilt = _changed(example, "objections/too-dear", say_first=Text("您拿哪家在比？" * 100))
    lines = build_pdf(Build(spoilt, EXAMPLE / "mkdocs.yml", tmp_path))
    assert len(lines) == 2
    for line, document, side in zip(lines, ("cards", "cards-phone"), ("front", "page"), strict=True):
        assert re.fullmatch(
            rf"{document}\.zh\.pdf: objections/too-dear\.yml: the text on the card's {side} is [\d.]+ mm higher .*",
            line,
        )


def test_a_sign_that_the_typeface_lacks_is_named_with_its_field(example: Playbook, tmp_path: Path) -> None:
    spoilt = _changed(example, "glossary/margin", usage=Text("毛利🙂"))
    lines = build_pdf(Build(spoilt, EXAMPLE / "mkdocs.yml", tmp_path))
    assert lines == ["playbook.zh.pdf: glossary/margin.yml: usage: the typeface has no sign for “🙂”"]


def test_a_warning_of_typst_is_an_error() -> None:
    with pytest.raises(engine.TypesettingError) as caught:
        engine.Typesetter().pdf(
            {"main.typ": '#set document(title: "t")\n#include "a/b.typ"', "a/b.typ": '\n#text(font: "No Such")[a]'}
        )
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("a/b.typ", 2)]


def test_without_the_extra_the_message_says_what_to_install(
    example: Playbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "NEEDED", ("typst", "no_such_typeface"))
    lines = build_pdf(Build(example, EXAMPLE / "mkdocs.yml", tmp_path))
    assert len(lines) == 1
    assert "no_such_typeface" in lines[0]
    assert "playbook-generator[pdf]" in lines[0]


# Worksheets


def test_worksheets_are_a4_landscape_with_all_columns_and_room_to_write(site: Path, edition: Edition) -> None:
    for entry in edition.of_kind("worksheets"):
        path = site / f"downloads/worksheets/{entry.id}.{edition.language}.pdf"
        record = entry.record
        assert isinstance(record, Worksheet)
        with pikepdf.open(path) as pdf:
            assert all(
                abs(float(a) - b) < 1 for page in pdf.pages for a, b in zip(page.mediabox[2:], A4[::-1], strict=True)
            )
        first, *rest = [_straight(_squeezed(page)) for page in _pages(path, "-raw")]
        for column in record.columns:
            assert _straight(_squeezed(column.name)) in first
            assert _straight(_squeezed(column.meaning)) in "".join(rest), f"{entry.key}: {column.name}"
        assert first.count(words(edition.language)["fields.example"]) >= len(record.examples)


# The index


def test_the_index_goes_by_sound(our_playbook: Playbook) -> None:
    for edition in our_playbook.editions.values():
        found = wordings_index(edition)
        letters = [letter for letter, _ in found]
        assert letters == sorted(letters)
        for letter, wordings in found:
            assert all(sound_of(wording)[:1].upper() == letter for _, wording in wordings)
    assert sound_of("贵") > sound_of("不贵")
    assert sound_of("“Too dear!”") == "too dear"
