"""Screening: records, what is decided on them, and the flow diagram."""
