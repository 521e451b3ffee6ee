"""The extraction form of one record: one page of cards at a time."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from app.domain.answers import Cell, Status
from app.domain.completeness import Missing
from app.domain.edits import ChangeSet
from app.domain.records import Record
from ui.form import walk
from ui.form.answering import Answering
from ui.form.autosave import Draft
from ui.form.empty_state import EmptyState
from ui.form.field_card import FieldCard
from ui.form.frame import FormFrame
from ui.form.missing_banner import MissingBanner
from ui.form.paging import Page, page_index, pages_of
from ui.form.verbs import MARKS, RowVerb, Verb
from ui.theme import Tokens


class FormPane(QWidget):
    """Shows a record and asks for edits; one cell of it is the target of the next quote."""

    edit_requested = Signal(object, str)  # Edit, label
    steps_begun = Signal(str)  # several edits follow that are one step for undo
    steps_ended = Signal()
    target_changed = Signal(object)  # Cell | None
    section_changed = Signal(str)
    evidence_opened = Signal(str)
    evidence_remove_requested = Signal(object, str)
    note_requested = Signal(object)
    complete_requested = Signal()
    complete_anyway_requested = Signal(str)
    reopen_requested = Signal()
    next_unanswered_requested = Signal(bool)
    draft_changed = Signal(object, str, bool)
    selection_wanted = Signal(object)  # Cell, or None when it is called off
    announced = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Build the pane without a record."""
        super().__init__(parent)
        self._pages: tuple[Page, ...] = ()
        self._index = 0
        self._target: Cell | None = None
        self._wanted: Cell | None = None
        self._frame = FormFrame(tokens)
        self._answering = Answering(self)
        self._stack = QStackedLayout(self)
        self._build()
        self._assemble()

    def show_record(self, record: Record, section_key: str | None = None) -> None:
        """Show a record at a section (its own current one when none is named)."""
        self.flush()
        key = section_key or self.current_section()
        self._answering.show_record(record)
        self._pages = pages_of(record.form)
        keys = [page.section.key for page in self._pages]
        self._index = keys.index(key) if key in keys else 0
        self._stack.setCurrentIndex(0)
        self._frame.body.show_banner(None)
        self._show_page()
        first = walk.first_of(record, self.current_section()) or walk.neighbour(record, None, 1)
        self.set_target(first, reveal=False)

    def refresh(self, record: Record, changes: ChangeSet, *, own: bool) -> None:
        """Read the record again; `own` changes leave the text being typed alone."""
        self._answering.show_record(record)
        if changes.rows:
            self._show_page()
        if self._target is not None and self._target not in record.cells():
            self.set_target(walk.first_of(record, self.current_section()), reveal=False)
        for card in self._frame.body.cards():
            self._answering.update_card(card, own=own)
        if self._wanted is not None and record.answer(self._wanted).status is not Status.EMPTY:
            self._call_off()
        self._frame.show_counts(record, self._pages, self._index)
        self._mark_target()

    def show_empty(self, message: str, actions: Sequence[QAction] = ()) -> None:
        """Show a sentence and actions instead of a form."""
        self.flush()
        self._answering.show_record(None)
        self.set_target(None)
        old = self._stack.widget(1)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.addWidget(EmptyState(message, actions))
        self._stack.setCurrentIndex(1)

    def set_tokens(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.flush()
        self._stack.removeWidget(self._frame)
        self._frame.hide()
        self._frame.deleteLater()
        self._frame = FormFrame(tokens)
        self._assemble()
        if self._answering.record is not None:
            self._show_page()

    def current_section(self) -> str:
        """Return the key of the section that is shown, or nothing."""
        return self._pages[self._index].section.key if self._pages else ""

    def card(self, cell: Cell) -> FieldCard | None:
        """Return the live card of a cell; None while its page or row is closed."""
        return self._frame.body.card(cell)

    def target(self) -> Cell | None:
        """Return the cell that the next quote fills."""
        return self._target

    def set_target(self, cell: Cell | None, *, reveal: bool = True) -> None:
        """Make a cell the target; `reveal` turns to its page and scrolls to its card."""
        is_new = cell != self._target
        self._call_off()
        self._target = cell
        if cell is not None and reveal:
            self._turn_to(cell)
            self._frame.body.reveal(cell)
        self._mark_target()
        if is_new:
            self.target_changed.emit(cell)

    def advance_target(self) -> None:
        """Go on to the next empty cell; stay when there is none."""
        if (record := self._answering.record) is None:
            return
        following = walk.next_empty(record, self._target)
        if following is not None:
            self.set_target(following)

    def next_target(self) -> None:
        """Make the next cell the target."""
        self._step_target(1)

    def previous_target(self) -> None:
        """Make the cell before the target."""
        self._step_target(-1)

    def flash(self, cell: Cell) -> None:
        """Light up the card of a cell."""
        self._frame.body.flash(cell)

    def focus_cell(self, cell: Cell) -> None:
        """Turn to a cell and put the caret into its editor."""
        self.set_target(cell)
        card = self._frame.body.card(cell)
        if card is not None:
            card.focus_editor()

    def flush(self) -> bool:
        """Store what is being typed; False when something typed is not a value."""
        return self._answering.autosave.flush()

    def drafts(self) -> tuple[Draft, ...]:
        """Return what is typed and not stored."""
        return self._answering.autosave.drafts()

    def restore_draft(self, cell: Cell, text: str) -> None:
        """Show text of an earlier session that was not stored."""
        self._answering.restore_draft(cell, text)
        card = self._frame.body.card(cell)
        if card is not None:
            self._answering.show_draft(card)

    def show_error(self, cell: Cell, message: str) -> None:
        """Show under a field why its answer was not stored."""
        card = self._frame.body.card(cell)
        if card is not None:
            card.show_message(message)

    def show_missing(self, missing: tuple[Missing, ...]) -> None:
        """Show links to what is missing above the cards; nothing missing takes them away."""
        if (record := self._answering.record) is None or not missing:
            self._frame.body.show_banner(None)
            return
        banner = MissingBanner(record, missing, self._frame.tokens)
        banner.cell_chosen.connect(self.focus_cell)
        banner.complete_anyway_requested.connect(self.complete_anyway_requested)
        self._frame.body.show_banner(banner)
        self.announced.emit(f"{len(missing)} fields are not finished yet")

    def set_text_scale(self, scale: float) -> None:
        """Multiply the application's text size in this pane."""
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * scale)
        self.setFont(font)

    def mark(self, status: Status) -> None:
        """Mark the target as not reported, not applicable or unclear."""
        verb = next((verb for verb, said in MARKS.items() if said is status), Verb.CLEAR)
        if self._target is not None:
            self._answering.do(self._target, verb)

    def flag(self) -> None:
        """Flag the target as unsure, or take the flag away."""
        if self._target is not None:
            self._answering.do(self._target, Verb.FLAG)

    def set_note(self, cell: Cell, note: str) -> None:
        """Ask to store a note."""
        self._answering.note(cell, note)

    def edit_note(self, cell: Cell) -> None:
        """Open the note of a cell beside its card."""
        self._answering.open_note(cell, self.popup_point(cell))

    def remove_evidence(self, cell: Cell, anchor_id: str) -> None:
        """Ask to take a quote away from a cell."""
        self._answering.do(cell, Verb.REMOVE_EVIDENCE, anchor_id)

    def popup_point(self, cell: Cell) -> QPoint:
        """Return the global point below the editor of a cell, where popups open."""
        card = self._frame.body.card(cell)
        place: QWidget = card.editor if card is not None else self._frame.body
        return place.mapToGlobal(QPoint(0, place.height() if card is not None else 0))

    def _build(self) -> None:
        """Connect what lives as long as the pane."""
        answering = self._answering
        answering.edit_requested.connect(self.edit_requested)
        answering.steps_begun.connect(self.steps_begun)
        answering.steps_ended.connect(self.steps_ended)
        answering.draft_changed.connect(self.draft_changed)
        answering.note_requested.connect(self.note_requested)
        answering.evidence_remove_requested.connect(self.evidence_remove_requested)
        answering.target_requested.connect(self.set_target)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._on_focus_changed)

    def _assemble(self) -> None:
        """Put the frame in place and connect its parts."""
        self._stack.insertWidget(0, self._frame)
        self._stack.setCurrentIndex(0)
        header, body, footer = self._frame.header, self._frame.body, self._frame.footer
        header.page_chosen.connect(self._on_page_chosen)
        header.next_unanswered_requested.connect(self.next_unanswered_requested)
        body.card_edited.connect(self._on_card_edited)
        body.card_settled.connect(self._answering.autosave.settle)
        body.card_pressed.connect(self._on_card_pressed)
        body.menu_requested.connect(self._on_menu_requested)
        body.note_pressed.connect(lambda card: self.note_requested.emit(card.cell))
        body.evidence_opened.connect(self.evidence_opened)
        body.row_verb_chosen.connect(self._on_row_verb_chosen)
        body.row_wanted.connect(self._on_row_wanted)
        footer.unsure_requested.connect(self.flag)
        footer.note_requested.connect(self._on_note_requested)
        footer.complete_requested.connect(self._on_complete_requested)
        footer.reopen_requested.connect(self.reopen_requested)

    def _show_page(self) -> None:
        record = self._answering.record
        if record is None or not self._pages:
            return
        self._frame.body.show_page(record, self._pages[self._index])
        self._sync(record)

    def _sync(self, record: Record) -> None:
        """Bring the live cards in line after some were built or went away."""
        cards = self._frame.body.cards()
        self._answering.autosave.keep_to(cards)
        for card in cards:
            self._answering.show_draft(card)
        self._frame.show_counts(record, self._pages, self._index)
        self._mark_target()

    def _mark_target(self) -> None:
        self._frame.mark_target(self._answering.record, self._target, self._wanted)

    def _step_target(self, step: int) -> None:
        if (record := self._answering.record) is not None:
            self.set_target(walk.neighbour(record, self._target, step))

    def _turn_to(self, cell: Cell) -> None:
        """Show the page and open the row of a cell."""
        record = self._answering.record
        if record is None or self._frame.body.card(cell) is not None:
            return
        self._turn_page(page_index(self._pages, cell.field_id))
        if cell.row_id is not None:
            self._frame.body.open_row(record, cell.row_id)
            self._sync(record)

    def _turn_page(self, index: int) -> None:
        if index == self._index:
            return
        self.flush()
        self._index = index
        self._show_page()
        self.section_changed.emit(self.current_section())

    def _call_off(self) -> None:
        if self._wanted is not None:
            self._wanted = None
            self._mark_target()
            self.selection_wanted.emit(None)

    def _on_page_chosen(self, index: int) -> None:
        self._turn_page(index)
        record = self._answering.record
        if record is not None:
            self.set_target(walk.first_of(record, self.current_section()))

    def _on_card_edited(self, card: FieldCard) -> None:
        self._call_off()
        self._answering.autosave.touch(card)

    def _on_card_pressed(self, card: FieldCard) -> None:
        self.set_target(card.cell, reveal=False)
        if (
            card.state.is_empty
            and not card.state.field.is_computed
            and not self._answering.is_locked
        ):
            self._wanted = card.cell
            self._mark_target()
            self.selection_wanted.emit(card.cell)

    def _on_menu_requested(self, card: FieldCard) -> None:
        self._answering.open_menu(card, self._frame.tokens)

    def _on_row_verb_chosen(self, verb: str, row_id: str) -> None:
        self.flush()
        record = self._answering.record
        if record is not None and verb == RowVerb.TOGGLE:
            self._frame.body.toggle_row(record, row_id)
            self._sync(record)
        else:
            self._answering.do_row(row_id, RowVerb(verb))

    def _on_row_wanted(self) -> None:
        self.flush()
        row_id = self._answering.add_row(self.current_section())
        record = self._answering.record
        if record is None or row_id is None:
            return
        cells = (cell for cell in record.cells() if cell.row_id == row_id)
        first = next(cells, None)
        if first is not None:
            self.focus_cell(first)

    def _on_note_requested(self) -> None:
        if self._target is not None:
            self.note_requested.emit(self._target)

    def _on_complete_requested(self) -> None:
        if self.flush():
            self.complete_requested.emit()
            return
        self.focus_cell(self.drafts()[0].cell)
        self.announced.emit("One answer is not a value of its field yet; it is not stored")

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            self._answering.autosave.pause()
            return
        left, entered = self._frame.card_around(old), self._frame.card_around(new)
        if left is entered:
            return
        if left is not None:
            left.set_help_open(False)
            self._answering.autosave.leave(left)
        if entered is not None:
            entered.set_help_open(True)
            self._enter(entered)

    def _enter(self, card: FieldCard) -> None:
        if card.cell != self._target and not card.state.field.is_computed:
            self.set_target(card.cell, reveal=False)
        self._frame.body.reveal(card.cell)
