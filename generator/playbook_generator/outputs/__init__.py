"""What a playbook is published as. Each output is a function of a `Build` and fills its folder."""

from collections.abc import Callable, Iterable
from importlib.util import find_spec

from playbook_generator.outputs.api import build_api
from playbook_generator.outputs.building import Build
from playbook_generator.outputs.deck import build_deck
from playbook_generator.outputs.pdf import build_pdf
from playbook_generator.outputs.preview import serve
from playbook_generator.outputs.publishing import publish
from playbook_generator.outputs.sheets import build_sheets
from playbook_generator.outputs.site import build_site
from playbook_generator.outputs.zipped import build_zip

#: Every output by the name that `playbook build --only` takes, in the order in which they are made. The site comes
#: last: it lists what the others have made.
OUTPUTS: dict[str, Callable[[Build], list[str]]] = {
    "pdf": build_pdf,
    "sheets": build_sheets,
    "deck": build_deck,
    "api": build_api,
    "zip": build_zip,
    "site": build_site,
}
#: Outputs that need a library which only the extra of the same name installs, with the module to import.
EXTRAS = {"pdf": "typst", "sheets": "xlsxwriter", "deck": "genanki"}


def missing_extras(names: Iterable[str]) -> list[str]:
    """Those of some outputs whose extra is not installed."""
    return [name for name in names if name in EXTRAS and find_spec(EXTRAS[name]) is None]


__all__ = ["EXTRAS", "OUTPUTS", "Build", "build_site", "missing_extras", "publish", "serve"]
