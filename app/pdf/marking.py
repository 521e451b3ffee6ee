"""Annotations as values: what is read from a PDF, and what is written into a copy of one."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.anchors import Place, Rect
from app.pdf.requests import Request

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark that another program left in a paper.

    `subtype` is the PDF's word: Highlight, Underline, StrikeOut, Squiggly, Text (a sticky note),
    Ink or FreeText. `rects` are on the upright page: one for each marked line, else the frame.
    `quote` is the marked text as printed, with the words around it; `contents` is what the author
    wrote. The dates are ISO 8601, "" where the file gives none that can be read.
    """

    subtype: str
    page: int
    rects: tuple[Rect, ...]
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    colour: Colour | None = None
    author: str = ""
    contents: str = ""
    created: str = ""
    modified: str = ""

    @property
    def marks_text(self) -> bool:
        """Tell whether words of the paper are marked."""
        return bool(self.quote)


@dataclass(frozen=True, slots=True)
class ReadAnnotations(Request[tuple[Annotation, ...]]):
    """Read the annotations of a paper in page order."""


@dataclass(frozen=True, slots=True)
class NewMark:
    """An annotation to write; rectangles are on the upright page.

    `subtype` is Highlight, Underline, Square (a frame) or Text (a note); the dates are those of
    PDF: "D:20261124093000+01'00'".
    """

    mark_id: str
    subtype: str
    places: tuple[Place, ...]
    colour: Colour
    author: str
    contents: str
    created: str
    modified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteMarks(Request[int]):
    """Write a copy of the PDF with marks to `target`, a new file; answers how many were written.

    An ordinary file keeps its bytes as they are and the marks follow them; one that is encrypted,
    or has very many objects, is written anew (and stays encrypted).
    """

    target: Path
    marks: tuple[NewMark, ...]
