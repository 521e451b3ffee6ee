"""Codes and segments as the database has them; a merged code is read as what took its place."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.codes import Code, Origin, Segment, Unit
from app.services.codec import word_of
from db.models import CodeRow, SegmentRow


def codes_in(session: Session) -> tuple[Code, ...]:
    """Return the codes that are in use; what stood under a merged one stands under the other."""
    rows = list(session.scalars(select(CodeRow)))
    stands = standing(session)
    return tuple(
        Code(
            row.id,
            row.label,
            row.definition,
            stands.get(row.parent_id or "", ""),
            row.position,
            word_of(Origin, row.origin),
        )
        for row in rows
        if not row.removed and not row.merged_into
    )


def standing(session: Session) -> Mapping[str, str]:
    """Return for every code the one that stands for it now; removed ones are left out."""
    rows = {row.id: row for row in session.scalars(select(CodeRow))}
    found: dict[str, str] = {}
    for key, first in rows.items():
        row, seen = first, {key}
        while row.merged_into and row.merged_into in rows and row.merged_into not in seen:
            row = rows[row.merged_into]
            seen.add(row.id)
        if not row.removed and not row.merged_into:
            found[key] = row.id
    return found


def segments_in(session: Session, field_id: str = "") -> tuple[Segment, ...]:
    """Return every segment (of one field), whoever made it."""
    stands = standing(session)
    wanted = select(SegmentRow).where(SegmentRow.removed.is_(False)).order_by(SegmentRow.id)
    if field_id:
        wanted = wanted.where(SegmentRow.field_id == field_id)
    return tuple(
        Segment(
            row.id,
            stands[row.code_id],
            row.reviewer_id,
            Unit(row.study_id, row.field_id, row.row_id),
            row.quote,
            row.anchor_id,
        )
        for row in session.scalars(wanted)
        if row.code_id in stands
    )


def is_used(session: Session, code_id: str) -> bool:
    """Tell whether a code is on anything, took another's place, or has codes under it."""
    counts = (
        select(func.count()).where(SegmentRow.code_id == code_id, SegmentRow.removed.is_(False)),
        select(func.count()).where(CodeRow.parent_id == code_id, CodeRow.removed.is_(False)),
        select(func.count()).where(CodeRow.merged_into == code_id),
    )
    return any(session.scalar(count) for count in counts)
