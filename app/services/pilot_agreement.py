"""How far two reviewers agreed on the sources of a pilot, once both have sealed them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.agreement import Pair, gwet_ac1, percent
from app.domain.answers import Status
from app.domain.fields import FieldType, Form
from app.domain.pilots import Pilot
from app.services.codec import canonical
from app.services.sealed_pairs import Viewpoint, sealed_pairs
from db.models import AnswerRow

CATEGORIES = (FieldType.SINGLE, FieldType.YES_NO)


def agreement_of(session: Session, view: Viewpoint, form: Form, pilot: Pilot) -> Mapping[str, Any]:
    """Return percent agreement and Gwet's AC1 over a pilot; nothing before two have sealed.

    Compared are answers outside repeating groups that both gave, on sources that both
    sealed, as far as the viewer may compare them. Only counts leave: no answer of a colleague.
    """
    pairs = _finished_pairs(session, view, pilot)
    if not pairs:
        return {}
    asked = [
        field
        for section in form.study_sections
        if not section.repeating
        for field in section.fields
        if not field.is_computed
    ]
    answers = _answers(session, [key for pair in pairs for key in pair])
    found: list[Pair] = []
    categories: list[Pair] = []
    for one, two in pairs:
        for field in asked:
            first, second = (answers.get((key, field.field_id)) for key in (one, two))
            if first is None or second is None:
                continue
            found.append((first, second))
            if field.type in CATEGORIES:
                categories.append((first, second))
    return _told(len(pairs), found, categories)


def _told(sources: int, found: Sequence[Pair], categories: Sequence[Pair]) -> dict[str, Any]:
    share, chance_free = percent(found), gwet_ac1(categories)
    told: dict[str, Any] = {"sources": sources, "answers": len(found)}
    if share.value is not None:
        told["percent"] = round(100 * share.value, 1)
    if chance_free.value is not None:
        told["AC1"] = round(chance_free.value, 2)
    return told


def _finished_pairs(session: Session, view: Viewpoint, pilot: Pilot) -> list[tuple[str, str]]:
    """Return the extractions of two reviewers for every source that both have sealed."""
    pairs = sealed_pairs(session, view)
    keys = sorted(source.study_id for source in pilot.sources)
    return [pairs[key].extractions for key in keys if key in pairs]


def _answers(session: Session, extraction_ids: Sequence[str]) -> dict[tuple[str, str], str]:
    given = select(AnswerRow).where(
        AnswerRow.extraction_id.in_(extraction_ids),
        AnswerRow.row_id.is_(None),
        AnswerRow.status != Status.EMPTY.value,
    )
    return {
        (row.extraction_id, row.field_id): canonical([row.status, row.value])
        for row in session.scalars(given)
    }
