"""The tables of a review, the same in SQLite and PostgreSQL."""

from db.models.audit import AuditRow
from db.models.base import Base
from db.models.consensus import DecisionRow
from db.models.evidence import AnchorRow, EvidenceRow
from db.models.forms import FormDraftRow, FormPilotRow, FormRow, FormVersionRow
from db.models.library import PageTextRow, PaperBlobRow, PaperRow, ReportRow, StudyRow
from db.models.records import AnswerRow, ExtractionRow, GroupRow
from db.models.review import AssignmentRow, ReadingPlaceRow, ReviewerRow, ReviewRow
from db.models.screening import RecordRow, ScreeningDecisionRow, SearchRow

__all__ = [
    "AnchorRow",
    "AnswerRow",
    "AssignmentRow",
    "AuditRow",
    "Base",
    "DecisionRow",
    "EvidenceRow",
    "ExtractionRow",
    "FormDraftRow",
    "FormPilotRow",
    "FormRow",
    "FormVersionRow",
    "GroupRow",
    "PageTextRow",
    "PaperBlobRow",
    "PaperRow",
    "ReadingPlaceRow",
    "RecordRow",
    "ReportRow",
    "ReviewRow",
    "ReviewerRow",
    "ScreeningDecisionRow",
    "SearchRow",
    "StudyRow",
]
