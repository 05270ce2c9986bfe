"""The walkable diagnosis, made from the playbook: every way through it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playbook_generator.kinds.diagram import Branch, Tree
from playbook_generator.kinds.framework import Framework
from playbook_generator.kinds.objection import Objection
from playbook_generator.playbook import Edition, Playbook
from playbook_generator.rendering.diagnosis import START, Diagnosis, Option, Step, diagnosis

MOST_TAPS = 5


@pytest.fixture(params=["zh", "en"])
def edition(request: pytest.FixtureRequest, our_playbook: Playbook) -> Edition:
    return our_playbook.editions[request.param]


@pytest.fixture
def talk(edition: Edition) -> Diagnosis:
    talk = diagnosis(edition)
    assert talk
    return talk


def steps_of(talk: Diagnosis) -> dict[str, Step]:
    return {step.id: step for case in [talk.general, *talk.cases] for step in case.steps}


def ways(talk: Diagnosis) -> Iterator[tuple[list[str], Step]]:
    """Every way from the start to an end: the words tapped, and the end."""
    steps = steps_of(talk)

    def walk(step: Step, tapped: list[str]) -> Iterator[tuple[list[str], Step]]:
        assert len(tapped) <= MOST_TAPS, tapped
        options = [option for choices in step.choices or [] for option in choices.options]
        if step.otherwise:
            options.append(Option(options[0].words, step.otherwise))
        if not options:
            yield tapped, step
        for option in options:
            yield from walk(steps[option.to], [*tapped, option.words])

    for option in [option for _, options in talk.start for option in options]:
        yield from walk(steps[option.to], [option.words])
    yield from walk(talk.general.steps[0], ["other"])


def test_every_way_ends_within_five_taps_and_says_what_to_do(talk: Diagnosis) -> None:
    reached = set()
    for tapped, end in ways(talk):
        reached.add(end.id)
        assert end.cause or end.note, tapped
    ends = {step.id for step in steps_of(talk).values() if not step.choices}
    assert reached == ends


def test_every_objection_can_be_chosen(talk: Diagnosis, edition: Edition) -> None:
    chosen = [option.to for _, options in talk.start for option in options]
    assert sorted(chosen) == sorted(entry.id for entry in edition.of_kind("objections"))
    assert START not in steps_of(talk)


def test_each_card_is_walked_as_it_is_written(talk: Diagnosis, edition: Edition) -> None:
    steps = steps_of(talk)
    for entry in edition.of_kind("objections"):
        record = entry.record
        assert isinstance(record, Objection)
        assert record.signs
        observe, ask = steps[entry.id], steps[f"{entry.id}--ask"]
        assert observe.choices
        assert [[option.words for option in choices.options] for choices in observe.choices] == [
            record.signs.genuine,
            record.signs.pretext,
        ]
        assert ask.choices
        assert [choices.ask for choices in ask.choices] == [question.ask for question in record.questions]
        for choices, question in zip(ask.choices, record.questions, strict=True):
            for option, answer in zip(choices.options, question.answers, strict=True):
                assert option.words == answer.hears
                end = steps[option.to]
                if answer.means == "pretext":
                    assert end == talk.general.steps[polite(talk)]
                else:
                    assert end.cause == edition[f"causes/{answer.means}"]
                    assert end.response in record.responses


def polite(talk: Diagnosis) -> int:
    """The place of the tree's step that no cause hangs on."""
    return next(index for index, step in enumerate(talk.general.steps) if step.id == "any-2")


def test_the_general_part_is_the_frameworks_tree(talk: Diagnosis, edition: Edition) -> None:
    record = edition["frameworks/objection-diagnosis"].record
    assert isinstance(record, Framework)
    assert isinstance(record.diagram, Tree)

    def flat(branch: Branch) -> Iterator[Branch]:
        yield branch
        for inner in branch.branches:
            yield from flat(inner)

    branches = list(flat(record.diagram.root))
    assert [step.title for step in talk.general.steps] == [branch.title for branch in branches]
    for step, branch in zip(talk.general.steps, branches, strict=True):
        labels = [option.words for choices in step.choices or [] for option in choices.options]
        assert labels == [inner.label for inner in branch.branches]
        assert step.cause == (edition[branch.link.key] if branch.link else None)


def test_a_playbook_without_such_a_tree_has_no_diagnosis(our_playbook: Playbook) -> None:
    source = our_playbook.source
    entries = {key: entry for key, entry in source.entries.items() if entry.folder != "frameworks"}
    assert diagnosis(Edition(source.language, source.settings, entries)) is None
