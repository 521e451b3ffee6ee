"""The content analysis at work: reads answers in a job, puts codes by edits, follows undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.domain.answers import Cell
from app.domain.codes import Unit, labels, row_of, rows_named
from app.domain.errors import AppError
from app.domain.fields import TEXT_TYPES, FieldType
from app.export.choices import Whose
from app.jobs import JobContext
from ui.coding.agreement_text import agreement_text
from ui.coding.framing import Framing
from ui.coding.models import CodedUnit, PutHere, code_at
from ui.coding.page import CodingPage
from ui.coding.reading import segments_on, units_of
from ui.coding.saving import CodesSaving

if TYPE_CHECKING:
    from app.domain.codes import Segment
    from app.domain.edits import ChangeSet, Edit
    from app.export.model import ReviewTable
    from ui.theme import Tokens
    from ui.workspaces import Desk

CODED = (*TEXT_TYPES, FieldType.TEXT_LIST, FieldType.REPEATING_TEXT)


class CodingWorkspace(QObject):
    """One page of the window: the answers of a field, one after another, and their codes."""

    def __init__(self, desk: Desk) -> None:
        """Build the page for the open review."""
        super().__init__(desk.window)
        self._desk = desk
        self._coding = desk.review.coding
        self._table: ReviewTable | None = None
        self._units: tuple[CodedUnit, ...] = ()
        self._segments: tuple[Segment, ...] = ()
        self._field = ""
        self._wanted: Unit | None = None
        self._whose = Whose.OWN
        self._is_stale, self._is_reading = True, False
        self.page = CodingPage(desk.tokens)
        self._saving = CodesSaving(desk, self.page.banner)
        self.framing = Framing(desk, self.page.framework, self.page.banner)
        self._connect()

    @property
    def widget(self) -> QWidget:
        """The page itself."""
        return self.page

    def enter(self) -> None:
        """Read what changed while the page was away."""
        self.page.unit_view.setFocus()
        if self._is_stale:
            self._read()
        else:
            self._show()

    def go_to(self, target: object) -> None:
        """Show the answers of a field (its id), or one of them (a Unit)."""
        if isinstance(target, Unit):
            self._wanted = target
        self._on_field(target.field_id if isinstance(target, Unit) else str(target))

    def step_pane(self, by: int) -> None:
        """Move the focus to the next of the panes."""
        panes = self.page.panes()
        focused = QApplication.focusWidget()
        held = [n for n, pane in enumerate(panes) if pane is focused]
        panes[((held or [-1])[0] + by) % len(panes)].setFocus()

    def flush(self) -> bool:
        """Store the definition being typed."""
        self.framing.define(self.page.framework.definition.toPlainText())
        return True

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.page.dress(tokens)

    def close(self) -> None:
        """Let go of the review."""
        self._desk.editor.changed.disconnect(self._on_changed)
        self.deleteLater()

    def _connect(self) -> None:
        page = self.page
        self._desk.editor.changed.connect(self._on_changed)
        self._desk.editor.failed.connect(self._on_failed_edit)
        page.field_chosen.connect(self._on_field)
        page.unit_chosen.connect(lambda _row: self._show_unit())
        page.whose_chosen.connect(lambda whose: self._on_whose(Whose(whose)))
        page.framework.put_wanted.connect(self._put)
        page.framework.export_wanted.connect(self._saving.framework)
        page.put_wanted.connect(self._put)
        page.take_wanted.connect(self._take)
        page.counts_wanted.connect(self._saving.counts)
        page.segments_wanted.connect(self._save_segments)
        page.done_toggled.connect(self._on_done)
        page.agreement_wanted.connect(self._show_agreement)
        page.show_wanted.connect(self._open)

    # reading

    def _read(self) -> None:
        if self._is_reading:
            return
        self._is_reading, self._is_stale = True, False
        review, whose = self._desk.review, self._whose

        def work(ctx: JobContext) -> ReviewTable:
            final = whose is Whose.FINAL
            return review.consensus.final_table(ctx) if final else review.records.export_table()

        job = self._desk.jobs.start(self.tr("Reading the answers"), work)
        job.finished.connect(self._on_read)
        job.failed.connect(lambda problem: self.page.banner.tell(problem.message, "danger"))
        job.ended.connect(self._on_ended)

    def _on_read(self, table: ReviewTable) -> None:
        self._table = table
        fields = [f for f in table.form.study_fields if f.type in CODED]
        known = {field.field_id for field in fields}
        if self._field not in known:
            answered = {c.field_id for e in table.records for c in e.record.answers}
            long = [f for f in fields if f.type is FieldType.LONG_TEXT]
            self._field = next((f.field_id for f in (*long, *fields) if f.field_id in answered), "")
        self.page.show_fields(fields, self._field)
        self._offer_whose()
        self._show()

    def _on_ended(self) -> None:
        self._is_reading = False
        if self._is_stale and self.page.isVisible():
            self._read()

    def _on_changed(self, changes: ChangeSet) -> None:
        if "codes" in changes.areas:
            if self.page.isVisible():
                self._show()
            return
        self._is_stale = True
        if self.page.isVisible():
            self._read()

    def _on_failed_edit(self, problem: AppError, _label: str) -> None:
        if self.page.isVisible():
            self.page.banner.tell(problem.message, "warning")

    # showing

    def _show(self) -> None:
        """Show answers and framework, and stay where one was."""
        page = self.page
        if self._table is None:
            return
        self._segments = segments_on(self._table, self._coding.segments(self._field))
        self._units = units_of(self._table, self._field, self._segments)
        row = page.unit_view.currentIndex().row()
        wanted, self._wanted = self._wanted, None
        row = next((n for n, one in enumerate(self._units) if one.unit == wanted), row)
        page.units.show(self._units)
        self.framing.show()
        if self._units:
            page.unit_view.selectRow(min(max(row, 0), len(self._units) - 1))
        page.done.setChecked(self._coding.is_done(self._field))
        self._show_unit()
        if not self._units:
            page.banner.tell(self.tr("No study answers this field yet. Chart it first."), "info")
        elif not page.framework.codes.lines:
            page.banner.tell(self.tr("Add the first code at the right."), "info")
        else:
            page.banner.clear()

    def _show_unit(self) -> None:
        unit = self._current()
        put = self._put_here(unit) if unit else []
        self.page.put.show(put)
        self.page.show_unit(unit, [one.segment.quote for one in put])

    def _put_here(self, unit: CodedUnit) -> list[PutHere]:
        called = labels(self._coding.codes())
        info = self._desk.review.info()
        names = {person.reviewer_id: person.initials for person in info.reviewers}
        me = self._desk.review.reviewer.reviewer_id
        return [
            PutHere(s, called.get(s.code_id, ""), names.get(s.reviewer_id, ""), s.reviewer_id == me)
            for s in self._segments
            if s.unit == unit.unit
        ]

    def _current(self) -> CodedUnit | None:
        row = self.page.unit_view.currentIndex().row()
        return self._units[row] if 0 <= row < len(self._units) else None

    # acting

    def _submit(self, edit: Edit | None, label: str) -> None:
        if edit is not None:
            self._desk.editor.submit(edit, label)

    def _on_field(self, field_id: str) -> None:
        self._field = field_id
        box = self.page.field
        box.setCurrentIndex(box.findData(field_id))
        self.page.unit_view.selectionModel().clear()
        self._show()

    def _offer_whose(self) -> None:
        """Offer the final answers once there are any."""
        own = self._desk.review.reviewer.initials
        names = [(Whose.OWN.value, self.tr("Your answers ({0})").format(own))]
        if self._desk.review.charting.has_final():
            names.append((Whose.FINAL.value, self.tr("Final answers")))
        elif self._whose is Whose.FINAL:
            self._on_whose(Whose.OWN)
        self.page.show_whose(names, self._whose.value)

    def _on_whose(self, whose: Whose) -> None:
        self._whose, self._is_stale = whose, True
        self._read()

    def _put(self, row: int) -> None:
        code, unit = code_at(self.page.framework.codes, row), self._current()
        if code is None or unit is None:
            return
        words, anchor_id = self.page.selected()
        edit = self._coding.put(code, unit.unit, words, anchor_id)
        self._submit(edit, self.tr("Code “{0}”").format(code.label))

    def _take(self, row: int) -> None:
        rows = self.page.put.lines
        if not 0 <= row < len(rows):
            return
        one = rows[row]
        if not one.is_own:
            self.page.banner.tell(self.tr("This code is a colleague's. It stays."), "info")
            return
        self._submit(self._coding.taken(one.segment), self.tr("Take “{0}” off").format(one.label))

    def _on_done(self, done: bool) -> None:
        label = self.tr("Coding done") if done else self.tr("Coding not done")
        self._submit(self._coding.finished(self._field, done=done), label)

    def _save_segments(self) -> None:
        if self._table is not None:
            self._saving.segments(self._table)

    def _show_agreement(self) -> None:
        pairs = self._coding.compared(self._field)
        box = QMessageBox(self._desk.window)
        box.setWindowTitle(self.tr("Agreement on the codes"))
        box.setText(agreement_text(pairs, self))
        box.open()
        box.finished.connect(box.deleteLater)

    def _open(self) -> None:
        unit = self._current()
        if unit is None:
            return
        record = self._desk.review.records.record(unit.unit.study_id)
        row = row_of(unit.unit.row_id, rows_named(row.row_id for row in record.rows))
        cell = Cell(record.extraction_id, unit.unit.field_id, row)
        self._desk.show_cell(unit.unit.study_id, cell)
