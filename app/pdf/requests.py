"""What can be asked of a PDF worker, and what comes back. All of it pickles."""

from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Generic, TypeVar

from app.domain.anchors import Rect
from app.pdf.text import PageText

Answer = TypeVar("Answer")

MAX_PIXELS = 40_000_000


class Priority(IntEnum):
    """Which request goes first; equal ones go in the order they were asked."""

    VISIBLE = 0
    NEXT_SCREEN = 1
    THUMBNAIL = 2
    BACKGROUND = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file was when it was opened: nanoseconds of its last change, and its bytes.

    With its `sha256` a file that was only touched is still known as the same one, and one that
    was never seen (0, 0) as the right one.
    """

    changed_at: int
    size: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Request(Generic[Answer]):
    """A question about the PDF at `path`; the type parameter is the type of the answer.

    With `seen` it is about that file alone: another one at the same path answers PaperChanged.
    """

    path: Path
    password: str | None = None
    seen: Seen | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One bookmark. `level` counts from 0; `page` from 0, None when it leads nowhere."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True, slots=True)
class PaperSummary:
    """What the reader needs before it draws anything.

    `sizes` are (width, height) of the upright pages in points; `labels` the printed page
    labels ("" where the file gives none); `has_text` tells whether any of the first pages
    holds characters; `encrypted` whether the file is encrypted, with or without a password.
    """

    pages: int
    sizes: tuple[tuple[float, float], ...]
    labels: tuple[str, ...]
    has_text: bool
    encrypted: bool
    outline: tuple[OutlineItem, ...] = ()


Edges = tuple[float, float]
"""Where the text of a page begins and ends, in points from the left."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the first page needs to be shown.

    `sizes` are as in PaperSummary; those of later pages of a long file are guessed.
    `edges` are those of the text on the first page, None without text. `seen` is for the requests
    that follow, so that they mean the same file.
    """

    pages: int
    sizes: tuple[tuple[float, float], ...]
    edges: Edges | None
    seen: Seen


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says about itself; empty or None where it is silent. `doi` is lower case."""

    title: str = ""
    authors: tuple[str, ...] = ()
    doi: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """Pixels of a part of a page, in device pixels.

    `pixels` holds `height` rows of `stride` bytes, four bytes a pixel in the order
    blue, green, red, 255: QImage.Format_RGB32 on a little-endian machine. The bytes belong to
    the receiver. The tile can be smaller than asked for where the page ends.
    """

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where it is clicked, and the page of the same paper or the address.

    `page` counts from 0; `spot` is (x, y) in points of that upright page. `address` is a web
    or mail address; nothing else is ever given out.
    """

    rect: Rect
    page: int | None = None
    spot: tuple[float, float] = (0.0, 0.0)
    address: str = ""


@dataclass(frozen=True, slots=True)
class GlancePaper(Request[Glance]):
    """Open the file and say what its first page needs; takes no longer than drawing it."""


@dataclass(frozen=True, slots=True)
class OpenPaper(Request[PaperSummary]):
    """Open the file and say what is in it."""


@dataclass(frozen=True, slots=True)
class ReadMetadata(Request[Metadata]):
    """Read title, authors, DOI and year from the file and its first two pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest(Request[Answer]):
    """A question about one page, counted from 0."""

    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEdges(PageRequest[Edges | None]):
    """Read where the text of a page begins and ends; None without text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText(PageRequest[PageText]):
    """Read the characters of a page in reading order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLinks(PageRequest[tuple[Link, ...]]):
    """Read the links of a page that may be followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionText(PageRequest[str]):
    """Read the text of the glyphs whose centres lie in a rectangle of the upright page."""

    region: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderTile(PageRequest[Tile]):
    """Draw a part of a page.

    `scale` is device pixels a point; `x`, `y`, `w`, `h` are device pixels of the upright page
    drawn at that scale, origin at the top left. More than 40 million pixels are not drawn:
    the request is answered with an error.
    """

    scale: float
    x: int
    y: int
    w: int
    h: int
