"""A repeating group as a table: verbs on the row, the table, and what did not fit."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.answers import Cell
from app.domain.records import Record
from ui.form.card_parts import IconLine
from ui.form.grid_model import GridModel
from ui.form.grid_steps import Reject
from ui.form.grid_view import GridView
from ui.form.paging import Page
from ui.form.row_block import ICONS
from ui.form.verbs import RowVerb
from ui.style_sheet import set_kind
from ui.theme import Tokens

TOLD = 5  # rejects listed


class Rejects(QFrame):
    """Which pasted values do not fit, and whether to paste the others."""

    answered = Signal(bool)  # paste the others

    def __init__(self, tokens: Tokens) -> None:
        """Build it hidden."""
        super().__init__()
        set_kind(self, "banner", "warning")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._rest = QPushButton()
        self._nothing = QPushButton(self.tr("Paste nothing"))
        row = QHBoxLayout()
        row.addWidget(self._rest)
        row.addWidget(self._nothing)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        column.addLayout(row)
        self._rest.clicked.connect(lambda: self.answered.emit(True))
        self._nothing.clicked.connect(lambda: self.answered.emit(False))
        self.hide()

    def show_rejects(self, rejects: Sequence[Reject], others: int) -> None:
        """List what does not fit."""
        head = self.tr("{0} of {1} pasted values do not fit; nothing was pasted yet.")
        lines = [head.format(len(rejects), len(rejects) + others)]
        lines += [_line(reject) for reject in rejects[:TOLD]]
        if len(rejects) > TOLD:
            lines.append(self.tr("and {0} more").format(len(rejects) - TOLD))
        self._words.setText("\n".join(lines))
        self._words.setAccessibleName(self._words.text())
        self._rest.setText(self.tr("Paste the other {0}").format(others))
        self._rest.setVisible(others > 0)
        self.show()
        (self._rest if others else self._nothing).setFocus()


class GridBlock(QWidget):
    """Shows the rows of a section and says what is asked for."""

    verb_chosen = Signal(str, str)  # verb, row id

    def __init__(self, page: Page, tokens: Tokens) -> None:
        """Show nothing yet."""
        super().__init__()
        self._tokens = tokens
        self.model = GridModel(page.section, page.fields, tokens)
        self.model.setParent(self)
        self.view = GridView(self.model)
        self.rejects = Rejects(tokens)
        self._message = IconLine(tokens, "triangle-alert", "danger")
        self._message.hide()
        self._words = {
            RowVerb.UP: self.tr("Move row up"),
            RowVerb.DOWN: self.tr("Move row down"),
            RowVerb.DUPLICATE: self.tr("Duplicate row"),
            RowVerb.REMOVE: self.tr("Remove row"),
        }
        self._buttons = {verb: self._button(verb) for verb in ICONS}
        bar = QHBoxLayout()
        bar.setSpacing(2)
        self._hint = QLabel(self.tr("Type to overwrite · Tab right · Return down · paste a block"))
        set_kind(self._hint, "caption")
        bar.addWidget(self._hint, 1)
        for button in self._buttons.values():
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(bar)
        column.addWidget(self.rejects)
        column.addWidget(self.view)
        column.addWidget(self._message)
        self.view.cell_chosen.connect(self._on_chosen)

    def show_record(self, record: Record) -> None:
        """Show the rows of a record, the same cell current as before."""
        current = self.view.current_cell()
        self.model.show_record(record)
        if current is not None:
            self.view.choose(current)
        for button in self._buttons.values():
            button.setEnabled(not record.is_locked and self.view.current_cell() is not None)
        self._on_chosen(current)

    def show_message(self, message: str) -> None:
        """Show why something typed is not stored."""
        self._message.show_text(message)

    def _on_chosen(self, cell: Cell | None) -> None:
        self.show_message(self.model.message(cell))
        for button in self._buttons.values():
            button.setEnabled(cell is not None)

    def _button(self, verb: RowVerb) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._tokens.icon(ICONS[verb], "text_muted"))
        button.setIconSize(QSize(16, 16))
        button.setMinimumSize(26, 26)
        button.setToolTip(self._words[verb])
        button.setAccessibleName(self._words[verb])
        button.clicked.connect(lambda _checked=False, said=verb: self._on_verb(said))
        return button

    def _on_verb(self, verb: RowVerb) -> None:
        cell = self.view.current_cell()
        if cell is not None and cell.row_id is not None:
            self.verb_chosen.emit(verb, cell.row_id)


def _line(reject: Reject) -> str:
    text = " ".join(reject.text.split())
    short = text if len(text) <= 30 else f"{text[:29]}…"
    place = f"row {reject.row}, {reject.label}" if reject.label else f"row {reject.row}"
    return f"• {place}: “{short}”. {reject.reason}"
