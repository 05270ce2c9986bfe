"""The search: the index, the script that reads it, the commands, the finder."""
