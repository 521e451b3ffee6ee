"""What goes into the reader and what comes out of it."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.anchors import AnchorKind, Place


class ZoomMode(StrEnum):
    """What the zoom follows when the pane changes its size."""

    TEXT_WIDTH = "text_width"
    WIDTH = "width"
    PAGE = "page"
    DOCUMENT = "document"
    PERCENT = "percent"


REVIEWER_A, REVIEWER_B = 5, 6
"""Colour slots after those of the sections: blue and orange, for two reviewers' quotes."""

FOREIGN = "annotation:"
"""What the ids of highlights begin with that another program left in the paper."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A quote to mark: colour slot (None is grey), number for the page margin, tip.

    Slots 0 to 4 are the sections' colours, REVIEWER_A and REVIEWER_B those of two reviewers.

    A framed one (a region, a whole page) is outlined; `picture` is the file of its crop.
    """

    anchor_id: str
    places: tuple[Place, ...]
    slot: int | None
    number: str
    tip: str
    is_target: bool = False
    is_framed: bool = False
    picture: str = ""

    @property
    def is_foreign(self) -> bool:
        """Tell whether another program left this mark in the paper."""
        return self.anchor_id.startswith(FOREIGN)


@dataclass(frozen=True, slots=True)
class Selected:
    """The selected text as printed, where it stands, and the words around it.

    Of a region it is the text inside, of a whole page nothing.
    """

    paper: str
    places: tuple[Place, ...]
    quote: str
    prefix: str
    suffix: str
    kind: AnchorKind = AnchorKind.TEXT


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where a reviewer was reading; `x` and `y` are points on the page at the pane's top left.

    `zoom` is 1.0 at 96 pixels an inch; `rotation` is in degrees clockwise; a spread has two pages
    side by side.
    """

    page: int = 0
    y: float = 0.0
    x: float = 0.0
    zoom_mode: ZoomMode = ZoomMode.TEXT_WIDTH
    zoom: float = 1.0
    find_text: str = ""
    rotation: int = 0
    is_spread: bool = False
