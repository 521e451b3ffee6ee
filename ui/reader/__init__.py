"""The reader: pages of a paper, selection, highlights, find."""
