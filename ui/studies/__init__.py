"""The list of studies at the left of the window."""
