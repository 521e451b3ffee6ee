"""A paper of a study beside two people's answers: opened by its hash, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.studies import PaperState
from ui.kept_paper import KeptPaper
from ui.reader.values import Highlight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.bootstrap import Review
    from app.domain.anchors import Anchor
    from app.domain.records import Record
    from app.domain.studies import Study
    from ui.reader.paper_pane import PaperPane


class StudyPaper:
    """Opens one of the papers of a study in a pane, and knows which it is."""

    def __init__(self, review: Review, pane: PaperPane) -> None:
        """Show papers of the review in the pane."""
        self._kept = KeptPaper(review.papers, pane)
        self.pane = pane
        self.shown = ""  # SHA-256

    def show(self, study: Study, anchors: Sequence[Anchor]) -> None:
        """Open the paper of the first anchor; without one the open paper, or the main, stays."""
        self.open(study, anchors[0].paper if anchors else self._usual(study))

    def open(self, study: Study, sha256: str) -> None:
        """Open a paper of the study unless it is open, or about to be."""
        if sha256 and sha256 == self.shown:
            return
        self.shown = sha256
        paper, report = study.paper_named(sha256), study.report_of_paper(sha256)
        if paper is None:
            self.pane.show_empty(_tr("There is no PDF of this study."))
        elif report is not None and report.paper_state is PaperState.MISSING:
            self.pane.show_empty(
                _tr(
                    "The PDF is not in the review's papers folder any more. The quotes stand "
                    "with the answers."
                )
            )
        else:
            self._kept.show(sha256, study.label, paper.labels)

    def _usual(self, study: Study) -> str:
        if study.paper_named(self.shown):
            return self.shown
        return study.paper.sha256 if study.paper else ""


def quotes_on(record: Record, sha256: str) -> list[Highlight]:
    """Return the quotes of a record in a paper; each names its fields when pointed at."""
    tips: dict[str, list[str]] = {}
    anchors: dict[str, Anchor] = {}
    for item in record.evidence:
        if item.anchor.paper != sha256 or not item.anchor.places:
            continue
        anchors[item.anchor.anchor_id] = item.anchor
        named = tips.setdefault(item.anchor.anchor_id, [])
        if item.cell is not None and record.form.has(item.cell.field_id):
            field = record.form.field(item.cell.field_id)
            named.append(f"{record.form.number_of(field.field_id)} {field.label}")
    without = _tr("Without a field")
    return [
        Highlight(key, anchor.places, None, "", "\n".join(tips[key]) or without)
        for key, anchor in anchors.items()
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("study paper", text)
