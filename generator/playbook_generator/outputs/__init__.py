"""What a playbook is published as. Each output is a function of a `Build` and fills its folder."""

from collections.abc import Callable

from playbook_generator.outputs.building import Build
from playbook_generator.outputs.pdf import build_pdf
from playbook_generator.outputs.preview import serve
from playbook_generator.outputs.publishing import publish
from playbook_generator.outputs.site import build_site

#: Every output by the name that `playbook build --only` takes, in the order in which they are made.
OUTPUTS: dict[str, Callable[[Build], list[str]]] = {
    "pdf": build_pdf,
    "site": build_site,
}

__all__ = ["OUTPUTS", "Build", "build_site", "publish", "serve"]
