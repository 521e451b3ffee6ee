"""The paper of the study that is open: shown, missing or not there yet, and copied from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication

from app.domain.quotes import clean_quote
from app.domain.studies import Paper, PaperState, Study
from ui.extract.file_watch import FileWatch
from ui.extract.report_side import ReportSide
from ui.kept_paper import KeptPaper

if TYPE_CHECKING:
    from app.bootstrap import Review
    from ui.extract.controller import ExtractController
    from ui.reader.reader_pane import ReaderPane
    from ui.reader.values import ReadingPlace


class PaperSide(QObject):
    """Tells the reader what to show for a study."""

    said = Signal(str)
    find_requested = Signal(str)  # study_id

    def __init__(
        self, review: Review, reader: ReaderPane, controller: ExtractController, parent: QObject
    ) -> None:
        """Show papers of the review in the reader."""
        super().__init__(parent)
        self._review = review
        self._reader = reader
        self._controller = controller
        self._kept = KeptPaper(review.papers, reader)
        self.said.connect(controller.said)
        self.reports = ReportSide(review, controller, reader, self)
        self.reports.said.connect(self.said)
        self.reports.refused.connect(controller.refused)
        self.reports.shown.connect(lambda record: self.show(record.study))
        self._shown: tuple[Paper | None, PaperState] | None = None
        self._read_at: tuple[str, ReadingPlace] | None = None  # SHA-256, before the file changed
        self._file = FileWatch(self)
        self._file.changed.connect(self._on_file_changed)
        reader.paper_failed.connect(self._on_paper_failed)

    def show_if_new(self, study: Study) -> None:
        """Show the paper of a study unless it is the one that is shown."""
        if (study.paper, study.paper_state) != self._shown:
            self.show(study)

    def show(self, study: Study) -> None:
        """Show the paper of a study, or say why there is none and what to do."""
        self._shown = (study.paper, study.paper_state)
        record = self._controller.record
        self.reports.show_study(study, is_locked=record is None or record.is_locked)
        paper = study.paper
        self._file.watch(self._review.papers.path_of(paper.sha256) if paper else None)
        if study.paper is None:
            self._show_none(study, self.tr("{name} has no PDF yet. Drop it here."))
        elif study.paper_state is PaperState.MISSING:
            self._show_none(
                study,
                self.tr(
                    "The PDF of {name} is not in the review's papers folder any more. "
                    "Your answers are safe. Add the same PDF again."
                ),
            )
        else:
            self._kept.show(study.paper.sha256, study.label, study.paper.labels)

    def popup_point(self) -> QPoint:
        """Return the global point below the selection, where popups open."""
        canvas = self._reader.canvas
        frame = canvas.selection_frame()
        place = canvas.rect().center() if frame is None else frame.bottomLeft().toPoint()
        return canvas.viewport().mapToGlobal(place)

    def copy_cited(self) -> None:
        """Copy the selection with the study and the page."""
        selected, record = self._reader.selection(), self._controller.record
        if selected is None or record is None:
            return
        paper = record.study.paper_named(selected.paper)
        pages = sorted({place.page for place in selected.places})
        labels = [paper.label_of(page) if paper else str(page + 1) for page in pages]
        where = f"p. {labels[0]}" if len(labels) == 1 else f"pp. {labels[0]}–{labels[-1]}"
        text = f"“{clean_quote(selected.quote)}” ({record.study.label}, {where})"
        QGuiApplication.clipboard().setText(text)
        self.said.emit(self.tr("Copied with the study and the page."))

    def _on_paper_failed(self) -> None:
        """Wait for the right file where pages met another one before the watch did."""
        if self._reader.source.is_replaced:
            self._file.distrust()

    def _on_file_changed(self) -> None:
        """Open the file as it is now, at the place that was read last."""
        record, reader = self._controller.record, self._reader
        if record is None or record.study.paper is None:
            return
        sha256 = record.study.paper.sha256
        if reader.canvas.is_ready:
            self._read_at = sha256, reader.place()
        reader.source.forget(sha256)
        reader.source.forgive(self._review.papers.path_of(sha256))
        now = self._review.records.record(record.study.study_id)
        self.show(now.at_report(record.study.report_id).study)
        self._controller.show_highlights()
        if self._read_at is not None and self._read_at[0] == sha256:
            reader.restore(self._read_at[1])

    def _show_none(self, study: Study, message: str) -> None:
        def find() -> None:
            self.find_requested.emit(study.study_id)

        words = message.format(name=study.label)
        self._reader.show_empty(words, ((self.tr("Find the PDF…"), find),))
