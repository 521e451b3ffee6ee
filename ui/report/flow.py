"""Opens the report dialog, reads what it needs in a job, and writes the document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.jobs import JobContext
from ui.report.dialog import ReportDialog

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.errands import ReportText
    from app.export.word.parts import Part
    from ui.main_window import MainWindow


def start(window: MainWindow) -> None:
    """Show the dialog for the review that is open."""
    if window.review is not None and window.window_actions.stores():
        Reporting(window, window.review).open()


class Reporting(QObject):
    """One dialog, from its opening to its end."""

    def __init__(self, window: MainWindow, review: Review) -> None:
        """Work for a window and its review."""
        dialog = ReportDialog(window.theme.tokens, window)
        super().__init__(dialog)
        self.dialog = dialog
        self._window = window
        self._review = review
        self._read: ReportText | None = None
        self.dialog.save_requested.connect(self._save)
        self.dialog.text_changed.connect(self._keep)
        self.dialog.copy_requested.connect(self._copy)
        self.dialog.finished.connect(self.dialog.deleteLater)

    def open(self) -> None:
        """Show the dialog and read the review."""
        review = self._review

        def work(ctx: JobContext) -> ReportText:
            from app.errands import read_report

            return read_report(review, ctx)

        job = self._window.jobs.start(self.tr("Reading the review"), work)
        job.finished.connect(self._show)
        job.failed.connect(lambda problem: self.dialog.banner.tell(problem.message, "danger"))
        self.dialog.rejected.connect(job.cancel)
        self.dialog.open()

    def _show(self, read: ReportText) -> None:
        self._read = read
        self.dialog.show_parts(read.empty)
        methods = self._review.methods
        self.dialog.show_text(methods.own(), read.theirs, read.said, methods.written_over())

    def _keep(self, own: str) -> None:
        editor = self._window.editor
        if editor is not None and not self._review.read_only:
            over = [one.text for one in self._read.said] if self._read else []
            edit = self._review.methods.keep(own, over)
            editor.submit(edit, self.tr("Text of the methods"))

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.dialog.banner.tell(self.tr("Copied the text of the methods."), "success")

    def _save(self, parts: tuple[Part, ...]) -> None:
        if self._read is None:
            return
        from app.export.word.writing import Wanted

        folder, review = self._folder(), self._review
        if folder is None:
            return
        wanted = Wanted(parts, self.dialog.words())

        def work(ctx: JobContext) -> Path:
            from app.errands import write_report

            return write_report(review, wanted, folder, ctx)

        job = self._window.jobs.start(self.tr("Writing the report"), work)
        job.finished.connect(self._on_written)
        job.failed.connect(lambda problem: self.dialog.banner.tell(problem.message, "danger"))

    def _folder(self) -> Path | None:
        if not self._review.read_only:
            return self._review.folder / "exports"
        from PySide6.QtWidgets import QFileDialog

        title = self.tr("Export to which folder?")
        chosen = QFileDialog.getExistingDirectory(self.dialog, title)
        return Path(chosen) if chosen else None

    def _on_written(self, path: Path) -> None:
        from ui.flows.exporting import show_file

        self.dialog.banner.tell(self.tr("Wrote {0}").format(path.name), "success")
        self.dialog.banner.offer(self.tr("Open"), lambda: show_file(path))
