"""How far the quotes of two people lie on each other."""

from collections.abc import Sequence
from enum import StrEnum

from app.domain.anchors import Anchor, Place, Rect

Spot = tuple[str, Place]
"""The SHA-256 of a paper and a place in it."""


class Where(StrEnum):
    """How the evidence of two answers lies to each other: a fact, which decides nothing."""

    NONE = "none"
    ONE = "one"
    SAME = "same"
    SAME_PAGE = "same_page"
    OTHER_PAGE = "other_page"
    OTHER_PAPER = "other_paper"

    @property
    def is_apart(self) -> bool:
        """Tell whether both have a quote, and not the same."""
        return self in (Where.SAME_PAGE, Where.OTHER_PAGE, Where.OTHER_PAPER)


def spots(anchors: Sequence[Anchor]) -> list[Spot]:
    """Return where anchors lie; a mark of absence lies nowhere."""
    return [(anchor.paper, place) for anchor in anchors for place in anchor.places]


def where(first: Sequence[Anchor], second: Sequence[Anchor]) -> Where:
    """Return how the evidence of two answers lies to each other."""
    if not first and not second:
        return Where.NONE
    if not first or not second:
        return Where.ONE
    one, other = spots(first), spots(second)
    if share_of_places(one, other) > 0 or _same_quote(first, second):
        return Where.SAME
    if {(paper, place.page) for paper, place in one} & {(p, place.page) for p, place in other}:
        return Where.SAME_PAGE
    papers = {anchor.paper for anchor in first} & {anchor.paper for anchor in second}
    return Where.OTHER_PAGE if papers else Where.OTHER_PAPER


def share_of_places(first: Sequence[Spot], second: Sequence[Spot]) -> float:
    """Return the area that both cover in the area that either covers, from 0 to 1."""
    common = sum(
        _common(a, b)
        for paper, one in first
        for other_paper, other in second
        if paper == other_paper and one.page == other.page
        for a in one.rects
        for b in other.rects
    )
    whole = _area(first) + _area(second) - common
    return min(common / whole, 1.0) if whole > 0 else 0.0


def _same_quote(first: Sequence[Anchor], second: Sequence[Anchor]) -> bool:
    """Tell whether the same words were marked in two copies of a paper."""
    quotes = {" ".join(anchor.quote.split()) for anchor in first if anchor.quote}
    return any(" ".join(anchor.quote.split()) in quotes for anchor in second if anchor.quote)


def _area(found: Sequence[Spot]) -> float:
    return sum(rect.width * rect.height for _paper, place in found for rect in place.rects)


def _common(a: Rect, b: Rect) -> float:
    width = min(a.right, b.right) - max(a.left, b.left)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    return width * height if width > 0 and height > 0 else 0.0
