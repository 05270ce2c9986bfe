"""Finding a record by what a customer said: the index made here, the script in `theme/assets` that reads it.

text → atoms and terms; index → what is found where, with which weight; packing → a classic script a language;
queries → what readers type and slips of it; running → the browser's script run here; measuring → how good it is.
"""
