"""A comparison as Markdown for a pull request: short enough for a phone, and safe whatever the texts hold.

Texts come from whoever proposes the change. None of their signs can begin markup, a mention, a reference to an issue
or a link in the comment: each that could is written as an entity, and those that hosts look for after that are parted
by a zero-width space.

In: a comparison. Out: Markdown as GitHub and others show it, with `<del>`, `<ins>` and `<details>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import get_args
from urllib.parse import quote

from playbook_generator.comparing.differences import Difference
from playbook_generator.comparing.playbooks import Changed, Comparison, How
from playbook_generator.comparing.versions import Version
from playbook_generator.comparing.wording import Piece, pieces
from playbook_generator.playbook import Edition, Entry
from playbook_generator.problems import catalogue, has_errors, shortened, visible
from playbook_generator.rendering.words import words

#: Longer than this, a text is folded up.
LONG = 240
#: So much of what has not changed is shown beside what has.
_BESIDE = 24
#: More records than this are folded up, each under its name.
_MANY = 8
#: So many broken links are listed, and so many characters of names.
_MOST_LINKS, _LONGEST_LIST = 40, 2_000
#: A host takes 65,536 characters for a comment.
LONGEST = 60_000

_MARKUP = re.compile(r"[\\`*_~\[\]<>&|$^#@]|(?<=:)//|(?<=www)\.|(?<=gh)-", re.IGNORECASE)
#: Signs by which a host finds names, issues and addresses in the finished text.
_PARTED = "@#"
_PART = "&#8203;"


def escaped(text: str) -> str:
    """A text that shows as it is, in Markdown and in HTML, on one line."""
    lines = (visible(line) for line in text.strip().splitlines() if line.strip())
    return "<br>".join(_MARKUP.sub(_harmless, line) for line in lines)


def _harmless(found: re.Match[str]) -> str:
    sign = found.group()
    if sign in ("//", ".", "-"):
        return f"{_PART}{sign}"
    return f"&#{ord(sign)};{_PART if sign in _PARTED else ''}"


def report(comparison: Comparison, language: str, address: Callable[[Entry, Edition], str | None]) -> str:
    """The whole comparison; `address` says where a record can be read, if anywhere."""
    return _Report(comparison, language, address).text()


@dataclass(frozen=True)
class _Report:
    comparison: Comparison
    language: str
    address: Callable[[Entry, Edition], str | None]

    def text(self) -> str:
        said = _words(self.language)
        blocks = [f"## {said['title']}", *self._notes()]
        if self.comparison.changed:
            blocks.append(self._counts())
        elif not self.comparison.broken and not self.comparison.synonyms and self._comparable:
            blocks.append(said["nothing"])
        if number := len(self.comparison.synonyms):
            blocks.append(_counted(number, said["synonyms"]))
        blocks += self._broken()
        end = [*self._outdated()]
        room = LONGEST - sum(map(len, [*blocks, *end]))
        left: list[str] = []
        for changed in self.comparison.changed:
            block = self._record(changed)
            room -= len(block) + 2
            if room > 0:
                blocks.append(block)
            else:
                left.append(changed.key)
        if left:
            end.append(said["more"].format(keys=escaped(shortened(", ".join(left), _LONGEST_LIST))))
        return "\n\n".join([*blocks, *end]) + "\n"

    @property
    def _comparable(self) -> bool:
        old, new = self.comparison.old, self.comparison.new
        return new.playbook is not None and (old.playbook is not None or not old.folder.is_dir())

    def _notes(self) -> Iterator[str]:
        """What keeps the comparison from being whole."""
        said = _words(self.language)
        for version in (self.comparison.old, self.comparison.new):
            name = f"`{version.name}`" if re.fullmatch(r"[\w./^~-]+", version.name) else escaped(version.name)
            name = name or said["work_tree"]
            if version is self.comparison.old and not version.folder.is_dir():
                yield "> " + said["no_playbook"].format(name=name)
            elif version.playbook is None:
                yield "> " + said["nothing_left"].format(name=name)
            elif has_errors(version.problems):
                files = [file for file in self.comparison.left_out if file in version.broken_files]
                listed = escaped(shortened(", ".join(files), _LONGEST_LIST))
                yield "> " + said["errors" if files else "errors_only"].format(name=name, files=listed)

    def _counts(self) -> str:
        said = _words(self.language)
        found = [changed.how for changed in self.comparison.changed]
        counts = [_counted(found.count(how), said[f"count_{how}"]) for how in get_args(How) if how in found]
        return words(self.language)["comma"].join(counts) + words(self.language)["stop"]

    def _broken(self) -> Iterator[str]:
        if self.comparison.broken:
            found = [f"- {self._name(link.source)} → {escaped(link.target)}" for link in self.comparison.broken]
            more = ["- …"] if len(found) > _MOST_LINKS else []
            head = [f"**{_words(self.language)['broken']}**", ""]
            yield "\n".join([*head, *found[:_MOST_LINKS], *more])

    def _outdated(self) -> Iterator[str]:
        for language, entries in self.comparison.outdated.items():
            head = _words(self.language)["outdated"].format(language=escaped(language))
            keys = shortened(words(self.language)["comma"].join(entry.key for entry in entries), _LONGEST_LIST)
            yield f"**{head}**{words(self.language)['colon']}{escaped(keys)}"

    def _name(self, entry: Entry) -> str:
        return f"{escaped(entry.record.title)} ({escaped(entry.key)})"

    def _record(self, changed: Changed) -> str:
        """A record's block: its name, then a line a field."""
        said = _words(self.language)
        title, link, notes = said["whole"], None, [escaped(changed.key)]
        if changed.entries:
            edition = self._edition(changed)
            entry = changed.entries[edition.language]
            title, link = (
                escaped(entry.record.title),
                self.address(entry, edition) if changed.how != "removed" else None,
            )
            notes = [escaped(changed.key), *self._states(changed)]
        if len(self.comparison.changed) > _MANY:
            head = " · ".join([f"<b>{title}</b>", *notes, *self._size(changed)])
            body = [f"[{said['open']}]({link})"] if link else []
            body += self._fields(changed)
            return f"<details><summary>{head}</summary>\n\n" + "\n".join([*body, "", "</details>"])
        head = f"### [{title}]({link})" if link else f"### {title}"
        return "\n\n".join(filter(None, [head, " · ".join(notes), "\n".join(self._fields(changed))]))

    def _edition(self, changed: Changed) -> Edition:
        """The edition in the reader's language, or else the source's."""
        version = self.comparison.old if changed.how == "removed" else self.comparison.new
        return version.editions.get(self.language) or next(iter(version.editions.values()))

    def _states(self, changed: Changed) -> Iterator[str]:
        said = _words(self.language)
        if changed.how == "renamed":
            yield said["renamed"].format(former=escaped(changed.former)).replace("`", "")
        elif changed.how != "changed":
            yield said[changed.how]
        if changed.how == "removed":
            leads = said["leads_to"].format(key=escaped(changed.leads_to))
            yield leads if changed.leads_to else said["leads_nowhere"]
        if changed.how == "added" and (missing := [code for code, e in changed.entries.items() if not e.translated]):
            names = words(self.language)["comma"].join(map(escaped, missing))
            yield said["untranslated"].format(languages=names)

    def _size(self, changed: Changed) -> Iterator[str]:
        if number := sum(map(len, changed.differences.values())):
            yield _counted(number, _words(self.language)["places"])

    def _fields(self, changed: Changed) -> Iterator[str]:
        if changed.how == "added":
            edition = self._edition(changed)
            yield f"- {escaped(changed.entries[edition.language].record.summary)}"
        source = next(iter(self.comparison.new.editions))
        kind = next((entry.record.kind_name for entry in changed.entries.values()), "")
        for language, found in changed.differences.items():
            if language != source:
                yield f"- **{escaped(language)}**"
            indent = "" if language == source else "  "
            yield from (indent + self._field(difference, kind, indent) for difference in found)

    def _field(self, difference: Difference, kind: str, indent: str) -> str:
        label = self._label(difference, kind)
        colon = words(self.language)["colon"]
        if difference.moved:
            texts = escaped(shortened(" / ".join(difference.new), LONG))
            return f"- **{label}** {_words(self.language)['moved'].format(texts=texts)}"
        shown = _shown(difference)
        if shown is not None and len(shown) <= 2 * LONG:
            return f"- **{label}**{colon}{shown}"
        old, new = sum(map(len, difference.old)), sum(map(len, difference.new))
        key = "rewritten" if old and new else "grown" if new else "shrunk"
        head = f"<b>{label}</b>{colon}{_words(self.language)[key].format(old=old, new=new)}"
        whole = [shown] if shown is not None else [*map(_gone, difference.old), *map(_fresh, difference.new)]
        inner = f"\n\n{indent}  ".join(whole)
        return f"- <details><summary>{head}</summary>\n\n{indent}  {inner}\n\n{indent}  </details>"

    def _label(self, difference: Difference, kind: str) -> str:
        """A path in the words that readers know: `Find the cause 2, Ask`."""
        known = words(self.language)
        parts: list[str] = []
        for part in difference.path:
            if isinstance(part, int):
                parts[-1] += f" {part + 1}"
            else:
                own = known.get(f"fields.{kind}_{part}") if not parts else None
                parts.append(own or known.get(f"fields.{part}") or escaped(part))
        return known["comma"].join(parts)


