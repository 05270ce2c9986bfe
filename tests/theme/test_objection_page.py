"""An objection's page as a tool in a talk."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from playbook_generator.kinds.objection import Objection
from playbook_generator.playbook import Playbook

KEY = "objections/price-too-high"


def objection(our_playbook: Playbook) -> Objection:
    record = our_playbook.source[KEY].record
    assert isinstance(record, Objection)
    return record


def test_first_view_has_the_words_the_answer_and_the_question(
    phone: Page, address: str, our_playbook: Playbook
) -> None:
    phone.goto(f"{address}{KEY}/")
    record = objection(our_playbook)
    for text in (record.wordings[0], record.say_first, record.questions[0].ask):
        found = phone.locator(".pb-said, .pb-spoken").filter(has_text=text).first
        box = found.bounding_box()
        assert box
        assert box["y"] + box["height"] < 844 - 56


def test_script_goes_to_the_clipboard(browser: Browser, address: str, our_playbook: Playbook) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}{KEY}/")
    page.get_by_role("button", name="复制话术").click()
    expect(page.locator(".pb-toast")).to_have_text("话术已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    said = {"rep": "你", "customer": "客户"}
    for turn in objection(our_playbook).script:
        assert f"{said[turn.who]}：{turn.text}\n" in copied


def test_script_is_copied_and_shared_where_there_is_no_clipboard(phone: Page, address: str) -> None:
    phone.add_init_script(
        "delete Navigator.prototype.clipboard; navigator.share = async (what) => { window.shared = what.text }"
    )
    phone.goto(f"{address}{KEY}/")
    phone.get_by_role("button", name="复制话术").tap()
    expect(phone.locator(".pb-toast")).to_contain_text("话术已复制")
    phone.get_by_role("button", name="发给别人").tap()
    assert "客户：" in phone.evaluate("window.shared")


def test_questions_follow_each_other(phone: Page, address: str, our_playbook: Playbook) -> None:
    phone.goto(f"{address}{KEY}/")
    box = phone.locator(".pb-box--ask")
    questions = objection(our_playbook).questions
    for question in [*questions[1:], questions[0]]:
        phone.get_by_role("button", name="换个问法").tap()
        expect(box.locator(".pb-spoken")).to_have_text(f"“{question.ask}”")
        expect(box.locator("li")).to_have_count(len(question.answers))
        expect(box).to_be_in_viewport()


def test_an_answer_leads_to_its_cause_and_back(phone: Page, address: str) -> None:
    phone.goto(f"{address}{KEY}/")
    phone.get_by_role("link", name="哪个原因").tap()
    phone.locator("#questions ~ .pb-question").first.get_by_role("link", name="讨价还价").tap()
    assert phone.url == f"{address}{KEY}/?cause=bargaining"
    shown = phone.locator(".pb-response").filter(visible=True)
    expect(shown).to_have_count(1)
    expect(shown.locator("h3")).to_have_text("讨价还价")
    expect(phone.locator("#responses")).to_be_in_viewport()
    phone.go_back()
    expect(shown).to_have_count(3)


def test_switching_the_cause_keeps_the_place(phone: Page, address: str) -> None:
    phone.goto(f"{address}{KEY}/#responses")
    switch = phone.locator(".pb-switch")
    before = switch.bounding_box()
    for cause, name in {"bargaining": "讨价还价", "lingering-worry": "心里有顾虑"}.items():
        chip = switch.get_by_role("button", name=name)
        chip.tap()
        expect(chip).to_have_attribute("aria-pressed", "true")
        assert phone.url.endswith(f"?cause={cause}")
        assert switch.bounding_box() == before
    switch.get_by_role("button", name="全部").tap()
    assert phone.url == f"{address}{KEY}/"
    expect(phone.locator(".pb-response").filter(visible=True)).to_have_count(3)


def test_a_link_opens_its_cause(phone: Page, address: str) -> None:
    phone.goto(f"{address}{KEY}/?cause=unfamiliar")
    shown = phone.locator(".pb-response").filter(visible=True)
    expect(shown).to_have_count(1)
    expect(shown.locator("h3")).to_have_text("不了解")
    expect(shown.locator("h3")).to_be_in_viewport()


def test_everything_is_there_on_paper(phone: Page, address: str, our_playbook: Playbook) -> None:
    phone.goto(f"{address}{KEY}/?cause=unfamiliar")
    phone.emulate_media(media="print")
    expect(phone.locator("#dock")).to_be_hidden()
    for response in objection(our_playbook).responses:
        expect(phone.get_by_text(response.gist)).to_be_visible()


def test_everything_is_there_without_javascript(browser: Browser, address: str, our_playbook: Playbook) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{KEY}/?cause=unfamiliar")
    record = objection(our_playbook)
    for text in [response.gist for response in record.responses] + [turn.text for turn in record.script]:
        assert page.get_by_text(text).first.is_visible()
    page.get_by_role("link", name="复制话术").click()
    assert page.url.endswith("#script")
    context.close()
