"""Where a reader tells the editors something: the address of `feedback` in `playbook.yml` with the page filled in.

For mail a subject and a body are written; a form's address says by `{id}` and the like where it takes what.

In: an edition. Out: an address in which `{id}`, `{title}` and `{text}` (what the reader marked or looked for) are
left for whoever knows them, to be put in percent-encoded.
"""

from __future__ import annotations

from urllib.parse import quote

from playbook_generator.playbook import Edition
from playbook_generator.rendering.words import words


def address(edition: Edition, otherwise: str = "") -> str:
    """The address for all pages of an edition, or one made of `otherwise` where the playbook names none."""
    feedback = edition.settings.feedback or otherwise
    if not feedback:
        return ""
    if feedback.startswith("mailto:"):
        said = words(edition.language)
        # The braces are those of the names to be filled in. A mail's lines end in CR LF (RFC 6068).
        subject = quote(said["feedback.subject"], safe="{}")
        body = quote(said["feedback.body"].replace("\n", "\r\n"), safe="{}")
        feedback += f"?subject={subject}&body={body}"
    # The date is the content's, so that the editors know which copy the reader has before them.
    date, playbook = edition.newest.isoformat(), edition.settings.name
    return of_page(feedback, language=edition.language, date=date, playbook=playbook)


def of_page(address: str, **known: str) -> str:
    """An address with what is known, of an edition or of one page, put in."""
    for name, value in known.items():
        address = address.replace(f"{{{name}}}", quote(value, safe=""))
    return address
