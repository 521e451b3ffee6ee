"""What happens with a selection: capture lock, choosing an option, choosing a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.action_table import Scope
from ui.extract.capture import CaptureLock
from ui.extract.choosing import Chooser

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.answers import Cell, Json
    from ui.bound_actions import BoundActions
    from ui.extract.controller import ExtractController
    from ui.extract.paper_side import PaperSide
    from ui.reader.reader_pane import ReaderPane
    from ui.reader.values import Selected


class SelectionSide(QObject):
    """Brings the selection to the controller, by key, by lock, or by a popup."""

    said = Signal(str)

    def __init__(
        self,
        controller: ExtractController,
        reader: ReaderPane,
        paper: PaperSide,
        bound: BoundActions,
        parent: QWidget,
    ) -> None:
        """Watch the reader's selection."""
        super().__init__(parent)
        self._controller = controller
        self._reader = reader
        self._paper = paper
        self._actions = bound.actions
        self._chooser = Chooser(parent)
        self._capture = CaptureLock(self)
        self._connect(bound)
        self._enable(None)

    def stop(self) -> None:
        """Switch the capture lock off."""
        self._capture.stop()

    def want_once(self, cell: Cell | None) -> None:
        """Let the next selection fill the card that was clicked."""
        self._capture.want_once(cell)

    def _connect(self, bound: BoundActions) -> None:
        self._reader.selection_made.connect(self._on_made)
        self._reader.selection_dragged.connect(self._on_dragged)
        self._reader.selection_cleared.connect(self._on_cleared)
        self._reader.to_field_requested.connect(self._choose_field)
        self._controller.choice_wanted.connect(self._on_choice_wanted)
        self._chooser.chosen.connect(self._on_chosen)
        self._chooser.cell_chosen.connect(self._controller.fill_cell)
        self._capture.said.connect(self.said)
        self._capture.fill_wanted.connect(self._controller.fill)
        self._capture.changed.connect(self._on_capture)
        bound.when("sel.tofield", self._choose_field)
        bound.switch("pdf.capture", self._capture.set_on)

    def _on_made(self) -> None:
        selected = self._reader.selection()
        self._controller.set_selected(selected)
        self._enable(selected)

    def _on_dragged(self) -> None:
        self._capture.selected(self._reader.selection() is not None)

    def _on_cleared(self) -> None:
        self._controller.set_selected(None)
        self._enable(None)
        self._capture.selected(False)

    def _enable(self, selected: Selected | None) -> None:
        for action in self._actions.of(Scope.SEL):
            action.setEnabled(selected is not None)

    def _choose_field(self) -> None:
        record = self._controller.record
        if record is not None and self._reader.selection() is not None:
            self._chooser.choose_field(record, self._paper.popup_point())

    def _on_choice_wanted(self, cell: Cell, quote: str, appends: bool) -> None:
        record = self._controller.record
        if record is not None:
            point = self._paper.popup_point()
            self._chooser.choose(record, cell, quote, point, appends=appends)

    def _on_chosen(self, cell: Cell, value: Json, appends: bool) -> None:
        self._controller.use_choice(cell, value, appends=appends)
        self._reader.setFocus()

    def _on_capture(self, is_on: bool) -> None:
        self._actions["pdf.capture"].setChecked(is_on)
        text = self.tr("Each selection fills the target. Q or Esc stops.") if is_on else None
        self._reader.show_banner(text)
