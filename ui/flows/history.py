"""History of the answer that is the target, or of the study, in a window beside the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AppError
from ui.flows.history_dialog import HistoryDialog

if TYPE_CHECKING:
    from app.domain.history import Entry
    from ui.main_window import MainWindow


def show(window: MainWindow) -> None:
    """Show the history of the open study, at its target."""
    extract, opened = window.extract, window.opened
    record = extract.controller.record if extract else None
    if extract is None or opened is None or record is None or not window.window_actions.stores():
        return
    review = opened.review
    record = review.records.record(record.study.study_id)
    target = extract.form.target()
    dialog = HistoryDialog(record, review.history.of_study(record), target, window)
    dialog.restore_wanted.connect(lambda entry: _restore(window, dialog, entry))
    dialog.open()


def _restore(window: MainWindow, dialog: HistoryDialog, entry: Entry) -> None:
    """Put an old value back; the form is at the field, so that undo is at hand."""
    opened = window.opened
    if opened is None or entry.cell is None or entry.answer is None:
        return
    record = opened.review.records.record(dialog.record.study.study_id)
    try:
        edit = opened.review.history.restored(record, entry.cell, entry.answer)
    except AppError as problem:
        window.say(problem.message, "warning")
        return
    label = dialog.tr("Restore {field}").format(field=record.form.field(entry.cell.field_id).label)
    if opened.editor.submit(edit, label):
        dialog.accept()
        opened.show_cell(record.study.study_id, entry.cell)
