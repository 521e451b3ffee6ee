"""What is done with the rows of a repeating group: in cards, in the table, by their headings."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.blocks import answer_of, read_block
from app.domain.edits import AddRow, Together
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Section
from app.domain.records import Record, Row
from app.domain.row_names import row_name
from ui.form import grid_steps
from ui.form.answering import Answering
from ui.form.body import FormBody
from ui.form.grid_block import GridBlock
from ui.form.grid_steps import Pasting
from ui.form.pager import Pager
from ui.form.steps import Step
from ui.form.verbs import RowVerb


class RowSide(QObject):
    """Asks for rows and for blocks of cells; each gesture is one step for undo."""

    cell_wanted = Signal(object)  # Cell: go there and put the caret into it
    cell_chosen = Signal(object)  # Cell: it is the target now
    announced = Signal(str)

    def __init__(self, answering: Answering, pager: Pager, parent: QObject) -> None:
        """Ask through `answering`."""
        super().__init__(parent)
        self._answering = answering
        self._pager = pager
        self._grid: GridBlock | None = None
        self._waiting: Pasting | None = None

    def wire(self, body: FormBody) -> None:
        """Listen to the rows of a body."""
        body.row_verb_chosen.connect(self._on_verb)
        body.row_wanted.connect(self._on_row_wanted)
        body.heading_typed.connect(self._on_heading)
        body.given_wanted.connect(self._on_given)
        body.child_wanted.connect(self._on_child)
        body.child_chosen.connect(self._on_child_chosen)
        body.grid_made.connect(self._wire_grid)

    def _wire_grid(self, grid: GridBlock) -> None:
        self._grid, self._waiting = grid, None
        grid.verb_chosen.connect(self._on_verb)
        grid.view.cell_chosen.connect(self.cell_chosen)
        grid.view.text_typed.connect(self._on_text)
        grid.view.new_typed.connect(self._on_new)
        grid.view.block_pasted.connect(self._on_pasted)
        grid.view.cells_cleared.connect(self._on_cleared)
        grid.rejects.answered.connect(self._on_answered)

    def _on_verb(self, verb: str, row_id: str) -> None:
        if verb == RowVerb.TOGGLE:
            self._pager.toggle_row(row_id)
            return
        self._answering.flush()
        self._answering.do_row(row_id, RowVerb(verb))

    def _on_row_wanted(self) -> None:
        self._answering.flush()
        record = self._open_record()
        if record is not None:
            self._add(grid_steps.new_row(record, self._section(record), {}))

    def _on_heading(self, heading: str) -> None:
        self._answering.flush()
        record = self._open_record()
        if record is None:
            return
        section = self._section(record)
        naming, named = (
            section.label_field,
            Answer(heading, Status.FILLED, report_id=record.study.source),
        )
        self._add(grid_steps.new_row(record, section, {naming.field_id: named} if naming else {}))

    def _on_given(self) -> None:
        record = self._open_record()
        if record is not None:
            self._answering.ask(grid_steps.given_rows(record, self._section(record)))

    def _on_child(self, section_key: str, row_id: str) -> None:
        self._answering.flush()
        record = self._open_record()
        if record is not None:
            section = record.form.section(section_key)
            self._add(grid_steps.child_of(record, _row(record, row_id), section))

    def _on_child_chosen(self, row_id: str) -> None:
        record = self._answering.record
        cells = record.cells() if record is not None else ()
        first = next((cell for cell in cells if cell.row_id == row_id), None)
        if first is not None:
            self.cell_wanted.emit(first)

    def _on_text(self, cell: Cell, text: str) -> None:
        message = self._answering.enter(cell, text)
        if self._grid is None:
            return
        if message:
            self._grid.model.refuse(cell, text, message)
            self.announced.emit(message)
        else:
            self._grid.model.forget(cell)
        self._grid.show_message(message)

    def _on_new(self, field_id: str, text: str) -> None:
        record = self._open_record()
        if record is None:
            return
        field = record.form.field(field_id)
        try:
            answer = answer_of(record, field, text, NO_ANSWER)
        except ValueDoesNotParse as problem:
            if self._grid is not None:
                self._grid.show_message(problem.message)
            self.announced.emit(problem.message)
            return
        section = self._section(record)
        if answer.status.has_value:
            answer = replace(answer, report_id=record.study.source)
        self._answering.ask(grid_steps.new_row(record, section, {field_id: answer}))

    def _on_pasted(self, row: int, column: int, text: str) -> None:
        record = self._open_record()
        if record is None or self._grid is None:
            return
        model = self._grid.model
        pasting = grid_steps.pasted(
            record, model.section, model.fields, (row, column), read_block(text)
        )
        if pasting.rejects:
            self._waiting = pasting
            self._grid.rejects.show_rejects(pasting.rejects, pasting.cells)
            return
        self._answering.ask(pasting.step)

    def _on_answered(self, pastes: bool) -> None:
        waiting, self._waiting = self._waiting, None
        if self._grid is not None:
            self._grid.rejects.hide()
            self._grid.view.setFocus()
        if pastes and waiting is not None and self._open_record() is not None:
            self._answering.ask(waiting.step)

    def _on_cleared(self, cells: tuple[Cell, ...]) -> None:
        record = self._open_record()
        if record is not None:
            self._answering.ask(grid_steps.cleared(record, cells))

    def _add(self, step: Step | None) -> None:
        """Ask for a row and go to its first empty cell."""
        if step is None:
            return
        self._answering.ask(step)
        added, record = step.edit, self._answering.record
        added = added.edits[0] if isinstance(added, Together) else added
        if record is None or not isinstance(added, AddRow):
            return
        cells = [cell for cell in record.cells() if cell.row_id == added.row_id]
        empty = (cell for cell in cells if not record.answer(cell).is_done)
        first = next(empty, None)
        if first is not None:
            self.cell_wanted.emit(first)
            row = _row(record, added.row_id)
            self.announced.emit(self.tr("Added {0}").format(row_name(record, row)))

    def _open_record(self) -> Record | None:
        return None if self._answering.is_locked else self._answering.record

    def _section(self, record: Record) -> Section:
        return record.form.section(self._pager.section)


def _row(record: Record, row_id: str) -> Row:
    return next(row for row in record.rows if row.row_id == row_id)
