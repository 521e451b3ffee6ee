"""Further reports of a study: the PDF is taken in, and the edit that adds it is returned."""

from pathlib import Path

from app.domain.errors import AppError
from app.domain.folding import folded
from app.domain.ids import new_id
from app.domain.report_edits import AddReport
from app.domain.studies import ReportDraft, ReportRole
from app.services.papers import PaperService

_ROLE_WORDS = {
    ReportRole.PROTOCOL: ("protocol", "registration"),
    ReportRole.SUPPLEMENT: ("supp", "appendix", "additional", "annex", "esm", "_s1", "moesm"),
}


class ReportService:
    """Takes papers in that are no study of their own."""

    def __init__(self, papers: PaperService) -> None:
        """Take files in through `papers`."""
        self._papers = papers

    def taken(self, study_id: str, path: Path, password: str | None = None) -> AddReport:
        """Take a PDF in; the study has the report once the edit is applied.

        Raises AppError when the file can't be taken, or is the paper of a study already.
        """
        sha256 = self._papers.take_copy(path, password)
        owner = self._papers.study_of(sha256)
        if owner is not None:
            raise AppError(
                f"“{path.name}” is the paper of {owner[1]} already. Nothing was changed. "
                "If it is a report of this study, remove that one from the list first."
            )
        role = role_of_name(path.name)
        return AddReport(ReportDraft(study_id, new_id(), role, path.stem, sha256))


def role_of_name(name: str) -> ReportRole:
    """Return what a report is by the name of its file; a further report when it says nothing."""
    said = folded(name)
    for role, words in _ROLE_WORDS.items():
        if any(word in said for word in words):
            return role
    return ReportRole.SECONDARY
