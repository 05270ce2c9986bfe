"""Commands that write into a playbook: a new record, another id, one style, a translation marked as done."""
