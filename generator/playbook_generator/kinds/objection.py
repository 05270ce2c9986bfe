"""An objection: what a customer says against buying, and everything a rep needs to answer it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from playbook_generator.kinds.record import Finding, Part, Record, Table
from playbook_generator.problems import nearest
from playbook_generator.values import Choice, OneOf, Reference, RichText, Text, To

#: What an answer means when it shows that the objection is not the real one.
PRETEXT = "pretext"


class Signs(Part):
    """What one can observe in the talk."""

    genuine: list[Text] = Field([], description="Signs that the customer means it.")
    pretext: list[Text] = Field([], description="Signs that it is a polite no.")


class Answer(Part):
    """An answer one really gets to a question."""

    hears: Text = Field(description="What the customer answers, as one hears it.")
    means: Annotated[str, To("causes", or_word=PRETEXT)] = Field(
        description="What that tells: `pretext`, or the id of one of this card's causes."
    )


class Question(Part):
    """A question that finds out which cause it is, askable in one breath."""

    ask: Text = Field(description="The question, as it is spoken.")
    answers: list[Answer] = Field([], description="The two or three answers one gets, and what each means.")


class Response(Part):
    """What to say when the objection has this cause."""

    cause: Annotated[Reference, To("causes")] = Field(description="The cause's id.")
    gist: Text = Field(description="The answer in one line.")
    text: RichText | None = Field(None, description="What to do and why, with its limit.")
    say: Text | None = Field(None, description="The sentence to say.")


class Turn(Part):
    """One turn of a talk."""

    who: Literal["rep", "customer"] = Field(description="Who speaks.")
    text: Text = Field(description="What is said: at most three short sentences.")


class NextStep(Part):
    """What to agree on, for one way in which the talk may end."""

    outcome: Text = Field(description="How the talk ended.")
    step: Text = Field(description="The next step that can be agreed today.")


class Objection(Record):
    """What a customer says against buying, and how to answer."""

    kind_name: ClassVar[str] = "objection"
    folder: ClassVar[str] = "objections"
    position: ClassVar[int] = 10
    #: What a customer said is what most readers come for.
    found: ClassVar[float] = 1.25
    grouped_by: ClassVar[str | None] = "group"
    asks_for: ClassVar[dict[str, int]] = {"wordings": 8}

    group: Annotated[Choice, OneOf("groups")] = Field(description="The group under which the home page shows it.")
    wordings: list[Text] = Field(
        description="How customers really say it. The first heads the page; search finds all.", min_length=1
    )
    say_first: Text = Field(description="The first thing to say back, within five seconds.")
    meaning: RichText | None = Field(None, description="What may lie behind it.")
    signs: Signs | None = Field(None, description="How to tell a real objection from a pretext.")
    questions: list[Question] = Field([], description="Questions that find the cause, the best one first.")
    responses: list[Response] = Field([], description="A response for each likely cause.")
    sums: Table | None = Field(None, description="The sum to work out with the customer. Figures are examples.")
    script: list[Turn] = Field([], description="A short talk that goes somewhere.")
    do: list[Text] = Field([], description="What helps.")
    dont: list[Text] = Field([], description="What makes it worse.")
    bring: list[Text] = Field([], description="What to have at hand or to show.")
    next_steps: list[NextStep] = Field([], description="A good next step for each outcome.")
    walk_away: Text | None = Field(None, description="When to leave it, and how to leave the door open.")
    steps: list[Annotated[Reference, To("steps")]] = Field([], description="The steps of the process it belongs to.")
    anecdotes: list[Annotated[Reference, To("anecdotes")]] = Field([], description="Anecdotes that show it.")

    def findings(self) -> Iterator[Finding]:
        yield from super().findings()
        causes = {str(response.cause) for response in self.responses}
        if not causes:
            return
        for index, question in enumerate(self.questions):
            for place, answer in enumerate(question.answers):
                if answer.means != PRETEXT and answer.means not in causes:
                    path = ("questions", index, "answers", place, "means")
                    valid = [PRETEXT, *sorted(causes)]
                    near = nearest(answer.means, valid)
                    yield path, "PB046", {"value": str(answer.means), "valid": valid, "near": near}
