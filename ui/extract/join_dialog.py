"""Chooses the study that joins the open one, and says first what that does."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from app.domain.studies import Study
from ui.designer.rows import HighRows
from ui.style_sheet import set_kind

ROLE = QDialogButtonBox.ButtonRole


class JoinDialog(QDialog):
    """Lists the other studies; `chosen(study id)` when one is to join."""

    chosen = Signal(str)

    def __init__(
        self,
        into: Study,
        others: Sequence[Study],
        foretell: Callable[[str], tuple[str, bool]],
        parent: QWidget,
    ) -> None:
        """Offer `others`; `foretell(study id)` gives what joining does, and whether it can be."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Join a study with {0}").format(into.label))
        self.resize(620, 460)
        self._others = tuple(others)
        self._foretell = foretell
        self._filter = QLineEdit()
        self._list = QListView()
        self._told = QLabel()
        self._buttons = QDialogButtonBox()
        self._join = self._buttons.addButton(self.tr("Join"), ROLE.AcceptRole)
        names = QStringListModel([_line(study) for study in others], self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(names)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list.setModel(self._shown)
        self._build(into)
        self._connect()
        self._list.setCurrentIndex(self._shown.index(0, 0))

    def choose(self, study_id: str) -> None:
        """Choose a study of the list."""
        row = next(n for n, study in enumerate(self._others) if study.study_id == study_id)
        model = self._shown.sourceModel()
        self._list.setCurrentIndex(self._shown.mapFromSource(model.index(row, 0)))

    def _build(self, into: Study) -> None:
        words = QLabel(
            self.tr(
                "Choose the study whose reports are about the same people as {0}. Its reports "
                "move here, and your answers come along; it leaves the list. Undo takes all of "
                "it back."
            ).format(into.label)
        )
        words.setWordWrap(True)
        self._told.setWordWrap(True)
        self._told.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._told.setAccessibleName(self.tr("What joining does"))
        set_kind(words, "muted")
        set_kind(self._join, "primary")
        self._filter.setPlaceholderText(self.tr("Filter by name or title"))
        self._filter.setAccessibleName(self.tr("Filter studies"))
        self._filter.setClearButtonEnabled(True)
        self._list.setAccessibleName(self.tr("Study that joins"))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setItemDelegate(HighRows(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        column = QVBoxLayout(self)
        for widget in (words, self._filter, self._list, self._told, self._buttons):
            column.addWidget(widget, 1 if widget is self._list else 0)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._shown.setFilterFixedString)
        self._list.selectionModel().currentChanged.connect(self._on_current)
        self._list.doubleClicked.connect(lambda _index: self._accept())
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)

    def _current(self) -> Study | None:
        index = self._shown.mapToSource(self._list.currentIndex())
        return self._others[index.row()] if index.isValid() else None

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        study = self._current()
        words, can_join = ("", False) if study is None else self._foretell(study.study_id)
        self._told.setText(words)
        self._join.setEnabled(can_join)

    def _accept(self) -> None:
        study = self._current()
        if study is not None and self._join.isEnabled():
            self.accept()
            self.chosen.emit(study.study_id)


def _line(study: Study) -> str:
    title = f" · {study.title}" if study.title and study.title != study.label else ""
    return f"{study.label}{title}"
