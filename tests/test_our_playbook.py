"""What holds for the texts of this playbook; other teams have their own measures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from playbook_generator.kinds.objection import PRETEXT, Objection
from playbook_generator.kinds.record import model_values
from playbook_generator.loading import load
from playbook_generator.playbook import Edition, Playbook
from playbook_generator.values import Text
from tests.conftest import ROOT

IDS = {
    "sources": "a1 a2 a3 a4 a5-1 a5-2 a5-3 a5-4 a5-5",
    "frameworks": "ninety-nine-plus-one objection-diagnosis five-rights market-sales-alliance "
    "key-account-classification key-account-team-structures objection-handling-strategies negotiation-stance "
    "conversation-taboos",
    "causes": "bargaining unfamiliar hearsay lingering-worry no-need",
    "objections": "price-too-high inflexible-policy exclusive-agency weak-market stock-on-credit wants-deposit "
    "short-of-funds loyal-to-supplier friend-at-supplier business-too-small too-far small-company under-contract "
    "exclusivity-bonus decision-maker-absent bad-history channel-conflict",
    "processes": "preparation acquisition-loop key-account-project",
    "steps": "market-survey customer-census customer-screening target-setting development-plan "
    "build-prospect-database profile-best-customers expand-prospects plan-campaigns attract-and-convert "
    "feed-back-results research-the-account plan-the-project approach-the-account talk-and-answer "
    "negotiate-and-close",
    "rules": "one-hour-a-day many-calls short-calls list-first stay-focused off-peak-hours vary-times "
    "orderly-records foresee-result never-stop clean-site three-voice-service small-favours customer-ledger "
    "golden-period-call fuel-card key-account-visits keep-developing learn-the-process position-the-product "
    "integrity keep-customers",
    "anecdotes": "pair-of-gloves went-anyway one-more-than-the-rival cold-visit-to-a-big-client forwarded-message "
    "cards-in-books clients-bring-clients limit-up-shout flower-market hindsight-tip false-hometown same-surname "
    "talk-about-anything professors-story who-gets-the-van steel-by-water-and-road",
    "worksheets": "monthly-call-list call-log prospect-database-fields customer-ledger return-visit-log "
    "development-plan objection-log key-account-research-sheet",
    "glossary": "consignment-stock exclusivity-bonus exclusive-agent deposit key-account three-voice-service "
    "golden-period customer-ledger national-fuel-card customer-census closed-loop experience-curve "
    "descriptive-method account-transfer hindsight-tip",
}
CAUTIONED = {
    "care": "went-anyway one-more-than-the-rival cold-visit-to-a-big-client cards-in-books flower-market",
    "stop": "forwarded-message limit-up-shout hindsight-tip false-hometown same-surname",
}
#: Seconds of speech: Chinese 4.5 characters a second, English 2.6 words a second.
LONGEST_TURN = 12.0


@pytest.fixture(params=["zh", "en"])
def edition(request: pytest.FixtureRequest, our_playbook: Playbook) -> Edition:
    """The playbook in each language."""
    return our_playbook.editions[request.param]


def _objections(edition: Edition) -> Iterator[tuple[str, Objection]]:
    for entry in edition.of_kind("objections"):
        assert isinstance(entry.record, Objection)
        yield entry.id, entry.record


def test_all_ids_are_there(our_playbook: Playbook) -> None:
    for folder, ids in IDS.items():
        assert set(ids.split()) <= {entry.id for entry in our_playbook.source.of_kind(folder)}, folder


def test_cautioned_anecdotes_are_marked_and_have_an_honest_way(edition: Edition) -> None:
    for entry in edition.of_kind("anecdotes"):
        caution = entry.record.caution  # type: ignore[attr-defined]
        level = next((level for level, ids in CAUTIONED.items() if entry.id in ids.split()), None)
        assert (caution.level if caution else None) == level, entry.id
        assert caution is None or caution.instead


def test_there_are_no_problems_and_nothing_is_untranslated() -> None:
    _, problems = load(ROOT / "playbook")
    # PB080: two records that are found by the same keyword, which may be meant.
    assert [f"{problem.file} {problem.code}" for problem in problems if problem.code != "PB080"] == []


def test_english_holds_no_chinese(our_playbook: Playbook) -> None:
    for entry in our_playbook.editions["en"].entries.values():
        for path, value in model_values(entry.record):
            # A term or a law may be named in Chinese beside its English; search words are of both languages.
            if isinstance(value, Text) and path[0] not in ("also", "published"):
                han = re.findall(r"[\u4e00-\u9fff]", value)
                assert len(han) <= 24, f"{entry.key}: {path}: {value}"


def _runs(edition: Edition) -> dict[str, set[str]]:
    """Every run of 12 Han characters, or of 9 English words, with the records in which it stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in edition.entries.values():
        if entry.folder in ("worksheets", "sources"):
            continue
        for path, value in model_values(entry.record):
            if not isinstance(value, Text) or path[0] == "sources":
                continue
            if edition.language == "zh":
                for run in re.findall(r"[\u4e00-\u9fff]{12,}", value):
                    for start in range(len(run) - 11):
                        found[run[start : start + 12]].add(entry.key)
            else:
                spoken = re.findall(r"[a-z0-9']+", value.lower())
                for start in range(len(spoken) - 8):
                    found[" ".join(spoken[start : start + 9])].add(entry.key)
    return found


