"""Turns what the reviewer does in the form into edits of the shown record."""

from PySide6.QtCore import QObject, Signal

from app.domain.answers import Cell, Json
from app.domain.blocks import answer_of
from app.domain.errors import ValueDoesNotParse
from app.domain.records import Record
from ui.form import steps
from ui.form.verbs import RowVerb, Verb


class Requests(QObject):
    """Builds edits from the newest record and asks for them; none while it is complete."""

    edit_requested = Signal(object, str)
    steps_begun = Signal(str)
    steps_ended = Signal()

    def __init__(self, parent: QObject) -> None:
        """Start without a record."""
        super().__init__(parent)
        self._record: Record | None = None

    @property
    def record(self) -> Record | None:
        """The record from which edits are built."""
        return self._record

    @property
    def is_locked(self) -> bool:
        """Tell whether the record is complete (or absent) and takes no edits."""
        return self._record is None or self._record.is_locked

    def show_record(self, record: Record | None) -> None:
        """Build edits from this record from now on."""
        self._record = record

    def type(self, cell: Cell, value: Json) -> None:
        """Store a typed value."""
        if self._takes(cell) and self._record is not None:
            self._ask(steps.typed(self._record, cell, value))

    def take(self, cell: Cell, value: Json) -> None:
        """Store a value that was on offer."""
        if self._takes(cell) and self._record is not None:
            self._ask(steps.entered(self._record, cell, value, "Take"))

    def do(self, cell: Cell, verb: Verb, anchor_id: str = "") -> None:
        """Do what the menu of a card says."""
        if self._takes(cell) and self._record is not None:
            self._ask(steps.asked_for(self._record, cell, verb, anchor_id))

    def note(self, cell: Cell, text: str) -> None:
        """Store a note."""
        if self._takes(cell) and self._record is not None:
            self._ask(steps.noted(self._record, cell, text))

    def do_row(self, row_id: str, verb: RowVerb) -> None:
        """Move, duplicate or remove a row."""
        record = self._record
        if record is None or self.is_locked:
            return
        row = next((row for row in record.rows if row.row_id == row_id), None)
        if row is not None:
            self._ask_all(steps.row_asked_for(record, row, verb))

    def enter(self, cell: Cell, text: str) -> str:
        """Store what was typed into a cell of the table; return why not, or nothing."""
        if not self._takes(cell) or self._record is None:
            return ""
        field, before = self._record.form.field(cell.field_id), self._record.answer(cell)
        try:
            after = answer_of(self._record, field, text, before)
        except ValueDoesNotParse as problem:
            return problem.message
        self._ask(steps.answered(self._record, cell, after, "Type"))
        return ""

    def ask(self, step: steps.Step | None) -> None:
        """Ask for a step that was made elsewhere, unless the record is locked."""
        if not self.is_locked:
            self._ask(step)

    def _takes(self, cell: Cell) -> bool:
        record = self._record
        return not self.is_locked and record is not None and record.form.has(cell.field_id)

    def _ask(self, step: steps.Step | None) -> None:
        if step is not None:
            self.edit_requested.emit(step.edit, step.label)

    def _ask_all(self, wanted: tuple[steps.Step, ...]) -> None:
        if len(wanted) < 2:
            self._ask(wanted[0] if wanted else None)
            return
        self.steps_begun.emit(wanted[0].label)
        for step in wanted:
            self._ask(step)
        self.steps_ended.emit()
