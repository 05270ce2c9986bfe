"""Turns a folder of YAML records into a playbook: a site in every language, and what else is made of them."""
