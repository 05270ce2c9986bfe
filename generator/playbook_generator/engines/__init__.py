"""Engines: thin adapters to the programs that make files of rendered text: MkDocs for the site, Typst for print."""
