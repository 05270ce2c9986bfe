"""The walkable diagnosis: which objection, what was observed, which answer came, and so which cause and what to say.

It is made of the playbook alone: the decision tree of a framework whose leaves are causes, and each objection's own
signs, questions and responses. In: an edition. Out: the steps of the talk in the order in which they read as a text;
every option leads to a step further on, so that no way is a circle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playbook_generator.kinds.diagram import Branch, Tree
from playbook_generator.kinds.objection import PRETEXT, Objection, Response
from playbook_generator.playbook import Edition, Entry
from playbook_generator.values import Text

START = "which"
TREE = "any"


@dataclass(frozen=True)
class Option:
    """Something that one may have seen or heard, and the step it leads to."""

    words: Text
    to: str
    #: Whether a customer says it, so that it stands in quotation marks.
    heard: bool = False


@dataclass(frozen=True)
class Choices:
    """Options that belong together: the answers to one question, the signs of one kind."""

    options: list[Option]
    #: The question that the customer is asked, or a name from the locales for what the options are.
    ask: Text | None = None
    name: str = ""


@dataclass(frozen=True)
class Step:
    """One screen of the talk: choices, or what came out."""

    id: str
    #: What it asks or says: the tree's own words, or a name from the locales.
    title: Text | None = None
    name: str = ""
    note: Text | None = None
    choices: list[Choices] | None = None
    #: Whether somebody who finds nothing fitting is led to the step `otherwise`.
    otherwise: str = ""
    cause: Entry | None = None
    response: Response | None = None


@dataclass(frozen=True)
class Case:
    """The steps about one objection; those of the general tree where `entry` is a framework."""

    entry: Entry
    steps: list[Step]


@dataclass(frozen=True)
class Diagnosis:
    """The whole talk: the first step's choices by the groups of objections, then the cases."""

    start: list[tuple[Text | None, list[Option]]]
    general: Case
    cases: list[Case]


def diagnosis(edition: Edition) -> Diagnosis | None:
    """The talk of an edition; `None` where no framework has a tree that leads to causes."""
    found = _tree(edition)
    if found is None:
        return None
    framework, root = found
    general = Case(framework, list(_tree_steps(edition, root, TREE)))
    real = next(index for index, branch in enumerate(root.branches, 1) if _has_cause(branch))
    polite = next((index for index, branch in enumerate(root.branches, 1) if not _has_cause(branch)), real)
    cases = [
        Case(entry, list(_steps(edition, entry.id, entry.record, f"{TREE}-{real}", f"{TREE}-{polite}")))
        for entry in edition.of_kind("objections")
        if isinstance(entry.record, Objection) and entry.record.questions and entry.record.responses
    ]
    walkable = {case.entry.key for case in cases}
    start = [
        (group, [Option(_wording(entry), entry.id, heard=True) for entry in entries if entry.key in walkable])
        for group, entries in edition.groups("objections")
    ]
    return Diagnosis([(group, options) for group, options in start if options], general, cases)


def _wording(entry: Entry) -> Text:
    assert isinstance(entry.record, Objection)
    return entry.record.wordings[0]


def _tree(edition: Edition) -> tuple[Entry, Branch] | None:
    for entry in edition.of_kind("frameworks"):
        diagram = getattr(entry.record, "diagram", None)
        if isinstance(diagram, Tree) and _has_cause(diagram.root):
            return entry, diagram.root
    return None


def _has_cause(branch: Branch) -> bool:
    if branch.link is not None and branch.link.key.startswith("causes/"):
        return True
    return any(_has_cause(inner) for inner in branch.branches)


def _tree_steps(edition: Edition, branch: Branch, name: str) -> Iterator[Step]:
    options = [
        Option(inner.label or inner.title, f"{name}-{index}") for index, inner in enumerate(branch.branches, 1)
    ]
    cause = edition[branch.link.key] if branch.link is not None and branch.link.key.startswith("causes/") else None
    yield Step(name, branch.title, note=branch.note, choices=[Choices(options)] if options else None, cause=cause)
    for index, inner in enumerate(branch.branches, 1):
        yield from _tree_steps(edition, inner, f"{name}-{index}")


def _steps(edition: Edition, name: str, record: Objection, real: str, polite: str) -> Iterator[Step]:
    ask = f"{name}--ask" if record.signs else name
    if record.signs:
        signs = [
            Choices([Option(sign, ask) for sign in record.signs.genuine], name="fields.genuine"),
            Choices([Option(sign, polite) for sign in record.signs.pretext], name="fields.pretext"),
        ]
        yield Step(name, name="diagnosis.observe", choices=[group for group in signs if group.options], otherwise=ask)
    answers = [
        Choices([Option(answer.hears, _meant(name, answer.means, polite), heard=True) for answer in question.answers],
                ask=question.ask)
        for question in record.questions
    ]  # fmt: skip
    yield Step(ask, name="diagnosis.ask", choices=answers, otherwise=real)
    for response in record.responses:
        yield Step(f"{name}--{response.cause}", cause=edition[response.cause.key], response=response)


def _meant(name: str, means: str, polite: str) -> str:
    return polite if means == PRETEXT else f"{name}--{means}"
