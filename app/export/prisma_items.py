"""The lines in a box of the flow diagram, before they are broken: words with their numbers."""

from dataclasses import dataclass

from app.domain.flow import Counted


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a box before it is broken."""

    text: str
    indented: bool = False


def number(value: int) -> str:
    """Return "n = 1 946" with a narrow space that does not break."""
    grouped = f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"(n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{grouped})"


def listed(counted: Counted) -> list[Item]:
    """Return a line a name, with its number."""
    return [Item(f"{_shown(label)} {number(value)}", True) for label, value in counted]


def reasons(words: str, total: int, counted: Counted) -> list[Item]:
    """Return how many were excluded, and the reasons below."""
    if not counted:
        return [Item(f"{words} {number(total)}")]
    return [Item(f"{words} {number(total)}:"), *listed(counted)]


def _shown(label: str) -> str:
    """Return a label that any file can hold: one line, without control characters."""
    kept = "".join(sign for sign in label if sign.isprintable() or sign.isspace())
    return " ".join(kept.split())
