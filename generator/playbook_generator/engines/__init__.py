"""Site engines: thin adapters that hand an edition's pages to a program that makes HTML of Markdown."""
