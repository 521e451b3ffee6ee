"""How far the acting reviewer is in every study, without reading what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from app.domain.answers import Answer, Cell, Status
from app.domain.fields import Form
from app.domain.visibility import Outlook, needs
from app.services.acting import Acting
from app.services.record_reader import own_extractions, rows_by_extraction, status_of
from db.models import AnswerRow, GroupRow

Place: TypeAlias = tuple[str, str | None]
"""A field, and the row it stands in."""


@dataclass(frozen=True, slots=True)
class StudyCounts:
    """Cells answered, cells asked, and answers flagged as unsure."""

    answered: int
    asked: int
    flagged: int


def study_counts(
    session: Session, acting: Acting, form: Form, spared: Mapping[str, frozenset[str]]
) -> dict[str, StudyCounts]:
    """Return the counts of each of the acting reviewer's extractions that has answers or rows.

    One without either has the counts of `untouched`. `spared` are fields that are not asked of
    the reviewer, by extraction; those have counts always.
    """
    chosen = own_extractions(acting)
    answered, flagged = _counts_of(session, chosen, form)
    rows = _row_counts(session, chosen)
    bare = _places(Outlook(form, "", (), {}).hidden())
    hidden = dict.fromkeys({**rows, **answered, **flagged}, bare)
    hidden |= _hidden(session, chosen, form)
    hidden |= _spared(session, form, spared, hidden, bare)
    done_in_vain = _done_among(session, chosen, form, hidden) if any(hidden.values()) else {}
    return {
        extraction_id: StudyCounts(
            answered.get(extraction_id, 0) - done_in_vain.get(extraction_id, 0),
            _asked(form, rows.get(extraction_id, {}), hidden[extraction_id]),
            flagged.get(extraction_id, 0),
        )
        for extraction_id in hidden
    }


def _spared(
    session: Session,
    form: Form,
    spared: Mapping[str, frozenset[str]],
    hidden: Mapping[str, frozenset[Place]],
    bare: frozenset[Place],
) -> dict[str, frozenset[Place]]:
    """Return what is hidden in the extractions where some fields are not asked."""
    if not spared:
        return {}
    rows = rows_by_extraction(session, list(spared))
    found = {}
    for extraction_id, fields in spared.items():
        places = set(hidden.get(extraction_id, bare))
        for field_id in fields:
            section = form.section_of(field_id)
            if section.repeating:
                own = rows.get(extraction_id, ())
                places |= {(field_id, r.row_id) for r in own if r.section_key == section.key}
            else:
                places.add((field_id, None))
        found[extraction_id] = frozenset(places)
    return found


def untouched(form: Form) -> StudyCounts:
    """Return the counts of an extraction without answers or rows."""
    return StudyCounts(0, _asked(form, {}, _places(Outlook(form, "", (), {}).hidden())), 0)


def _asked(form: Form, rows: Mapping[str, int], hidden: frozenset[Place]) -> int:
    """Count the cells that are asked, given the rows of each section."""
    asked = sum(
        (rows.get(section.key, 0) if section.repeating else 1)
        * sum(not field.is_computed for field in section.fields)
        for section in form.study_sections
    )
    return asked - sum(not form.field(field_id).is_computed for field_id, _row in hidden)


def _counts_of(
    session: Session, chosen: Select[str], form: Form
) -> tuple[dict[str, int], dict[str, int]]:
    """Count the answers in rows that are shown: those of fields that are asked, and the unsure.

    One look at the answers for both: reading 100,000 of them twice is felt when a review opens.
    """
    asked = [field.field_id for field in form.study_fields if not field.is_computed]
    is_done = (
        AnswerRow.flagged.is_(False)
        & AnswerRow.field_id.in_(asked)
        & (AnswerRow.status != Status.EMPTY.value)
    )
    counted = (
        select(AnswerRow.extraction_id, _number(is_done), _number(AnswerRow.flagged.is_(True)))
        .outerjoin(GroupRow, GroupRow.id == AnswerRow.row_id)
        .where(AnswerRow.extraction_id.in_(chosen))
        .where(AnswerRow.row_id.is_(None) | GroupRow.removed.is_(False))
        .group_by(AnswerRow.extraction_id)
    )
    found = session.execute(counted).all()
    return (
        {row[0]: row[1] for row in found if row[1]},
        {row[0]: row[2] for row in found if row[2]},
    )


def _number(kept: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((kept, 1), else_=0))


def _row_counts(session: Session, chosen: Select[str]) -> dict[str, dict[str, int]]:
    counted = (
        select(GroupRow.extraction_id, GroupRow.section_key, func.count())
        .where(GroupRow.extraction_id.in_(chosen), GroupRow.removed.is_(False))
        .group_by(GroupRow.extraction_id, GroupRow.section_key)
    )
    found: dict[str, dict[str, int]] = {}
    for extraction_id, section_key, count in session.execute(counted):
        found.setdefault(extraction_id, {})[section_key] = count
    return found


def _done_among(
    session: Session, chosen: Select[str], form: Form, hidden: Mapping[str, frozenset[Place]]
) -> dict[str, int]:
    """Count the answers that are hidden, which do not count as answered."""
    fields = {
        field_id
        for places in hidden.values()
        for field_id, _row in places
        if not form.field(field_id).is_computed
    }
    wanted = select(AnswerRow.extraction_id, AnswerRow.field_id, AnswerRow.row_id).where(
        AnswerRow.extraction_id.in_(chosen),
        AnswerRow.field_id.in_(fields),
        AnswerRow.status != Status.EMPTY.value,
        AnswerRow.flagged.is_(False),
    )
    found: dict[str, int] = {}
    for extraction_id, field_id, row_id in session.execute(wanted):
        if (field_id, row_id) in hidden.get(extraction_id, frozenset()):
            found[extraction_id] = found.get(extraction_id, 0) + 1
    return found


def _hidden(session: Session, chosen: Select[str], form: Form) -> dict[str, frozenset[Place]]:
    """Return what each extraction hides; only answers that conditions ask for are read."""
    if not form.has_conditions:
        return {}
    rows = rows_by_extraction(session, chosen)
    asked_for = {field_id for asks in needs(form).values() for field_id in asks}
    parents = {s.parent_field.field_id for s in form.study_sections if s.parent_field is not None}
    wanted = select(
        AnswerRow.extraction_id,
        AnswerRow.field_id,
        AnswerRow.row_id,
        AnswerRow.value,
        AnswerRow.status,
    ).where(AnswerRow.extraction_id.in_(chosen), AnswerRow.field_id.in_(asked_for | parents))
    answers: dict[str, dict[Cell, Answer]] = {}
    for extraction_id, field_id, row_id, value, status in session.execute(wanted):
        cell = Cell(extraction_id, field_id, row_id)
        answers.setdefault(extraction_id, {})[cell] = Answer(value, status_of(status))
    return {
        extraction_id: _places(
            Outlook(
                form, extraction_id, rows.get(extraction_id, ()), answers.get(extraction_id, {})
            ).hidden()
        )
        for extraction_id in {**rows, **answers}
    }


def _places(cells: frozenset[Cell]) -> frozenset[Place]:
    return frozenset((cell.field_id, cell.row_id) for cell in cells)
