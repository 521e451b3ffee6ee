"""Selecting text and highlights on the pages of a paper, by mouse and by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.pdf.requests import Glance, Priority
from app.pdf.text import Span, span_rects
from ui.reader import keys, sight, spoken
from ui.reader.awaited import AwaitedText
from ui.reader.caret import Move, moved
from ui.reader.hover import cursor_at, highlight_at, retry_page_at
from ui.reader.marks import Marks
from ui.reader.mouse import SelectingMouse
from ui.reader.page_area import PageArea
from ui.reader.pages import PageSource
from ui.reader.scene import Overlay
from ui.reader.selecting import Position, TextSelection
from ui.reader.values import Highlight, Selected
from ui.theme import Tokens


class Canvas(PageArea):
    """The pages, with what is selected and marked on them."""

    selection_made = Signal(object)  # Selected
    selection_dragged = Signal()  # selection_made came from the mouse, at the end of the drag
    selection_changed = Signal()
    selection_cleared = Signal()
    highlight_clicked = Signal(str)  # anchor_id
    highlight_pressed = Signal(str)  # follows highlight_clicked when the mouse did it
    caret_toggled = Signal(bool)
    announced = Signal(str)
    menu_requested = Signal(QPoint, str)  # where on the screen, anchor_id under it or ""
    escaped = Signal()  # Esc with nothing left to clear here
    paper_clicked = Signal(QPointF)  # where in the pane, with no highlight there

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self._source = source
        self._title = ""
        self._is_made = False  # selection_made was the last thing said
        self._current = ""  # anchor_id of the highlight clicked or stepped to
        self._text = TextSelection(source.text)
        self._awaited = AwaitedText(source, self._text, self)
        self._awaited.arrived.connect(self._finish_selection)
        self._mouse = SelectingMouse(self.view, self._text, self)
        self._mouse.selection_changed.connect(self._show_selection)
        self._mouse.selection_finished.connect(self._on_dragged)
        self._mouse.clicked.connect(self._on_clicked)
        self._mouse.scroll_wanted.connect(self.scroll_by)
        self._pinch.begun.connect(self.clear_selection)
        self.page_changed.connect(self._name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("No paper"))

    @property
    def current_highlight(self) -> str:
        """Id of the highlight clicked or stepped to last, or ""."""
        return self._current

    def show_titled(self, glance: Glance, title: str) -> None:
        """Show a paper under the name that screen readers say."""
        self._title = title
        self.show_paper(glance)
        self._name()

    def show_empty(self) -> None:
        """Show no paper."""
        self._title, self._current = "", ""
        self._forget()
        self.show_nothing()
        self._name()

    def show_highlights(self, highlights: Sequence[Highlight]) -> None:
        """Replace the highlights."""
        self.overlay.show_marks(Marks(highlights))
        self.viewport().update()
        self._name()

    def selected(self) -> Selected | None:
        """Return what is selected."""
        return self.overlay.region or self._text.selected(self._source.key)

    def select_region(self, region: Selected) -> None:
        """Select a region or a whole page instead of text, and say so."""
        self.clear_selection()
        self.overlay.region = region
        self.overlay.selection = {place.page: place.rects for place in region.places}
        self.viewport().update()
        self.selection_changed.emit()
        self._is_made = True
        self.selection_made.emit(region)

    def selection_frame(self) -> QRectF | None:
        """Return the box around the selection on its last page, in pixels of the pane."""
        return sight.selection_frame(self.view, self.overlay.selection)

    def select(self, page: int, span: Span) -> None:
        """Select a span of a page and say so, as a drag would."""
        self._text.select(page, span)
        self._finish_selection()

    def select_page(self) -> None:
        """Select all text of the page that is read."""
        self._text.select_page(self.view.page)
        self._finish_selection()

    def clear_selection(self) -> None:
        """Select nothing."""
        self._text.clear()
        self._mouse.cancel()
        self._show_selection()
        self._say_cleared()

    def widen(self) -> None:
        """Widen the selection to the word, the sentence, the paragraph."""
        if not self._text.is_empty or self.overlay.caret is not None:
            self._text.widen()
            self._finish_by_key()

    def narrow(self) -> None:
        """Narrow the selection again."""
        if not self._text.is_empty:
            self._text.narrow()
            self._finish_by_key()

    def step_highlight(self, step: int) -> None:
        """Go to the next (1) or previous (-1) highlight of the paper."""
        ordered = self.overlay.marks.in_order()
        if not ordered:
            return
        ids = [highlight.anchor_id for highlight in ordered]
        at = ids.index(self._current) + step if self._current in ids else min(step, 0)
        chosen = ordered[at % len(ids)]
        self._current = chosen.anchor_id
        self.jump_to(chosen.places)
        self.announced.emit(f"{chosen.number} {chosen.tip}".strip())
        self.highlight_clicked.emit(chosen.anchor_id)

    def set_hand(self, on: bool) -> None:
        """Let drags move the page instead of selecting."""
        self._mouse.pans = on
        self._set_cursor(Qt.CursorShape.OpenHandCursor if on else Qt.CursorShape.ArrowCursor)

    def toggle_caret(self) -> None:
        """Switch selecting by keyboard on or off."""
        if self.overlay.caret is not None:
            self._place_caret(None)
        elif self.view.sizes:
            if self._text.is_empty:  # else it begins at the selection
                self._text.start(self.view.spot_at(self.view.width / 4, self.view.height / 4))
            self._place_caret(self._text.head)
            self._source.need_texts((len(self.view.sizes) - 1,), Priority.NEXT_SCREEN)  # Ctrl+End
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.caret_toggled.emit(self.overlay.caret is not None)

    def escape(self) -> bool:
        """Clear the selection, or else leave the caret mode; False when there was neither."""
        if self.overlay.region or not self._text.is_empty or self._mouse.is_pressed:
            self.clear_selection()
        elif self.overlay.caret is not None:
            self.toggle_caret()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, a click or a pan."""
        if event.button() is not Qt.MouseButton.LeftButton or not self.view.sizes:
            super().mousePressEvent(event)
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._mouse.press(event.position(), extends=shift)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        if event.button() is Qt.MouseButton.LeftButton and self.view.sizes:
            self._mouse.double_press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select on, or show what the pointer is over."""
        if self._mouse.is_pressed:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._mouse.move(event.position(), precise=alt)
        elif not self._mouse.pans and self.view.sizes:
            self._set_cursor(cursor_at(self.scene(), event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The selection is made, or it was a click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._mouse.release(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selection or the highlight."""
        at = QPointF(self.viewport().mapFromGlobal(event.globalPos()))
        found = highlight_at(self.scene(), at)
        self.menu_requested.emit(event.globalPos(), found.anchor_id if found is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the caret, scroll, or clear."""
        move = keys.caret_move(event) if self.overlay.caret is not None else None
        if move is not None and self.overlay.caret is not None:
            target = moved(self._source.text, len(self.view.sizes), self.overlay.caret, move)
            self._move_caret(target, move, selects=bool(event.modifiers() & keys.SHIFT))
        elif self.overlay.caret is not None and event.key() == Qt.Key.Key_W:
            self.narrow() if event.modifiers() & keys.SHIFT else self.widen()
        elif event.key() == Qt.Key.Key_Escape:
            if not self.escape():
                self.escaped.emit()
        elif not keys.scroll(self, event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _forget(self) -> None:
        self._mouse.cancel()
        self._text.clear()
        self.overlay = Overlay()
        self._say_cleared()

    def _show_selection(self) -> None:
        self.overlay.region = None
        self.overlay.selection = {
            page: span_rects(text, span)
            for page, span in self._text.spans().items()
            if (text := self._source.text(page)) is not None
        }
        self.viewport().update()
        self.selection_changed.emit()

    def _finish_selection(self) -> None:
        self._show_selection()
        if self._awaited.is_lacking():
            return
        if self.overlay.caret is not None:
            self.overlay.caret = self._text.head
        selected = self.selected()
        if selected is None:
            self.clear_selection()
        else:
            self._is_made = True
            self.selection_made.emit(selected)

    def _on_dragged(self) -> None:
        self._finish_selection()
        if self._is_made and not self._awaited.is_waiting:
            self.selection_dragged.emit()

    def _say_cleared(self) -> None:
        if self._is_made:
            self._is_made = False
            self.selection_cleared.emit()

    def _on_clicked(self, at: QPointF) -> None:
        self.clear_selection()
        self._tell_page()
        page = retry_page_at(self.scene(), at)
        if page is not None:
            self._source.retry(page)
            self._moved()
            return
        self._text.start(self.view.spot_at(at.x(), at.y()))  # a click with Shift selects from here
        found = highlight_at(self.scene(), at)
        if found is not None:
            self._current = found.anchor_id
            self.highlight_clicked.emit(found.anchor_id)
            self.highlight_pressed.emit(found.anchor_id)
        elif self.overlay.caret is not None:
            self._place_caret(self._text.head)
        if found is None:
            self.paper_clicked.emit(at)

    def _set_cursor(self, shape: Qt.CursorShape) -> None:
        if self.viewport().cursor().shape() is not shape:
            self.viewport().setCursor(shape)

    def _place_caret(self, caret: Position | None, move: Move | None = None) -> None:
        self.overlay.caret = caret
        self.viewport().update()
        if caret is not None:
            words = spoken.at_caret(self._source.text(caret.page), caret.index, move)
            if words:
                self.announced.emit(words)

    def _move_caret(self, caret: Position, move: Move, *, selects: bool) -> None:
        if selects:
            if self._text.is_empty and self.overlay.caret is not None:
                self._text.start_at(self.overlay.caret)
            self._text.extend_to(caret)
            self.overlay.caret = caret
            self._finish_by_key()
        else:
            self.clear_selection()
            self._text.start_at(caret)
            self._place_caret(caret, move)
        self._keep_in_sight(caret)

    def _finish_by_key(self) -> None:
        self._finish_selection()
        if (selected := self.selected()) is not None:
            self.announced.emit(spoken.selection(selected.quote))

    def _keep_in_sight(self, caret: Position) -> None:
        if self._source.text(caret.page) is None:
            self.go_to_page(caret.page)
        down = sight.way_to_caret(self.view, self._source.text(caret.page), caret)
        if down:
            self.scroll_by(0, down)

    def _name(self) -> None:
        quotes = len(self.overlay.marks.highlights)
        self.setAccessibleName(sight.name_of(self.view, self._title, quotes))
