"""Which cells a record's answers hide; hidden answers are kept."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from app.domain.answers import NO_ANSWER, Answer, Cell
from app.domain.conditions import Condition, asks_of, holds
from app.domain.fields import Form, Section


class RowLike(Protocol):
    """What is needed of a row: its key, its section, its place."""

    @property
    def row_id(self) -> str:
        """The key of the row."""
        ...

    @property
    def section_key(self) -> str:
        """The key of its section."""
        ...

    @property
    def position(self) -> int:
        """Its place, counted from 0."""
        ...


def needs(form: Form) -> dict[str, tuple[str, ...]]:
    """Return the fields that each field's showing depends on; a circle there is a mistake."""
    return {
        entry.field_id: tuple(
            ask.field_id
            for condition in (section.show_if, entry.show_if)
            for ask in asks_of(condition)
        )
        for section in form.sections
        for entry in section.fields
    }


class Outlook:
    """What one cell of a record sees of the others.

    A field of the same row is looked up in that row, one of the section above in the row
    referred to, others in all their rows.
    """

    def __init__(
        self,
        form: Form,
        extraction_id: str,
        rows: Sequence[RowLike],
        answers: Mapping[Cell, Answer],
    ) -> None:
        """Look at these answers."""
        self._form = form
        self._extraction_id = extraction_id
        self._answers = answers
        self._rows: dict[str, list[str | None]] = {}
        for row in sorted(rows, key=lambda row: row.position):
            self._rows.setdefault(row.section_key, []).append(row.row_id)
        self._shown: dict[Cell, bool] = {}

    def hidden(self) -> frozenset[Cell]:
        """Return the cells whose condition (or whose section's) does not hold.

        An answer that is hidden itself counts as none.
        """
        if not self._form.has_conditions:
            return frozenset()
        cells = (
            Cell(self._extraction_id, field.field_id, row_id)
            for section in self._form.study_sections
            for row_id in self._rows_of(section)
            for field in section.fields
            if section.show_if is not None or field.show_if is not None
        )
        return frozenset(cell for cell in cells if not self.shows(cell))

    def holds(self, condition: Condition) -> bool:
        """Tell whether a condition holds, seen from outside all rows."""
        return holds(condition, self._answers_outside)

    def _answers_outside(self, field_id: str) -> list[Answer]:
        if not self._form.has(field_id):
            return []
        rows = self._rows_of(self._form.section_of(field_id))
        asked = (Cell(self._extraction_id, field_id, row_id) for row_id in rows)
        return [self._answers.get(one, NO_ANSWER) for one in asked if self.shows(one)]

    def seen(self, cell: Cell, field_id: str) -> tuple[Cell, ...]:
        """Return the cells of a field that a cell asks about; hidden ones are left out."""
        if not self._form.has(field_id):
            return ()
        rows = self._rows_seen(cell, self._form.section_of(field_id))
        asked = (Cell(self._extraction_id, field_id, row_id) for row_id in rows)
        return tuple(one for one in asked if self.shows(one))

    def shows(self, cell: Cell) -> bool:
        """Tell whether a cell is asked: its condition and that of its section hold."""
        if cell not in self._shown:
            self._shown[cell] = True
            section = self._form.section_of(cell.field_id)
            own = self._form.field(cell.field_id).show_if
            self._shown[cell] = (section.show_if is None or self.holds(section.show_if)) and (
                own is None or holds(own, lambda field_id: self._answers_seen(cell, field_id))
            )
        return self._shown[cell]

    def _answers_seen(self, cell: Cell, field_id: str) -> list[Answer]:
        return [self._answers.get(one, NO_ANSWER) for one in self.seen(cell, field_id)]

    def _rows_seen(self, cell: Cell, asked: Section) -> list[str | None]:
        own = self._form.section_of(cell.field_id)
        if own.key == asked.key:
            return [cell.row_id]
        parent = own.parent_field
        if parent is not None and parent.points_to == asked.key and cell.row_id:
            reference = Cell(self._extraction_id, parent.field_id, cell.row_id)
            named = self._answers.get(reference, NO_ANSWER).value
            return [row_id for row_id in self._rows_of(asked) if row_id == named]
        return self._rows_of(asked)

    def _rows_of(self, section: Section) -> list[str | None]:
        return self._rows.get(section.key, []) if section.repeating else [None]
