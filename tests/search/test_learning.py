"""What was heard, as words of the records that were meant."""

from __future__ import annotations

import pytest

from playbook_generator.playbook import Playbook
from playbook_generator.search.learning import learnt
from playbook_generator.search.queries import halves

DEAR, FAR = 0, 1
HELD = {"price": {DEAR}, "lorry": {FAR}, "we": {DEAR, FAR}}


def test_a_term_points_to_the_record_for_which_it_was_heard() -> None:
    heard = [(DEAR, {"price", "we"}), (DEAR, {"price", "we"}), (FAR, {"lorry", "we"}), (FAR, {"lorry", "we"})]
    found = learnt(heard, HELD, most=10, levels=7)
    assert found == {"price": {DEAR: 4}, "lorry": {FAR: 4}}


def test_a_word_that_no_short_text_holds_is_learnt_when_heard_again() -> None:
    once = [(DEAR, {"quote"}), (FAR, {"lorry"}), (FAR, {"lorry"})]
    assert "quote" not in learnt(once, HELD, most=10, levels=7)
    assert learnt([*once, (DEAR, {"quote"})], HELD, most=10, levels=7)["quote"] == {DEAR: 4}


@pytest.mark.parametrize("term", ["报价", "too dear"])
def test_unknown_pairs_are_not_learnt(term: str) -> None:
    assert learnt([(DEAR, {term}), (DEAR, {term}), (FAR, {"lorry"})], HELD, most=10, levels=7).keys() == {"lorry"}


def test_the_telling_ones_are_kept() -> None:
    heard = [(DEAR, {"price"}), (DEAR, {"price"}), (FAR, {"lorry"}), (FAR, {"we"})]
    assert learnt(heard, HELD, most=1, levels=7) == {"price": {DEAR: 4}}


def test_what_measures_the_search_does_not_teach_it(our_playbook: Playbook) -> None:
    for language in our_playbook.editions:
        taught = {str(text).lower() for _, text in our_playbook.heard.texts(language)}
        measured = {each.query.lower() for each in halves(our_playbook.queries.queries) if each.language == language}
        assert taught
        assert not taught & measured
