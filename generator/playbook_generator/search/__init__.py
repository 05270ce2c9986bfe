"""Finding a record by what a customer said: the index made here, the script that reads it (`query.js`).

text → atoms and terms; synonyms → groups of words; index → what is found where, with which weight; packing → a
classic script a language. queries, slips, running and measuring say how good it is: what readers type and mistype,
the browser's script run here, the shares that were answered well. explaining says why a record was found.
"""

from playbook_generator.search.assets import assets
from playbook_generator.search.explaining import explain
from playbook_generator.search.measuring import measure, report
from playbook_generator.search.running import NoEngineError

__all__ = ["NoEngineError", "assets", "explain", "measure", "report"]
