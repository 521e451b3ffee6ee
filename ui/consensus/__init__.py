"""The consensus workspace: two extractions beside each other, settled line by line."""
