"""Writes the flow diagram: SVG with real text, PDF with embedded fonts, PNG and TIFF, Word."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from app.export.files import written_whole
from app.export.prisma import INDENT, LINE, PADDING, SIZE, Arrow, Box, Diagram, Measure
from app.export.svg_fonts import FAMILY, font_faces
from resources import path as path_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("svg", "pdf", "png", "tiff", "docx")
FILL = "#ffffff"
ASCENT = 9.4  # points from the top of a line to its base
HEAD = 5.0  # points of the head of an arrow
DPI = 600


def write_diagram(diagram: Diagram, path: Path) -> None:
    """Write the diagram in the format that the file's ending names; never over a file.

    Raises ExportExists, FolderNotWritable or DiskFull, and ValueError for another ending.
    """
    kind = path.suffix.removeprefix(".").casefold()
    content = rendered(diagram, kind)
    with written_whole(path) as file:
        file.write(content)


def rendered(diagram: Diagram, kind: str) -> bytes:
    """Return the file's bytes; raises ValueError for a format that is none of FORMATS."""
    if kind == "svg":
        return svg(diagram, font_faces(_letters(diagram))).encode()
    if kind in ("pdf", "png", "tiff"):
        return plotted(diagram, kind)
    if kind == "docx":
        from app.export.prisma_word import word_document

        return word_document(diagram)
    raise ValueError(kind)


def measure() -> Measure:
    """Return the widths of lines in the font of the diagram."""
    regular, bold = (_font(name) for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"))

    @lru_cache(maxsize=4096)
    def width(text: str, is_bold: bool) -> float:
        font = bold if is_bold else regular
        font.set_size(SIZE, 72)
        font.set_text(text, 0.0)
        return float(font.get_width_height()[0]) / 64

    return width


def _font(name: str) -> Any:  # noqa: ANN401 - matplotlib's font has no types
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(path_of(f"fonts/{name}")))


def svg(diagram: Diagram, faces: str = "") -> str:
    """Return the diagram as SVG whose text is text, with a description for screen readers.

    `faces` is CSS that brings the font along.
    """
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{diagram.width:g}pt" '
        f'height="{diagram.height:g}pt" viewBox="0 0 {diagram.width:g} {diagram.height:g}" '
        f'role="img" font-family="{FAMILY}, Arial, sans-serif" font-size="{diagram.size:g}">',
        "<title>Flow diagram</title>",
        f"<desc>{escape(diagram.text)}</desc>",
        f"<style>{faces}</style>" if faces else "",
        f'<rect width="{diagram.width:g}" height="{diagram.height:g}" fill="{FILL}"/>',
        *(_svg_arrow(arrow, diagram) for arrow in diagram.arrows),
        *(_svg_box(box, diagram) for box in diagram.boxes),
        "</svg>",
    ]
    return "\n".join(filter(None, parts))


def _letters(diagram: Diagram) -> str:
    return "".join(line for box in diagram.boxes for line in box.lines)


def _svg_arrow(arrow: Arrow, diagram: Diagram) -> str:
    unit, ink = diagram.unit, diagram.ink
    points = " ".join(f"{x:g},{y:g}" for x, y in arrow.points)
    head = " ".join(f"{x:g},{y:g}" for x, y in arrow_head(arrow, unit))
    return (
        f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="{unit:g}"/>'
        f'<polygon points="{head}" fill="{ink}"/>'
    )


def _svg_box(box: Box, diagram: Diagram) -> str:
    unit, ink = diagram.unit, diagram.ink
    fill = diagram.tint if box.bold else FILL
    frame = (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" '
        f'rx="{3 * unit:g}" fill="{fill}" stroke="{ink}" stroke-width="{unit:g}"/>'
    )
    return frame + "".join(_svg_line(box, row, unit) for row in range(len(box.lines)))


