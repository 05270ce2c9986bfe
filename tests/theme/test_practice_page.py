"""Practice: one wording at a time, with a thumb, with keys, with storage blocked, and read without a script."""

from __future__ import annotations

import json
import re
from importlib.resources import files

from playwright.sync_api import Browser, Page, expect

from playbook_generator.kinds.objection import Objection
from playbook_generator.playbook import Edition, Entry, Playbook

GROUP = "who-decides"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"


def objection_with(edition: Edition, wording: str) -> tuple[Entry, Objection]:
    """The objection that has a wording, as the page shows it."""
    for entry in edition.of_kind("objections"):
        assert isinstance(entry.record, Objection)
        if wording in {f"“{own}”" for own in entry.record.wordings}:
            return entry, entry.record
    raise AssertionError(wording)


def progress(our_playbook: Playbook, known: int, group: str = "") -> str:
    """What the page says of so many known wordings of a group, or of all."""
    records = [entry.record for entry in our_playbook.source.of_kind("objections")]
    own = [record for record in records if isinstance(record, Objection) and group in ("", record.group)]
    return f"会了 {known} 句，共 {sum(len(record.wordings) for record in own)} 句"


def said(page: Page) -> str:
    return page.locator("#practice-said").inner_text()


def answered(page: Page, known: bool) -> str:
    """Look at the answer and say whether it was known; returns the wording."""
    wording = said(page)
    page.get_by_role("button", name="看答案").tap()
    page.get_by_role("button", name="会了" if known else "还不会", exact=True).tap()
    return wording


def test_the_answer_is_the_wordings_own(phone: Page, address: str, our_playbook: Playbook) -> None:
    phone.goto(f"{address}practice/?seed=a")
    phone.get_by_role("button", name="看答案").tap()
    entry, record = objection_with(our_playbook.source, said(phone))
    answer = phone.locator("#practice-answer")
    expect(answer.locator(".pb-spoken")).to_have_text(f"“{record.say_first}”")
    expect(answer.locator(".pb-talk dd")).to_have_text([str(turn.text) for turn in record.script])
    answer.get_by_role("link", name=str(record.title)).tap()
    phone.wait_for_url(f"{address}{entry.key}/")


def test_a_seed_gives_its_order(browser: Browser, address: str) -> None:
    def order(query: str) -> list[str]:
        context = browser.new_context(has_touch=True, service_workers="block")
        page = context.new_page()
        page.goto(f"{address}practice/{query}")
        found = [answered(page, known=True) for _ in range(12)]
        context.close()
        return found

    first = order("?seed=tuesday")
    assert order("?seed=tuesday") == first
    assert order("?seed=wednesday") != first
    assert order("") != first


def test_the_address_repeats_what_is_seen(phone: Page, address: str) -> None:
    phone.goto(f"{address}practice/")
    phone.get_by_label("练哪一组").select_option(GROUP)
    wording, url = said(phone), phone.url
    assert f"group={GROUP}" in url
    phone.goto(address)
    phone.goto(url)
    assert said(phone) == wording
    expect(phone.get_by_label("练哪一组")).to_have_value(GROUP)


def test_each_objection_comes_before_one_comes_again(phone: Page, address: str, our_playbook: Playbook) -> None:
    phone.goto(f"{address}practice/?seed=b")
    count = len(our_playbook.source.of_kind("objections"))
    seen = {objection_with(our_playbook.source, answered(phone, known=True))[0].id for _ in range(count)}
    assert len(seen) == count


def test_what_is_not_known_comes_round_until_it_is(phone: Page, address: str, our_playbook: Playbook) -> None:
    phone.goto(f"{address}practice/?seed=c&group={GROUP}")
    shown = phone.locator("#practice-progress")
    expect(shown).to_have_text(progress(our_playbook, 0, GROUP))
    hard = answered(phone, known=False)
    expect(shown).to_have_text(progress(our_playbook, 0, GROUP))
    others = [answered(phone, known=True) for _ in range(4)]
    assert hard not in others
    assert said(phone) == hard
    answered(phone, known=False)
    known = [*others]
    while phone.locator("#practice-reveal").is_visible():
        # Where no other is left, it is asked again at once.
        if said(phone) != hard or answered(phone, known=False) == said(phone):
            known.append(answered(phone, known=True))
    assert known[-1] == hard
    assert len(set(known)) == len(known)
    expect(shown).to_have_text(progress(our_playbook, len(known), GROUP))
    expect(phone.locator("#practice-said")).to_have_text("这些都会了。")
    phone.get_by_role("button", name="从头再练一遍").tap()
    expect(shown).to_have_text(progress(our_playbook, 0, GROUP))


