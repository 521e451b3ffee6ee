"""Where the selection and the caret are seen in the pane."""

from PySide6.QtCore import QCoreApplication, QRectF

from app.pdf.text import PageText
from ui.reader.caret import line_index
from ui.reader.scene import RectsByPage
from ui.reader.selecting import Position
from ui.reader.viewport import Viewport

CARET_EDGE = 60  # pixels of the pane kept around the caret


def selection_frame(view: Viewport, selection: RectsByPage) -> QRectF | None:
    """Return the box around the selection on its last page, in pixels of the pane."""
    if not selection:
        return None
    page = max(selection)
    box = QRectF()
    for rect in selection[page]:
        frame = view.layout.rect_to_content(page, rect)
        box |= QRectF(frame.left - view.x, frame.top - view.y, frame.width, frame.height)
    return box


def way_to_caret(view: Viewport, text: PageText | None, caret: Position) -> float:
    """Return how many pixels to scroll down (negative: up) until the caret's line is seen."""
    if text is None or not text.lines:
        return 0.0
    rect = text.lines[line_index(text, caret.index)].rect
    frame = view.layout.rect_to_content(caret.page, rect)
    top, bottom = frame.top - view.y, frame.bottom - view.y
    if top < CARET_EDGE:
        return top - CARET_EDGE
    return max(0.0, bottom - view.height + CARET_EDGE)


def name_of(view: Viewport, title: str, highlights: int) -> str:
    """Return what screen readers say of the pane: title, page and number of highlights."""
    if not view.sizes:
        return _tr("No paper")
    one, many = _tr("1 highlight"), _tr("{0} highlights").format(highlights)
    quotes = one if highlights == 1 else many
    words = _tr("{title}, page {page} of {pages}, {quotes}")
    return words.format(title=title, page=view.page + 1, pages=len(view.sizes), quotes=quotes)


def _tr(text: str) -> str:
    return QCoreApplication.translate("reader", text)
