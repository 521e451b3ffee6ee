"""The pages for screen readers: a document whose paragraphs can be read and found on the screen."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QAccessibleObject
from PySide6.QtWidgets import QAccessibleWidget

from app.domain.anchors import Rect
from app.pdf.text import PageText, Span, paragraph_at, raw_quote, span_rects
from ui.reader.canvas import Canvas
from ui.reader.layout import Spot


class SpokenPages(QObject):
    """Keeps the paragraphs of the pages that are seen, once a screen reader asks for them."""

    def __init__(self, canvas: Canvas) -> None:
        """Belong to the canvas."""
        super().__init__(canvas)
        self.canvas = canvas
        self.interface: QAccessibleInterface | None = None  # kept as long as Qt uses it
        self._made: tuple[PageText, ...] = ()
        self._paragraphs: list[Paragraph] = []
        canvas.page_changed.connect(self._on_changed)
        canvas.place_changed.connect(self._on_changed)

    def text(self) -> str:
        """Return the text of the page that is read."""
        text = self.canvas.scene().source.text(self.canvas.view.page)
        return text.text if text is not None else ""

    def paragraphs(self) -> "list[Paragraph]":
        """Return the paragraphs of the pages that are seen and whose text is known."""
        canvas = self.canvas
        pages = canvas.view.visible_pages() if canvas.view.sizes else ()
        texts = (canvas.scene().source.text(page) for page in pages)
        known = tuple(text for text in texts if text is not None)
        if known != self._made:
            for old in self._paragraphs:
                old.deleteLater()
            self._made = known
            self._paragraphs = [Paragraph(self, text, span) for text in known for span in _of(text)]
        return self._paragraphs

    def _on_changed(self) -> None:
        """Tell a screen reader that there are other paragraphs now."""
        if QAccessible.isActive():
            event = QAccessibleEvent(self.canvas, QAccessible.Event.ObjectReorder)
            QAccessible.updateAccessibility(event)


class Paragraph(QObject):
    """A paragraph of a page."""

    def __init__(self, pages: SpokenPages, text: PageText, span: Span) -> None:
        """Belong to the pages that are seen."""
        super().__init__(pages)
        self.pages = pages
        self.words = " ".join(raw_quote(text, span).split())
        self.interface: QAccessibleInterface | None = None
        self._page = text.page_index
        self._rects = span_rects(text, span)

    def on_screen(self) -> QRect:
        """Return the box around the paragraph, in pixels of the screen."""
        canvas, page = self.pages.canvas, self._page
        corners = [
            canvas.view.point_of(Spot(page, x, y))
            for rect in self._rects
            for x, y in ((rect.left, rect.top), (rect.right, rect.bottom))
        ]
        if not corners:
            return QRect()
        low = QPoint(*(round(min(corner[axis] for corner in corners)) for axis in (0, 1)))
        high = QPoint(*(round(max(corner[axis] for corner in corners)) for axis in (0, 1)))
        window = canvas.viewport()
        return QRect(window.mapToGlobal(low), window.mapToGlobal(high))

    def highlights(self) -> str:
        """Name the highlights on the paragraph."""
        marks = self.pages.canvas.overlay.marks.in_order()
        names = [
            f"{mark.number} {mark.tip}".strip()
            for mark in marks
            for place in mark.places
            if place.page == self._page and _meet(place.rects, self._rects)
        ]
        return self.tr("Highlighted: {names}").format(names=", ".join(names)) if names else ""


class _PagesInterface(QAccessibleWidget):
    """The canvas as a document; its own parts come first, then the paragraphs."""

    def __init__(self, pages: SpokenPages) -> None:
        super().__init__(pages.canvas, QAccessible.Role.Document)
        self._pages = pages

    def text(self, kind: QAccessible.Text) -> str:
        """Give the name of the canvas, and the text of the page as its value."""
        return self._pages.text() if kind == QAccessible.Text.Value else super().text(kind)

    def childCount(self) -> int:
        """Count scroll bars and paragraphs."""
        return super().childCount() + len(self._pages.paragraphs())

    def child(self, index: int) -> QAccessibleInterface:
        """Return a scroll bar or a paragraph."""
        own, paragraphs = super().childCount(), self._pages.paragraphs()
        if own <= index < own + len(paragraphs):
            return QAccessible.queryAccessibleInterface(paragraphs[index - own])
        return super().child(index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the index of a scroll bar or a paragraph."""
        paragraphs, wanted = self._pages.paragraphs(), child.object()
        if isinstance(wanted, Paragraph) and wanted in paragraphs:
            return super().childCount() + paragraphs.index(wanted)
        return super().indexOfChild(child)

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """Return the paragraph at a point of the screen."""
        for paragraph in self._pages.paragraphs():
            if paragraph.on_screen().contains(x, y):
                return QAccessible.queryAccessibleInterface(paragraph)
        return super().childAt(x, y)


class _ParagraphInterface(QAccessibleObject):
    """A paragraph: its words are its name."""

    def __init__(self, paragraph: Paragraph) -> None:
        super().__init__(paragraph)
        self._paragraph = paragraph

    def text(self, kind: QAccessible.Text) -> str:
        """Give the words, and the highlights as their description."""
        if kind == QAccessible.Text.Name:
            return self._paragraph.words
        return self._paragraph.highlights() if kind == QAccessible.Text.Description else ""

    def rect(self) -> QRect:
        """Return where the paragraph is, in pixels of the screen."""
        return self._paragraph.on_screen()

    def role(self) -> QAccessible.Role:
        """Be a paragraph."""
        return QAccessible.Role.Paragraph

    def state(self) -> QAccessible.State:
        """Be there to be read."""
        state = QAccessible.State()
        state.readOnly = True
        return state

    def parent(self) -> QAccessibleInterface:
        """Return the document."""
        return QAccessible.queryAccessibleInterface(self._paragraph.pages.canvas)

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """Have no parts."""
        return None

    def childCount(self) -> int:
        """Have no parts."""
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Have no parts."""
        return -1


def _interface_of(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Make what screen readers talk to; Qt asks once for each object."""
    if isinstance(thing, Canvas):
        pages = thing.findChild(SpokenPages)
        if isinstance(pages, SpokenPages):
            pages.interface = _PagesInterface(pages)
            return pages.interface
    elif isinstance(thing, Paragraph):
        thing.interface = _ParagraphInterface(thing)
        return thing.interface
    return None


def _of(text: PageText) -> Iterator[Span]:
    """Yield the paragraphs of a page."""
    position = 0
    while position < len(text.text):
        span = paragraph_at(text, position)
        if text.text[span.start : span.end].strip():
            yield span
        position = max(span.end, position) + 1


def _meet(some: tuple[Rect, ...], others: tuple[Rect, ...]) -> bool:
    return any(one.meets(other) for one in some for other in others)


QAccessible.installFactory(_interface_of)
