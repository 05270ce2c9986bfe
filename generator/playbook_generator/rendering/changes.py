"""What changed for readers: the last entries of the records' `changed`, newest first, and the Atom feed of them.

In: an edition. Out: `Event` values for the page `changes/`, and the feed's XML (RFC 4287).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from playbook_generator.playbook import Edition, Entry
from playbook_generator.rendering.words import words
from playbook_generator.values import Text

#: How many changes the page and the feed tell.
LATEST = 60
ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Event:
    """One change of one record."""

    entry: Entry
    day: date
    note: Text
    #: Its number among the record's changes of that day, the oldest first: newer ones leave it as it is.
    number: int

    @property
    def name(self) -> str:
        """A name for the change that holds in every language and every later build."""
        return f"{self.entry.key}@{self.day}.{self.number}"


def events(edition: Edition) -> list[Event]:
    """The last changes, newest first; those of one day in the order of the playbook."""
    found = [event for entry in edition.entries.values() for event in _of(entry)]
    return sorted(found, key=lambda event: event.day, reverse=True)[:LATEST]


def days(edition: Edition) -> list[tuple[date, list[Event]]]:
    """The last changes by their days, newest first."""
    found: dict[date, list[Event]] = {}
    for event in events(edition):
        found.setdefault(event.day, []).append(event)
    return list(found.items())


def _of(entry: Entry) -> list[Event]:
    """A record's changes. In the file the newest stands first, so that of one day the last is the oldest."""
    counts: dict[date, int] = {}
    found = []
    for change in reversed(entry.record.changed):
        counts[change.date] = counts.get(change.date, 0) + 1
        found.append(Event(entry, change.date, change.note, counts[change.date]))
    return found[::-1]


def feed(edition: Edition, address: str) -> str:
    """The Atom feed of an edition.

    `address` is where the edition is published, with `/` at its end. Where it is empty, the feed's links are relative
    to the feed's own address, as the standard allows.
    """
    settings = edition.settings
    base = address or "../"
    root = uuid5(NAMESPACE_URL, f"{address or settings.name} {edition.language}")
    told = events(edition)
    top = Element("feed", {"xmlns": ATOM, _LANG: edition.language})
    _add(top, "id", root.urn)
    _add(top, "title", f"{settings.name} · {words(edition.language)['changes.title']}")
    _add(top, "updated", _moment(told[0].day if told else edition.newest))
    SubElement(top, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{base}changes/feed.xml"})
    SubElement(top, "link", {"rel": "alternate", "type": "text/html", "href": f"{base}changes/"})
    _add(SubElement(top, "author"), "name", settings.name)
    for event in told:
        entry = SubElement(top, "entry")
        _add(entry, "id", uuid5(root, event.name).urn)
        _add(entry, "title", event.entry.record.title, edition)
        _add(entry, "updated", _moment(event.day))
        page = f"{base}{event.entry.key}/"
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
        SubElement(entry, "category", {"term": event.entry.folder})
        _add(entry, "summary", event.note, edition)
    indent(top)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(top, encoding="unicode") + "\n"


def _add(parent: Element, name: str, text: str, edition: Edition | None = None) -> None:
    """A child with a text, and with the text's language where that is not the edition's."""
    child = SubElement(parent, name)
    child.text = str(text)
    if edition and (language := edition.foreign(text)):
        child.set(_LANG, language)


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"
