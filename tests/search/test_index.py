"""The index as Python makes it and as the script reads it."""

from __future__ import annotations

import gzip
import itertools
import re
from collections import defaultdict
from unicodedata import ucd_3_2_0

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from playbook_generator.playbook import Playbook
from playbook_generator.search.assets import assets, index_of, query_side
from playbook_generator.search.index import all_terms
from playbook_generator.search.packing import numbers
from playbook_generator.search.synonyms import Thesaurus
from playbook_generator.search.text import atoms, readings, terms, traditional
from playbook_generator.settings import Synonyms
from tests.conftest import ROOT
from tests.search.conftest import scripted

ENDINGS = ["", "s", "es", "ies", "ed", "ing", "e", "ss", "us", "'s", "’t", "sses", "xes", "y"]
WORDS = st.builds(
    str.__add__,
    st.sampled_from(
        ["price", "run", "stop", "box", "compan", "pay", "sell", "fall", "bed", "THE", "café", "a", "Straße"]
    ),
    st.sampled_from(ENDINGS),
)
HAN = st.text(
    st.sampled_from("".join(itertools.islice(traditional(), 0, 300, 7)) + "价格太高保证金铺底货老板不在行"),
    max_size=6,
)
SIGNS = st.sampled_from(
    [" ", "  ", "，", "。", "!", "…", "-", "\u2010", "\u2011", "_", "😀", "\n",
     "“", "①", "ﬁ", "Ａ", "200", "3.5", "K线", "한국", "İ"]
)  # fmt: skip
#: Characters that every browser and every Python knows: newer ones are letters here and nothing there.
KNOWN = st.characters().filter(lambda character: ucd_3_2_0.category(character) != "Cn")
TEXTS = st.lists(st.one_of(WORDS, HAN, SIGNS, st.text(KNOWN, max_size=4)), max_size=12).map("".join)


@given(st.lists(TEXTS, min_size=1, max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_sides_split_texts_alike(pages: dict[str, Page], texts: list[str]) -> None:
    fold = "".join(variant + plain for variant, plain in traditional().items())
    script = """([texts, fold]) => {
      const table = Object.create(null);
      for (let i = 0; i < fold.length; i += 2) table[fold[i]] = fold[i + 1];
      return texts.map(text => PlaybookSearch.atoms(text, table));
    }"""
    assert pages["zh"].evaluate(script, [texts, fold]) == [atoms(text) for text in texts]


@given(st.lists(st.integers(0, 10**6)))
def test_numbers_are_written_in_printable_characters(values: list[int]) -> None:
    text = numbers(values)
    assert text.isascii()
    assert not set(text) & set('"\\`\n')


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_script_reads_the_whole_index(pages: dict[str, Page], our_playbook: Playbook, language: str) -> None:
    index = index_of(our_playbook, our_playbook.editions[language])
    read = pages[language].evaluate("() => ({texts: search.units, records: search._recordOf})")
    assert read["texts"] == [unit.text for unit in index.units]
    assert read["records"] == [unit.record for unit in index.units]
    held = pages[language].evaluate("() => Array.from(search._ids.keys())")
    expected = {term for unit in index.units for term in all_terms(unit.text, index.thesaurus)} | index.body.keys()
    assert set(held) == expected
    script = "terms => terms.map(term => search._recordsOf(search._ids.get(term)).places)"
    of_units = defaultdict(set)
    for unit in index.units:
        for term in all_terms(unit.text, index.thesaurus):
            of_units[term].add(unit.record)
    for places, (term, records) in zip(
        pages[language].evaluate(script, list(index.body)), index.body.items(), strict=True
    ):
        assert set(places) == of_units[term] | records.keys(), term


def test_every_record_says_all_its_short_texts(our_playbook: Playbook) -> None:
    edition = our_playbook.editions["en"]
    index = index_of(our_playbook, edition)
    for number, entry in enumerate(index.entries):
        own = {unit.text for unit in index.units if unit.record == number and not unit.lang}
        record = entry.record
        assert {str(record.title), str(record.summary), *map(str, record.also)} <= own
        assert set(map(str, getattr(record, "wordings", []))) <= own


def test_records_of_a_playbook_without_synonyms_are_found(browser: Browser, example: Playbook) -> None:
    assert not example.synonyms.groups
    page = scripted(browser, str(next(assets(example, example.source)).content))
    for entry in example.source.entries.values():
        found = page.evaluate("query => search.search(query, 1).results.map(hit => hit.key)", str(entry.record.title))
        assert found == [entry.key]
    page.close()


def test_a_longer_word_of_a_group_is_left_out_beside_a_shorter_one_in_it() -> None:
    synonyms = Synonyms.model_validate(
        {"groups": [["铺货", "先铺货", "consignment", "on consignment", "ment"]], "kinds": {}, "ignore": []}
    )
    assert Thesaurus(synonyms, "zh").groups == [["consignment", "ment", "铺\x01货"]]
    assert Thesaurus(synonyms, "en").groups == [["consignment", "ment"]]
    assert list(Thesaurus(synonyms, "zh").groups_in(atoms("能不能先铺货"))) == ["=0"]


def test_a_sentence_ends_between_two_terms() -> None:
    assert terms(atoms("太贵。了")) == ["太", "贵", "了", "太贵"]
    assert terms(atoms("too dear, mate")) == ["too", "dear", "mat", "too dear"]


@pytest.mark.parametrize("hyphen", "-\u2010\u2011")
def test_a_hyphen_joins_words_as_a_space_does(hyphen: str) -> None:
    assert terms(atoms(f"win{hyphen}win")) == ["win", "win", "win win"]
    assert terms(atoms(f"3{hyphen}5 kg")) == terms(atoms("3 5 kg"))
    assert terms(atoms(f"too dear {hyphen} mate")) == terms(atoms("too dear, mate"))


def test_a_character_has_its_usual_sound_first() -> None:
    assert [readings()[character][0] for character in "价长行还绿"] == ["jia", "zhang", "xing", "hai", "lv"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_index_and_scripts_are_small(indices: dict[str, str], language: str) -> None:
    finder = (ROOT / "generator/playbook_generator/theme/assets/finder.js").read_bytes()
    sent = sum(len(gzip.compress(content, 9)) for content in (indices[language].encode(), finder))
    assert sent <= 80_000


def test_the_query_side_is_sent_with_all_its_texts() -> None:
    text = re.compile(r'"(?:[^"\\\n]|\\.)*"')
    own = (ROOT / "generator/playbook_generator/search/query.js").read_text("utf-8")
    code = re.sub(r"^ *(//|/?\*).*$", "", own, flags=re.MULTILINE)
    assert text.findall(query_side()) == text.findall(code)
    assert len(query_side()) < 0.8 * len(own)


def test_the_tables_say_where_they_come_from() -> None:
    maker = (ROOT / "tools" / "search-tables.py").read_text("utf-8")
    assert "pypinyin" in maker
    assert "OpenCC" in maker
