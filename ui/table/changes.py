"""What typing, pasting, clearing and filling in the charting table do to the review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.blocks import Block
from app.domain.charting_edits import Plan, Wish, filled_down, planned, spread
from app.domain.edits import Edit, Together
from app.domain.records import Record
from ui.counting import counted
from ui.table.paste_dialog import PasteDialog

if TYPE_CHECKING:
    from ui.editor import Editor
    from ui.table.model import ChartingModel

Index = QModelIndex | QPersistentModelIndex


class Changes(QObject):
    """Turns what is asked of cells into one step of undo each."""

    said = Signal(str, str)  # sentence, tone

    def __init__(
        self,
        model: ChartingModel,
        editor: Editor,
        record_of: Callable[[str], Record],
        page: QWidget,
    ) -> None:
        """Read records of studies by `record_of`; dialogs stand before `page`."""
        super().__init__(page)
        self._model = model
        self._editor = editor
        self._record_of = record_of
        self._page = page
        self.refusal = ""  # why nothing can be changed at present

    def refuses(self) -> bool:
        """Say why nothing can be changed, if so."""
        if self.refusal:
            self.said.emit(self.refusal, "info")
        return bool(self.refusal)

    def objection(self, index: Index, text: str) -> str:
        """Return what is wrong with a text for a cell, or nothing."""
        wish = self._model.wish(index, text)
        plan = planned([wish] if wish else [], self._record_of)
        return plan.rejects[0].sentence if plan.rejects else ""

    def type(self, index: Index, text: str) -> None:
        """Store what was typed into a cell."""
        wish = self._model.wish(index, text)
        if wish is not None:
            self._carry_out([wish], self.tr("Type ‘{0}’").format(wish.field))

    def paste(
        self, start: QModelIndex, copied: Block, selected: Sequence[Sequence[QModelIndex]]
    ) -> None:
        """Put a copied block at a cell, repeated over a selection that is a multiple of it."""
        if self.refuses():
            return
        block = spread(copied, len(selected), len(selected[0]) if selected else 0)
        plan = planned(self._wishes(start, block), self._record_of)
        beyond = self._beyond(start, block)
        if not self._accepts(plan, self.tr("Paste")):
            return
        label = counted(len(plan.edits), self.tr("Paste in 1 cell"), self.tr("Paste in {n} cells"))
        self._submit(plan, label)
        if beyond:
            self.said.emit(
                counted(
                    beyond,
                    self.tr("1 cell of the block lies outside the table and was left out."),
                    self.tr("{n} cells of the block lie outside the table and were left out."),
                ),
                "warning",
            )

    def replace(self, texts: Sequence[tuple[QModelIndex, str]]) -> None:
        """Put these texts into these cells; what they can't take is shown first."""
        wishes = [wish for index, text in texts if (wish := self._model.wish(index, text))]
        plan = planned(wishes, self._record_of)
        if self._accepts(plan, self.tr("Replace")):
            label = counted(
                len(plan.edits), self.tr("Replace in 1 cell"), self.tr("Replace in {n} cells")
            )
            self._submit(plan, label)

    def clear(self, cells: Iterable[QModelIndex]) -> None:
        """Empty cells; notes and quotes stay."""
        wishes = [wish for index in cells if (wish := self._model.wish(index, "")) is not None]
        self._carry_out(wishes, "")

    def fill(self, cells: Iterable[QModelIndex], text: str) -> None:
        """Put one text into all these cells."""
        wishes = [wish for index in cells if (wish := self._model.wish(index, text)) is not None]
        self._carry_out(
            wishes, counted(len(wishes), self.tr("Fill 1 cell"), self.tr("Fill {n} cells"))
        )

    def fill_down(self, block: Sequence[Sequence[QModelIndex]]) -> None:
        """Repeat the first line of a selection below; of one cell: take the one above."""
        rows = [list(row) for row in block]
        if len(rows) == 1 and rows[0][0].row() > 0:
            above = [self._model.index(i.row() - 1, i.column()) for i in rows[0]]
            rows.insert(0, above)
        if len(rows) < 2:
            return
        texts = filled_down([[self._model.text(i) for i in row] for row in rows])
        wishes = [
            wish
            for row, line in zip(rows[1:], texts[1:], strict=True)
            for index, text in zip(row, line, strict=True)
            if (wish := self._model.wish(index, text)) is not None
        ]
        self._carry_out(
            wishes,
            counted(len(wishes), self.tr("Fill down 1 cell"), self.tr("Fill down {n} cells")),
        )

    def _accepts(self, plan: Plan, verb: str) -> bool:
        """Ask before some of the cells are left as they are."""
        if not plan.rejects:
            return True
        dialog = PasteDialog(plan, verb, self._page)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    def _carry_out(self, wishes: Sequence[Wish], label: str) -> None:
        """Do what can be done, and say what could not."""
        if self.refuses():
            return
        plan = planned(wishes, self._record_of)
        clearing = counted(len(plan.edits), self.tr("Clear 1 cell"), self.tr("Clear {n} cells"))
        self._submit(plan, label or clearing)
        if plan.rejects:
            first = plan.rejects[0]
            more = len(plan.rejects) - 1
            rest = self.tr(" ({0} more cells were left as they are)").format(more) if more else ""
            self.said.emit(
                f"{first.wish.study}, {first.wish.field}: {first.sentence}{rest}", "warning"
            )

    def _submit(self, plan: Plan, label: str) -> None:
        if plan.edits:
            edits = plan.edits
            edit: Edit = edits[0] if len(edits) == 1 else Together(edits)
            self._editor.submit(edit, label)

    def _wishes(self, start: QModelIndex, block: Block) -> list[Wish]:
        return [
            wish
            for row, line in enumerate(block, start.row())
            for column, text in enumerate(line, start.column())
            if row < self._model.rowCount() and column < self._model.columnCount()
            if (wish := self._model.wish(self._model.index(row, column), text)) is not None
        ]

    def _beyond(self, start: QModelIndex, block: Block) -> int:
        """Count the texts of a block for which the table has no line or column."""
        rows, columns = self._model.rowCount(), self._model.columnCount()
        return sum(
            bool(text)
            for row, line in enumerate(block, start.row())
            for column, text in enumerate(line, start.column())
            if row >= rows or column >= columns
        )
