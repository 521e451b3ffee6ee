"""The tables of a review, the same in SQLite and PostgreSQL."""

from db.models.audit import AuditRow
from db.models.base import Base
from db.models.checks import ViewedPageRow, WaiverRow
from db.models.codes import CodeRow, CodingRow, SegmentRow
from db.models.consensus import DecisionRow
from db.models.evidence import AnchorRow, EvidenceRow
from db.models.exchange import AlignmentRow, CheckRow, ExchangeRow, SealRow, StampRow
from db.models.forms import FormDraftRow, FormPilotRow, FormRow, FormVersionRow
from db.models.library import PageTextRow, PaperBlobRow, PaperRow, ReportRow, StudyRow
from db.models.records import AnswerRow, ExtractionRow, GroupRow
from db.models.review import AssignmentRow, ReadingPlaceRow, ReviewerRow, ReviewRow
from db.models.screening import (
    RecordPairRow,
    RecordRow,
    ScreeningDecisionRow,
    SearchRow,
    ShelvedRecordRow,
)

__all__ = [
    "AlignmentRow",
    "AnchorRow",
    "AnswerRow",
    "AssignmentRow",
    "AuditRow",
    "Base",
    "CheckRow",
    "CodeRow",
    "CodingRow",
    "DecisionRow",
    "EvidenceRow",
    "ExchangeRow",
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
    "RecordPairRow",
    "RecordRow",
    "ReportRow",
    "ReviewRow",
    "ReviewerRow",
    "ScreeningDecisionRow",
    "SealRow",
    "SearchRow",
    "SegmentRow",
    "ShelvedRecordRow",
    "StampRow",
    "StudyRow",
    "ViewedPageRow",
    "WaiverRow",
]
