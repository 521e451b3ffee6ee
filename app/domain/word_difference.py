"""Which words two texts do not share, for showing them beside each other."""

import re
from difflib import SequenceMatcher

_PIECE = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
LONGEST = 4000  # characters; longer texts are marked as a whole

Piece = tuple[str, bool]
"""Some text, and whether the other one lacks it."""


def word_difference(first: str, second: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces; joined they are the texts again."""
    if max(len(first), len(second)) > LONGEST:
        differs = first != second
        return ((first, differs),), ((second, differs),)
    one, other = _PIECE.findall(first), _PIECE.findall(second)
    matcher = SequenceMatcher(None, [w.casefold() for w in one], [w.casefold() for w in other])
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        _add(left, "".join(one[a:b]), tag != "equal")
        _add(right, "".join(other[c:d]), tag != "equal")
    return tuple(left), tuple(right)


def _add(pieces: list[Piece], text: str, differs: bool) -> None:
    if text:
        pieces.append((text, differs and bool(text.strip())))