def test_what_is_known_stays_and_can_be_erased(phone: Page, address: str, our_playbook: Playbook) -> None:
    phone.goto(f"{address}practice/?seed=d")
    known = [answered(phone, known=True) for _ in range(3)]
    phone.goto(f"{address}practice/?seed=d")
    shown = phone.locator("#practice-progress")
    expect(shown).to_have_text(progress(our_playbook, 3))
    assert said(phone) not in known
    stored = phone.evaluate("localStorage.getItem('playbook.practice /playbook/')")
    assert len(json.loads(stored)) == 3
    phone.get_by_role("button", name="清除进度").tap()
    expect(shown).to_have_text(progress(our_playbook, 0))
    assert said(phone) == known[0]
    phone.get_by_role("button", name="撤销").tap()
    expect(shown).to_have_text(progress(our_playbook, 3))
    phone.get_by_role("button", name="清除进度").tap()
    assert phone.evaluate("localStorage.getItem('playbook.practice /playbook/')") is None


def test_keys_alone_are_enough(phone: Page, address: str, our_playbook: Playbook) -> None:
    phone.goto(f"{address}practice/?seed=e")
    first = said(phone)
    phone.keyboard.press("ArrowRight")
    assert said(phone) == first
    phone.keyboard.press("Space")
    expect(phone.locator("#practice-answer .pb-box--say")).to_be_focused()
    phone.keyboard.press("ArrowRight")
    expect(phone.locator("#practice-said")).to_be_focused()
    expect(phone.locator("#practice-progress")).to_have_text(progress(our_playbook, 1))
    phone.keyboard.press("Enter")
    phone.keyboard.press("ArrowLeft")
    expect(phone.locator("#practice-said")).to_be_focused()
    expect(phone.locator("#practice-progress")).to_have_text(progress(our_playbook, 1))
    # In the finder the same keys write.
    phone.locator("#finder input").focus()
    phone.keyboard.press("Space")
    expect(phone.locator("#practice-answer")).to_be_empty()


def test_buttons_are_in_the_thumbs_reach(phone: Page, address: str) -> None:
    phone.goto(f"{address}practice/?seed=f")
    for names in (["看答案"], ["还不会", "会了"]):
        for name in names:
            box = phone.get_by_role("button", name=name, exact=True).bounding_box()
            assert box
            assert box["height"] >= 44
            assert box["width"] >= 44
            assert 844 * 2 / 3 < box["y"] <= 844 - box["height"]
        phone.locator("#practice-reveal").dispatch_event("click")


def test_an_answer_is_accessible(phone: Page, address: str) -> None:
    for language in ("", "en/"):
        phone.goto(f"{address}{language}practice/?seed=f")
        phone.locator("#practice-reveal").tap()
        phone.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
        assert phone.evaluate("async () => (await axe.run()).violations.map((rule) => rule.id)") == []


def test_it_works_where_nothing_is_kept(phone: Page, address: str, our_playbook: Playbook) -> None:
    phone.add_init_script(BLOCKED)
    phone.goto(f"{address}practice/?seed=g")
    expect(phone.get_by_text("这个浏览器什么都存不下")).to_be_visible()
    answered(phone, known=True)
    answered(phone, known=True)
    expect(phone.locator("#practice-progress")).to_have_text(progress(our_playbook, 2))


def test_it_speaks_the_language_of_its_page(phone: Page, address: str, our_playbook: Playbook) -> None:
    phone.goto(f"{address}practice/?seed=h")
    answered(phone, known=True)
    phone.get_by_role("link", name="EN", exact=True).tap()
    phone.wait_for_url(f"{address}en/practice/?seed=h")
    expect(phone.locator("#practice-progress")).to_have_text(re.compile(r"^0 of \d+ known$"))
    objection_with(our_playbook.editions["en"], said(phone))


def test_it_names_the_deck(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/practice/")
    phone.locator("article").get_by_role("link", name="Downloads").tap()
    expect(phone.locator("a[href$='practice.en.apkg']")).to_be_visible()


def test_it_reads_whole_without_a_script(browser: Browser, address: str, our_playbook: Playbook) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}practice/")
    drills = page.locator(".pb-drill")
    entries = our_playbook.source.of_kind("objections")
    expect(drills).to_have_count(len(entries))
    for entry, drill in zip(entries, drills.all(), strict=True):
        assert isinstance(entry.record, Objection)
        expect(drill.locator(".pb-quotes li")).to_have_text([f"“{wording}”" for wording in entry.record.wordings])
        expect(drill.locator(".pb-spoken")).to_be_hidden()
    first = entries[0].record
    assert isinstance(first, Objection)
    drills.first.get_by_text("看答案").click()
    expect(drills.first.get_by_text(first.say_first)).to_be_visible()
    expect(page.locator("#practice")).to_be_hidden()
    context.close()
