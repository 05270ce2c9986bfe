"""How good the search is: what share of the queries of `queries.yml` it answers well.

In: a playbook. Out: a `Quality`, and its report as text. The search is the browser's own, on the index of the site.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from playbook_generator.playbook import Playbook
from playbook_generator.search.assets import assets
from playbook_generator.search.queries import Asked, halves
from playbook_generator.search.running import run
from playbook_generator.search.slips import slips
from playbook_generator.settings import Floors

#: Places that count.
TOP = 3


@dataclass(frozen=True)
class Answer:
    """A query with the place of the first right record, from 1 (0 where none is among the first `TOP`)."""

    asked: Asked
    place: int
    #: The keys of the first records.
    found: tuple[str, ...]


@dataclass(frozen=True)
class Shares:
    """Shares of some answers, from 0 to 1."""

    count: int
    first: float
    top3: float
    mrr3: float


@dataclass(frozen=True)
class Quality:
    """All answers: to the queries, and to the slips made from them."""

    queries: list[Answer]
    slips: list[Answer]

    def below(self, floors: Floors) -> list[str]:
        """The floors that are not reached, each as a line."""
        whole = shares(self.queries)
        by_language = [shares(group).first for _, group in groups(self.queries, "language")]
        reached = {
            "first": whole.first,
            "first_in_each_language": min(by_language, default=0.0),
            "top3": whole.top3,
            "mrr3": whole.mrr3,
            "slips": shares(self.slips).first,
        }
        return [
            f"{name}: {share:.3f} is below the floor of {getattr(floors, name):.3f}"
            for name, share in reached.items()
            if share < getattr(floors, name)
        ]


def measure(playbook: Playbook) -> Quality:
    """Ask all queries, and their slips. Raises `NoEngineError`."""
    queries = halves(playbook.queries.queries)
    made = list(slips(queries))
    answers: dict[int, Answer] = {}
    every = [*queries, *made]
    for language, edition in playbook.editions.items():
        numbers = [number for number, asked in enumerate(every) if asked.language == language]
        index = next(assets(playbook, edition))
        found = run(str(index.content), [every[number].query for number in numbers], TOP)
        for number, hits in zip(numbers, found, strict=True):
            keys = tuple(hit.key for hit in hits)
            place = next((place for place, key in enumerate(keys, 1) if key in every[number].keys), 0)
            answers[number] = Answer(every[number], place, keys)
    ordered = [answers[number] for number in range(len(every)) if number in answers]
    return Quality(ordered[: len(ordered) - len(made)], ordered[len(ordered) - len(made) :])


def shares(answers: Iterable[Answer]) -> Shares:
    """The shares of some answers; all 0 where there are none."""
    places = [answer.place for answer in answers]
    count = len(places) or 1
    return Shares(
        len(places),
        sum(place == 1 for place in places) / count,
        sum(place > 0 for place in places) / count,
        sum(1 / place for place in places if place) / count,
    )


def groups(answers: Iterable[Answer], *names: str) -> list[tuple[tuple[str, ...], list[Answer]]]:
    """Answers by attributes of their queries."""
    found: dict[tuple[str, ...], list[Answer]] = defaultdict(list)
    for answer in answers:
        found[tuple(str(getattr(answer.asked, name)) for name in names)].append(answer)
    return sorted(found.items())


def report(quality: Quality, misses: bool = True) -> str:
    """The shares of all, of each half, of each language and kind; then the queries whose record is not first."""
    lines = [f"{'':34}{'queries':>8}{'first':>8}{'top 3':>8}{'MRR@3':>8}"]

    def row(name: str, answers: Iterable[Answer]) -> None:
        each = shares(answers)
        lines.append(f"{name:34}{each.count:8}{each.first:8.3f}{each.top3:8.3f}{each.mrr3:8.3f}")

    row("all", quality.queries)
    row("  tuning half", (answer for answer in quality.queries if answer.asked.tuning))
    row("  half kept aside", (answer for answer in quality.queries if not answer.asked.tuning))
    for (language,), answers in groups(quality.queries, "language"):
        row(language, answers)
        for (kind,), of_kind in groups(answers, "kind"):
            row(f"  {kind}", of_kind)
    row("slips made from them", quality.slips)
    for (language, kind), answers in groups(quality.slips, "language", "kind"):
        row(f"  {language} {kind}", answers)
    if misses:
        lines += ["", "Not first:"]
        for answer in quality.queries:
            if answer.place != 1:
                wanted = " or ".join(sorted(answer.asked.keys))
                found = " ".join(answer.found) or "nothing"
                aside = "" if answer.asked.tuning else " (kept aside)"
                lines.append(f"  {answer.asked.language} {answer.asked.query}{aside}")
                lines.append(f"     wanted {wanted}; found {found}")
    return "\n".join(lines)
