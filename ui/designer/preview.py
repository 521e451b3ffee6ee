"""What the reviewer will see of the chosen field, and the answers it has so far."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.answers import NO_ANSWER, STATUS_CODES, Cell
from app.domain.fields import Field, Form, Scope, Section
from app.domain.values import display
from app.services.designing import GivenValue
from ui.designer.words import type_words
from ui.form.card_state import CardState
from ui.form.field_card import FieldCard
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.headed_model import HeadedModel
from ui.widgets.scrolling import scrolled

Index = QModelIndex | QPersistentModelIndex


class GivenModel(HeadedModel):
    """Values of a field and in how many cells they stand."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.heads = (self.tr("Answer so far"), self.tr("Cells"))
        self._field: Field | None = None
        self.lines: tuple[GivenValue, ...] = ()

    def show_values(self, field: Field | None, given: Sequence[GivenValue]) -> None:
        """Show the values of a field."""
        self.beginResetModel()
        self._field, self.lines = field, tuple(given)
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the value in words, or its count."""
        given = self.lines[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if index.column():
            return str(given.cells)
        code = STATUS_CODES.get(given.status, "")
        return code or (display(self._field, given.value) if self._field else "")


class Preview(QWidget):
    """A live card, the words of the codebook, and the acting reviewer's answers so far."""

    def __init__(self, tokens: Tokens) -> None:
        """Show nothing yet."""
        super().__init__()
        self._tokens = tokens
        self._card: FieldCard | None = None
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_kind(self._about, "muted")
        self._given = GivenModel()
        self.answers = QTableView()
        self.answers.setModel(self._given)
        self.answers.setAccessibleName(self.tr("Answers so far"))
        self.answers.verticalHeader().hide()
        self.answers.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.answers.setTabKeyNavigation(False)
        header = self.answers.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._none = QLabel(self.tr("No answers yet."))
        set_kind(self._none, "muted")
        self._slot = QVBoxLayout()
        self._slot.setSpacing(8)
        self._build()

    def show_field(self, form: Form, field: Field, given: Sequence[GivenValue]) -> None:
        """Show how a field looks to the reviewer, and what it holds so far."""
        section = form.section_of(field.field_id)
        state = CardState(
            cell=Cell("", field.field_id),
            field=field,
            number=form.number_of(field.field_id),
            slot=form.slot_of(section.key) if section.scope is Scope.STUDY else 0,
            answer=NO_ANSWER,
        )
        self._show_cards([FieldCard(state, self._tokens)])
        self._about.setText(_codebook(section, field))
        self._given.show_values(field, given)
        self._show_answers(has_answers=bool(given))

    def show_section(self, form: Form, section: Section) -> None:
        """Show the cards of a section, at most the first eight."""
        slot = form.slot_of(section.key) if section.scope is Scope.STUDY else 0
        states = [
            CardState(Cell("", f.field_id), f, form.number_of(f.field_id), slot, NO_ANSWER)
            for f in section.fields[:8]
        ]
        self._show_cards([FieldCard(state, self._tokens) for state in states])
        self._about.setText(section.help)
        self.answers.hide()
        self._none.hide()

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme for the next card."""
        self._tokens = tokens

    def _build(self) -> None:
        cards = QFrame()
        cards.setLayout(self._slot)
        self._slot.setContentsMargins(12, 10, 12, 4)
        scroll = scrolled(cards)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(scroll, 3)
        column.addWidget(self.answers, 2)
        column.addWidget(self._none)
        self._none.setContentsMargins(14, 0, 0, 4)
        self._slot.addWidget(self._about)
        self._slot.addStretch(1)

    def _show_cards(self, cards: Sequence[FieldCard]) -> None:
        while self._slot.count() > 2:
            item = self._slot.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, card in enumerate(cards):
            card.set_locked(card.state.field.is_computed)
            self._slot.insertWidget(place, card)

    def _show_answers(self, *, has_answers: bool) -> None:
        self.answers.setVisible(has_answers)
        self._none.setVisible(not has_answers)


def _codebook(section: Section, field: Field) -> str:
    """Return the line that the codebook will have for a field."""
    parts = [type_words(field.type)]
    if field.unit:
        parts.append(field.unit)
    if field.options:
        parts.append(" · ".join(field.options))
    if field.basis:
        parts.append(field.basis)
    return f"{section.label}: {'; '.join(parts)}"
