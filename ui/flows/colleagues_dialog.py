"""What colleagues charted of a study, to be read only: field, answer, quotes."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.answers import STATUS_CODES, Cell
from app.domain.row_names import row_name, shown
from app.services.blinding import Colleague
from ui.counting import counted
from ui.style_sheet import set_kind
from ui.widgets.headed_model import HeadedModel

Index = QModelIndex | QPersistentModelIndex
DISPLAY, SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
SIZE, FIELD_WIDTH, ANSWER_WIDTH = (860, 440), 260, 240  # pixels


class ColleagueModel(HeadedModel):
    """The answers of one colleague, a line each."""

    def __init__(self) -> None:
        """Start without a colleague."""
        super().__init__()
        self._of: Colleague | None = None
        self.lines: tuple[Cell, ...] = ()
        self.heads = (self.tr("Field"), self.tr("Answer"), self.tr("Quotes"))

    def show(self, colleague: Colleague) -> None:
        """Show what a colleague has answered, in the order of the form."""
        record = colleague.record
        order = {field.field_id: place for place, field in enumerate(record.form.study_fields)}
        rows = {row.row_id: row.position for row in record.rows}
        given = [cell for cell in record.answers if cell.field_id in order]
        self.beginResetModel()
        self._of = colleague
        self.lines = tuple(
            sorted(given, key=lambda cell: (order[cell.field_id], rows.get(cell.row_id or "", 0)))
        )
        self.endResetModel()

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return a cell in words."""
        if self._of is None or role not in (DISPLAY, SPOKEN, Qt.ItemDataRole.ToolTipRole):
            return None
        words = self._words(self._of, self.lines[index.row()])
        return ", ".join(words) if role == SPOKEN else words[index.column()]

    def _words(self, of: Colleague, cell: Cell) -> tuple[str, str, str]:
        record, answer = of.record, of.record.answer(cell)
        field = record.form.field(cell.field_id)
        name = f"{record.form.number_of(cell.field_id)} {field.label}"
        row = next((r for r in record.rows if r.row_id == cell.row_id), None)
        name = name if row is None else f"{name} · {row_name(record, row)}"
        said = STATUS_CODES.get(answer.status) or shown(record, field, answer.value)
        quotes = "; ".join(f"“{one.anchor.quote}”" for one in record.evidence_of(cell))
        return name, said, quotes


class ColleaguesDialog(QDialog):
    """Shows one colleague after the other; nothing can be changed."""

    def __init__(self, study: str, colleagues: tuple[Colleague, ...], parent: QWidget) -> None:
        """Show the first of these."""
        super().__init__(parent)
        self._colleagues = colleagues
        self._model = ColleagueModel()
        self._who = QComboBox()
        self._about = QLabel()
        self._table = QTableView()
        self.setWindowTitle(self.tr("Colleagues' work on {study}").format(study=study))
        self.resize(*SIZE)
        self._build()
        self._who.currentIndexChanged.connect(self._show)
        self._show(0)

    def _build(self) -> None:
        self._who.setAccessibleName(self.tr("Colleague"))
        self._who.addItems([one.reviewer.name for one in self._colleagues])
        self._who.setVisible(len(self._colleagues) > 1)
        set_kind(self._about, "muted")
        self._about.setWordWrap(True)
        self._table.setModel(self._model)
        self._table.setAccessibleName(self.tr("Answers of the colleague"))
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.setWordWrap(True)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (self._who, self._about, self._table, box):
            column.addWidget(part)

    def _show(self, place: int) -> None:
        one = self._colleagues[place]
        self._model.show(one)
        count = len(self._model.lines)
        sealed = self.tr("sealed") if one.is_sealed else self.tr("not sealed, may still change")
        answers = counted(count, self.tr("1 answer"), self.tr("{n} answers"))
        text = self.tr("{name}: {answers}, {sealed}. Read only.")
        said = text if count else self.tr("{name} has not answered anything yet.")
        self._about.setText(said.format(name=one.reviewer.name, answers=answers, sealed=sealed))
        self._table.setVisible(bool(count))
        self._table.setColumnWidth(0, FIELD_WIDTH)
        self._table.setColumnWidth(1, ANSWER_WIDTH)
        self._table.resizeRowsToContents()
