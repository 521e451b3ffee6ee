"""Work that a packet speaks of and does not bring: a checker's packet may come before the work."""

from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.ids import derived_id
from db.models import CheckRow, ExtractionRow, FormRow, ReviewerRow, StudyRow


def begin_checked_work(session: Session) -> None:
    """Begin the extractions that checks point to and that did not come yet.

    Their keys tell whose they are, of which study and form. They are empty and as old as the
    review, so that what comes with their own packet stands. A key that tells nothing stays as it
    is, and the merge is refused.
    """
    known = select(ExtractionRow.id)
    wanted = select(CheckRow.extraction_id).where(CheckRow.extraction_id.not_in(known)).distinct()
    missing = set(session.scalars(wanted))
    if not missing:
        return
    columns = (StudyRow.id, ReviewerRow.id, FormRow.id)
    for study, reviewer, form in product(*(session.scalars(select(c)).all() for c in columns)):
        key = derived_id("extraction", study, reviewer, form)
        if key in missing:
            session.add(ExtractionRow(id=key, study_id=study, reviewer_id=reviewer, form_id=form))
