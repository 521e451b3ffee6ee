"""What a colleague's packet would bring, counted, before anything is merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.counting import counted
from ui.flows.notice_list import NoticeList
from ui.style_sheet import set_kind
from ui.widgets.fitting_dialog import FittingDialog
from ui.widgets.headed_model import HeadedModel

if TYPE_CHECKING:
    from app.domain.packets import Manifest, MergeReport

ROLE = QDialogButtonBox.ButtonRole
COUNTS = ("new", "changed", "conflicting", "same", "older")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole


class PreviewModel(HeadedModel):
    """A row a kind of thing: how many the file holds, and how they compare once counted."""

    def __init__(self, manifest: Manifest, parent: QWidget) -> None:
        """Show what the file says it holds."""
        super().__init__(parent)
        lines = {name: part.lines for name, part in manifest.parts.items()}
        self.lines = [
            (name, tables, sum(lines.get(f"rows/{table}.jsonl", 0) for table in tables))
            for name, tables in self._named()
        ]
        self.lines = [kind for kind in self.lines if kind[2]]
        self._report: MergeReport | None = None
        self.heads = (
            self.tr("Kind"),
            self.tr("In the file"),
            self.tr("New"),
            self.tr("Changed"),
            self.tr("On both sides"),
            self.tr("The same"),
            self.tr("Newer here"),
        )

    def show_report(self, report: MergeReport) -> None:
        """Show how everything compares."""
        self._report = report
        if self.lines:
            last = self.index(len(self.lines) - 1, len(self.heads) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return the kind, or a number; "…" while it is counted."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != DISPLAY or not index.isValid():
            return None
        name, tables, held = self.lines[index.row()]
        if index.column() < 2:
            return (name, str(held))[index.column()]
        if self._report is None:
            return "…"
        found = [self._report.tables[table] for table in tables if table in self._report.tables]
        return str(sum(getattr(counts, COUNTS[index.column() - 2]) for counts in found))

    def _named(self) -> Sequence[tuple[str, tuple[str, ...]]]:
        return (
            (self.tr("Answers"), ("answer",)),
            (self.tr("Quotes"), ("evidence",)),
            (self.tr("Rows"), ("group_row",)),
            (self.tr("Seals"), ("seal",)),
            (self.tr("Checks of answers"), ("verification",)),
            (self.tr("Decisions"), ("decision", "row_alignment")),
            (self.tr("Studies and reports"), ("study", "report", "paper")),
            (self.tr("Form versions"), ("form", "form_version")),
            (self.tr("References"), ("record", "search")),
            (self.tr("Screening decisions"), ("screening_decision",)),
            (self.tr("Protocol and settings"), ("review", "reviewer", "assignment")),
        )


class MergePreview(FittingDialog):
    """Shows what is in a file at once, and how it compares when it is counted."""

    merge_wanted = Signal()

    def __init__(self, manifest: Manifest, parent: QWidget) -> None:
        """Show what the file says of itself."""
        super().__init__(760, 420, parent)
        self.setWindowTitle(self.tr("Merge the work of {name}").format(name=manifest.reviewer_name))
        self._is_of_seals = manifest.is_of_seals
        self._told = _words(self._made(manifest))
        self._notices = NoticeList()
        self._notices.setAccessibleName(self.tr("What to know before it is merged"))
        self._notices.hide()
        self._model = PreviewModel(manifest, self)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Counting"))
        self._bar.setRange(0, 0)
        column = QVBoxLayout(self)
        column.addWidget(self._told)
        column.addWidget(self._notices, 1)
        column.addWidget(self._table(), 2)
        column.addWidget(self._bar)
        note = _words(
            self.tr(
                "The review is backed up first. Of what both of you changed, the later change "
                "stands and the other stays in the history. Answers remain hidden until you have "
                "both sealed them."
            )
        )
        set_kind(note, "muted")
        column.addWidget(note)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._merge = buttons.addButton(self.tr("Merge"), ROLE.AcceptRole)
        self._merge.setEnabled(False)
        set_kind(self._merge, "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(self.merge_wanted)
        column.addWidget(buttons)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the counting is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def show_report(self, report: MergeReport) -> None:
        """Show how it compares; it can be merged now."""
        self._bar.hide()
        self._model.show_report(report)
        text = self._told.text()
        if report.is_known:
            text += " " + self.tr("This file was merged before.")
        total = report.total
        if not (self._is_of_seals or total.new or total.changed or total.conflicting):
            text += " " + self.tr("It holds nothing new.")
        known = () if self._is_of_seals else report.warnings  # of seals it is said above
        self._told.setText(text)
        self._notices.show_told(known)
        self._notices.setVisible(bool(known))
        self._merge.setEnabled(True)
        self._merge.setFocus()

    def _made(self, manifest: Manifest) -> str:
        made = manifest.made_at[:16].replace("T", " ")
        text = self.tr("Saved by {name} on {made} UTC.").format(
            name=manifest.reviewer_name, made=made
        )
        if manifest.is_of_seals:
            text += " " + counted(
                len(manifest.seals),
                self.tr("It holds the seal of 1 study and no answers."),
                self.tr("It holds the seals of {n} studies and no answers."),
            )
            text += " " + self.tr("The answers come in a later file and are compared with them.")
        elif manifest.seals:
            text += " " + counted(
                len(manifest.seals),
                self.tr("1 study in it is sealed."),
                self.tr("{n} studies in it are sealed."),
            )
        return text

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setAccessibleName(self.tr("What the file holds"))
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return table


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label
