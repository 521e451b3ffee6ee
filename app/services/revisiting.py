"""Reads which answers the versions of a form want to be looked at again."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.answers import Cell, Status
from app.domain.fields import Form, Scope
from app.domain.form_changes import Resolution
from app.domain.form_versions import AnswerFacts, Revisits, VersionInfo
from app.domain.templates import form_from_json
from app.services.hidden_cells import HiddenCells
from app.services.version_rows import versions_of
from db.models import (
    AnswerRow,
    EvidenceRow,
    ExtractionRow,
    FormRow,
    FormVersionRow,
    GroupRow,
    StudyRow,
)


@dataclass(frozen=True, slots=True)
class Revisit:
    """A cell to look at again. `stamp` is the version of its answer ("" without one)."""

    study_id: str
    study: str
    cell: Cell
    field: str
    row: int | None
    stamp: str
    reasons: tuple[tuple[VersionInfo, Resolution], ...]


def begun_under(session: Session, form_id: str) -> dict[str, frozenset[str]]:
    """Return the versions that the answers of each extraction were given under."""
    found: dict[str, set[str]] = {}
    stamped = (
        select(AnswerRow.extraction_id, AnswerRow.form_version_id)
        .join(ExtractionRow, ExtractionRow.id == AnswerRow.extraction_id)
        .where(ExtractionRow.form_id == form_id, AnswerRow.status != Status.EMPTY.value)
        .distinct()
    )
    for extraction_id, version_id in session.execute(stamped):
        found.setdefault(extraction_id, set()).add(version_id)
    return {key: frozenset(stamps) for key, stamps in found.items()}


def revisits(
    session: Session, form_row: FormRow, extraction_ids: Collection[str]
) -> tuple[Revisit, ...]:
    """Return the cells of these extractions to look at again: by study, then by the form.

    A cell that the form does not ask with the answers as they are is left out.
    """
    if form_row.current_id is None:
        return ()
    asked = Revisits(versions_of(session, form_row.id), form_row.current_id)
    version = session.get(FormVersionRow, form_row.current_id)
    if version is None or not asked.field_ids:
        return ()
    form = form_from_json(version.document)
    reader = _Reader(session, form_row.id, asked, form)
    studies = (
        select(ExtractionRow.id, StudyRow)
        .join(StudyRow, StudyRow.id == ExtractionRow.study_id)
        .where(ExtractionRow.form_id == form_row.id, StudyRow.removed.is_(False))
        .order_by(StudyRow.position, StudyRow.id, ExtractionRow.id)
    )
    wanted = frozenset(extraction_ids)
    return tuple(
        found
        for extraction_id, study in session.execute(studies)
        if extraction_id in wanted
        for found in reader.of(extraction_id, study)
    )


class _Reader:
    """What the asked fields hold in all extractions, read in one statement each."""

    def __init__(self, session: Session, form_id: str, asked: Revisits, form: Form) -> None:
        self._asked = asked
        self._form = form
        self._fields = [
            field.field_id
            for section in form.sections
            if section.scope is Scope.STUDY
            for field in section.fields
            if field.field_id in asked.field_ids and not field.is_computed
        ]
        self._begun = begun_under(session, form_id)
        own = select(ExtractionRow.id).where(ExtractionRow.form_id == form_id)
        self._quoted = _quoted(session, own, self._fields)
        self._hidden = HiddenCells(session, form, own, self._fields)
        self._answers = {
            Cell(row.extraction_id, row.field_id, row.row_id): row
            for row in session.scalars(
                select(AnswerRow).where(
                    AnswerRow.extraction_id.in_(own), AnswerRow.field_id.in_(self._fields)
                )
            )
        }
        self._rows: dict[tuple[str, str], list[str]] = {}
        shown = (
            select(GroupRow)
            .where(GroupRow.extraction_id.in_(own), GroupRow.removed.is_(False))
            .order_by(GroupRow.position, GroupRow.id)
        )
        for row in session.scalars(shown):
            self._rows.setdefault((row.extraction_id, row.section_key), []).append(row.id)

    def of(self, extraction_id: str, study: StudyRow) -> Iterator[Revisit]:
        """Yield the cells of one extraction to look at again, in the order of the form."""
        begun = self._begun.get(extraction_id, frozenset())
        if not begun:
            return
        for field_id in self._fields:
            for cell, number in self._cells(extraction_id, field_id):
                row = self._answers.get(cell)
                reasons = self._asked.reasons(field_id, self._facts(cell, row), begun)
                if reasons and not self._hidden.hides(cell):
                    label = self._form.field(field_id).label
                    stamp = "" if row is None else row.form_version_id
                    yield Revisit(study.id, study.label, cell, label, number, stamp, reasons)

    def _cells(self, extraction_id: str, field_id: str) -> Iterator[tuple[Cell, int | None]]:
        section = self._form.section_of(field_id)
        if not section.repeating:
            yield Cell(extraction_id, field_id), None
            return
        for number, row_id in enumerate(self._rows.get((extraction_id, section.key), []), start=1):
            yield Cell(extraction_id, field_id, row_id), number

    def _facts(self, cell: Cell, row: AnswerRow | None) -> AnswerFacts | None:
        if row is None:
            return None
        empty = row.status == Status.EMPTY.value
        return AnswerFacts(row.value, empty, cell in self._quoted, row.form_version_id)


def _quoted(session: Session, own: Select[str], fields: Collection[str]) -> set[Cell]:
    linked = select(EvidenceRow).where(
        EvidenceRow.extraction_id.in_(own),
        EvidenceRow.field_id.in_(fields),
        EvidenceRow.removed.is_(False),
    )
    return {
        Cell(row.extraction_id, row.field_id or "", row.row_id) for row in session.scalars(linked)
    }
