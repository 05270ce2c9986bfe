"""Finding a record by what a customer said: the index made here, the script in `theme/assets` that reads it.

text → atoms and terms; synonyms → groups of words; index → what is found where, with which weight; packing → a
classic script a language. queries, running and measuring say how good it is: what readers type and slips of it, the
browser's script run here, the shares that were answered well.
"""

from playbook_generator.search.assets import assets

__all__ = ["assets"]
