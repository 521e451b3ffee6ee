"""Rows for the tests of storage: a review with one reviewer, one form and one extraction."""

from sqlalchemy.orm import Session

from db.models import (
    AnswerRow,
    AuditRow,
    ExtractionRow,
    FormRow,
    FormVersionRow,
    GroupRow,
    ReviewerRow,
    ReviewRow,
    StudyRow,
)

MOMENT = "2025-01-31T09:05:00.000000+00:00"


def add_review(session: Session) -> None:
    """Add what every answer points to; the keys are the plain words below."""
    session.add_all(
        [
            ReviewRow(id="review", title="Peer support", created_at=MOMENT, app_version="0"),
            ReviewerRow(id="reviewer", name="Ana Ortiz", initials="AO", is_here=True),
            FormRow(id="form", key="jbi", name="JBI"),
            FormVersionRow(
                id="version", form_id="form", number=1, document={"name": "JBI"}, created_at=MOMENT
            ),
            StudyRow(id="study", label="Lee 2020"),
            ExtractionRow(
                id="extraction", study_id="study", reviewer_id="reviewer", form_id="form"
            ),
            GroupRow(id="row1", extraction_id="extraction", section_key="groups"),
            GroupRow(id="row2", extraction_id="extraction", section_key="groups", position=1),
        ]
    )


def answer(key: str, field_id: str, value: object = None, row_id: str | None = None) -> AnswerRow:
    """Return an answer of the extraction."""
    return AnswerRow(
        id=key,
        extraction_id="extraction",
        field_id=field_id,
        row_id=row_id,
        value=value,
        status="filled",
        form_version_id="version",
        updated_at=MOMENT,
    )


def entry(key: str) -> AuditRow:
    """Return an entry of the log."""
    return AuditRow(id=key, at=MOMENT, kind="FillAnswer", subject_id="extraction")
