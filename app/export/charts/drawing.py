"""Draws a figure and writes it: SVG and PDF with real text, PNG and TIFF at 600 dpi."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from app.export.charts import bars, matrix, words, world
from app.export.charts.choices import Kind
from app.export.charts.shapes import INCH, Drawing, Hit
from app.export.charts.style import SIZE, styled
from app.export.charts.tallies import Tally
from app.export.svg_fonts import font_faces

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("svg", "pdf", "png", "tiff")
DPI = 600
_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
_KINDS: dict[Kind, Callable[[Drawing, Tally], Iterator[Hit]]] = {
    **bars.KINDS,
    **matrix.KINDS,
    **world.KINDS,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mark is: left, top, right, bottom as shares of the picture, origin at top left."""

    labels: tuple[str, ...]
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure for the screen: PNG bytes, its size in pixels, and where its marks are."""

    png: bytes
    width: int
    height: int
    spots: tuple[Spot, ...]

    def labels_at(self, x: float, y: float) -> tuple[str, ...] | None:
        """Return the labels of the smallest mark at a point (shares of the picture)."""
        found = [s for s in self.spots if s.box[0] <= x <= s.box[2] and s.box[1] <= y <= s.box[3]]
        found.sort(key=lambda s: (s.box[2] - s.box[0]) * (s.box[3] - s.box[1]))
        return found[0].labels if found else None


def preview(tally: Tally, dpi: float = 144) -> Picture:
    """Draw for the screen."""
    with styled():
        figure, hits = _drawn(tally)
        figure.set_dpi(dpi)
        out = BytesIO()
        figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
        width, height = (round(inches * dpi) for inches in figure.get_size_inches())
        spots = tuple(_spot(hit, figure) for hit in hits)
    return Picture(out.getvalue(), width, height, spots)


def rendered(tally: Tally, kind: str) -> bytes:
    """Return the file's bytes, equal for equal numbers; raises ValueError for another format."""
    if kind not in FORMATS:
        raise ValueError(kind)
    said = {"Title": words.title(tally)}
    options: dict[str, dict[str, Any]] = {
        "svg": {"metadata": {"Date": None, "Creator": None, "Type": None, "Format": None}},
        "pdf": {"metadata": {**said, "CreationDate": None, "ModDate": None}},
        "png": {"metadata": {"Software": None, **said, "Description": words.alt_text(tally)}},
        "tiff": {"pil_kwargs": {"compression": "tiff_lzw"}},
    }
    out = BytesIO()
    with styled():
        figure, _ = _drawn(tally)
        figure.savefig(out, format=kind, dpi=DPI, **options[kind])
    return _described(out.getvalue(), tally) if kind == "svg" else out.getvalue()


def _drawn(tally: Tally) -> tuple["Figure", list[Hit]]:
    from matplotlib.figure import Figure

    width = tally.choices.width / INCH
    figure = Figure(figsize=(width, 3), layout="constrained")
    hits = list(_KINDS[tally.choices.kind](Drawing(figure, width), tally))
    if tally.choices.title:
        figure.suptitle(words.title(tally), fontsize=SIZE + 1, fontweight="bold", x=0.01, ha="left")
    return figure, hits


def _spot(hit: Hit, figure: "Figure") -> Spot:
    box = hit.artist.get_window_extent()
    size = figure.get_size_inches() * figure.dpi
    left, right = float(box.x0 / size[0]), float(box.x1 / size[0])
    return Spot(hit.labels, (left, 1 - float(box.y1 / size[1]), right, 1 - float(box.y0 / size[1])))


def _described(svg: bytes, tally: Tally) -> bytes:
    """Put title, description and the font's used letters into the SVG."""
    text = svg.decode()
    used = "".join(_TEXT.findall(text))
    head = (
        f"<title>{escape(words.title(tally))}</title>"
        f"<desc>{escape(words.alt_text(tally))}</desc>"
        f"<style>{font_faces(used)}</style>"
    )
    start = text.index("<svg")
    end = text.index(">", start)
    return (f'{text[:end]} role="img">\n{head}{text[end + 1 :]}').encode()
