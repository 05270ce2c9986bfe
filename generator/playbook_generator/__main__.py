"""`python -m playbook_generator` is the same as `playbook`."""

from playbook_generator.cli import main

main(prog_name="playbook")
