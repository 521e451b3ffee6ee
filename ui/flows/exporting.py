"""Writes the workbook, or the papers with their quotes, with one click, off the window's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QWidget

from app.jobs import JobContext
from ui.counting import counted
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.export.annotated_pdf import AnnotatedCopies


class Exporting(QObject):
    """Exports what the acting reviewer extracted into the review's folder."""

    exported = Signal(str, object)  # sentence, path
    failed = Signal(str)

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        """Run in `jobs`; dialogs belong to `window`."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window

    def export(self, review: Review) -> None:
        """Write a dated workbook; an earlier one is never overwritten."""
        folder = self._folder_of(review)
        if folder is not None:
            self._export(review, folder)

    def export_papers(self, review: Review) -> None:
        """Write a copy of every paper with its quotes as annotations, into a dated folder."""
        folder = self._folder_of(review)
        if folder is not None:
            self._export_papers(review, folder)

    def _folder_of(self, review: Review) -> Path | None:
        return self._elsewhere() if review.read_only else review.folder / "exports"

    def _elsewhere(self) -> Path | None:
        """Ask for a folder, as that of a read-only review cannot be written."""
        from PySide6.QtWidgets import QFileDialog

        title = self.tr("Export to which folder?")
        chosen = QFileDialog.getExistingDirectory(self._window, title)
        return Path(chosen) if chosen else None

    def _export(self, review: Review, folder: Path) -> None:

        def work(ctx: JobContext) -> tuple[Path, int, int]:
            from app.export.files import export_path
            from app.export.workbook import write_workbook

            table = review.exports.table()
            path = export_path(folder, table.title, table.made_at.date())
            write_workbook(table, path, ctx, None, review.exports.log())
            return path, len(table.records), len(table.form.study_fields)

        job = self._jobs.start(self.tr("Exporting to Excel"), work)
        job.finished.connect(self._on_finished)
        job.failed.connect(lambda problem: self.failed.emit(problem.message))

    def _export_papers(self, review: Review, folder: Path) -> None:

        def work(ctx: JobContext) -> AnnotatedCopies:
            from app.export.annotated_pdf import write_annotated_copies

            table = review.records.export_table()
            return write_annotated_copies(table, folder, review.papers.write_copy, ctx)

        job = self._jobs.start(self.tr("Writing annotated PDFs"), work)
        job.finished.connect(self._on_papers_written)
        job.failed.connect(lambda problem: self.failed.emit(problem.message))

    def _on_papers_written(self, done: AnnotatedCopies) -> None:
        text = self.tr("Wrote {papers} with {marks}: {name}").format(
            papers=counted(done.papers, self.tr("one paper"), self.tr("{n} papers")),
            marks=counted(done.marks, self.tr("one mark"), self.tr("{n} marks")),
            name=done.folder.name,
        )
        if done.problems:
            left_out = self.tr("Left out: {problems}").format(problems=" ".join(done.problems))
            text = f"{text}. {left_out}"
        self.exported.emit(text, done.folder)

    def _on_finished(self, result: tuple[Path, int, int]) -> None:
        path, studies, fields = result
        text = self.tr("Exported {studies} studies, {fields} fields: {name}")
        self.exported.emit(text.format(studies=studies, fields=fields, name=path.name), path)


def show_file(path: Path) -> None:
    """Open a file with the program that the system has for it."""
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
