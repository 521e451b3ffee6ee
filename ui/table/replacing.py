"""Replacing a text in the selected cells, or in the column of the current one, as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.charting_edits import replaced
from ui.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.table.changes import Changes
    from ui.table.model import ChartingModel
    from ui.table.view import TablePage


class ReplaceDialog(QDialog):
    """Asks what is replaced by what; counts the cells while one types."""

    def __init__(self, where: str, texts: Sequence[str], parent: QWidget) -> None:
        """Replace in these texts; `where` names them."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Replace"))
        self._texts = texts
        self.old, self.new = QLineEdit(), QLineEdit()
        self.whole = QCheckBox(self.tr("Only whole cells"))
        self.case = QCheckBox(self.tr("Match case"))
        self._count = QLabel()
        form = QFormLayout()
        form.addRow(self.tr("&Find"), self.old)
        form.addRow(self.tr("Replace &by"), self.new)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.button = buttons.addButton(self.tr("Replace"), QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(where))
        column.addLayout(form)
        for widget in (self.whole, self.case, self._count, buttons):
            column.addWidget(widget)
        self.old.textChanged.connect(self._show_count)
        self.whole.toggled.connect(self._show_count)
        self.case.toggled.connect(self._show_count)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._show_count()

    def replaced(self, text: str) -> str | None:
        """Return a text with the replacement, or None when what is sought is not in it."""
        return replaced(
            text,
            self.old.text(),
            self.new.text(),
            whole=self.whole.isChecked(),
            case=self.case.isChecked(),
        )

    def _show_count(self) -> None:
        found = sum(self.replaced(text) is not None for text in self._texts)
        self._count.setText(counted(found, self.tr("In 1 cell."), self.tr("In {n} cells.")))
        self.button.setEnabled(bool(found))


class Replacing(QObject):
    """Asks, and hands the changed texts on."""

    def __init__(self, model: ChartingModel, changes: Changes, page: TablePage) -> None:
        """Change cells of the model by `changes`."""
        super().__init__(page)
        self._model = model
        self._changes = changes
        self._page = page

    def ask(self) -> None:
        """Ask what to replace in the selection, or in the column when it is one cell."""
        cells = [index for index in self._page.grid.selected() if index.column() > 0]
        where = counted(len(cells), "", self.tr("In the {n} selected cells:"))
        if len(cells) == 1:
            column = cells[0].column()
            cells = [self._model.index(row, column) for row in range(self._model.rowCount())]
            where = self.tr("In the column “{0}”:").format(self._model.fields[column - 1].label)
        cells = [index for index in cells if self._model.seen(index).cell is not None]
        if not cells or self._changes.refuses():
            return
        dialog = ReplaceDialog(where, [self._model.text(index) for index in cells], self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._replace(cells, dialog)
        dialog.deleteLater()

    def _replace(self, cells: Sequence[QModelIndex], dialog: ReplaceDialog) -> None:
        given = [(index, dialog.replaced(self._model.text(index))) for index in cells]
        self._changes.replace([(index, text) for index, text in given if text is not None])