def test_no_phrase_is_used_in_three_records(edition: Edition) -> None:
    assert {run: keys for run, keys in _runs(edition).items() if len(keys) >= 3} == {}


def test_no_wording_is_claimed_by_two_objections(edition: Edition) -> None:
    claimed: dict[str, set[str]] = defaultdict(set)
    for ident, objection in _objections(edition):
        for wording in objection.wordings:
            claimed[re.sub(r"\W", "", wording.lower())].add(ident)
    assert {wording: ids for wording, ids in claimed.items() if len(ids) > 1} == {}


def test_objections_are_whole(edition: Edition) -> None:
    for ident, objection in _objections(edition):
        for name in Objection.model_fields:
            optional = {"aliases", "anecdotes", "changed", "source_note", "legal_note", "order"}
            assert name in optional or getattr(objection, name), f"{ident}: {name}"
        assert len(objection.wordings) >= 6, ident
        assert len(objection.questions) == 3, ident
        assert 2 <= len(objection.responses) <= 4, ident
        assert 6 <= len(objection.script) <= 10, ident
        assert objection.script[0].who == "customer", ident
        meant = {str(answer.means) for question in objection.questions for answer in question.answers}
        assert meant == {PRETEXT, *(str(response.cause) for response in objection.responses)}, ident


def _seconds(text: str, language: str) -> float:
    if language == "zh":
        return len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z0-9.]+", text)) / 4.5
    return len(text.split()) / 2.6


def test_what_is_said_can_be_said_in_one_breath(edition: Edition) -> None:
    for ident, objection in _objections(edition):
        spoken = [turn.text for turn in objection.script] + [objection.say_first]
        spoken += [question.ask for question in objection.questions]
        for text in spoken:
            assert _seconds(text, edition.language) <= LONGEST_TURN, f"{ident}: {text}"
            assert len(re.findall(r"[。！？.!?](?:\s|$|[\u4e00-\u9fff])", text)) <= 4, f"{ident}: {text}"


def test_chinese_typography(our_playbook: Playbook) -> None:
    """Full-width marks between Han characters, and one space between Han and Latin letters or digits."""
    for entry in our_playbook.source.entries.values():
        for path, value in model_values(entry.record):
            if isinstance(value, Text) and path[0] != "published":
                plain = re.sub(r"\]\([^)]*\)|[*_`]", "", value)
                assert not re.search(r"[\u4e00-\u9fff][,;!?:](?!\w)", plain), f"{entry.key}: {path}: {plain}"
                tight = re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]", plain)
                assert not tight or path[0] == "also", f"{entry.key}: {path}: {plain}"
                assert '"' not in plain, f"{entry.key}: {path}: {plain}"


def test_empty_phrases_are_not_used(edition: Edition) -> None:
    empty = {
        "zh": ["首先要", "其次", "总之", "众所周知", "在当今", "赋能", "抓手", "我理解您"],
        "en": [
            "in today's market",
            "it is important to",
            r"(?:^|[.!?] )remember that",
            "leverage",
            "i understand your",
        ],
    }[edition.language]
    for entry in edition.entries.values():
        for path, value in model_values(entry.record):
            if isinstance(value, Text):
                used = [phrase for phrase in empty if re.search(phrase, value.lower())]
                assert used == [], f"{entry.key}: {path}"


def test_queries_are_many_and_of_both_languages(our_playbook: Playbook) -> None:
    queries = our_playbook.queries.queries
    assert len(queries) >= 150
    assert {query.language for query in queries} == {"zh", "en"}
    assert len({str(query.query) for query in queries}) == len(queries)
