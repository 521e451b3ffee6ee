"""What was merged into the review, and what was told of it, to be read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.flows.notice_list import NoticeList
from ui.style_sheet import set_kind
from ui.widgets.headed_model import HeadedModel
from ui.widgets.line_table import by_line

if TYPE_CHECKING:
    from app.domain.packets import Merged
    from app.domain.sentence import Sentence
    from ui.main_window import MainWindow

Index = QModelIndex | QPersistentModelIndex
DISPLAY, SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
FILE = 2
SIZE = (760, 480)  # pixels
SHARE = 0.96  # of the window, at most


class MergeModel(HeadedModel):
    """A row a merge: when, whose work, which file, what came."""

    def __init__(self, merges: Sequence[Merged], parent: QWidget) -> None:
        """Show these merges, the latest first."""
        super().__init__(parent)
        self.lines = tuple(merges)
        self.heads = (
            self.tr("When (UTC)"),
            self.tr("Whose work"),
            self.tr("File"),
            self.tr("New answers"),
            self.tr("Changed"),
            self.tr("On both sides"),
        )

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return a merge in words."""
        if not index.isValid() or role not in (DISPLAY, SPOKEN, Qt.ItemDataRole.ToolTipRole):
            return None
        merge = self.lines[index.row()]
        words = (
            merge.at[:16].replace("T", " "),
            merge.reviewer_name,
            merge.file_name,
            str(merge.answers.new),
            str(merge.total.changed),
            str(merge.total.conflicting),
        )
        if role == SPOKEN:
            return ", ".join(f"{h}: {w}" for h, w in zip(self.heads, words, strict=True))
        return words[index.column()]


class MergeReportDialog(QDialog):
    """Lists the merges; what was told of the chosen one stands below, and leads to its study."""

    place_chosen = Signal(object)  # Sentence

    def __init__(self, merges: Sequence[Merged], parent: QWidget) -> None:
        """Show these merges, the latest first, and what was told of it."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("What was merged"))
        room = parent.window().size() * SHARE
        self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))
        self._model = MergeModel(merges, self)
        self._table = QTableView()
        self._told = NoticeList()
        self._nothing = QLabel()
        self._go = QPushButton(self.tr("&Go there"))
        self._build(is_empty=not merges)
        self._connect()
        self._table.setCurrentIndex(self._model.index(0, 0))
        self._table.setFocus()

    def _build(self, *, is_empty: bool) -> None:
        column = QVBoxLayout(self)
        table = self._table
        by_line(table, self._model, self.tr("Merges, the latest first"))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(FILE, QHeaderView.ResizeMode.Stretch)
        self._told.setAccessibleName(self.tr("What was told of the merge"))
        nothing = self.tr("There was nothing to look at: everything was taken in as it is.")
        none = self.tr("Nothing was merged into this review yet.")
        self._nothing.setText(none if is_empty else nothing)
        self._nothing.setWordWrap(True)
        set_kind(self._nothing, "muted")
        for widget, stretch in ((table, 2), (self._told, 3), (self._nothing, 1)):
            column.addWidget(widget, stretch)
        table.setVisible(not is_empty)
        self._told.setVisible(not is_empty)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.addButton(self._go, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        for button in (self._go, box.button(QDialogButtonBox.StandardButton.Close)):
            button.setAutoDefault(False)  # Return in the list goes where the line leads
        self._go.setVisible(not is_empty)
        column.addWidget(box)

    def _connect(self) -> None:
        self._table.selectionModel().currentRowChanged.connect(lambda new, _: self._show(new.row()))
        self._told.current_changed.connect(self._on_current)
        self._told.place_chosen.connect(self._leave_for)
        self._go.clicked.connect(lambda _on=False: self._leave_for(self._told.place()))

    def _show(self, row: int) -> None:
        told = self._model.lines[row].told if 0 <= row < len(self._model.lines) else ()
        self._told.show_told(told)
        self._told.setVisible(bool(told))
        self._nothing.setVisible(not told)

    def _on_current(self) -> None:
        self._go.setEnabled(self._told.place() is not None)

    def _leave_for(self, place: Sentence | None) -> None:
        if place is not None:
            self.accept()
            self.place_chosen.emit(place)


def show(window: MainWindow) -> None:
    """Show what was merged into the open review."""
    if window.review is not None:
        report(window, window.review.exchange.merges())


def report(window: MainWindow, merges: Sequence[Merged]) -> None:
    """Show these merges; what is chosen in them is shown in the window."""
    dialog = MergeReportDialog(merges, window)
    dialog.place_chosen.connect(lambda place: _go(window, place))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _go(window: MainWindow, place: Sentence) -> None:
    """Show the study that a notice is about, in the workspace where it is looked at."""
    opened = window.opened
    if opened is None:
        return
    known = {study.study_id for study in opened.review.records.studies()}
    if place.study_id and place.study_id not in known:
        window.say(_tr("The study is not in the review any more."), "info")
    elif place.room:
        window.show_workspace(place.room, place.study_id or None)
    else:
        window.show_extract()
        opened.extract.open_study(place.study_id)


def _tr(text: str) -> str:
    return QCoreApplication.translate("merge report", text)
