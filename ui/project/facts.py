"""What the page of the files says of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.studies import PaperState
from ui.project.small_pages import ReviewFiles

if TYPE_CHECKING:
    from app.bootstrap import Review


def files_of(review: Review) -> ReviewFiles:
    """Return where the review lies, how many papers it has and how many are missing."""
    studies = review.records.studies()
    papers = [study.paper for study in studies if study.paper is not None]
    missing = sum(study.paper_state is PaperState.MISSING for study in studies)
    size = sum(paper.size for paper in papers)
    notice = " ".join(review.warnings)
    return ReviewFiles(review.folder, len(papers), size, missing, notice)
