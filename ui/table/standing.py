"""What the current cell of the charting table rests on, and the way to it in the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QTimer, Signal

from app.domain.coded import coded_field, is_codes_field
from app.domain.codes import Unit
from app.domain.errors import AppError
from ui.table.strip import Shown

if TYPE_CHECKING:
    from app.domain.fields import Field
    from app.domain.records import Evidence, Record
    from ui.table.answers import Answers
    from ui.table.model import ChartingModel, Spot
    from ui.table.view import TablePage
    from ui.workspaces import Desk

Index = QModelIndex | QPersistentModelIndex
PAUSE = 60  # milliseconds a cell must stay the current one before its quotes are read


class Standing(QObject):
    """Shows study, field, value, quotes and date of the current cell; opens its place."""

    stood = Signal(object, object, object)  # Record, Cell, Anchor: each None when there is none

    def __init__(self, desk: Desk, answers: Answers, model: ChartingModel, page: TablePage) -> None:
        """Read quotes from the answers."""
        super().__init__(page)
        self._desk = desk
        self._answers = answers
        self._model = model
        self._page = page
        self._number = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._show_quotes)

    def show(self, index: Index, _before: object = None) -> None:
        """Show a cell; its quotes follow when it stays the current one."""
        self._number = 0
        spot = self._model.spot(index)
        if spot is None:
            self._timer.stop()
            self._page.strip.show_cell(None)
            self.stood.emit(None, None, None)
            return
        self._page.strip.show_cell(Shown(self._head(spot, index)))
        self._timer.start()

    def next_quote(self) -> None:
        """Show the next quote of the cell."""
        self._number += 1
        self._show_quotes()

    def open(self, index: Index) -> None:
        """Open the study in Extract at the quote that the strip shows, else at the field."""
        spot = self._model.spot(index)
        if spot is None:
            return
        if spot.field is not None and is_codes_field(spot.field.field_id):
            self._desk.go("coding", _unit(spot, spot.field))
            return
        study_id = spot.study.study_id
        record, quotes = self._quotes(index, spot)
        if record is None:
            return
        item = quotes[self._number % len(quotes)] if quotes else None
        at = item.anchor if item is not None and item.anchor.places else None
        is_here = at is not None and record.study.paper_named(at.paper) is not None
        cell = self._model.seen(index).cell
        if at is not None and is_here:
            self._desk.show_place(study_id, at.places, at.paper)
        elif cell is not None:
            self._desk.show_cell(study_id, cell)
        else:
            self._desk.show_place(study_id, ())
        if at is not None and not is_here:
            self._desk.say(self.tr("This quote was taken from another copy of the paper."), "info")

    def close(self) -> None:
        """Stop reading."""
        self._timer.stop()

    def _show_quotes(self) -> None:
        index = self._page.grid.currentIndex()
        spot = self._model.spot(index)
        if spot is None:
            return
        record, quotes = self._quotes(index, spot)
        if record is None:
            return
        self._tell(record, quotes, index)
        if spot.field is None:
            return
        cell = self._model.seen(index).cell
        note = record.answer(cell).note if cell is not None else ""
        head = self._head(spot, index)
        changed = self._desk.review.charting.changed_on(cell) if cell is not None else ""
        who = self._desk.review.records.reviewer().initials
        said = self.tr("changed {0} {1}").format(changed, who) if changed else ""
        if note:
            head = f"{head}   {self.tr('Note: {0}').format(note)}"
        if not quotes:
            self._page.strip.show_cell(Shown(head, changed=said))
            return
        number = self._number % len(quotes)
        anchor, paper = quotes[number].anchor, record.study.paper
        page = str(anchor.page + 1) if paper is None else paper.label_of(anchor.page)
        place = self.tr("p. {0}").format(page)
        self._page.strip.show_cell(Shown(head, anchor.quote, place, number + 1, len(quotes), said))

    def _quotes(self, index: Index, spot: Spot) -> tuple[Record | None, tuple[Evidence, ...]]:
        try:
            record = self._answers.record_of(spot.study.study_id)
        except AppError as problem:
            self._desk.say(problem.message, "warning")
            return None, ()
        cell = self._model.seen(index).cell
        return record, record.evidence_of(cell) if cell is not None else ()

    def _tell(self, record: Record, quotes: tuple[Evidence, ...], index: Index) -> None:
        anchor = quotes[self._number % len(quotes)].anchor if quotes else None
        self.stood.emit(record, self._model.seen(index).cell, anchor)

    def _head(self, spot: Spot, index: Index) -> str:
        study = spot.study.record.study
        if spot.field is None:
            return f"{study.label} · {study.title}" if study.title else study.label
        text = self._model.seen(index).text
        return f"{study.label} · {spot.field.label}: {text}"


def _unit(spot: Spot, field: Field) -> Unit:
    """Return the answer whose codes a place lists."""
    section = spot.study.record.form.section_of(field.field_id)
    rows = spot.study.rows.get(section.key, ()) if section.repeating else ()
    row = rows[spot.line] if spot.line < len(rows) else ""
    return Unit(spot.study.study_id, coded_field(field.field_id), row)
