"""Texts of pages as they are kept: the words, and the box that the body text stands in."""

import struct
from collections.abc import Sequence
from concurrent.futures import Future

from sqlalchemy import select

from app.domain.errors import AppError
from app.pdf.requests import Edges
from app.pdf.text import PageText, text_margins
from app.services.codec import storable
from app.services.store import Store
from db.models import PageTextRow

_BOX = struct.Struct("<4d")


def readable(sha256: str, asked: Sequence[Future[PageText]]) -> list[PageTextRow]:
    """Return a row for every page of a paper; those that cannot be read stay without text."""
    return [_row(sha256, page, future) for page, future in enumerate(asked)]


def edges_kept(store: Store, sha256: str, pages: int) -> dict[int, Edges | None]:
    """Return left and right edge of the text on the first pages of a paper, where it was kept.

    None stands for a page without text.
    """
    wanted = select(PageTextRow.page, PageTextRow.boxes).where(
        PageTextRow.paper_sha256 == sha256,
        PageTextRow.page < pages,
        PageTextRow.boxes.is_not(None),
    )
    with store.reading() as session:
        kept = [(page, bytes(box or b"")) for page, box in session.execute(wanted)]
    return {page: _edges(box) for page, box in kept if len(box) in (0, _BOX.size)}


def keep_box(store: Store, sha256: str, read: PageText) -> None:
    """Keep the box of the text of a page that was taken in before such boxes were kept."""
    with store.writing() as session:
        row = session.get(PageTextRow, (sha256, read.page_index))
        if row is not None and row.boxes is None:
            row.boxes = _packed_box(read)


def _edges(box: bytes) -> Edges | None:
    left, _top, right, _bottom = _BOX.unpack(box) if box else (0.0, 0.0, 0.0, 0.0)
    return (left, right) if box else None


def _row(sha256: str, page: int, future: Future[PageText]) -> PageTextRow:
    try:
        read = future.result()
    except AppError:
        return PageTextRow(paper_sha256=sha256, page=page, text="")
    return PageTextRow(
        paper_sha256=sha256, page=page, text=storable(read.text), boxes=_packed_box(read)
    )


def _packed_box(page: PageText) -> bytes:
    """Return the box as it is stored, nothing for a page without upright text."""
    if not any(line.angle == 0 for line in page.lines):
        return b""
    box = text_margins(page)
    return _BOX.pack(box.left, box.top, box.right, box.bottom)
