"""The extraction form of one record: one page of cards at a time."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.answers import Cell, Status
from app.domain.completeness import Missing
from app.domain.edits import ChangeSet
from app.domain.records import Record
from ui.counting import counted
from ui.form import walk
from ui.form.answering import Answering
from ui.form.autosave import Draft
from ui.form.field_card import FieldCard
from ui.form.focus_watch import FocusWatch
from ui.form.frame import FormFrame
from ui.form.missing_banner import MissingBanner
from ui.form.pager import Pager
from ui.form.row_side import RowSide
from ui.form.targeting import Targeting
from ui.form.verbs import Verb
from ui.theme import Tokens


class FormPane(QWidget):
    """Shows a record and asks for edits; one cell of it is the target of the next quote."""

    edit_requested = Signal(object, str)  # Edit, label
    steps_begun = Signal(str)  # several edits follow that are one step for undo
    steps_ended = Signal()
    target_changed = Signal(object)  # Cell | None
    section_changed = Signal(str)
    evidence_opened = Signal(str)
    picture_opened = Signal(str)
    evidence_remove_requested = Signal(object, str)
    note_requested = Signal(object)
    complete_requested = Signal()
    complete_anyway_requested = Signal(str)
    reopen_requested = Signal()
    seal_requested = Signal()
    break_requested = Signal()
    next_unanswered_requested = Signal(bool)
    draft_changed = Signal(object, str, bool)
    typing_begun = Signal()
    selection_wanted = Signal(object)  # Cell, or None when it is called off
    announced = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Build the pane without a record."""
        super().__init__(parent)
        self._targeting = Targeting(self)
        self._empty: tuple[str, tuple[QAction, ...]] = ("", ())
        self._frame = FormFrame(tokens)
        self._answering = Answering(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._pager = Pager(self._frame, self._answering, self)
        self._rows = RowSide(self._answering, self._pager, self)
        self._watch = FocusWatch(self._card_around, self)
        self._build()
        self._assemble()

    def show_record(self, record: Record, section_key: str | None = None) -> None:
        """Show a record at a section (its own current one when none is named)."""
        self.flush()
        key = section_key or self.current_section()
        self._answering.show_record(record)
        self._frame.show_form()
        self._frame.body.show_banner(None)
        self._pager.show_record(record, key)
        first = walk.first_of(record, self.current_section()) or walk.neighbour(record, None, 1)
        self.set_target(first, reveal=False)

    def refresh(self, record: Record, changes: ChangeSet, *, own: bool) -> None:
        """Read the record again; `own` changes leave the text being typed alone."""
        before = self._answering.record
        self._answering.show_record(record)
        if changes.rows or before is None or before.hidden != record.hidden:
            self._pager.show()
        if self._targeting.target is not None and self._targeting.target not in record.cells():
            self.set_target(walk.first_of(record, self.current_section()), reveal=False)
        for card in self._frame.body.cards():
            self._answering.update_card(card, own=own)
        self._targeting.check(record)
        self._pager.show_counts()
        self._mark_target()

    def show_empty(self, message: str, actions: Sequence[QAction] = ()) -> None:
        """Show a sentence and actions instead of a form."""
        self.flush()
        self._answering.show_record(None)
        self.set_target(None)
        self._empty = (message, tuple(actions))
        self._frame.show_empty(*self._empty)

    def set_tokens(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.flush()
        self._column.removeWidget(self._frame)
        self._frame.hide()
        self._frame.deleteLater()
        before, self._frame = self._frame.body, FormFrame(tokens)
        self._frame.body.take_over(before)
        self._assemble()
        self._pager.use_frame(self._frame)
        if self._answering.record is None:
            self._frame.show_empty(*self._empty)

    def current_section(self) -> str:
        """Return the key of the section that is shown, or nothing."""
        return self._pager.section

    def card(self, cell: Cell) -> FieldCard | None:
        """Return the live card of a cell; None while its page or row is closed."""
        return self._frame.body.card(cell)

    def target(self) -> Cell | None:
        """Return the cell that the next quote fills."""
        return self._targeting.target

    def set_target(self, cell: Cell | None, *, reveal: bool = True) -> None:
        """Make a cell the target; `reveal` turns to its page and scrolls to its card."""
        if cell is not None and reveal:
            self._pager.turn_to(cell)
            self._frame.body.reveal(cell)
        self._targeting.set(cell)
        self._mark_target()

    def advance_target(self) -> None:
        """Go on to the next empty cell; stay when there is none."""
        if (record := self._answering.record) is None:
            return
        following = walk.next_empty(record, self._targeting.target)
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
        else:
            self._frame.body.focus_grid(cell)

    def flush(self) -> bool:
        """Store what is being typed; False when something typed is not a value."""
        return self._answering.flush()

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
        one, many = self.tr("1 answer needs"), self.tr("{n} answers need")
        self.announced.emit(self.tr("{0} another look").format(counted(len(missing), one, many)))

    def show_pictures(self, pictures: Mapping[str, Path]) -> None:
        """Show the pictures of regions, by anchor, on the cards that they support."""
        self._frame.body.show_pictures(pictures)

    def mark(self, status: Status) -> None:
        """Mark the target as not reported, not applicable or unclear."""
        cell = self._targeting.target
        if cell is not None and not self._answering.mark(cell, status):
            self.show_error(cell, self.tr("The form does not allow this mark here."))

    def flag(self) -> None:
        """Flag the target as unsure, or take the flag away."""
        if self._targeting.target is not None:
            self._answering.do(self._targeting.target, Verb.FLAG)

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
        answering.autosave.typing_begun.connect(self.typing_begun)
        answering.note_requested.connect(self.note_requested)
        answering.evidence_remove_requested.connect(self.evidence_remove_requested)
        answering.target_requested.connect(self.set_target)
        self._pager.section_changed.connect(self.section_changed)
        self._pager.shown.connect(self._mark_target)
        self._targeting.changed.connect(self.target_changed)
        self._targeting.wanted_changed.connect(self.selection_wanted)
        self._targeting.wanted_changed.connect(self._mark_target)
        self._rows.cell_wanted.connect(self.focus_cell)
        self._rows.cell_chosen.connect(lambda cell: self.set_target(cell, reveal=False))
        self._rows.announced.connect(self.announced)
        self._watch.entered.connect(self._on_card_entered)
        self._watch.left.connect(answering.autosave.leave)
        self._watch.window_left.connect(answering.autosave.pause)

    def _assemble(self) -> None:
        """Put the frame in place and connect its parts."""
        self._column.addWidget(self._frame)
        if self.isVisible():
            self._frame.show()
        header, body, footer = self._frame.header, self._frame.body, self._frame.footer
        header.page_chosen.connect(self._on_page_chosen)
        header.next_unanswered_requested.connect(self.next_unanswered_requested)
        body.card_edited.connect(self._on_card_edited)
        body.card_settled.connect(self._answering.autosave.settle)
        body.card_pressed.connect(self._on_card_pressed)
        body.menu_requested.connect(self._on_menu_requested)
        body.note_pressed.connect(lambda card: self.note_requested.emit(card.cell))
        body.evidence_opened.connect(self.evidence_opened)
        body.picture_opened.connect(self.picture_opened)
        body.value_taken.connect(self._answering.take_offer)
        body.report_verb.connect(self._answering.use_report)
        body.table_chosen.connect(self._pager.show_table)
        self._rows.wire(body)
        footer.unsure_requested.connect(self.flag)
        footer.note_requested.connect(self._on_note_requested)
        footer.complete_requested.connect(self._on_complete_requested)
        footer.reopen_requested.connect(self.reopen_requested)
        footer.seal_requested.connect(self.seal_requested)
        footer.break_requested.connect(self.break_requested)

    def _card_around(self, widget: QWidget | None) -> FieldCard | None:
        return self._frame.card_around(widget)

    def _mark_target(self) -> None:
        self._frame.mark_target(
            self._answering.record, self._targeting.target, self._targeting.wanted
        )

    def _step_target(self, step: int) -> None:
        if (record := self._answering.record) is not None:
            self.set_target(walk.neighbour(record, self._targeting.target, step))

    def _on_page_chosen(self, index: int) -> None:
        self._pager.turn(index)
        record = self._answering.record
        if record is not None:
            self.set_target(walk.first_of(record, self.current_section()))

    def _on_card_edited(self, card: FieldCard) -> None:
        self._targeting.call_off()
        self._answering.autosave.touch(card)

    def _on_card_pressed(self, card: FieldCard) -> None:
        self.set_target(card.cell, reveal=False)
        if (
            card.state.is_empty
            and not card.state.field.is_computed
            and not self._answering.is_locked
        ):
            self._targeting.want()

    def _on_menu_requested(self, card: FieldCard) -> None:
        self._answering.open_menu(card, self._frame.tokens)

    def _on_note_requested(self) -> None:
        if self._targeting.target is not None:
            self.note_requested.emit(self._targeting.target)

    def _on_complete_requested(self) -> None:
        if self.flush():
            self.complete_requested.emit()
            return
        self.focus_cell(self._answering.refused_cells()[0])
        self.announced.emit(self.tr("One answer is not a value of its field yet; it is not stored"))

    def _on_card_entered(self, card: FieldCard) -> None:
        if card.cell != self._targeting.target and not card.state.field.is_computed:
            self.set_target(card.cell, reveal=False)
        self._frame.body.reveal(card.cell)
