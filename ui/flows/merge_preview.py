"""What a colleague's packet would bring, counted, before anything is merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTableView, QVBoxLayout, QWidget

from ui.style_sheet import set_kind

if TYPE_CHECKING:
    from app.domain.packets import MergeReport

ROLE = QDialogButtonBox.ButtonRole


class MergePreview(QDialog):
    """Shows counts by kind; Merge keeps a backup first."""

    def __init__(self, report: MergeReport, parent: QWidget) -> None:
        """Show what a merge would do."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge the work of {name}").format(name=report.reviewer_name))
        self.resize(620, 380)
        column = QVBoxLayout(self)
        column.addWidget(self._told(report))
        column.addWidget(self._table(report), 1)
        note = QLabel(
            self.tr(
                "The review is backed up first. Of what both of you changed, the later change "
                "stands and the other stays in the history. Answers remain hidden."
            )
        )
        note.setWordWrap(True)
        set_kind(note, "muted")
        column.addWidget(note)
        buttons = QDialogButtonBox()
        merge = buttons.addButton(self.tr("Merge"), ROLE.AcceptRole)
        set_kind(merge, "primary")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _told(self, report: MergeReport) -> QLabel:
        made = report.made_at[:16].replace("T", " ")
        text = self.tr("Saved by {name} on {made} UTC.").format(
            name=report.reviewer_name, made=made
        )
        if report.is_known:
            text += " " + self.tr("This file was merged before.")
        if not report.total.new and not report.total.changed and not report.total.conflicting:
            text += " " + self.tr("It holds nothing new.")
        label = QLabel(text)
        label.setWordWrap(True)
        return label

    def _table(self, report: MergeReport) -> QTableView:
        model = QStandardItemModel(self)
        model.setHorizontalHeaderLabels(
            [
                self.tr("Kind"),
                self.tr("New"),
                self.tr("Changed"),
                self.tr("On both sides"),
                self.tr("The same"),
                self.tr("Newer here"),
            ]
        )
        for name, tables in self._kinds():
            found = [report.tables[table] for table in tables if table in report.tables]
            numbers = [
                sum(getattr(counts, column) for counts in found)
                for column in ("new", "changed", "conflicting", "same", "older")
            ]
            if any(numbers):
                model.appendRow([QStandardItem(name), *(QStandardItem(str(n)) for n in numbers)])
        table = QTableView()
        table.setModel(model)
        table.setAccessibleName(self.tr("What the file holds"))
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        table.setColumnWidth(0, 160)
        return table

    def _kinds(self) -> Sequence[tuple[str, tuple[str, ...]]]:
        return (
            (self.tr("Answers"), ("answer",)),
            (self.tr("Quotes"), ("evidence",)),
            (self.tr("Rows"), ("group_row",)),
            (self.tr("Studies and reports"), ("study", "report", "paper")),
            (self.tr("Form versions"), ("form", "form_version")),
            (self.tr("References"), ("record", "search")),
            (self.tr("Screening decisions"), ("screening_decision",)),
            (self.tr("Protocol and settings"), ("review", "reviewer", "assignment")),
        )
