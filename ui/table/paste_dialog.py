"""What a paste would change and what it can't, before anything is written."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.charting_edits import Plan, Reject
from app.domain.folding import shortened
from ui.counting import counted
from ui.widgets.headed_model import HeadedModel

SIZE = (680, 380)  # pixels


class RejectModel(HeadedModel):
    """The cells that are refused, with the reasons."""

    def __init__(self, rejects: tuple[Reject, ...], parent: QWidget) -> None:
        """Show these."""
        super().__init__(parent)
        self.lines = rejects
        self.heads = (self.tr("Study"), self.tr("Field"), self.tr("Text"), self.tr("Why not"))

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # type: ignore[override]
        """Return study, field, text and reason."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        reject = self.lines[index.row()]
        wish = reject.wish
        return (wish.study, wish.field, shortened(wish.text), reject.sentence)[index.column()]


class PasteDialog(QDialog):
    """Lists the cells that would be left as they are; nothing is pasted until it is accepted."""

    def __init__(self, plan: Plan, verb: str, parent: QWidget) -> None:
        """Show a plan; `verb` is what is done: "Paste", "Replace"."""
        super().__init__(parent)
        self.setWindowTitle(verb)
        self._verb = verb
        self.resize(*SIZE)
        column = QVBoxLayout(self)
        column.addWidget(self._heading(plan))
        column.addWidget(self._table(plan), 1)
        column.addWidget(self._buttons(plan))

    def _heading(self, plan: Plan) -> QLabel:
        refused = counted(
            len(plan.rejects),
            self.tr("One cell can't take its text"),
            self.tr("{n} cells can't take their text"),
        )
        taken = counted(
            len(plan.edits), self.tr("one cell would change"), self.tr("{n} cells would change")
        )
        label = QLabel(self.tr("{0}; {1}. Nothing is changed yet.").format(refused, taken))
        label.setWordWrap(True)
        return label

    def _table(self, plan: Plan) -> QTableView:
        table = QTableView()
        table.setModel(RejectModel(plan.rejects, self))
        table.setAccessibleName(self.tr("Cells that can't take their text"))
        table.verticalHeader().setVisible(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setWordWrap(True)
        table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _buttons(self, plan: Plan) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        words = counted(
            len(plan.edits),
            self.tr("{0} in the other cell").format(self._verb),
            self.tr("{0} in the other {1} cells").format(self._verb, len(plan.edits)),
        )
        paste = box.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        paste.setEnabled(bool(plan.edits))
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box
