"""What is in a PDF: pages, sizes, labels, outline. Runs in a worker process only."""

import ctypes
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2.raw as pdfium

from app.pdf.errors import PaperDamaged, PaperTooComplex
from app.pdf.handles import Handle
from app.pdf.requests import OutlineItem, PaperSummary

MAX_PAGES = 20_000
_MAX_OUTLINE = 2_000
_MAX_DEPTH = 20
_SAMPLED_PAGES = 20
_ENOUGH_CHARACTERS = 16
_GOTO = 1
_LETTER = (612.0, 792.0)


def summarise(document: Handle, path: Path) -> PaperSummary:
    """Describe an open document; raises PaperDamaged without pages, PaperTooComplex with many."""
    pages = page_count(document, path)
    return PaperSummary(
        pages=pages,
        sizes=tuple(page_size(document, index) for index in range(pages)),
        labels=tuple(_label(document, index) for index in range(pages)),
        has_text=any(_holds_text(document, index) for index in _sample(pages)),
        encrypted=pdfium.FPDF_GetSecurityHandlerRevision(document) != -1,
        outline=tuple(_outline(document)),
    )


def page_count(document: Handle, path: Path) -> int:
    """Return the number of pages; raises PaperDamaged for none, PaperTooComplex for very many."""
    pages = int(pdfium.FPDF_GetPageCount(document))
    if pages < 1:
        raise PaperDamaged(
            f"“{path.name}” has no pages. Your answers are safe. Download the PDF again."
        )
    if pages > MAX_PAGES:
        raise PaperTooComplex(
            f"“{path.name}” has {pages:,} pages; Chartdesk opens up to {MAX_PAGES:,}. "
            "Your answers are safe. Cut the file and add the part you need."
        )
    return pages


def page_size(document: Handle, index: int) -> tuple[float, float]:
    """Return width and height in points; US Letter where the file says nothing sound."""
    size = pdfium.FS_SIZEF()
    sound = pdfium.FPDF_GetPageSizeByIndexF(document, index, ctypes.byref(size))
    width, height = float(size.width), float(size.height)
    if not sound or not all(math.isfinite(side) and side > 0 for side in (width, height)):
        return _LETTER
    return width, height


def _label(document: Handle, index: int) -> str:
    """Return the printed label of a page, or nothing."""
    return wide_text(lambda buffer, size: pdfium.FPDF_GetPageLabel(document, index, buffer, size))


def wide_text(read: Callable[["ctypes.Array[ctypes.c_char] | None", int], int]) -> str:
    """Return UTF-16 text from a PDFium call that takes a buffer and its size in bytes."""
    size = read(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    read(buffer, size)
    text = buffer.raw[: size - 2].decode("utf-16-le", "replace")
    return "".join(char if char.isprintable() else " " for char in text).strip()


def _sample(pages: int) -> list[int]:
    """Return up to twenty pages spread over the paper, the first ones first."""
    step = max(1, pages // _SAMPLED_PAGES)
    return list(range(pages))[::step][:_SAMPLED_PAGES]


def _holds_text(document: Handle, index: int) -> bool:
    """Tell whether a page holds more than a few characters, or some and no picture.

    A scan often has a stamp or a page number that can be selected, and nothing else.
    """
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return False
    layer = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(layer) if layer else 0
    if layer:
        pdfium.FPDFText_ClosePage(layer)
    holds = int(count) >= _ENOUGH_CHARACTERS or (int(count) > 0 and not _has_picture(page))
    pdfium.FPDF_ClosePage(page)
    return holds


def _has_picture(page: Handle) -> bool:
    """Tell whether a picture, or a form that may hold one, is drawn on a page."""
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
    count = pdfium.FPDFPage_CountObjects(page)
    drawn = (pdfium.FPDFPage_GetObject(page, index) for index in range(count))
    return any(pdfium.FPDFPageObj_GetType(one) in kinds for one in drawn)


def _outline(document: Handle) -> Iterator[OutlineItem]:
    """Yield the bookmarks in reading order; a bookmark that leads back to itself ends there."""
    seen: set[int] = set()
    waiting = [(pdfium.FPDFBookmark_GetFirstChild(document, None), 0)]
    while waiting and len(seen) < _MAX_OUTLINE:
        mark, level = waiting.pop()
        address = ctypes.cast(mark, ctypes.c_void_p).value if mark else None
        if address is None or address in seen:
            continue
        seen.add(address)
        yield OutlineItem(_title(mark), level, _target(document, mark))
        waiting.append((pdfium.FPDFBookmark_GetNextSibling(document, mark), level))
        if level < _MAX_DEPTH:
            waiting.append((pdfium.FPDFBookmark_GetFirstChild(document, mark), level + 1))


def _title(mark: Handle) -> str:
    """Return the text of a bookmark."""
    return wide_text(lambda buffer, size: pdfium.FPDFBookmark_GetTitle(mark, buffer, size))


def _target(document: Handle, mark: Handle) -> int | None:
    """Return the page a bookmark leads to inside this document; nothing else is followed."""
    target = pdfium.FPDFBookmark_GetDest(document, mark)
    if not target:
        action = pdfium.FPDFBookmark_GetAction(mark)
        if action and pdfium.FPDFAction_GetType(action) == _GOTO:
            target = pdfium.FPDFAction_GetDest(document, action)
    page = pdfium.FPDFDest_GetDestPageIndex(document, target) if target else -1
    return page if page >= 0 else None
