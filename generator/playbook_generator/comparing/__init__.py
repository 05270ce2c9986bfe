"""`playbook diff`: what changes for a reader between two versions of a playbook."""
