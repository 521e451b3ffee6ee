"""One row of a repeating group: a head that folds, and the row's cards."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.domain.answers import Cell
from app.domain.records import Record, Row
from app.domain.row_names import row_name
from ui.form.card_stack import CardStack
from ui.form.children_line import ChildrenLine, groups_under
from ui.form.chips import Chip
from ui.form.field_card import FieldCard
from ui.form.paging import Page
from ui.form.verbs import RowVerb
from ui.theme import Tokens

ICONS = {
    RowVerb.UP: "arrow-up",
    RowVerb.DOWN: "arrow-down",
    RowVerb.DUPLICATE: "copy",
    RowVerb.REMOVE: "trash-2",
}


class RowHead(QFrame):
    """Name and count of a row; the buttons show while the row is open."""

    verb_chosen = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        """Build the fold button and the row buttons."""
        super().__init__()
        self._tokens = tokens
        self._fold = QToolButton()
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setMinimumSize(40, 26)
        font = self._fold.font()
        font.setWeight(font.Weight.DemiBold)
        self._fold.setFont(font)
        self._fold.clicked.connect(lambda: self.verb_chosen.emit(RowVerb.TOGGLE))
        self._count = Chip(tokens, "", "", "neutral")
        self._words = {
            RowVerb.UP: self.tr("Move up"),
            RowVerb.DOWN: self.tr("Move down"),
            RowVerb.DUPLICATE: self.tr("Duplicate"),
            RowVerb.REMOVE: self.tr("Remove"),
        }
        self._buttons = {verb: self._button(verb) for verb in ICONS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._fold, 1)
        row.addWidget(self._count)
        for button in self._buttons.values():
            row.addWidget(button)
        self._fold.setSizePolicy(
            self._fold.sizePolicy().Policy.Ignored, self._fold.sizePolicy().Policy.Fixed
        )

    def show_row(self, name: str, count: tuple[int, int], *, is_open: bool) -> None:
        """Show the name, "3/12" and whether the row is open."""
        answered, asked = count
        self._fold.setText(name)
        self._fold.setIcon(self._tokens.icon("chevron-down" if is_open else "chevron-right"))
        self._count.setText(f"{answered}/{asked}")
        self._count.updateGeometry()
        state = self.tr("open") if is_open else self.tr("folded")
        self._fold.setAccessibleName(
            self.tr("{0}, {1} of {2} answered, {3}").format(name, answered, asked, state)
        )
        self._fold.setToolTip(name)
        for verb, button in self._buttons.items():
            button.setAccessibleName(f"{self._words[verb]} {name}")
            button.setVisible(is_open)

    def _button(self, verb: RowVerb) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._tokens.icon(ICONS[verb], "text_muted"))
        button.setIconSize(QSize(16, 16))
        button.setMinimumSize(26, 26)
        button.setToolTip(self._words[verb])
        button.clicked.connect(lambda _checked=False, said=verb: self.verb_chosen.emit(said))
        return button


class RowBlock(QWidget):
    """A row: folded to its head, or open with its cards."""

    verb_chosen = Signal(str, str)  # verb, row id
    child_chosen = Signal(str)  # row id
    child_wanted = Signal(str, str)  # section key, row id

    def __init__(self, row: Row, tokens: Tokens, wire: Callable[[FieldCard], None]) -> None:
        """Start folded; `wire` connects each new card."""
        super().__init__()
        self._row_id = row.row_id
        self._tokens = tokens
        self._wire = wire
        self._stack: CardStack | None = None
        self._children: list[ChildrenLine] = []
        self._head = RowHead(tokens)
        self._head.verb_chosen.connect(self._on_verb_chosen)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._head)

    def cards(self) -> tuple[FieldCard, ...]:
        """Return the cards of an open row."""
        return self._stack.cards() if self._stack is not None else ()

    def show_row(self, record: Record, row: Row, page: Page, *, is_open: bool) -> None:
        """Show the row of this record, open or folded."""
        self.show_head(record, row, page, is_open=is_open)
        if not is_open:
            self._fold()
            return
        if self._stack is None:
            self._stack = CardStack(self._tokens, self._wire)
            self._column.addWidget(self._stack)
            self._stack.show()
        cells = tuple(_cell(record, field.field_id, row) for field in page.fields)
        self._stack.show_cells(record, cells)
        self._show_children(record, row, page)

    def _show_children(self, record: Record, row: Row, page: Page) -> None:
        if not self._children and page.part == page.parts:
            for section in groups_under(record.form, page.section):
                line = ChildrenLine(self._tokens, section)
                line.row_chosen.connect(self.child_chosen)
                line.child_wanted.connect(self.child_wanted)
                self._children.append(line)
                self._column.addWidget(line)
        for line in self._children:
            line.show_row(record, row)
            line.show()

    def show_head(self, record: Record, row: Row, page: Page, *, is_open: bool) -> None:
        """Show the name of the row and its count."""
        cells = [_cell(record, f.field_id, row) for f in page.fields if not f.is_computed]
        asked = [cell for cell in cells if cell not in record.hidden]
        answered = sum(record.answer(cell).is_done for cell in asked)
        name = row_name(record, row)
        self._head.show_row(name, (answered, len(asked)), is_open=is_open)

    def _fold(self) -> None:
        if self._stack is not None:
            self._column.removeWidget(self._stack)
            self._stack.hide()
            self._stack.deleteLater()
            self._stack = None
        for line in self._children:
            line.hide()

    def _on_verb_chosen(self, verb: str) -> None:
        self.verb_chosen.emit(verb, self._row_id)


def _cell(record: Record, field_id: str, row: Row) -> Cell:
    return Cell(record.extraction_id, field_id, row.row_id)
