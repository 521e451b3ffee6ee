"""Writes the workbook, or the papers with their quotes, with one click, off the window's thread."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.jobs import JobContext
from ui.counting import counted
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.export.annotated_pdf import AnnotatedCopies
    from app.export.choices import ExportChoices
    from app.export.readiness import Concern, Readiness
    from app.services.exporting import Written
    from ui.export.export_dialog import ExportDialog, Offered
    from ui.main_window import MainWindow
    from ui.theme import Tokens


def export(window: MainWindow) -> None:
    """Export as it was chosen the last time; the first time let the reviewer choose."""
    review = window.review
    if review is None or not window.window_actions.stores():
        return
    if review.exports.was_chosen or review.read_only:
        window.exporting.export(review)
    else:
        choose(window)


def choose(window: MainWindow) -> None:
    """Let the reviewer choose what is exported, and see what is not ready."""
    review = window.review
    if review is None or not window.window_actions.stores():
        return
    dialog = window.exporting.choose(review, window.theme.tokens)
    dialog.concern_chosen.connect(lambda concern: _go_to(window, dialog, concern))


def _go_to(window: MainWindow, dialog: ExportDialog, concern: Concern) -> None:
    dialog.reject()
    if window.opened is None:
        return
    if concern.cell is None:
        window.opened.show_place(concern.study_id, ())
    else:
        window.opened.show_cell(concern.study_id, concern.cell)


def _offered(review: Review) -> Offered:
    from app.export.contents import OPTIONAL
    from app.export.order import charted
    from app.export.sheets.characteristics import is_usual
    from ui.export.export_dialog import Offered

    fields = [
        (column.field.field_id, column.heading, is_usual(column))
        for column in charted(review.forms.current())
    ]
    return Offered(OPTIONAL, fields, str(review.folder / "exports"))


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
        """Write a dated file as it was chosen the last time; an earlier one is never touched."""
        choices = review.exports.choices()
        folder = Path(choices.folder) if choices.folder else self._folder_of(review)
        if folder is not None:
            self.export_with(review, choices, folder)

    def choose(self, review: Review, tokens: Tokens) -> ExportDialog:
        """Show the choices; what they are is remembered with the review."""
        from ui.export.export_dialog import ExportDialog

        dialog = ExportDialog(review.exports.choices(), _offered(review), tokens, self._window)
        dialog.checks_wanted.connect(lambda whose: self._check(review, dialog, whose))
        dialog.save_button.clicked.connect(lambda: self._remember(review, dialog.choices()))
        dialog.accepted.connect(lambda: self._export_chosen(review, dialog.choices()))
        dialog.finished.connect(dialog.deleteLater)
        self._check(review, dialog, str(dialog.main.whose.currentData()))
        dialog.open()
        return dialog

    def _check(self, review: Review, dialog: ExportDialog, whose: str) -> None:
        """Say in the dialog what is not ready; a dialog that is gone hears nothing."""

        def work(ctx: JobContext) -> Readiness:
            from app.errands import readiness
            from app.export.choices import Whose

            return readiness(review, Whose(whose), ctx)

        job = self._jobs.start(self.tr("Looking at what is ready"), work)
        job.finished.connect(dialog.show_readiness)
        job.failed.connect(dialog.show_failed)
        dialog.finished.connect(job.cancel)

    def _export_chosen(self, review: Review, choices: ExportChoices) -> None:
        self._remember(review, choices)
        folder = Path(choices.folder) if choices.folder else self._folder_of(review)
        if folder is not None:
            self.export_with(review, choices, folder)

    def _remember(self, review: Review, choices: ExportChoices) -> None:
        edit = None if review.read_only else review.exports.remembered(choices)
        if edit is None:
            return
        try:
            review.extraction.apply(edit, label=self.tr("Choices of the export"))
        except AppError as problem:
            self.failed.emit(problem.message)

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

    def export_with(self, review: Review, choices: ExportChoices, folder: Path) -> None:
        """Write a dated file as it was chosen, off the window's thread."""

        def work(ctx: JobContext) -> Written:
            from app.errands import write

            return write(review, choices, folder, ctx)

        job = self._jobs.start(self.tr("Exporting"), work)
        job.finished.connect(self._on_finished)
        job.failed.connect(lambda problem: self.failed.emit(problem.message))

    def _export_papers(self, review: Review, folder: Path) -> None:

        def work(ctx: JobContext) -> AnnotatedCopies:
            from app.errands import annotated_copies

            return annotated_copies(review, folder, ctx)

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

    def _on_finished(self, written: Written) -> None:
        name = written.path.name
        text = self.tr("Wrote {name}").format(name=name)
        if written.fields:
            text = self.tr("Exported {studies}, {fields}: {name}").format(
                studies=counted(written.studies, self.tr("one study"), self.tr("{n} studies")),
                fields=counted(written.fields, self.tr("one field"), self.tr("{n} fields")),
                name=name,
            )
        if written.problems:
            text = f"{text}. " + self.tr("To look at: {problems}").format(
                problems=" ".join(written.problems)
            )
        self.exported.emit(text, written.path)


def show_in_folder(path: Path) -> None:
    """Show where a file or folder lies, in the system's own program; marked where it can."""
    from PySide6.QtCore import QProcess

    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        show_file(path.parent)


def show_file(path: Path) -> None:
    """Open a file with the program that the system has for it."""
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
