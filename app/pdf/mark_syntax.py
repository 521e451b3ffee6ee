"""An annotation in the words of ISO 32000-1, 12.5: its dictionary and what draws it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.anchors import Rect
from app.pdf.marking import NewMark

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Upper left, upper right, lower left, lower right of the words, in PDF user space."""

NOTE_SIZE = 18.0  # points along each side of the sign of a note
_LINE = 1.2  # points
_SHEER = 0.6  # of a highlight: where two overlap, the words can still be read
_PADDING = 1.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """PDF syntax: `entries` of the annotation and of its appearance, and what that draws.

    Both are the inside of a dictionary without << and >>.
    """

    entries: bytes
    appearance: bytes
    content: bytes


def drawing(
    mark: NewMark, mark_id: str, quads: Sequence[Quad], drawn: Sequence[Quad] | None = None
) -> Drawing:
    """Return the annotation of a mark on one page; a note has one quad, the corners of its sign.

    `drawn` is where the colour stands, if other quads tell programs which words are meant.
    """
    drawn = quads if drawn is None else drawn
    box = _around([*quads, *drawn], 0.0 if mark.subtype == "Text" else _PADDING)
    sides = _numbers((box.left, box.top, box.right, box.bottom))
    colour = _numbers([part / 255 for part in mark.colour])
    opacity = _numbers([_SHEER if mark.subtype == "Highlight" else 1])
    entries = [
        b"/Type /Annot /Subtype /" + mark.subtype.encode("ascii"),
        b"/Rect [" + sides + b"] /C [" + colour + b"] /CA " + opacity + b" /F 4",
        b"/T " + _text(mark.author) + b" /Contents " + _text(mark.contents),
        b"/NM " + _text(mark_id),
        b"/M " + _text(mark.modified) + b" /CreationDate " + _text(mark.created),
    ]
    if mark.subtype in ("Highlight", "Underline"):
        corners = [side for quad in quads for point in quad for side in point]
        entries.append(b"/QuadPoints [" + _numbers(corners) + b"]")
    elif mark.subtype == "Text":
        entries.append(b"/Name /Note /Open false")
    else:
        entries.append(b"/BS << /W " + _numbers([_LINE]) + b" >>")
    mode = b"/Multiply" if mark.subtype == "Highlight" else b"/Normal"
    appearance = (
        b"/Type /XObject /Subtype /Form /FormType 1 /BBox [" + sides + b"] "
        b"/Group << /S /Transparency >> /Resources << /ExtGState << /G << /Type /ExtGState "
        b"/BM " + mode + b" /ca " + opacity + b" /CA " + opacity + b" >> >> >>"
    )
    return Drawing(b"\n".join(entries), appearance, _content(mark.subtype, colour, drawn))


def _content(subtype: str, colour: bytes, quads: Sequence[Quad]) -> bytes:
    """Return the drawing operators."""
    start = b"/G gs " + colour + b" rg " + colour + b" RG " + _numbers([_LINE]) + b" w\n"
    match subtype:
        case "Highlight":
            shapes = [_outline(quad) + b" h f" for quad in quads]
        case "Underline":
            shapes = [_path(quad[2], quad[3]) + b" S" for quad in quads]
        case "Text":
            shapes = [_outline(quad) + b" h B " + _note_lines(quad) for quad in quads]
        case _:
            shapes = [_outline(quad) + b" h S" for quad in quads]
    return start + b"\n".join(shapes)


def _outline(quad: Quad) -> bytes:
    upper_left, upper_right, lower_left, lower_right = quad
    return _path(upper_left, upper_right, lower_right, lower_left)


def _note_lines(quad: Quad) -> bytes:
    """Return three white lines of writing on the sign of a note."""
    lines = [
        _path(_within(quad, 0.2, down), _within(quad, 0.8, down)) + b" S"
        for down in (0.3, 0.5, 0.7)
    ]
    return b"1 1 1 RG " + b" ".join(lines)


def _within(quad: Quad, across: float, down: float) -> Point:
    """Return a point of a quad, as shares of its width and height."""
    (x, y), right, lower, _ = quad
    return (
        x + across * (right[0] - x) + down * (lower[0] - x),
        y + across * (right[1] - y) + down * (lower[1] - y),
    )


def _path(first: Point, *others: Point) -> bytes:
    return _numbers(first) + b" m " + b" ".join(_numbers(point) + b" l" for point in others)


def _around(quads: Sequence[Quad], padding: float) -> Rect:
    points = [point for quad in quads for point in quad]
    return Rect(
        min(x for x, _ in points) - padding,
        min(y for _, y in points) - padding,
        max(x for x, _ in points) + padding,
        max(y for _, y in points) + padding,
    )


def _numbers(values: Sequence[float]) -> bytes:
    return b" ".join(f"{value:.3f}".rstrip("0").rstrip(".").encode("ascii") for value in values)


def _text(words: str) -> bytes:
    """Return a text string: PDFDoc where ASCII is enough, else UTF-16 with its mark."""
    if words.isascii() and words.isprintable():
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode("ascii") + b")"
    return b"<FEFF" + words.encode("utf-16-be", "replace").hex().upper().encode("ascii") + b">"
