"""Practice cards for Anki: what the customer says on the front, the answer on the back.

In: a build. Out: `downloads/practice.<language>.apkg`, and `practice.<language>.csv` with the same rows for other
programs. A card is one wording of one objection. Its id comes from the objection's id and the wording's place, so
that a later deck brings new words to a learner's cards and leaves the progress as it is.

The package needs genanki, the extra `deck`.
"""

from __future__ import annotations

import io
import itertools
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from html import escape
from importlib import import_module

from playbook_generator.kinds.objection import Objection
from playbook_generator.outputs.building import Build
from playbook_generator.outputs.cells import csv_text
from playbook_generator.playbook import Edition
from playbook_generator.rendering.words import words


@dataclass(frozen=True)
class Card:
    """One card; its texts are plain."""

    #: Known to Anki: a card with the same name is the same card.
    name: str
    wording: str
    objection: str
    say_first: str
    question: str
    #: Who speaks, and what is said.
    script: Sequence[tuple[str, str]]
    tags: Sequence[str]


#: Anki's name for each text of a card. New ones go to the end: learners' notes know them by their order.
FIELDS = ("Wording", "Objection", "SayFirst", "Question", "Script")
_STYLE = """
.card { font: 20px/1.5 system-ui, sans-serif; max-width: 32em; margin: 0 auto; padding: 0 .8em; text-align: start; }
.said { font-size: 1.3em; font-weight: 600; text-align: center; }
.label { margin: 1em 0 .1em; font-size: .75em; opacity: .75; }
.first { font-size: 1.1em; font-weight: 600; }
.script dt { font-size: .75em; opacity: .75; }
.script dd { margin: 0 0 .5em; }
"""


def build_deck(run: Build) -> list[str]:
    """Write the decks in all languages. There are no warnings."""
    for language, edition in run.playbook.editions.items():
        found = list(cards(edition))
        if not found:
            continue
        run.downloads.mkdir(parents=True, exist_ok=True)
        (run.downloads / f"practice.{language}.csv").write_bytes(csv_text(_rows(found, language)))
        package = _package(found, edition, run.moment)
        (run.downloads / f"practice.{language}.apkg").write_bytes(package)
        run.say(f"  deck: {language}, {len(found)} cards")
    return []


def cards(edition: Edition) -> Iterator[Card]:
    """A card for each wording of each objection, in the order of the playbook."""
    t = words(edition.language)
    for entry in edition.of_kind(Objection.folder):
        record = entry.record
        if not isinstance(record, Objection):
            continue
        question = record.questions[0].ask if record.questions else ""
        script = [(t[f"fields.{turn.who}"], str(turn.text)) for turn in record.script]
        for place, wording in enumerate(record.wordings, 1):
            name = f"{entry.first_id}/{edition.language}/{place}"
            yield Card(name, wording, record.title, record.say_first, question, script, _tags(edition, record))


def _tags(edition: Edition, record: Objection) -> list[str]:
    """Its causes and stages, as Anki's tags: a tree by `::`, without spaces."""
    t = words(edition.language)
    causes = [edition[response.cause.key].record.title for response in record.responses]
    stages = edition.titles(record.stages)
    found = [(t["practice.cause"], cause) for cause in causes]
    found += [(t["practice.stage"], stage) for stage in stages]
    return ["::".join(re.sub(r"[\s:]+", "_", str(part)) for part in tag) for tag in dict.fromkeys(found)]


def _rows(found: Sequence[Card], language: str) -> list[list[str]]:
    t = words(language)
    head = [t["practice.wording"], t["practice.objection"], t["fields.say_first"], t["fields.ask_next"],
            t["fields.script"], t["practice.tags"]]  # fmt: skip
    return [
        head,
        *([c.wording, c.objection, c.say_first, c.question, _spoken(c, t), " ".join(c.tags)] for c in found),
    ]


def _spoken(card: Card, t: dict[str, str]) -> str:
    return "\n".join(f"{who}{t['colon']}{text}" for who, text in card.script)


def _package(found: Sequence[Card], edition: Edition, moment: datetime) -> bytes:
    """The cards as an Anki package: a zip with a SQLite database, both without a trace of the clock or the folder."""
    # genanki comes with the extra `deck`, and has no types.
    genanki = import_module("genanki")
    t = words(edition.language)
    model = genanki.Model(
        _number(f"model {edition.language}"),
        f"Playbook {edition.language}",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card 1", "qfmt": _front(t), "afmt": _back(t)}],
        css=_STYLE,
    )
    name = f"{edition.settings.name} · {t['practice.name']}"
    deck = genanki.Deck(_number(f"deck {edition.language}"), name)
    for card in found:
        script = "".join(f"<dt>{_html(who)}</dt><dd>{_html(text)}</dd>" for who, text in card.script)
        texts = [_html(text) for text in (card.wording, card.objection, card.say_first, card.question)]
        fields = [*texts, f"<dl>{script}</dl>" if script else ""]
        deck.add_note(genanki.Note(model, fields, tags=list(card.tags), guid=genanki.guid_for(card.name)))
    database = sqlite3.connect(":memory:")
    # Anki numbers notes by the time of their making; the languages must not share numbers in one collection.
    first = int(moment.timestamp()) * 1000 + _number(f"notes {edition.language}") % 1000 * 100_000
    genanki.Package(deck).write_to_db(database.cursor(), moment.timestamp(), itertools.count(first))
    database.commit()
    files = {"collection.anki2": database.serialize(), "media": b"{}"}
    database.close()
    return _zipped(files)


def _html(text: str) -> str:
    return escape(text, quote=False)


def _front(t: dict[str, str]) -> str:
    return f'<p class="said">{t["quote.open"]}{{{{Wording}}}}{t["quote.close"]}</p>'


def _back(t: dict[str, str]) -> str:
    def part(field: str, label: str, style: str) -> str:
        text = f'<p class="label">{_html(label)}</p><div class="{style}">{{{{{field}}}}}</div>'
        return f"{{{{#{field}}}}}{text}{{{{/{field}}}}}"

    return "\n".join(
        [
            "{{FrontSide}}<hr id=answer>",
            part("SayFirst", t["fields.say_first"], "first"),
            part("Question", t["fields.ask_next"], "ask"),
            part("Script", t["fields.script"], "script"),
            part("Objection", t["practice.objection"], "name"),
        ]
    )


def _number(seed: str) -> int:
    """A number for Anki that is always the same for the same seed."""
    return int.from_bytes(sha256(f"playbook {seed}".encode()).digest()[:4]) % (1 << 30) + (1 << 30)


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # The time of a `ZipInfo` is 1980 unless it is set.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
