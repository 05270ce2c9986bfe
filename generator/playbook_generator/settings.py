"""`playbook.yml`: what holds for a whole playbook, and the words that its records may choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from playbook_generator.kinds import all_kinds
from playbook_generator.kinds.record import Finding, Part, repeated, unknown_keys
from playbook_generator.problems import nearest
from playbook_generator.values import Id, Reference, Text, To

#: A language as browsers and MkDocs name it: `zh`, `en`, `pt-BR`.
Language = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]{2,3}(-[A-Za-z]+)?$")]


#: The vocabulary of those who answer for records.
OWNERS = "owners"


def _true_or_false(value: object) -> bool:
    if not isinstance(value, bool):
        raise PydanticCustomError("PB087", "true or false is expected")
    return value


#: The longest review interval in days, a hundred years.
LONGEST_INTERVAL = 36_500


def _days(value: object) -> int:
    if type(value) is not int or not 0 < value <= LONGEST_INTERVAL:
        raise PydanticCustomError("PB094", "a number of days is expected", {"most": LONGEST_INTERVAL})
    return value


Days = Annotated[int, BeforeValidator(_days), Field(gt=0, le=LONGEST_INTERVAL)]

#: What a form's address may hold for the page to fill in; `playbook` is the playbook's name.
FILLED_IN = ("id", "title", "language", "date", "text", "playbook")
#: `mailto:` alone is a mail whose reader knows whom to write to.
_MAIL = re.compile(r"mailto:([^\s@?&{}]+@[^\s@?&{}]+)?")
_FORM = re.compile(r"https://[^\s/?#@{}]+([/?#]\S*)?")


def _reached(value: object) -> str:
    text = str(Text.checked(value))
    if not _MAIL.fullmatch(text) and not _FORM.fullmatch(text):
        raise PydanticCustomError("PB088", "neither mail nor a form")
    return text


class Word(Part):
    """A word that records may choose: its id in YAML and its name on pages."""

    id: Id = Field(description="The word as records write it.")
    title: Text = Field(description="The word as readers see it.")
    about: Text | None = Field(None, description="What it covers, in a few words; the home page says it of stages.")


class FirstReading(Part):
    """A record for those who are new, and what they get from it."""

    record: Annotated[Reference, To()] = Field(description="The record, as kind folder/id.")
    why: Text = Field(description="Why to read it now, in one line.")


class Settings(Part):
    """The playbook's name, its languages and its vocabulary."""

    name: Text = Field(description="The playbook's name.")
    summary: Text = Field(description="What it is for, in one sentence.")
    source_language: Language = Field(description="The language in which records are written.")
    languages: Annotated[list[Language], Field(min_length=1)] = Field(description="All languages, the source first.")
    public: Annotated[bool, BeforeValidator(_true_or_false)] = Field(
        False, description="Whether search engines may show the site. It is `false` unless you say `true`."
    )
    feedback: Annotated[str | None, BeforeValidator(_reached)] = Field(
        None, description="Where readers tell the editors something: `mailto:…`, or a form's address, `https://…`."
    )
    vocabulary: dict[str, list[Word]] = Field({}, description="Words to choose from, in the order of the pages.")
    reading_path: tuple[FirstReading, ...] = Field(
        (), description="What those who are new read first, in this order; the home page shows it."
    )
    review_days: dict[str, Days] = Field(
        {}, description="After how many days records of a kind are due for review, by the kind's folder."
    )

    def findings(self) -> Iterator[Finding]:
        yield from unknown_keys(self.review_days, list(all_kinds()), ("review_days",))
        for name in re.findall(r"{(.*?)}", self.feedback or ""):
            if name not in FILLED_IN:
                valid = [f"{{{known}}}" for known in FILLED_IN]
                given = f"{{{name}}}"
                near = nearest(given, valid)
                yield ("feedback",), "PB089", {"value": given, "words": given, "near": near, "valid": valid}
        for name, words in self.vocabulary.items():
            yield from repeated([str(word.id) for word in words], ("vocabulary", name))
        yield from repeated([str(step.record) for step in self.reading_path], ("reading_path",))
        if self.source_language not in self.languages:
            yield ("languages",), "PB026", {"language": self.source_language}

    def words(self, vocabulary: str) -> dict[str, Text]:
        """The titles of one vocabulary's words by their ids, in order; empty for an unknown vocabulary."""
        return {str(word.id): word.title for word in self.vocabulary.get(vocabulary, [])}


class Query(Part):
    """Something that a reader may type, and what answers it."""

    query: Text = Field(description="What is typed.")
    language: Language = Field(description="The language of the reader.")
    kind: Id = Field(description="What sort of query it is; results are counted by it.")
    records: Annotated[list[Annotated[Reference, To()]], Field(min_length=1)] = Field(
        description="The record that answers it, or several, as kind folder/id."
    )


Share = Annotated[float, Field(strict=True, ge=0, le=1)]


class Floors(Part):
    """What share of the queries must be answered well, for `playbook search-quality` to be content."""

    first: Share = Field(0.0, description="The right record is first, over all queries.")
    first_in_each_language: Share = Field(0.0, description="The same in every single language.")
    top3: Share = Field(0.0, description="It is among the first three, over all queries.")
    mrr3: Share = Field(0.0, description="The mean of 1 for a first, 1/2 for a second, 1/3 for a third place.")
    slips: Share = Field(0.0, description="It is first for the slips that are made from the queries.")


class Queries(Part):
    """`queries.yml`: what readers may type, by which the search is measured."""

    floors: Floors = Field(Floors(), description="What the search must reach.")
    queries: list[Query] = Field([], description="The queries.")


class HeardOf(Part):
    """What readers may type who mean one record."""

    record: Annotated[Reference, To()] = Field(description="The record that they mean, as kind folder/id.")
    texts: dict[Language, list[Text]] = Field(description="What they type, by language.")


class Heard(Part):
    """`heard.yml`: what readers may type and which record they mean; the search learns from it."""

    heard: list[HeardOf] = Field([], description="What is typed, by record.")

    def texts(self, language: str) -> Iterator[tuple[str, Text]]:
        """Everything that was heard in a language, each text with the key of its record."""
        for each in self.heard:
            yield from ((each.record.key, text) for text in each.texts.get(language, []))


class Synonyms(Part):
    """`synonyms.yml`: words that mean the same to whoever searches."""

    groups: list[Annotated[list[Text], Field(min_length=2)]] = Field(
        [], description="Words of which any finds the records that hold another, in all languages together."
    )
    kinds: dict[str, list[Text]] = Field(
        {}, description="By a kind's folder: words by which a reader asks for a record of that kind."
    )
    ignore: list[Text] = Field([], description="Words that say nothing about what is sought.")

    def findings(self) -> Iterator[Finding]:
        yield from unknown_keys(self.kinds, list(all_kinds()), ("kinds",))


#: The file that holds the settings; the only one beside the kinds' folders that has a translation.
SETTINGS = "playbook.yml"
#: Files beside the kinds' folders, each with its model.
TOP_FILES: dict[str, type[Part]] = {
    SETTINGS: Settings,
    "queries.yml": Queries,
    "heard.yml": Heard,
    "synonyms.yml": Synonyms,
}
