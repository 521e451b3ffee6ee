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


def edges_kept(store: Store, sha256: str, pages: int) -> dict[int, Edges]:
    """Return left and right edge of the text on the first pages of a paper, where it was kept."""
    wanted = select(PageTextRow.page, PageTextRow.boxes).where(
        PageTextRow.paper_sha256 == sha256,
        PageTextRow.page < pages,
        PageTextRow.boxes.is_not(None),
    )
    with store.reading() as session:
        kept = [(page, bytes(box or b"")) for page, box in session.execute(wanted)]
    boxes = {page: _BOX.unpack(box) for page, box in kept if len(box) == _BOX.size}
    return {page: (box[0], box[2]) for page, box in boxes.items()}


def _row(sha256: str, page: int, future: Future[PageText]) -> PageTextRow:
    try:
        read = future.result()
    except AppError:
        return PageTextRow(paper_sha256=sha256, page=page, text="")
    return PageTextRow(
        paper_sha256=sha256, page=page, text=storable(read.text), boxes=_packed_box(read)
    )


def _packed_box(page: PageText) -> bytes | None:
    if not any(line.angle == 0 for line in page.lines):
        return None
    box = text_margins(page)
    return _BOX.pack(box.left, box.top, box.right, box.bottom)
