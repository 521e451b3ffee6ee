"""Everything that changes answers: typing, menus, notes, and what could not be stored."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from app.domain.answers import Cell, Json, Status
from app.domain.records import Record
from ui.form import steps
from ui.form.autosave import Autosave, Draft
from ui.form.card_popups import CardPopups
from ui.form.card_state import card_state
from ui.form.field_card import FieldCard
from ui.form.requests import Requests
from ui.form.verbs import MARKS, Verb
from ui.theme import Tokens


class Answering(Requests):
    """Asks for edits of the shown record; keeps cards and drafts in step with it."""

    draft_changed = Signal(object, str, bool)
    note_requested = Signal(object)
    evidence_remove_requested = Signal(object, str)
    target_requested = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        """Start without a record; popups open as children of the owner."""
        super().__init__(owner)
        self._autosave = Autosave(self)
        self._popups = CardPopups(owner)
        self._autosave.value_typed.connect(self.type)
        self._autosave.draft_changed.connect(self.draft_changed)
        self._popups.verb_chosen.connect(self._on_verb_chosen)
        self._popups.note_saved.connect(self.note)

    @property
    def autosave(self) -> Autosave:
        """What turns typing into values."""
        return self._autosave

    def flush(self) -> bool:
        """Store what is being typed; False when text of this record is not stored."""
        self._autosave.flush()
        return not self.refused_cells()

    def refused_cells(self) -> tuple[Cell, ...]:
        """Return the cells of this record whose text could not be stored."""
        if self.record is None:
            return ()
        return self._autosave.refused_cells(self.record.extraction_id)

    def do(self, cell: Cell, verb: Verb, anchor_id: str = "") -> None:
        """Do what the menu of a card says, after storing what is being typed."""
        self._autosave.flush()
        super().do(cell, verb, anchor_id)

    def enter(self, cell: Cell, text: str) -> str:
        """Store what was typed into a cell of the table; what is no value is kept as a draft."""
        message = super().enter(cell, text)
        if message:
            self._autosave.restore(Draft(cell, text), message)
        else:
            self._autosave.forget(cell)
        self.draft_changed.emit(cell, text, not message)
        return message

    def use_report(self, card: FieldCard, report_id: str, is_used: bool) -> None:
        """Take what another report says as the value, or leave it out."""
        self._autosave.flush()
        if self.record is not None:
            made = steps.report_used if is_used else steps.report_dropped
            self.ask(made(self.record, card.cell, report_id))
            card.show_objection()

    def mark(self, cell: Cell, status: Status) -> bool:
        """Mark an answer; False when the form does not allow the mark there."""
        if self.record is None or status not in self.record.form.field(cell.field_id).statuses:
            return False
        verb = next((verb for verb, said in MARKS.items() if said is status), Verb.CLEAR)
        self.do(cell, verb)
        return True

    def take_offer(self, card: FieldCard, value: Json) -> None:
        """Store a value that a card offered, instead of what is being typed there."""
        self._autosave.forget(card.cell)
        self._autosave.flush()
        self.take(card.cell, value)
        card.show_objection()

    def restore_draft(self, cell: Cell, text: str) -> None:
        """Keep text of an earlier session that was not stored."""
        message = self.tr("This text was typed before and is not stored yet.")
        self._autosave.restore(Draft(cell, text), message)

    def show_draft(self, card: FieldCard) -> None:
        """Show the text of a card that could not be stored, if there is one."""
        refused = self._autosave.refused(card.cell)
        if refused is not None:
            card.show_draft(*refused)

    def update_card(self, card: FieldCard, *, own: bool) -> None:
        """Show what the record holds; keep the text when that did not change, or is typed."""
        if self.record is None:
            return
        state = card_state(self.record, card.cell)
        if state == card.state:
            return
        new, old = state.answer, card.state.answer
        is_typed = own and self._autosave.is_typing(card)
        is_new = (new.value, new.status) != (old.value, old.status) and not is_typed
        if is_new:
            self._autosave.forget(card.cell)
            card.show_message("")
        card.show_state(state, keep_text=not is_new)
        if not (own and is_new) and self._autosave.refused(card.cell) is None:
            card.show_objection()

    def open_menu(self, card: FieldCard, tokens: Tokens) -> None:
        """Open the menu of a card."""
        self._popups.open_menu(card, tokens)

    def open_note(self, cell: Cell, point: QPoint) -> None:
        """Open the note of a cell below a global point."""
        record: Record | None = self.record
        if record is not None and not self.is_locked:
            self._popups.open_note(card_state(record, cell), point)

    def _on_verb_chosen(self, cell: Cell, verb: str, anchor_id: str) -> None:
        match Verb(verb):
            case Verb.NOTE:
                self.note_requested.emit(cell)
            case Verb.REMOVE_EVIDENCE:
                self.evidence_remove_requested.emit(cell, anchor_id)
            case Verb.MAKE_TARGET:
                self.target_requested.emit(cell)
            case other:
                self.do(cell, other)
