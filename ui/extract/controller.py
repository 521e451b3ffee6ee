"""What the reviewer's gestures do: selection to answer, marks, jumps, completion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.anchors import Anchor
from app.domain.answers import Cell, Json
from app.domain.completeness import missing, next_unanswered
from app.domain.edits import ChangeSet, Edit, FillAnswer, SetExtractionStatus
from app.domain.errors import AppError, NotFound
from app.domain.records import Record
from app.domain.studies import ExtractionStatus
from app.domain.suggestions import suggest_cells
from ui.editor import Editor
from ui.extract import filling, marks
from ui.extract.offered import Offered
from ui.reader.values import Selected

if TYPE_CHECKING:
    from app.bootstrap import Review

SUGGESTIONS = 6
REMOVE = "Remove a quote"


class ExtractController(QObject):
    """Holds the record that is open and turns gestures into edits.

    Signals say what the panes have to show; the workspace connects them.
    """

    record_changed = Signal(object, object)
    highlights_changed = Signal(object)
    target_named = Signal(object, bool)
    suggestions_changed = Signal(object)
    target_advanced = Signal()
    target_wanted = Signal(object)
    selection_used = Signal()
    choice_wanted = Signal(object, object, object)
    jump_wanted = Signal(object)
    report_wanted = Signal(str)  # report id
    missing_found = Signal(object)
    study_completed = Signal(str)
    said = Signal(str)
    filled = Signal(str)
    refused = Signal(str)

    def __init__(self, review: Review, editor: Editor, parent: QObject | None = None) -> None:
        """Read through the review, write through the editor."""
        super().__init__(parent)
        self._review = review
        self._editor = editor
        self._record: Record | None = None
        self._target: Cell | None = None
        self._selected: Selected | None = None
        self._offered = Offered(review, editor)
        self._lists: Mapping[str, tuple[str, ...]] = {}
        self._report_id = ""
        self._quote_index: dict[Cell, int] = {}
        editor.changed.connect(self._on_changed)

    @property
    def record(self) -> Record | None:
        """The record that is open."""
        return self._record

    @property
    def target(self) -> Cell | None:
        """The cell that the next selection fills."""
        return self._target

    def open_study(self, study_id: str) -> Record:
        """Read the reviewer's record of a study and show it."""
        self._lists = self._offered.lists()
        self._report_id = ""
        self._record = self._read(study_id)
        self._target = None
        self._selected = None
        self._editor.show_record(self._record.extraction_id)
        return self._record

    def show_report(self, report_id: str) -> Record | None:
        """Look at another report of the open study; None when there is no such one."""
        record = self._record
        if record is None or record.study.report(report_id) is None:
            return None
        self._report_id, self._selected = report_id, None
        self._record = record.at_report(report_id)
        self.record_changed.emit(self._record, ChangeSet())
        self.show_highlights()
        self._show_target()
        return self._record

    def close_study(self) -> None:
        """Forget the record that is open."""
        self._record = None
        self._target = None
        self._selected = None

    def set_target(self, cell: Cell | None) -> None:
        """Take the form's target."""
        self._target = cell
        self.show_highlights()
        self._show_target()

    def set_selected(self, selected: Selected | None) -> None:
        """Take what is selected in the PDF."""
        self._selected = selected
        self._show_target()

    def fill(self) -> None:
        """Fill the target from the selection."""
        if self._target is not None:
            self.fill_cell(self._target)

    def fill_cell(self, cell: Cell) -> None:
        """Fill a cell from the selection; a choice asks which option first."""
        self._use(cell, filling.fill)

    def append(self) -> None:
        """Add the selection to the target's answer."""
        if self._target is not None:
            self._use(self._target, filling.append)

    def fill_suggestion(self, index: int) -> None:
        """Fill the suggested field with this number (from 0)."""
        cells = self._suggested()
        if index < len(cells):
            self.fill_cell(cells[index])

    def link(self) -> None:
        """Link the selection to the target as evidence only."""
        if self._record and self._target and self._selected and not self._is_locked(self._record):
            self._submit(filling.link(self._record, self._target, self._selected))

    def keep(self) -> None:
        """Keep the selection as a quote without a field."""
        if self._record and self._selected and not self._is_locked(self._record):
            self._submit(filling.keep(self._record, self._selected))

    def take_step(self, step: filling.Step) -> bool:
        """Submit a step that was made elsewhere, unless the record is locked."""
        record = self._record
        return record is not None and not self._is_locked(record) and self._submit(step)

    def take_edit(self, edit: Edit, label: str, origin: object) -> None:
        """Submit an edit that the form made; typing merges into one step."""
        typing = isinstance(edit, FillAnswer) and not edit.link and not edit.unlink
        self._editor.submit(edit, label, origin, typing=typing)

    def remove_highlight(self, anchor_id: str) -> None:
        """Remove a quote from every field it supports, or altogether."""
        record = self._record
        if record is None or self._is_locked(record):
            return
        items = [item for item in record.evidence if item.anchor.anchor_id == anchor_id]
        self._editor.begin_steps(REMOVE)
        for step in (filling.remove(record, item) for item in items):
            self._editor.submit(step.edit, step.label)
        self._editor.end_steps()
        self.filled.emit(REMOVE)

    def show_highlight(self, anchor_id: str) -> None:
        """Make the field of a clicked highlight the target."""
        cell = self._record and marks.cell_of(self._record, anchor_id)
        if cell:
            self.target_wanted.emit(cell)

    def open_evidence(self, anchor_id: str) -> None:
        """Show a quote in the PDF."""
        if self._record is None:
            return
        for item in self._record.evidence:
            if item.anchor.anchor_id == anchor_id:
                self._jump(self._record, item.anchor)
                return

    def next_evidence(self) -> None:
        """Show the target's next quote in the PDF."""
        if self._record is None or self._target is None:
            return
        quotes = self._record.evidence_of(self._target)
        if not quotes:
            self.said.emit(self.tr("This field has no quote yet."))
            return
        self._quote_index[self._target] = index = self._quote_index.get(self._target, -1) + 1
        self._jump(self._record, quotes[index % len(quotes)].anchor)

    def next_unanswered(self, backwards: bool = False) -> None:
        """Make the next field the target that has no answer or that a check asks about."""
        if self._record is None:
            return
        asked = self._review.checks.open_cells(self._record)
        cell = next_unanswered(self._record, self._target, backwards=backwards, also=asked)
        if cell is None:
            self.said.emit(self.tr("Every field of this study has an answer."))
        else:
            self.target_wanted.emit(cell)
            if self._record.answer(cell).is_done:
                self.said.emit(asked[cell])

    def complete(self, reason: str = "") -> None:
        """Mark the study complete, or show what is missing when no reason is given."""
        record = self._record
        if record is None:
            return
        gaps = missing(record)
        if gaps and not reason:
            self.missing_found.emit(gaps)
            return
        edit = SetExtractionStatus(
            record.extraction_id, record.status, ExtractionStatus.COMPLETE, reason
        )
        if self._editor.submit(edit, f"Complete {record.study.label}"):
            self.study_completed.emit(record.study.study_id)

    def reopen(self) -> None:
        """Open a complete study again."""
        record = self._record
        if record is not None:
            edit = SetExtractionStatus(record.extraction_id, record.status, ExtractionStatus.OPEN)
            self._editor.submit(edit, f"Reopen {record.study.label}")

    def use_choice(self, cell: Cell, chosen: Json, *, appends: bool = False) -> None:
        """Carry on with the option that the reviewer picked for a choice field."""
        self._use(cell, filling.append if appends else filling.fill, chosen)

    def _use(
        self,
        cell: Cell,
        make: Callable[[Record, Cell, Selected, Json], filling.Step],
        chosen: Json = None,
    ) -> None:
        record, selected = self._record, self._selected
        if record is None or selected is None or self._is_locked(record):
            return
        if cell.extraction_id != record.extraction_id:
            return  # a popup that outlived its study
        if chosen is None and filling.is_choice(record, record.form.field(cell.field_id)):
            self.choice_wanted.emit(cell, selected.quote, make is filling.append)
            return
        try:
            step = make(record, cell, selected, chosen)
        except AppError as problem:
            self.refused.emit(problem.message)
            return
        if self._submit(step) and cell == self._target:
            self.target_advanced.emit()

    def _is_locked(self, record: Record) -> bool:
        if record.is_read_only:
            self.refused.emit(self.tr("This review is open read-only, so nothing was changed."))
            return True
        if record.status is ExtractionStatus.COMPLETE:
            sealed = self.tr(
                "{0} is marked complete, so nothing was changed. Its seal has to be broken first."
            )
            complete = self.tr(
                "{0} is marked complete, so nothing was changed. "
                "Press Reopen below the form to change its answers."
            )
            said = sealed if record.study.is_sealed else complete
            self.refused.emit(said.format(record.study.label))
            return True
        return False

    def _jump(self, record: Record, anchor: Anchor) -> None:
        report = record.study.report_of_paper(anchor.paper)
        if not anchor.places:
            self.said.emit(anchor.quote)
        elif record.study.paper_named(anchor.paper) is None:
            self.said.emit(self.tr("This quote was taken from another copy of the paper."))
        else:
            if report is not None and report.report_id != record.study.report_id:
                self.report_wanted.emit(report.report_id)
            self.jump_wanted.emit(anchor.places)

    def _submit(self, step: filling.Step) -> bool:
        if not self._editor.submit(step.edit, step.label):
            return False
        self.selection_used.emit()
        self.filled.emit(step.label)
        return True

    def _on_changed(self, changes: ChangeSet) -> None:
        record = self._record
        if record is None:
            return
        study_id = record.study.study_id
        if record.extraction_id not in changes.extractions and study_id not in changes.studies:
            return
        try:
            self._record = self._read(study_id)
        except NotFound:
            return  # the study was removed: the workspace opens another one
        self.record_changed.emit(self._record, changes)
        self.show_highlights()
        self._show_target()

    def _read(self, study_id: str) -> Record:
        record = self._review.records.record(study_id).at_report(self._report_id)
        return replace(record, lists=self._lists)

    def show_highlights(self) -> None:
        """Say which highlights the paper has now."""
        if self._record is not None:
            pictures = self._review.figures.path_of
            shown = marks.highlights(self._record, self._target, pictures)
            self.highlights_changed.emit(shown)

    def _show_target(self) -> None:
        record, target = self._record, self._target
        if record is None or target is None or not record.form.has(target.field_id):
            self.target_named.emit(None, False)
        else:
            name = f"{record.form.number_of(target.field_id)} {_label(record, target)}"
            self.target_named.emit(name, record.answer(target).status.has_value)
        self.suggestions_changed.emit(
            tuple(_label(record, cell) for cell in self._suggested()) if record else ()
        )

    def _suggested(self) -> tuple[Cell, ...]:
        if self._record is None or self._selected is None:
            return ()
        return suggest_cells(self._record, self._target, self._selected.quote)[:SUGGESTIONS]


def _label(record: Record, cell: Cell) -> str:
    return record.form.field(cell.field_id).label
