"""The reader: a paper, what is selected and marked in it, and what can be done with that."""

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from ui.reader.pages import PageSource
from ui.reader.paper_pane import PaperPane
from ui.reader.selection_bar import SelectionBar
from ui.reader.values import FOREIGN, Highlight, Selected
from ui.theme import Tokens
from ui.widgets.drops import dropped_files


class ReaderPane(PaperPane):
    """Shows one paper; says by signals what the reviewer does with it."""

    selection_made = Signal(object)  # Selected
    selection_dragged = Signal()  # follows selection_made when it was made by the mouse
    selection_cleared = Signal()
    fill_requested = Signal()
    append_requested = Signal()
    evidence_requested = Signal()
    keep_requested = Signal()
    to_field_requested = Signal()
    suggestion_chosen = Signal(int)  # from 0
    copy_requested = Signal()
    copy_cited_requested = Signal()
    highlight_clicked = Signal(str)  # anchor_id
    highlight_remove_requested = Signal(str)  # anchor_id
    menu_opening = Signal(object, str)  # QMenu to add to, anchor_id under the pointer or ""
    files_dropped = Signal(list)  # paths
    caret_toggled = Signal(bool)

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self._has_bar = False
        self._bar = SelectionBar(tokens, self.canvas)
        self._menu = QMenu(self)
        self._connect_selection()
        self._connect_bar()
        self.setAcceptDrops(True)

    @property
    def selection_bar(self) -> SelectionBar:
        """The bar beside the selection."""
        return self._bar

    def set_tokens(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        super().set_tokens(tokens)
        self._bar.set_tokens(tokens)

    def show_highlights(self, highlights: tuple[Highlight, ...]) -> None:
        """Replace the highlights."""
        self.canvas.show_highlights(highlights)
        self._beside.refresh_highlights()

    def show_target(self, text: str | None, is_filled: bool) -> None:
        """Name the field that the selection fills, such as "12 Sample size"."""
        self._bar.show_target(text, is_filled)
        self._place_bar()

    def show_suggestions(self, labels: tuple[str, ...]) -> None:
        """Offer up to six other fields for the selection."""
        self._bar.show_suggestions(labels)
        self._place_bar()

    def selection(self) -> Selected | None:
        """Return what is selected."""
        return self.canvas.selected()

    def clear_selection(self) -> None:
        """Select nothing."""
        self.canvas.clear_selection()

    def widen_selection(self) -> None:
        """Widen to the word, the sentence, the paragraph."""
        self.canvas.widen()

    def narrow_selection(self) -> None:
        """Take the last widening back."""
        self.canvas.narrow()

    def toggle_caret(self) -> None:
        """Switch selecting by keyboard on or off."""
        self.canvas.toggle_caret()

    def set_hand_tool(self, on: bool) -> None:
        """Let drags move the page instead of selecting."""
        self.canvas.set_hand(on)

    def next_highlight(self) -> None:
        """Go to the next highlight and say that it was chosen."""
        self.canvas.step_highlight(1)

    def previous_highlight(self) -> None:
        """Go to the highlight before and say that it was chosen."""
        self.canvas.step_highlight(-1)

    def remove_highlight(self) -> None:
        """Ask for the removal of the highlight that was clicked or stepped to."""
        if self.canvas.current_highlight:
            self.highlight_remove_requested.emit(self.canvas.current_highlight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the selection bar inside the pane."""
        super().resizeEvent(event)
        self._place_bar()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take PDFs."""
        if dropped_files(event.mimeData(), (".pdf",)):
            event.acceptProposedAction()
            self._empty.show_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped."""
        super().dragLeaveEvent(event)
        self._empty.show_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which files were dropped."""
        self._empty.show_drop(False)
        files = dropped_files(event.mimeData(), (".pdf",))
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(list(files))

    def _connect_selection(self) -> None:
        self.canvas.highlight_clicked.connect(self.highlight_clicked)
        self.canvas.selection_changed.connect(self._on_selection_changed)
        self.canvas.menu_requested.connect(self._on_menu_requested)
        self.canvas.moved.connect(self._place_bar)
        self.canvas.caret_toggled.connect(self.caret_toggled)
        self.canvas.selection_made.connect(self._on_selection_made)
        self.canvas.selection_dragged.connect(self.selection_dragged)
        self.canvas.selection_cleared.connect(self.selection_cleared)

    def _connect_bar(self) -> None:
        self._bar.fill_requested.connect(self.fill_requested)
        self._bar.append_requested.connect(self.append_requested)
        self._bar.evidence_requested.connect(self.evidence_requested)
        self._bar.keep_requested.connect(self.keep_requested)
        self._bar.to_field_requested.connect(self.to_field_requested)
        self._bar.suggestion_chosen.connect(self.suggestion_chosen)
        self._bar.copy_requested.connect(self.copy_requested)
        self._bar.copy_cited_requested.connect(self.copy_cited_requested)

    def _place_bar(self) -> None:
        """Put the selection bar beside the selection, or hide it with a selection out of sight."""
        frame = self.canvas.selection_frame() if self._has_bar else None
        room = QSize(self.canvas.viewport().width(), self.canvas.viewport().height())
        if frame is None or frame.bottom() < 0 or frame.top() > room.height():
            self._bar.hide()
        else:
            self._bar.place(frame, room)

    def _on_menu_requested(self, at: QPoint, anchor_id: str) -> None:
        """Repeat the bar, and offer what can be done with the highlight under the pointer."""
        self._menu.clear()
        if self.selection() is not None:
            self._bar.offer_all(self._menu)
            self._menu.addSeparator()
        self.menu_opening.emit(self._menu, anchor_id)
        if anchor_id and not anchor_id.startswith(FOREIGN):
            remove = self._menu.addAction(self.tr("Remove highlight"))
            remove.triggered.connect(lambda _on: self.highlight_remove_requested.emit(anchor_id))
        if self._menu.actions():
            self._menu.popup(at)

    def _on_selection_changed(self) -> None:
        self._has_bar = False
        self._bar.hide()

    def _on_selection_made(self, selected: Selected) -> None:
        self.selection_made.emit(selected)  # target and suggestions come back at once
        self._has_bar = True
        self._place_bar()
