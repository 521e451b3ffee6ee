"""The quotes of two reviewers on one page: A in blue, B in orange, each with its letter."""

from collections.abc import Iterable
from dataclasses import replace

from ui.reader.values import REVIEWER_A, REVIEWER_B, Highlight

LETTERS = {REVIEWER_A: "A", REVIEWER_B: "B"}


def compared(
    first: Iterable[Highlight], second: Iterable[Highlight], names: tuple[str, str]
) -> tuple[Highlight, ...]:
    """Return the highlights of both reviewers in their colours, for `ReaderPane.show_highlights`.

    `names` are the reviewers' own, for the tips. Ids stay as they are: anchors are unique.
    """
    return (
        *(_as_of(highlight, REVIEWER_A, names[0]) for highlight in first),
        *(_as_of(highlight, REVIEWER_B, names[1]) for highlight in second),
    )


def _as_of(highlight: Highlight, slot: int, name: str) -> Highlight:
    letter = LETTERS[slot]
    number = f"{letter} {highlight.number}" if highlight.number else letter
    tip = f"{letter} · {name}\n{highlight.tip}"
    return replace(highlight, slot=slot, number=number, tip=tip)
