"""The workspace of the figures: what is counted, how it is drawn, and its numbers."""
