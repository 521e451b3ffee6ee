"""The extraction workspace: study list, paper and form side by side, and their connections."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QWidget

from app.domain.answers import Cell
from app.domain.edits import ChangeSet, Edit
from app.domain.records import Record
from app.domain.studies import Study
from ui.action_table import Scope
from ui.actions import Actions
from ui.bound_actions import BoundActions
from ui.drafts import DraftJournal
from ui.editor import Editor
from ui.extract.controller import ExtractController
from ui.extract.filling import filled_in
from ui.extract.foreign import Foreign
from ui.extract.paper_side import PaperSide
from ui.extract.pictures import Pictures
from ui.extract.regions import Regions
from ui.extract.remembering import Remembering
from ui.extract.selection_side import SelectionSide
from ui.extract.study_listing import StudyListing
from ui.extract.study_verbs import StudyVerbs
from ui.extract.two_panes import TwoPanes
from ui.extract.unseen import unseen
from ui.extract.unstored import go_to_unstored
from ui.extract.viewing import Viewing
from ui.extract.wiring import wire_form_actions, wire_reader_actions
from ui.form.pane import FormPane
from ui.messages import announce
from ui.reader.pages import PageSource
from ui.reader.reader_pane import ReaderPane
from ui.studies.study_list import StudyList
from ui.theme import Tokens

if TYPE_CHECKING:
    from app.bootstrap import Review


class ExtractWorkspace(QWidget):
    """One study at a time: its paper beside its form."""

    study_shown = Signal(object)  # Study
    said = Signal(str)
    filled = Signal(str)
    refused = Signal(str)
    files_dropped = Signal(list, object)  # paths, study_id or None
    add_papers_requested = Signal()
    find_paper_requested = Signal(str)  # study_id

    def __init__(
        self,
        review: Review,
        editor: Editor,
        tokens: Tokens,
        actions: Actions,
        drafts: DraftJournal,
    ) -> None:
        """Build the three panes and connect them."""
        super().__init__()
        self._review = review
        self._editor = editor
        self._actions = actions
        self._bound = BoundActions(actions)
        self._advances = True
        self.controller = ExtractController(review, editor, self)
        self.list = StudyList(tokens, self)
        self.source = PageSource(review.pdf, parent=self)
        self.reader = ReaderPane(self.source, tokens, self)
        self.form = FormPane(tokens, self)
        self.papers = PaperSide(review, self.reader, self.controller, self)
        self._verbs = StudyVerbs(editor, self)
        self._listing = StudyListing(review, self.list, self._verbs, actions)
        self._memory = Remembering(review.places, drafts, self.reader, self.form, self)
        self._viewing = Viewing(review.viewed, self.reader, self.papers)
        paper, bound = self.papers, self._bound
        self._selection = SelectionSide(self.controller, self.reader, paper, bound, self)
        self.foreign = Foreign(review, self.controller, self.reader, bound, self)
        self.regions = Regions(self.controller, self.reader, bound, self)
        self.pictures = Pictures(review.figures, self.controller, self)
        self.sides = TwoPanes(self.reader, self.form, self)
        self._build()
        self._connect()
        self.refresh_studies()

    @property
    def splitter(self) -> QSplitter:
        """The handle between paper and form."""
        return self.sides.splitter

    @property
    def studies(self) -> tuple[Study, ...]:
        """The studies of the list."""
        return self._listing.studies

    def open_study(self, study_id: str) -> None:
        """Show a study where the reviewer left it."""
        self.leave()
        self._memory.stop()
        record = self.controller.open_study(study_id)
        self.form.show_record(record, self._memory.section(study_id))
        self.list.show_current(study_id)
        self._viewing.show(record)
        self.papers.show(record.study)
        self.controller.show_highlights()
        self._memory.restore(record)
        self.controller.set_target(self.form.target())  # of the same study it has not changed
        self.study_shown.emit(record.study)
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_study(self, by: int) -> None:
        """Open the study `by` places further down the list."""
        record = self.controller.record
        ids = [study.study_id for study in self.studies]
        if record is None or record.study.study_id not in ids:
            return
        index = ids.index(record.study.study_id) + by
        if 0 <= index < len(ids):
            self.open_study(ids[index])

    def leave(self) -> bool:
        """Store what is typed and where the reviewer is; False when something is invalid."""
        self._selection.stop()
        stored = self.form.flush()
        self._memory.keep()
        self._viewing.keep()
        return stored

    def close_review(self) -> None:
        """Store everything and let the paper go."""
        self.leave()
        self._memory.stop()
        self.controller.close_study()
        self._bound.let_go()
        self.reader.show_empty("")

    def refresh_studies(self) -> None:
        """Read the list of studies again."""
        self._listing.refresh()
        if not self.studies:
            self.form.show_empty(self.tr("Answers appear here once the review has a study."))
            self.reader.show_empty(
                self.tr("No studies yet. Drop PDFs here, or add them."),
                ((self.tr("Add PDFs…"), self.add_papers_requested.emit),),
            )

    def set_after_fill(self, after_fill: str) -> None:
        """Go on to the next empty field after a fill ("next"), or stay ("stay")."""
        self._advances = after_fill == "next"

    def focus_pane(self, pane: QWidget) -> None:
        """Give a pane the keyboard."""
        target = self.form.target()
        pane.window().activateWindow()
        if pane is self.form:
            self.sides.show_form()
        elif pane is self.reader:
            self.sides.show_reader()
        if pane is self.form and target is not None:
            self.form.focus_cell(target)
        else:
            pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def switch_side(self) -> None:
        """Go from a field to its next quote, and from a chosen quote to its field."""
        chosen = self.reader.canvas.current_highlight
        if self.reader.isAncestorOf(QApplication.focusWidget() or self) and chosen:
            self.controller.show_highlight(chosen)
            self.focus_pane(self.form)
        elif self.sides.is_narrow:
            self.sides.switch()
        else:
            self.controller.next_evidence()

    def panes(self) -> tuple[QWidget, ...]:
        """The panes that F6 walks through, in order."""
        return (self.list, self.reader, self.form)

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.list.dress(tokens)
        self.reader.set_tokens(tokens)
        self.form.set_tokens(tokens)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.sides, 1)
        self.reader.set_actions({name: self._actions[name] for name in self._actions})
        self._actions.attach(Scope.PDF, self.reader)
        self._actions.attach(Scope.SEL, self.reader)
        self._actions.attach(Scope.LIST, self.list)
        self._actions.attach(Scope.EXTRACT, self)

    def _connect(self) -> None:
        """All connections between the panes stand here."""
        self._connect_reader()
        self._connect_form()
        self._connect_controller()
        self._bound.switch("list.others", lambda _on: self.refresh_studies())
        self.list.study_opened.connect(self.open_study)
        self.list.rename_requested.connect(self._verbs.rename)
        self.list.remove_requested.connect(self._on_remove_requested)
        self.list.files_dropped.connect(lambda paths: self.files_dropped.emit(paths, None))
        self.list.add_requested.connect(self.add_papers_requested)
        self._editor.changed.connect(self._on_changed)
        self._editor.stepped.connect(self._on_stepped)
        self._memory.said.connect(self.said)
        self.papers.find_requested.connect(self.find_paper_requested)
        self._verbs.done.connect(self.filled)
        self._selection.said.connect(self.said)
        self.regions.storing_wanted.connect(self.form.flush)
        self.foreign.storing_wanted.connect(self.form.flush)
        wire_reader_actions(self._bound, self.reader, self.controller, self.form)
        self._bound.when("nav.evidence", self.switch_side)
        wire_form_actions(self._bound, self.form, self.controller)

    def _connect_reader(self) -> None:
        reader, controller = self.reader, self.controller
        reader.fill_requested.connect(controller.fill)
        reader.append_requested.connect(controller.append)
        reader.evidence_requested.connect(controller.link)
        reader.keep_requested.connect(controller.keep)
        reader.suggestion_chosen.connect(controller.fill_suggestion)
        reader.copy_requested.connect(self._actions["sel.copy"].trigger)
        reader.copy_cited_requested.connect(self.papers.copy_cited)
        reader.highlight_clicked.connect(controller.show_highlight)
        reader.highlight_remove_requested.connect(controller.remove_highlight)
        reader.announced.connect(lambda text: announce(reader, text))
        reader.files_dropped.connect(self._on_files_dropped)
        reader.escaped.connect(lambda: self.focus_pane(self.form))

    def _connect_form(self) -> None:
        form, controller = self.form, self.controller
        form.edit_requested.connect(lambda edit, label: controller.take_edit(edit, label, form))
        form.steps_begun.connect(self._editor.begin_steps)
        form.steps_ended.connect(self._editor.end_steps)
        form.target_changed.connect(controller.set_target)
        form.evidence_opened.connect(controller.open_evidence)
        form.picture_opened.connect(self.pictures.open)
        self.pictures.changed.connect(form.show_pictures)
        form.evidence_remove_requested.connect(form.remove_evidence)
        form.note_requested.connect(form.edit_note)
        form.complete_requested.connect(self.complete)
        form.complete_anyway_requested.connect(controller.complete)
        form.reopen_requested.connect(controller.reopen)
        form.next_unanswered_requested.connect(controller.next_unanswered)
        form.announced.connect(lambda text: announce(form, text))
        form.selection_wanted.connect(self._selection.want_once)

    def _connect_controller(self) -> None:
        controller = self.controller
        controller.record_changed.connect(self._on_record_changed)
        controller.highlights_changed.connect(self.foreign.show)
        controller.target_named.connect(self.reader.show_target)
        controller.suggestions_changed.connect(self.reader.show_suggestions)
        controller.target_advanced.connect(self._on_advanced)
        controller.target_wanted.connect(self._on_target_wanted)
        controller.selection_used.connect(self.reader.clear_selection)
        controller.jump_wanted.connect(self.sides.show_reader)
        controller.jump_wanted.connect(self.reader.jump_to)
        controller.missing_found.connect(self.form.show_missing)
        controller.study_completed.connect(lambda _study: self.step_study(1))
        controller.said.connect(self.said)
        controller.filled.connect(self.filled)
        controller.refused.connect(self.refused)

    def complete(self) -> None:
        """Mark the study complete, after what is being typed is stored."""
        if self.form.flush():
            self.form.show_missing(())
            self.controller.complete()
        else:
            self.refused.emit(go_to_unstored(self.form, self.controller.record))

    def _on_record_changed(self, record: Record, changes: ChangeSet) -> None:
        self.form.refresh(record, changes, own=changes.origin is self.form)

    def _on_changed(self, changes: ChangeSet) -> None:
        record = self.controller.record
        if not changes.studies:
            if record is not None:
                self._listing.replace(record.study)
            return
        self.refresh_studies()
        if record is None or record.study.study_id not in {s.study_id for s in self.studies}:
            with unseen(self, self._editor.steps):
                self.controller.close_study()
                if self.studies:
                    self.open_study(self.studies[0].study_id)
        elif record.study.study_id in changes.studies:
            self.papers.show_if_new(record.study)
            self.controller.show_highlights()

    def _on_remove_requested(self, study_id: str) -> None:
        """Go to the next study first: undo acts on the study that is open."""
        record, ids = self.controller.record, [study.study_id for study in self.studies]
        if record is not None and record.study.study_id == study_id and len(ids) > 1:
            index = ids.index(study_id)
            self.open_study(ids[index + 1] if index + 1 < len(ids) else ids[index - 1])
        self._verbs.remove(study_id)

    def _on_stepped(self, edit: Edit) -> None:
        """Show the place that undo or redo changed."""
        cell = filled_in(edit, self.controller.record)
        if cell is not None and self.isVisible():
            self._on_target_wanted(cell)

    def _on_target_wanted(self, cell: Cell) -> None:
        self.sides.show_form()
        self.form.set_target(cell)
        self.form.flash(cell)

    def _on_advanced(self) -> None:
        if self._advances:
            self.form.advance_target()

    def _on_files_dropped(self, paths: list[Path]) -> None:
        record = self.controller.record
        lacks = record is not None and record.study.paper is None
        self.files_dropped.emit(paths, record.study.study_id if record and lacks else None)
