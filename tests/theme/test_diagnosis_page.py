"""The diagnosis as a page: walked with a thumb, with keys, and read without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook_generator.playbook import Playbook
from playbook_generator.rendering.diagnosis import diagnosis

#: Every step's section with its options, as a reader sees them: words and where they lead.
READ = """
Array.from(document.querySelectorAll(".pb-node"), (node) => [node.id,
  Array.from(node.querySelectorAll(".pb-options a"), (a) => [a.textContent, a.getAttribute("href").slice(1)])])
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_holds_every_step_of_every_way(
    browser: Browser, address: str, our_playbook: Playbook, language: str
) -> None:
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    page.goto(f"{address}{'' if language == 'zh' else 'en/'}diagnosis/")
    found = dict(page.evaluate(READ))
    context.close()
    talk = diagnosis(our_playbook.editions[language])
    assert talk
    for case in [talk.general, *talk.cases]:
        for step in case.steps:
            expected = [
                [f"“{option.words}”" if option.heard else str(option.words), option.to]
                for choices in step.choices or []
                for option in choices.options
            ]
            shown = found.pop(step.id)
            assert [option for option in shown if option[0] not in ("这里都对不上", "None of these fits")] == expected
            assert [to for _, to in shown[len(expected) :]] == ([step.otherwise] if step.otherwise else [])
    assert list(found) == ["which"]


def test_a_talk_with_a_thumb(phone: Page, address: str) -> None:
    phone.goto(f"{address}diagnosis/")
    shown = phone.locator(".pb-node").filter(visible=True)
    for words in ("“价太高，拿回来卖不动。”", "报得出对手规格和到货价", "“一百箱，现款。”"):
        expect(shown).to_have_count(1)
        shown.get_by_role("link", name=words, exact=True).tap()
    expect(shown.get_by_role("heading")).to_have_text("讨价还价")
    expect(phone.locator(".pb-trail li")).to_have_count(3)
    expect(shown.locator(".pb-spoken")).to_be_in_viewport()
    assert phone.url == f"{address}diagnosis/#price-too-high--bargaining"
    phone.get_by_role("button", name="上一步").tap()
    expect(phone.locator(".pb-trail li")).to_have_count(2)
    phone.get_by_role("button", name="从头再来").tap()
    expect(phone.locator(".pb-trail li")).to_have_count(0)
    expect(shown).to_have_attribute("id", "which")


def test_a_talk_with_keys(phone: Page, address: str) -> None:
    phone.goto(f"{address}diagnosis/#any")
    heading = phone.locator(".pb-node").filter(visible=True).get_by_role("heading")
    phone.locator("#any a").first.focus()
    phone.keyboard.press("Enter")
    expect(heading).to_be_focused()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(heading).to_have_text("讨价还价")
    expect(heading).to_be_focused()


def test_the_card_opens_at_the_cause(phone: Page, address: str) -> None:
    phone.goto(f"{address}diagnosis/#too-far--bargaining")
    phone.get_by_role("link", name="看整张卡").filter(visible=True).tap()
    phone.wait_for_url(f"{address}objections/too-far/?cause=bargaining")


def test_it_reads_whole_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}diagnosis/")
    nodes = page.locator(".pb-node")
    assert nodes.count() > 50
    assert all(node.is_visible() for node in nodes.all())
    page.locator("#price-too-high").get_by_role("link", name="翻上月进货单给你看").click()
    assert page.url.endswith("#price-too-high--ask")
    context.close()
