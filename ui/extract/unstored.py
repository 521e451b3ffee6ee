"""Leads to an answer whose text could not be stored."""

from PySide6.QtCore import QCoreApplication

from app.domain.records import Record
from ui.form.pane import FormPane


def go_to_unstored(form: FormPane, record: Record | None) -> str:
    """Put the caret into the first answer of a record that is not stored; return a sentence."""
    drafts = [draft for draft in form.drafts() if record and draft.cell in record.cells()]
    if record is None or not drafts:
        return ""
    cell = drafts[0].cell
    form.focus_cell(cell)
    text = QCoreApplication.translate(
        "go_to_unstored",
        "“{label}” holds text that is not stored. Everything else is saved. "
        "Correct it or clear it, then try again.",
    )
    return text.format(label=record.form.field(cell.field_id).label)
