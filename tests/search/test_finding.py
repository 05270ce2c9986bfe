"""What a rep types, and what comes first."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.search.conftest import Find

PRICE, ABSENT = "objections/price-too-high", "objections/decision-maker-absent"


@pytest.mark.parametrize(
    ("query", "language", "key"),
    [
        pytest.param("太贵了", "zh", PRICE, id="a wording"),
        pytest.param("老板不在", "zh", ABSENT, id="part of a wording"),
        pytest.param("價格太高", "zh", PRICE, id="traditional characters"),
        pytest.param("jiage taigao", "zh", PRICE, id="pinyin by words"),
        pytest.param("jiagetaigao", "zh", PRICE, id="pinyin in one"),
        pytest.param("jia ge tai gao", "zh", PRICE, id="pinyin by syllables"),
        pytest.param("jiagetaiga", "zh", PRICE, id="pinyin while typing"),
        pytest.param("laobanbuz", "zh", ABSENT, id="an unfinished syllable"),
        pytest.param("cuanhuo", "zh", "glossary/cross-territory-diversion", id="pinyin of a term"),
        pytest.param("zanqi", "zh", "glossary/payment-term", id="z for zh"),
        pytest.param("don xiao", "zh", "glossary/sell-out", id="n for ng"),
        pytest.param("zhouzhuanlü", "zh", "glossary/stock-turns", id="ü"),
        pytest.param("zhouzhuanlv", "zh", "glossary/stock-turns", id="v for ü"),
        pytest.param("保正金", "zh", "objections/wants-deposit", id="a wrong character of the same sound in a term"),
        pytest.param("质报书", "zh", "glossary/mill-certificate", id="the same sound"),
        pytest.param("jgtg", "zh", PRICE, id="first letters of syllables"),
        pytest.param("laobanbz", "zh", ABSENT, id="first letters after whole syllables"),
        pytest.param("质宝书复印件", "zh", "glossary/mill-certificate", id="a wrong character between two"),
        pytest.param("价个太高", "zh", PRICE, id="a wrong character of the same sound"),
        pytest.param("质量证书明", "zh", "glossary/mill-certificate", id="characters in the wrong order"),
        pytest.param("老板不再，我说了不算", "zh", ABSENT, id="one wrong character in a sentence"),
        pytest.param("老板，不在！！！😀", "zh", ABSENT, id="punctuation and emoji"),
        pytest.param("price 太高", "zh", PRICE, id="two languages"),
        pytest.param("CRM 客户资料", "zh", "rules/orderly-records", id="a foreign word and ours"),
        pytest.param("200吨", "zh", "anecdotes/steel-by-water-and-road", id="a number"),
        pytest.param("too expensive", "en", PRICE, id="English"),
        pytest.param("too expensiv", "en", PRICE, id="a letter missing"),
        pytest.param("too expensve", "en", PRICE, id="a letter missing where a shorter word is as near"),
        pytest.param("5 rights", "en", "frameworks/five-rights", id="a number in digits"),
        pytest.param("sell out是啥", "zh", "glossary/sell-out", id="a term in the other language"),
        pytest.param("my busines is too small", "en", "objections/business-too-small", id="a typo in an ending"),
        pytest.param("demurage", "en", "glossary/demurrage", id="a doubled letter missing"),
        pytest.param("your prices are too high", "en", PRICE, id="an inflection"),
        pytest.param("landedcost", "en", "glossary/landed-cost", id="two words in one"),
        pytest.param("demurr", "en", "glossary/demurrage", id="the beginning of a word"),
        pytest.param("太贵了", "en", PRICE, id="the other language's wording"),
        pytest.param("I’m skint", "en", "objections/short-of-funds", id="a curly apostrophe"),
    ],
)
def test_the_right_record_is_first(find: Find, query: str, language: str, key: str) -> None:
    assert find(query, language)[:1] == [key]


@pytest.mark.parametrize("query", ["", "   ", "，。！", "😀", "zzxqvw", "constructor", "<>"])
def test_what_stands_nowhere_finds_nothing(find: Find, query: str) -> None:
    assert find(query, "zh") == []


def test_a_word_that_asks_for_a_kind_lifts_its_records(pages: dict[str, Page]) -> None:
    script = "([query, key]) => search.search(query).results.find(hit => hit.key === key).score"

    def ahead(query: str) -> float:
        term, objection = (
            pages["zh"].evaluate(script, [query, key])
            for key in ("glossary/exclusive-agent", "objections/exclusive-agency")
        )
        return float(term / objection)

    assert ahead("独家代理什么意思") > 1.5 * ahead("独家代理")


@pytest.mark.parametrize(("query", "found"), [("太贵了", True), ("贵", True), ("jgtg", True), ("量子力学猫", False)])
def test_characters_here_and_there_do_not_count_as_an_answer(pages: dict[str, Page], query: str, found: bool) -> None:
    share = pages["zh"].evaluate("query => search.search(query).results[0].share", query)
    assert (share > 0.34) == found


def test_a_long_query_is_answered_by_what_it_says(find: Find) -> None:
    said = "老板不在，我说了不算。" * 50
    assert find(said, "zh")[0] == ABSENT
    assert find("too expensive " * 60, "en")[0] == PRICE


@pytest.mark.parametrize(
    ("once", "again"), [("demurrage", "demurrage demurrage, demurrage"), ("stock.", "stock stock.")]
)
def test_a_word_said_again_weighs_no_more(pages: dict[str, Page], once: str, again: str) -> None:
    script = "query => search.search(query).results.map(hit => [hit.key, hit.score.toFixed(4)])"
    assert pages["en"].evaluate(script, again) == pages["en"].evaluate(script, once)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_an_answer_in_order(pages: dict[str, Page], text: str) -> None:
    scores = pages["zh"].evaluate("query => search.search(query).results.map(hit => hit.score)", text)
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


@pytest.mark.parametrize(
    ("query", "text", "parts"),
    [
        ("太贵了", "太贵了。", ["", "太贵了", "。"]),
        ("老板不在", "老板不在，我说了不算。", ["", "老板不在", "，我说了不算。"]),
        ("lao ban bu zai", "找不到老板", ["找不到", "老板"]),
        ("质报书", "质保书原件", ["", "质保书", "原件"]),
        ("sell out", "the sell-out, they say", ["the ", "sell-out", ", they say"]),
    ],
)
def test_what_matched_is_marked(pages: dict[str, Page], query: str, text: str, parts: list[str]) -> None:
    script = "([query, text]) => search.marked(search.search(query).asked, text)"
    assert pages["zh"].evaluate(script, [query, text]) == parts


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_marking_changes_no_text(pages: dict[str, Page], text: str) -> None:
    marked = pages["en"].evaluate("text => search.marked(search.search(text).asked, text)", text)
    assert "".join(marked) == text


def test_a_wording_found_is_named(pages: dict[str, Page]) -> None:
    unit = pages["zh"].evaluate("() => search.units[search.search('老板不在').results[0].shown]")
    assert unit == "老板不在，我说了不算。"
