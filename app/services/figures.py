"""Pictures of regions: what was framed on a page, cut out at 200 dpi and kept as PNG."""

import struct
import zlib
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from app.domain.anchors import Anchor
from app.domain.errors import AppError
from app.domain.figures import DPI, figure_name
from app.domain.ids import new_id
from app.pdf.client import PdfClient
from app.pdf.requests import Priority, RenderTile, Tile
from app.services.papers import PaperService

_POINTS = 72
_PACKING = 4  # of 9: a page takes a tenth of a second
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class FigureService:
    """Keeps the pictures of regions in the review's folder of figures."""

    def __init__(self, papers: PaperService, pdf: PdfClient, folder: Path, *, keeps: bool) -> None:
        """Draw by `pdf` into `folder`; a review that is only read (`keeps` False) makes none."""
        self._papers = papers
        self._pdf = pdf
        self._folder = folder
        self._keeps = keeps

    def path_of(self, anchor: Anchor) -> Path | None:
        """Return where the picture of a region is or will be, None for other anchors."""
        name = figure_name(anchor)
        return self._folder / name if name else None

    def make(self, anchor: Anchor) -> "Future[Path] | None":
        """Begin to make the picture of a region; None when it is there or is not one.

        The future fails with an AppError or OSError; the anchor is good without a picture.
        """
        target = self.path_of(anchor)
        source = self._papers.path_of(anchor.paper)
        if target is None or not self._keeps or target.is_file() or not source.is_file():
            return None
        made: Future[Path] = Future()
        drawn = self._pdf.submit(_request(source, anchor, self._papers), Priority.THUMBNAIL)
        drawn.add_done_callback(lambda done: _keep(done, target, made))
        return made


def png(tile: Tile) -> bytes:
    """Return a tile as a PNG file of 24-bit colour at 200 dpi."""
    colours = bytearray(tile.width * tile.height * 3)
    for channel in range(3):
        colours[channel::3] = tile.pixels[2 - channel :: 4]
    wide = tile.width * 3
    rows = (b"\0" + colours[start : start + wide] for start in range(0, len(colours), wide))
    a_metre = round(DPI / 0.0254)
    header = struct.pack(">IIBBBBB", tile.width, tile.height, 8, 2, 0, 0, 0)
    return _SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"pHYs", struct.pack(">IIB", a_metre, a_metre, 1)),
            _chunk(b"IDAT", zlib.compress(b"".join(rows), _PACKING)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    """Return one part of a PNG file: length, kind, content, check sum (ISO 15948)."""
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def _request(source: Path, anchor: Anchor, papers: PaperService) -> RenderTile:
    rect, scale = anchor.places[0].rects[0], DPI / _POINTS
    left, top = max(0, int(rect.left * scale)), max(0, int(rect.top * scale))
    return RenderTile(
        source,
        papers.password_of(anchor.paper),
        seen=papers.seen(anchor.paper),
        page=anchor.page,
        scale=scale,
        x=left,
        y=top,
        w=max(1, round(rect.right * scale) - left),
        h=max(1, round(rect.bottom * scale) - top),
    )


def _keep(drawn: "Future[Tile]", target: Path, made: "Future[Path]") -> None:
    """Write the picture beside the others, whole or not at all."""
    if drawn.cancelled():
        made.cancel()
        return
    part = target.with_name(f".{new_id()}.part")
    try:
        content = png(drawn.result())
        target.parent.mkdir(exist_ok=True)
        part.write_bytes(content)
        part.replace(target)
    except (AppError, OSError) as problem:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        made.set_exception(problem)
    else:
        made.set_result(target)
