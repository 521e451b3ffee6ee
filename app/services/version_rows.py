"""Versions of a form as values, read from their rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.form_changes import Affects, ChangeKind, Decision, Resolution
from app.domain.form_versions import VersionInfo, heads
from app.services.codec import word_of
from db.models import FormRow, FormVersionRow, ReviewerRow


def versions_of(session: Session, form_id: str) -> dict[str, VersionInfo]:
    """Return the versions of a form by id, oldest first."""
    ordered = (
        select(FormVersionRow, ReviewerRow.name)
        .outerjoin(ReviewerRow, ReviewerRow.id == FormVersionRow.reviewer_id)
        .where(FormVersionRow.form_id == form_id)
        .order_by(FormVersionRow.number, FormVersionRow.created_at, FormVersionRow.id)
    )
    return {row.id: _info(row, name or "") for row, name in session.execute(ordered)}


def use_newest(session: Session) -> None:
    """Put the newest version of every form into use that came in a packet without one.

    A form that has a version in use keeps it: the reviewer decides about versions that came.
    """
    session.flush()
    for form in session.scalars(select(FormRow).where(FormRow.current_id.is_(None))):
        loose = heads(versions_of(session, form.id))
        form.current_id = loose[-1] if loose else None


def resolutions_from_json(documents: Iterable[Mapping[str, Any]]) -> tuple[Resolution, ...]:
    """Read decisions as a version keeps them; raises DamagedContent."""
    return tuple(
        Resolution(
            kind=word_of(ChangeKind, entry["kind"]),
            subject=str(entry["subject"]),
            decision=word_of(Decision, entry["decision"]),
            affects=word_of(Affects, entry["affects"]),
            option=str(entry.get("option", "")),
            target=str(entry.get("target", "")),
        )
        for entry in documents
    )


def _info(row: FormVersionRow, name: str) -> VersionInfo:
    return VersionInfo(
        version_id=row.id,
        number=row.number,
        parent_id=row.parent_id,
        merged_id=row.merged_id,
        reason=row.reason,
        by=name,
        at=row.created_at,
        device=row.device,
        resolutions=resolutions_from_json(row.resolutions or ()),
    )
