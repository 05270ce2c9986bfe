"""`playbook search-quality` and `playbook search`, on the real playbook and on spoilt ones."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from playbook_generator.playbook import Playbook
from playbook_generator.search import running
from playbook_generator.search.measuring import Answer, Quality, shares
from playbook_generator.search.queries import Asked, halves
from playbook_generator.search.running import NoEngineError, run
from playbook_generator.search.slips import slips
from playbook_generator.settings import Floors
from tests.conftest import ROOT, run_playbook

ASKED = Asked("太贵了", "zh", "said", frozenset({"objections/price-too-high"}))


def answers(*places: int) -> list[Answer]:
    return [Answer(ASKED, place, ()) for place in places]


def test_shares_count_places() -> None:
    found = shares(answers(1, 2, 3, 0))
    assert (found.count, found.first, found.top3) == (4, 0.25, 0.75)
    assert found.mrr3 == pytest.approx((1 + 1 / 2 + 1 / 3) / 4)
    assert shares([]).first == 0


def test_a_floor_that_is_not_reached_is_named() -> None:
    quality = Quality(answers(1, 2), answers(1))
    assert quality.below(Floors(first=0.5, top3=1.0, mrr3=0.75, slips=1.0)) == []
    assert [line.split(":")[0] for line in quality.below(Floors(first=0.6, mrr3=0.8))] == ["first", "mrr3"]


def test_our_search_is_above_its_floors() -> None:
    result = run_playbook("search-quality")
    assert result.returncode == 0, result.stdout
    assert "half kept aside" in result.stdout
    assert re.search(r"zh said +\d+", result.stdout) or re.search(r"  said +\d+", result.stdout)
    assert "Not first:" in result.stdout


def test_a_search_below_its_floors_fails(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "playbook", tmp_path / "playbook")
    queries = tmp_path / "playbook" / "queries.yml"
    queries.write_text(
        "floors: {first: 1.0}\nqueries:\n"
        "  - {query: 太贵了, language: zh, kind: said, records: [objections/too-far]}\n"
        "  - {query: too expensive, language: en, kind: said, records: [objections/price-too-high]}\n",
        "utf-8",
    )
    result = run_playbook("search-quality", folder=tmp_path)
    assert result.returncode == 1
    assert "zh 太贵了" in result.stdout
    assert "first: 0.500 is below the floor of 1.000" in result.stdout


def test_a_playbook_without_queries_says_so(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "example" / "playbook", tmp_path / "playbook")
    result = run_playbook("search-quality", folder=tmp_path)
    assert result.returncode == 2
    assert "queries.yml" in result.stderr


def test_explaining_names_field_word_and_weight() -> None:
    result = run_playbook("search", "太贵了")
    assert result.returncode == 0
    first, *rest = result.stdout.splitlines()
    assert first.startswith("1. objections/price-too-high")
    assert "best match: wordings “太贵了。”" in result.stdout
    assert any(re.search(r"\d\.\d\d .*太贵  in wordings", line) for line in rest)


def test_explaining_names_synonyms_and_sounds() -> None:
    assert "means the same as a word of the group" in run_playbook("search", "嫌贵").stdout
    assert "sounds like it" in run_playbook("search", "laobanbuzai").stdout
    assert "the first letters of its sounds" in run_playbook("search", "jgtg").stdout
    assert "mistyped" in run_playbook("search", "demurage", "--language", "en").stdout


def test_an_unknown_language_is_a_wrong_use() -> None:
    result = run_playbook("search", "x", "--language", "fr")
    assert result.returncode == 2
    assert "zh, en" in result.stderr


def test_half_of_each_sort_of_query_is_kept_aside(our_playbook: Playbook) -> None:
    asked = halves(our_playbook.queries.queries)
    assert len(asked) == len(our_playbook.queries.queries) >= 150
    for language in our_playbook.editions:
        for kind in {each.kind for each in asked if each.language == language}:
            alike = [each.tuning for each in asked if (each.language, each.kind) == (language, kind)]
            assert abs(2 * sum(alike) - len(alike)) <= 1
    assert asked == halves(our_playbook.queries.queries)


def test_slips_are_the_same_each_time_and_keep_the_answer(our_playbook: Playbook) -> None:
    asked = halves(our_playbook.queries.queries)
    made = list(slips(asked))
    assert made == list(slips(asked))
    assert {each.kind for each in made} == {
        "traditional", "pinyin", "pinyin joined", "pinyin as heard", "same sound", "missing character",
        "wrong character", "letter mistyped",
    }  # fmt: skip
    assert [each.query for each in slips([ASKED]) if each.kind == "traditional"] == ["太貴了"]
    assert [each.query for each in slips([ASKED]) if each.kind == "pinyin"] == ["tai gui le"]
    assert {each.keys for each in slips([ASKED])} == {ASKED.keys}


def test_chromium_answers_as_node_does(indices: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    queries = ["太贵了", "laobanbuzai", "<b>&amp;</b> \u2028 \"'"]
    by_default = run(indices["zh"], queries, reasons=True)
    monkeypatch.setattr(running, "NODES", ())
    assert run(indices["zh"], queries, reasons=True) == by_default
    assert by_default[0][0].key == "objections/price-too-high"


def test_without_an_engine_the_command_says_what_to_install(
    indices: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(running, "NODES", ())
    monkeypatch.setattr(running, "BROWSERS", ())
    with pytest.raises(NoEngineError):
        run(indices["zh"], ["x"])
    result = run_playbook("search", "太贵了", PATH=str(tmp_path))
    assert result.returncode == 2
    assert "Node" in result.stderr
