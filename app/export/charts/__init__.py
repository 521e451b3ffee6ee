"""Figures of the charted studies: counted, drawn, described."""
