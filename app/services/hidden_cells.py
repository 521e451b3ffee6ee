"""Which cells a form does not ask, over many extractions at once."""

from collections.abc import Collection, Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.answers import Answer, Cell, Status
from app.domain.conditions import asks_of
from app.domain.fields import Form
from app.domain.records import Row
from app.domain.visibility import Outlook, needs
from db.models import AnswerRow, GroupRow


class HiddenCells:
    """The cells of some fields that the answers of their extraction hide.

    What the conditions of these fields depend on is read in two statements, and nothing at
    all when none of them has a condition.
    """

    def __init__(
        self, session: Session, form: Form, own: Select[str], fields: Collection[str]
    ) -> None:
        """Read what decides about `fields` in the extractions of `own`."""
        self._form = form
        needed = needs(form)
        self._conditional = {key for key in fields if needed.get(key)}
        self._rows: dict[str, list[Row]] = {}
        self._answers: dict[str, dict[Cell, Answer]] = {}
        self._outlooks: dict[str, Outlook] = {}
        if self._conditional:
            self._read_answers(session, own, _deciding(form, needed, self._conditional))
            self._read_rows(session, own)

    def hides(self, cell: Cell) -> bool:
        """Tell whether a cell is not asked."""
        if cell.field_id not in self._conditional:
            return False
        key = cell.extraction_id
        if key not in self._outlooks:
            rows, answers = self._rows.get(key, []), self._answers.get(key, {})
            self._outlooks[key] = Outlook(self._form, key, rows, answers)
        return not self._outlooks[key].shows(cell)

    def _read_answers(self, session: Session, own: Select[str], fields: Collection[str]) -> None:
        found = select(
            AnswerRow.extraction_id,
            AnswerRow.field_id,
            AnswerRow.row_id,
            AnswerRow.value,
            AnswerRow.status,
        ).where(AnswerRow.extraction_id.in_(own), AnswerRow.field_id.in_(fields))
        for extraction_id, field_id, row_id, value, status in session.execute(found):
            cells = self._answers.setdefault(extraction_id, {})
            cells[Cell(extraction_id, field_id, row_id)] = Answer(value, Status(status))

    def _read_rows(self, session: Session, own: Select[str]) -> None:
        found = select(
            GroupRow.extraction_id, GroupRow.id, GroupRow.section_key, GroupRow.position
        ).where(GroupRow.extraction_id.in_(own), GroupRow.removed.is_(False))
        for extraction_id, row_id, section_key, position in session.execute(found):
            row = Row(row_id, section_key, position)
            self._rows.setdefault(extraction_id, []).append(row)


def _deciding(
    form: Form, needed: Mapping[str, Collection[str]], conditional: Collection[str]
) -> set[str]:
    """Return the fields that decide about some fields, and those that name rows above theirs."""
    found: set[str] = set()
    waiting = list(conditional)
    while waiting:
        more = [key for key in needed.get(waiting.pop(), ()) if key not in found]
        found.update(more)
        waiting += more
    parents = (section.parent_field for section in form.study_sections)
    conditions = (asks_of(section.show_if) for section in form.study_sections)
    found |= {parent.field_id for parent in parents if parent is not None}
    return found | {ask.field_id for asks in conditions for ask in asks}
