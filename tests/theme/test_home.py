"""The home page: the customer's words first, then every other way in, each one tap."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook_generator.kinds.objection import Objection
from playbook_generator.playbook import Playbook
from playbook_generator.rendering.words import words

LANGUAGES = {"zh": "", "en": "en/"}
#: What one taps on the home page.
TAPPED = ".pb-home a, .pb-home__ways a, .pb-home__more :is(a, summary), .pb-jumps a"


def test_the_field_has_the_focus_on_a_desktop_alone(browser: Browser, phone: Page, address: str) -> None:
    """On a phone a focused field would open the keyboard over the objections."""
    phone.goto(address)
    phone.wait_for_load_state("networkidle")
    expect(phone.locator("#finder input")).not_to_be_focused()
    desk = browser.new_page(viewport={"width": 1440, "height": 900})
    desk.goto(address)
    expect(desk.locator("#finder input")).to_be_focused()
    desk.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_objection_is_one_tap(phone: Page, address: str, our_playbook: Playbook, language: str) -> None:
    edition = our_playbook.editions[language]
    phone.goto(address + LANGUAGES[language])
    sections = phone.locator(".pb-home__group")
    shown = [
        (section.get_by_role("heading").inner_text(), section.get_by_role("link").all_inner_texts())
        for section in sections.all()
    ]
    quote = {name: words(language)[f"quote.{name}"] for name in ("open", "close")}
    assert shown == [
        (title, [f"{quote['open']}{entry.record.wordings[0]}{quote['close']}" for entry in entries])  # type: ignore[attr-defined]
        for title, entries in edition.groups("objections")
    ]
    record = edition["objections/too-far"].record
    assert isinstance(record, Objection)
    sections.get_by_role("link", name=record.wordings[0]).tap()
    expect(phone.locator(".pb-box--say")).to_contain_text(record.say_first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stage_opens_to_what_helps_in_it(phone: Page, address: str, our_playbook: Playbook, language: str) -> None:
    edition = our_playbook.editions[language]
    phone.goto(address + LANGUAGES[language])
    stages = phone.locator(".pb-phase")
    expect(stages.locator("a").filter(visible=True)).to_have_count(0)
    expect(stages.locator("summary")).to_have_count(5)
    for number, stage in enumerate(edition.settings.vocabulary["stages"]):
        opened = stages.nth(number)
        opened.locator("summary").tap()
        expect(opened.locator("summary")).to_contain_text(stage.title)
        kinds = ("frameworks", "steps", "rules", "anecdotes", "worksheets")
        records = [entry.record for kind in kinds for entry in edition.of_kind(kind)]
        expected = [str(record.title) for record in records if str(stage.id) in map(str, record.stages)]
        assert len(expected) > 5
        expect(opened.locator("a")).to_have_text(expected)
        expect(opened.locator("a").last).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_those_who_are_new_are_told_what_to_read_and_why(
    phone: Page, address: str, our_playbook: Playbook, language: str
) -> None:
    edition = our_playbook.editions[language]
    phone.goto(address + LANGUAGES[language])
    lines = phone.locator(".pb-path li").all_inner_texts()
    path = edition.settings.reading_path
    assert len(path) > 4
    for step, line in zip(path, lines, strict=False):
        assert edition[step.record.key].record.title in line
        assert step.why in line
        assert edition.foreign(step.why) == ""


def test_it_leads_to_the_pages_that_there_are(site: Path) -> None:
    for folder in (site, site / "en"):
        home = (folder / "index.html").read_text("utf-8")
        for name in ("diagnosis", "practice", "marks", "downloads", "changes"):
            assert (f'href="{name}/"' in home.partition("<article")[2]) == (folder / name).is_dir(), name
        assert 'href="objections/"' in home.partition("<article")[2]


def test_what_readers_take_along_is_there(phone: Page, address: str, site: Path) -> None:
    for path in LANGUAGES.values():
        phone.goto(address + path)
        links = phone.locator("#take-along ~ ul a[download]")
        assert links.count() >= 4
        for link in links.all():
            target = str(link.evaluate("link => link.href")).removeprefix(address)
            assert (site / target).is_file(), target


def test_everything_one_taps_fits_a_thumb(phone: Page, address: str) -> None:
    for path in LANGUAGES.values():
        phone.goto(address + path)
        phone.locator(".pb-phase summary").first.tap()
        boxes = [(tapped.inner_text(), tapped.bounding_box()) for tapped in phone.locator(TAPPED).all()]
        seen = [(text, box) for text, box in boxes if box]
        assert len(seen) > 50
        assert [(text, box) for text, box in seen if min(box["width"], box["height"]) < 44] == []
