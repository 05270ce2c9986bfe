"""Why a record is first, and another is not: the results of one query with their reasons, for editors.

In: a playbook, a language, a query. Out: text.
"""

from __future__ import annotations

from playbook_generator.playbook import Edition, Playbook
from playbook_generator.search.assets import assets, index_of
from playbook_generator.search.index import all_terms, texts, unit_texts
from playbook_generator.search.running import Hit, Reason, run
from playbook_generator.search.synonyms import Thesaurus

_WAYS = {
    "": "",
    "sound": "sounds like it",
    "initials": "the first letters of its sounds",
    "gap": "a character is missing or wrong",
    "begun": "begins so",
    "split": "two words in one",
    "slip": "mistyped",
}


def explain(playbook: Playbook, language: str, query: str, limit: int = 5) -> str:
    """The first records for a query, and what brought each of them there. Raises `NoEngineError`."""
    edition = playbook.editions[language]
    script = str(next(assets(playbook, edition)).content)
    index = index_of(playbook, edition)
    (hits,) = run(script, [query], limit, reasons=True)
    if not hits:
        return "Nothing was found: no word of it stands in any record, nor anything that sounds or looks like it."
    lines = []
    for place, hit in enumerate(hits, 1):
        title = edition[hit.key].record.title
        lines.append(f"{place}. {hit.key}  {title}  {hit.score:.2f}")
        if hit.unit >= 0:
            unit = index.units[hit.unit]
            lines.append(f"   best match: {unit.field} “{unit.text}”")
        heard = [("heard.yml", str(text)) for key, text in playbook.heard.texts(language) if key == hit.key]
        lines += _reasons(hit, edition, index.thesaurus, heard)
    return "\n".join(lines)


def _reasons(hit: Hit, edition: Edition, thesaurus: Thesaurus, heard: list[tuple[str, str]]) -> list[str]:
    """Each part of the query that was found, the weightiest first."""
    fields: dict[str, list[str]] = {}
    entry = edition[hit.key]
    for field, text in [*unit_texts(entry.record), *texts(entry, edition), *heard]:
        for term in all_terms(text, thesaurus):
            if field not in fields.setdefault(term, []):
                fields[term].append(field)
    found = sorted(hit.reasons, key=lambda reason: (-reason.record - reason.unit, reason.term))
    return [f"   {_line(reason, thesaurus, fields.get(reason.term, ['another language']))}" for reason in found]


def _line(reason: Reason, thesaurus: Thesaurus, fields: list[str]) -> str:
    term = reason.term
    if term.startswith("="):
        what = f"{reason.query} means the same as a word of the group “{thesaurus.names[int(term[1:])]}”"
    else:
        way = _WAYS[reason.way]
        what = term + (f" ({way}{f': {reason.query}' if reason.query else ''})" if way else "")
    best = f" + {reason.unit:.2f} in its best match" if reason.unit else ""
    return f"{reason.record:5.2f}{best}  {what}  in {', '.join(fields)}"