def _shown(difference: Difference) -> str | None:
    """What changed on one line, or `None` where it is too long for that or has changed too much."""
    if len(difference.old) == len(difference.new) == 1:
        made = pieces(difference.old[0], difference.new[0])
        if made is not None:
            return "".join(_piece(piece, made) for piece in made)
    texts = [*difference.old, *difference.new]
    if sum(map(len, texts)) > LONG:
        return None
    return " ".join([*map(_gone, difference.old), *map(_fresh, difference.new)])


def _piece(piece: Piece, among: list[Piece]) -> str:
    if piece.kind == "-":
        return _gone(piece.text)
    if piece.kind == "+":
        return _fresh(piece.text)
    first, last = piece is among[0], piece is among[-1]
    text = piece.text
    if first and len(text) > _BESIDE:
        return "…" + _inner(_end(text))
    if last and len(text) > _BESIDE:
        return _inner(_beginning(text)) + "…"
    return _inner(text if len(text) <= 2 * _BESIDE else f"{_beginning(text)} … {_end(text)}")


def _beginning(text: str) -> str:
    """So much of a text as stands beside a change, in whole words."""
    return re.sub(r"(?a:\w+)$", "", text[:_BESIDE]) if re.match(r"(?a:\w)", text[_BESIDE:]) else text[:_BESIDE]


