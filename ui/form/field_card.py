"""A card: one question, its answer, and what supports it."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.answers import Cell, Json
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Policy
from ui.form.card_head import Head
from ui.form.card_help import CardOffers, may_offer
from ui.form.card_parts import HelpLine, IconLine
from ui.form.card_state import STATUS_WORDS, Aim, CardState
from ui.form.card_words import spoken_state
from ui.form.editors.base import Editor
from ui.form.editors.factory import make_editor
from ui.form.picture_line import PictureLine, shown_pictures
from ui.form.report_line import ReportLine
from ui.theme import Tokens

BAR = 4  # pixels, at the left edge
RADIUS = 4


class FieldCard(QFrame):
    """Shows the state of one cell; says what the reviewer types, presses and opens."""

    edited = Signal(object)  # the card
    settled = Signal(object)  # the card
    pressed = Signal(object)  # the card
    menu_requested = Signal(object)  # the card
    note_pressed = Signal(object)  # the card
    evidence_opened = Signal(str)
    value_taken = Signal(object, object)  # the card, Json
    report_verb = Signal(object, str, bool)  # the card, report id, use it (else leave it out)
    picture_opened = Signal(str)  # anchor id

    def __init__(self, state: CardState, tokens: Tokens) -> None:
        """Build the editor of the field and show the state."""
        super().__init__()
        self._tokens = tokens
        self._state = state
        self._aim = Aim.NONE
        self._is_flashing = False
        self._is_locked = False
        self._head = Head(tokens)
        self._editor = make_editor(state.field, tokens)
        help_text = " · ".join(filter(None, (state.field.help, self._rule_text(state))))
        self._help = HelpLine(help_text) if help_text else None
        self._offers: CardOffers | None = None
        self._reports: ReportLine | None = None
        self._pictures: PictureLine | None = None
        self._pictured: Mapping[str, Path] = {}
        self._message: IconLine | None = None
        self._note: IconLine | None = None
        self._build()
        self.show_state(state)
        self.show_objection()

    @property
    def state(self) -> CardState:
        """What is shown."""
        return self._state

    @property
    def cell(self) -> Cell:
        """The cell that is shown."""
        return self._state.cell

    @property
    def editor(self) -> Editor:
        """Where the answer is typed."""
        return self._editor

    @property
    def head(self) -> Head:
        """The top line."""
        return self._head

    @property
    def message(self) -> str:
        """The sentence under the field, or nothing."""
        return self._message.text() if self._message else ""

    @property
    def is_flashing(self) -> bool:
        """Tell whether the card is lit up."""
        return self._is_flashing

    def show_state(self, state: CardState, *, keep_text: bool = False) -> None:
        """Show another state of the cell; `keep_text` leaves what is being typed alone."""
        self._state = state
        self._editor.offer(state.offers)
        if not keep_text and not self._holds(state):
            self._editor.show_value(state.answer.value)
        self._editor.set_hint(STATUS_WORDS.get(state.answer.status, ""))
        self._show_note(state.answer.note)
        self._dress()

    def show_other(self, state: CardState) -> None:
        """Show another cell, or a record read anew; a message does not stay."""
        if state != self._state:
            self.show_state(state)
            self.show_objection()

    def show_draft(self, text: str, message: str) -> None:
        """Show text that could not be stored, and why."""
        self._editor.show_text(text)
        self.show_message(message)

    def tidy(self) -> None:
        """Show the stored value in its own spelling; text that is not stored stays."""
        if self._holds(self._state):
            self._editor.show_value(self._state.answer.value)
            self.show_objection()

    def show_objection(self) -> None:
        """Show what is to be said against the stored answer."""
        self.show_message(self._state.objection, is_soft=self._state.is_soft)

    def show_pictures(self, pictured: Mapping[str, Path]) -> None:
        """Show the pictures of regions, by anchor; the line is built when there is one."""
        self._pictured = pictured
        if self._pictures is None and shown_pictures(self._state, pictured):
            self._pictures = PictureLine(self._tokens)
            self._pictures.opened.connect(self.picture_opened)
            self._append(self._pictures)
        if self._pictures is not None:
            self._pictures.show_state(self._state, pictured)

    def show_message(self, message: str, *, is_soft: bool = False) -> None:
        """Show what is wrong with the answer, or nothing; a soft message is a warning."""
        if self._message is None and not message:
            return
        if self._message is None:
            self._message = IconLine(self._tokens, "triangle-alert", "danger")
            self._insert_below_editor(self._message, 1)
        self._message.show_text(message)
        self._message.set_tone("warning" if is_soft else "danger")
        self._editor.set_invalid(bool(message) and not is_soft)
        self._describe()

    def set_aim(self, aim: Aim) -> None:
        """Be the target, or no longer."""
        if aim is not self._aim:
            self._aim = aim
            self._dress()

    def set_locked(self, is_locked: bool) -> None:
        """Let the answer be read and copied but not changed."""
        if is_locked is not self._is_locked:
            self._is_locked = is_locked
            self._editor.set_locked(is_locked)
            self._head.menu_button.setEnabled(not is_locked)
            self._dress()

    def set_flashing(self, is_flashing: bool) -> None:
        """Light up, or go back."""
        self._is_flashing = is_flashing
        self.update()

    def set_help_open(self, is_open: bool) -> None:
        """Show the whole help while the reviewer is here."""
        if self._help is not None:
            self._help.set_open(is_open)

    def focus_editor(self) -> None:
        """Put the caret into the editor."""
        for widget in self._editor.inputs()[:1]:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that the card itself was pressed."""
        self.focus_editor()
        self.pressed.emit(self)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint surface, edge and the bar at the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(self._pen())
        painter.setBrush(self._fill())
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens["target" if self._is_target() else "border"])
        painter.setClipRect(QRectF(0, 0, BAR, self.height()))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, RADIUS, 0), RADIUS, RADIUS)
        painter.end()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(BAR + 8, 4, 6, 8)
        column.setSpacing(3)
        column.addWidget(self._head)
        column.addWidget(self._editor)
        if self._help is not None:
            column.addWidget(self._help)
        for widget in self._editor.inputs()[:1]:
            self._head.label.setBuddy(widget)
        self._editor.edited.connect(self._on_edited)
        self._editor.settled.connect(self._on_settled)
        self._editor.pressed.connect(self._on_pressed)
        self._head.evidence_opened.connect(self.evidence_opened)
        self._head.menu_requested.connect(self._on_menu_requested)

    def _rule_text(self, state: CardState) -> str:
        """Return the decision rule, and how many people chart the field."""
        rule = state.field.decision_rule
        said = {
            Policy.SINGLE: self.tr("One reviewer charts this."),
            Policy.VERIFY: self.tr("A second reviewer checks this."),
            Policy.DOUBLE: self.tr("Two reviewers chart this apart."),
        }
        words = [self.tr("Rule: {0}").format(rule)] if rule else []
        words += [said[state.field.policy]] if state.field.policy else []
        return " · ".join(words)

    def _holds(self, state: CardState) -> bool:
        try:
            return self._editor.value() == state.answer.value
        except ValueDoesNotParse:
            return False

    def _show_note(self, note: str) -> None:
        if self._note is None and not note:
            return
        if self._note is None:
            self._note = IconLine(self._tokens, "message-square", "text_muted")
            self._note.pressed.connect(self._on_note_pressed)
            self._insert_below_editor(self._note, 2 if self._message else 1)
        self._note.show_text(note)

    def _insert_below_editor(self, widget: QWidget, below: int) -> None:
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self._editor) + below, widget)

    def _dress(self) -> None:
        self._head.show_state(self._state, self._aim)
        self._show_offers()
        self._show_reports()
        self.show_pictures(self._pictured)
        self._describe()
        self.update()

    def _show_offers(self) -> None:
        """Offer values below the editor; the line is built when there is the first one."""
        state, is_open = self._state, self._is_target()
        if self._offers is None and may_offer(state, is_open=is_open):
            self._offers = CardOffers(self._tokens)
            self._offers.taken.connect(self._on_taken)
            self._append(self._offers)
        if self._offers is not None:
            self._offers.show_state(state, is_open=is_open, is_locked=self._is_locked)

    def _show_reports(self) -> None:
        """Show what the reports say; the line is built when there are several."""
        if self._reports is None and (self._state.source or self._state.others):
            self._reports = ReportLine(self._tokens)
            self._reports.used.connect(lambda of: self.report_verb.emit(self, of, True))
            self._reports.dropped.connect(lambda of: self.report_verb.emit(self, of, False))
            self._append(self._reports)
        if self._reports is not None:
            self._reports.show_state(self._state, is_locked=self._is_locked)

    def _append(self, widget: QWidget) -> None:
        """Put a line below the others, above the help."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            last = column.count() if self._help is None else column.indexOf(self._help)
            column.insertWidget(last, widget)

    def _describe(self) -> None:
        field = self._state.field
        spoken = spoken_state(self._state, is_target=self._is_target())
        parts = [spoken, self.message, field.unit, field.help, self._rule_text(self._state)]
        self._editor.name(field.label, "; ".join(part for part in parts if part))
        number, _, rest = spoken.partition(", ")
        self.setAccessibleName(f"{number}, {field.label}, {rest}")

    def _is_target(self) -> bool:
        return self._aim is not Aim.NONE

    def _pen(self) -> QPen:
        if self._aim is Aim.WANTED:
            return QPen(self._tokens["target"], 1, Qt.PenStyle.DashLine)
        return QPen(self._tokens["target" if self._is_target() else "border"], 1)

    def _fill(self) -> QColor:
        if self._is_flashing:
            return self._tokens["accent_subtle"]
        return self._tokens["target_subtle" if self._is_target() else "surface"]

    def _on_edited(self) -> None:
        self.edited.emit(self)

    def _on_settled(self) -> None:
        self.settled.emit(self)

    def _on_pressed(self) -> None:
        self.pressed.emit(self)

    def _on_taken(self, value: Json) -> None:
        self.value_taken.emit(self, value)

    def _on_menu_requested(self) -> None:
        self.menu_requested.emit(self)

    def _on_note_pressed(self) -> None:
        self.note_pressed.emit(self)
