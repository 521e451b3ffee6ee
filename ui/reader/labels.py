"""How a page is called: its printed label, and its number where they differ."""

from collections.abc import Sequence


def page_label(labels: Sequence[str], page: int) -> str:
    """Return the printed label of a page (from 0), or its number."""
    return (labels[page] if page < len(labels) else "") or str(page + 1)


def page_name(labels: Sequence[str], page: int, pages: int) -> str:
    """Return "4 of 300", or "iv (4 of 300)" where the printed label says something else."""
    label = page_label(labels, page)
    number = f"{page + 1} of {pages}"
    return number if label == str(page + 1) else f"{label} ({number})"
