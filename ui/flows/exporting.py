"""Writes the workbook with one click, off the window's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QWidget

from app.jobs import JobContext
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.bootstrap import Review


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
        folder = self._elsewhere() if review.read_only else review.folder / "exports"
        if folder is not None:
            self._export(review, folder)

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

            table = review.records.export_table()
            path = export_path(folder, table.title, table.made_at.date())
            write_workbook(table, path, ctx)
            return path, len(table.records), len(table.form.study_fields)

        job = self._jobs.start(self.tr("Exporting to Excel"), work)
        job.finished.connect(self._on_finished)
        job.failed.connect(lambda problem: self.failed.emit(problem.message))

    def _on_finished(self, result: tuple[Path, int, int]) -> None:
        path, studies, fields = result
        text = self.tr("Exported {studies} studies, {fields} fields: {name}")
        self.exported.emit(text.format(studies=studies, fields=fields, name=path.name), path)


def show_file(path: Path) -> None:
    """Open a file with the program that the system has for it."""
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
