"""Numbered, frozen steps from an empty file to the present tables."""
