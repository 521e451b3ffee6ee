"""Takes an edited workbook back: read off the thread, shown cell by cell, one step of undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from app.domain.readback import Readback
from app.jobs import JobContext
from ui.counting import counted

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from ui.export.readback_dialog import ReadbackDialog
    from ui.main_window import MainWindow


def start(window: MainWindow) -> None:
    """Ask for the workbook."""
    review = window.review
    if review is None or not window.window_actions.stores():
        return
    name, _filter = QFileDialog.getOpenFileName(
        window,
        _tr("Take which workbook back?"),
        str(review.folder / "exports"),
        _tr("Excel workbooks (*.xlsx)"),
    )
    if name:
        read(window, Path(name))


def read(window: MainWindow, path: Path) -> None:
    """Compare a workbook with the review, and show what differs."""
    review = window.review
    if review is None:
        return

    def work(ctx: JobContext) -> Readback:
        return review.round_trip.read(path, ctx)

    def failed(problem: AppError) -> None:
        window.messages.say(problem.message, "danger")

    job = window.jobs.start(_tr("Reading {0}").format(path.name), work)
    job.finished.connect(lambda found: show(window, found))
    job.failed.connect(failed)


def show(window: MainWindow, found: Readback) -> ReadbackDialog:
    """Let the reviewer take or leave each change."""
    from ui.export.readback_dialog import ReadbackDialog

    dialog = ReadbackDialog(found, window)
    dialog.accepted.connect(lambda: _take(window, found, dialog))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _take(window: MainWindow, found: Readback, dialog: ReadbackDialog) -> None:
    """Carry the chosen changes out as one step."""
    from app.services.round_trip import label_of

    review, editor = window.review, window.editor
    chosen = dialog.chosen()
    edit = review.round_trip.edit(chosen, dialog.left()) if review is not None else None
    if editor is None or edit is None:
        return
    if editor.submit(edit, label_of(found.name, dialog.reason.text())):
        said = counted(len(chosen), _tr("One cell changed"), _tr("{n} cells changed"))
        window.messages.say(said if chosen else _tr("The reasons are in the history"), "success")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReadingBack", text)
