"""Counts which cells a change of the form touches."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.answers import Cell, Status
from app.domain.fields import Form
from app.domain.form_changes import Affects, FormChange
from app.domain.form_versions import has_option
from app.services.hidden_cells import HiddenCells
from db.models import AnswerRow, EvidenceRow, ExtractionRow, GroupRow, StudyRow


@dataclass(frozen=True, slots=True)
class Touched:
    """How much of what one reviewer has answered a change touches."""

    studies: int = 0
    cells: int = 0


class TouchedCells:
    """One reviewer's extractions with a form, as far as changes of the form are about them."""

    def __init__(self, session: Session, form_id: str, reviewer_id: str) -> None:
        """Read which extractions were begun."""
        self._session = session
        begun = (
            select(ExtractionRow.id, ExtractionRow.study_id)
            .join(AnswerRow, AnswerRow.extraction_id == ExtractionRow.id)
            .join(StudyRow, StudyRow.id == ExtractionRow.study_id)
            .where(
                ExtractionRow.form_id == form_id,
                ExtractionRow.reviewer_id == reviewer_id,
                StudyRow.removed.is_(False),
                AnswerRow.status != Status.EMPTY.value,
            )
            .distinct()
        )
        self._study_of = {row.id: row.study_id for row in session.execute(begun)}

    def count(self, change: FormChange, new: Form) -> Touched:
        """Count the cells that a change on the way to the form `new` touches and it asks."""
        if change.affects is Affects.NOTHING:
            return Touched()
        answers = self._answers(change.subject)
        if change.affects is Affects.EMPTY:
            cells = [cell for cell in self._cells(change.subject, new) if cell not in answers]
        elif change.affects is Affects.OPTION:
            cells = [c for c, row in answers.items() if has_option(row.value, change.option)]
        elif change.affects is Affects.UNQUOTED:
            quoted = self._quoted(change.subject)
            cells = [cell for cell in answers if cell not in quoted]
        else:
            cells = list(answers)
        asked = self._asked(cells, change.subject, new)
        return Touched(len({self._study_of[cell.extraction_id] for cell in asked}), len(asked))

    def _asked(self, cells: list[Cell], field_id: str, form: Form) -> list[Cell]:
        if not form.has(field_id):
            return cells
        own = select(ExtractionRow.id).where(ExtractionRow.id.in_(self._study_of))
        hidden = HiddenCells(self._session, form, own, (field_id,))
        return [cell for cell in cells if not hidden.hides(cell)]

    def _answers(self, field_id: str) -> dict[Cell, AnswerRow]:
        found = (
            select(AnswerRow)
            .outerjoin(GroupRow, GroupRow.id == AnswerRow.row_id)
            .where(
                AnswerRow.field_id == field_id,
                AnswerRow.status != Status.EMPTY.value,
                GroupRow.removed.is_not(True),
            )
        )
        return {
            Cell(row.extraction_id, field_id, row.row_id): row
            for row in self._session.scalars(found)
            if row.extraction_id in self._study_of
        }

    def _quoted(self, field_id: str) -> set[Cell]:
        linked = select(EvidenceRow).where(
            EvidenceRow.field_id == field_id, EvidenceRow.removed.is_(False)
        )
        return {
            Cell(row.extraction_id, field_id, row.row_id) for row in self._session.scalars(linked)
        }

    def _cells(self, field_id: str, form: Form) -> list[Cell]:
        """Return every cell of a field, answered or not; a row each in a repeating section."""
        section = form.section_of(field_id)
        if not section.repeating:
            return [Cell(extraction_id, field_id) for extraction_id in self._study_of]
        rows = select(GroupRow).where(
            GroupRow.section_key == section.key, GroupRow.removed.is_(False)
        )
        return [
            Cell(row.extraction_id, field_id, row.id)
            for row in self._session.scalars(rows)
            if row.extraction_id in self._study_of
        ]
