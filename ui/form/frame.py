"""Header, cards and footer of the form in the colours of one theme."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.domain.answers import Cell
from app.domain.records import Record
from ui.form.body import FormBody
from ui.form.card_state import Aim
from ui.form.empty_state import EmptyState
from ui.form.field_card import FieldCard
from ui.form.paging import Page
from ui.form.pane_bars import PaneFooter, PaneHeader
from ui.theme import Tokens


class FormFrame(QWidget):
    """The visible parts of the pane, and what concerns several of them."""

    def __init__(self, tokens: Tokens) -> None:
        """Put the parts above each other."""
        super().__init__()
        self.tokens = tokens
        self.header = PaneHeader(tokens)
        self.body = FormBody(tokens)
        self.footer = PaneFooter(tokens)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._form = QWidget()
        self._empty: EmptyState | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._form)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.body, 1)
        column.addWidget(self.footer)

    def show_form(self) -> None:
        """Show the form."""
        self._stack.setCurrentWidget(self._form)

    def show_empty(self, message: str, actions: Sequence[QAction]) -> None:
        """Show a sentence and actions instead of the form."""
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = EmptyState(message, actions)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    def show_counts(self, record: Record, pages: tuple[Page, ...], index: int) -> None:
        """Show the counts of the sections and the status of the record."""
        self.header.show_progress(record, pages, index)
        self.body.show_heads(record)
        self.footer.show_study(record.study, is_read_only=record.is_read_only)

    def mark_target(self, record: Record | None, target: Cell | None, wanted: Cell | None) -> None:
        """Dress the target card, and let the footer speak of it."""
        is_locked = record is None or record.is_locked
        aim = Aim.LOCKED if is_locked else Aim.TARGET
        aim = Aim.WANTED if wanted is not None else aim
        self.body.show_target(target)
        for card in self.body.cards():
            card.set_aim(aim if card.cell == target else Aim.NONE)
            card.set_locked(is_locked)
        if record is None or target is None:
            self.footer.show_target("", None, is_locked=True)
            return
        name = record.form.field(target.field_id).label
        self.footer.show_target(name, record.answer(target), is_locked=is_locked)

    def card_around(self, widget: QWidget | None) -> FieldCard | None:
        """Return the live card that a widget (or a popup of it) belongs to."""
        while widget is not None and not isinstance(widget, FieldCard):
            widget = widget.parentWidget()
        return widget if widget in self.body.cards() else None