def _end(text: str) -> str:
    before, end = text[:-_BESIDE], text[-_BESIDE:]
    return re.sub(r"^(?a:\w+)", "", end) if re.search(r"(?a:\w)$", before) else end


def _inner(text: str) -> str:
    """A part of a line, with the spaces at its ends."""
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return (" " if start else "") + escaped(text) + (" " if end and text.strip() else "")


def _gone(text: str) -> str:
    return f"<del>{_inner(text)}</del>"


def _fresh(text: str) -> str:
    return f"<ins>{_inner(text)}</ins>"


def _counted(number: int, forms: str) -> str:
    one, several = forms.split(" | ")
    return (one if number == 1 else several).format(n=number)


def _words(language: str) -> dict[str, str]:
    return catalogue(language)["comparing"]


def addresses(base: str, published: Version | None = None) -> Callable[[Entry, Edition], str | None]:
    """Where records can be read under `base`; with `published` only those that this version has.

    A `base` that is no address of the web counts for none.
    """
    known = re.match(r"https?://", base) is not None
    base = quote(base, safe=":/?=&%~._-").rstrip("/") + "/"

    def address(entry: Entry, edition: Edition) -> str | None:
        if not known or (published is not None and not published.has_file(entry.key)):
            return None
        own = edition.language == edition.settings.source_language
        return f"{base}{'' if own else edition.language + '/'}{entry.key}/"

    return address