def _svg_line(box: Box, row: int, unit: float) -> str:
    weight = ' font-weight="bold"' if box.bold else ""
    text = escape(box.lines[row])
    if box.turned:
        x, y = box.middle
        turn = quoteattr(f"translate({x + unit * SIZE / 3:g} {y:g}) rotate(-90)")
        return f'<text transform={turn} text-anchor="middle"{weight}>{text}</text>'
    x, y = line_start(box, row, unit)
    anchor = ' text-anchor="middle"' if box.bold else ""
    return f'<text x="{x:g}" y="{y:g}"{anchor}{weight}>{text}</text>'


def line_start(box: Box, row: int, unit: float) -> tuple[float, float]:
    """Return where a line stands: its left end (bold: its middle) on the base line."""
    top = box.y + (box.height - len(box.lines) * LINE * unit) / 2
    inset = unit * (PADDING + (INDENT if box.indents[row] else 0))
    x = box.middle[0] if box.bold else box.x + inset
    return x, top + (row * LINE + ASCENT) * unit


def arrow_head(arrow: Arrow, unit: float) -> tuple[tuple[float, float], ...]:
    """Return the triangle at the end of an arrow."""
    size = HEAD * unit
    (fx, fy), (x, y) = arrow.points[-2:]
    length = max(abs(x - fx) + abs(y - fy), 1e-6)
    dx, dy = (x - fx) / length, (y - fy) / length
    bx, by = x - dx * size, y - dy * size
    wide = size / 2
    return (x, y), (bx - dy * wide, by + dx * wide), (bx + dy * wide, by - dx * wide)


def plotted(diagram: Diagram, kind: str, dpi: int = DPI) -> bytes:
    """Draw with matplotlib, whose PDF keeps text as text with its font embedded."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    figure = Figure(figsize=(diagram.width / 72, diagram.height / 72), dpi=dpi)
    _draw(figure, diagram)
    out = BytesIO()
    more: dict[str, dict[str, Any]] = {
        "pdf": {"metadata": {"CreationDate": None, "Title": "Flow diagram"}},
        "png": {"metadata": {"Software": None, "Description": diagram.text}},
        "tiff": {"pil_kwargs": {"compression": "tiff_lzw"}},
    }
    with mpl.rc_context({"pdf.fonttype": 42}):
        figure.savefig(out, format=kind, dpi=dpi, **more.get(kind, {}))
    return out.getvalue()


def _draw(figure: "Figure", diagram: Diagram) -> None:
    from matplotlib.font_manager import FontProperties
    from matplotlib.patches import FancyBboxPatch, Polygon

    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, diagram.width)
    axes.set_ylim(diagram.height, 0)
    axes.axis("off")
    unit = diagram.unit
    fonts = {
        bold: FontProperties(fname=str(path_of(f"fonts/NotoSans-{name}.ttf")), size=diagram.size)
        for bold, name in ((False, "Regular"), (True, "Bold"))
    }
    for arrow in diagram.arrows:
        axes.plot(*zip(*arrow.points, strict=True), color=diagram.ink, linewidth=unit)
        axes.add_patch(Polygon(arrow_head(arrow, unit), facecolor=diagram.ink, edgecolor="none"))
    for box in diagram.boxes:
        axes.add_patch(
            FancyBboxPatch(
                (box.x, box.y),
                box.width,
                box.height,
                boxstyle=f"round,pad=0,rounding_size={3 * unit}",
                facecolor=diagram.tint if box.bold else FILL,
                edgecolor=diagram.ink,
                linewidth=unit,
            )
        )
        for row, text in enumerate(box.lines):
            x, y = box.middle if box.turned else line_start(box, row, unit)
            axes.text(
                x,
                y,
                text.replace("$", r"\$"),
                fontproperties=fonts[box.bold],
                color="black",
                rotation=90 if box.turned else 0,
                ha="center" if box.bold else "left",
                va="center" if box.turned else "baseline",
            )
