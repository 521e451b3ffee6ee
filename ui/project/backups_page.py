"""The copies of the review: when, why, how much; make, look inside, restore, copy."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.services.backup import Backup
from ui.style_sheet import set_kind
from ui.widgets.headed_model import HeadedModel
from ui.widgets.line_table import by_line

Index = QModelIndex | QPersistentModelIndex
BACKUP_ROLE = Qt.ItemDataRole.UserRole + 1
NO_PARENT = QModelIndex()
WHEN, WHY, STUDIES, ANSWERS, SIZE = range(5)
NUMBERS = (STUDIES, ANSWERS, SIZE)


class BackupModel(HeadedModel):
    """One row a copy, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without copies."""
        super().__init__(parent)
        self.heads = (
            self.tr("Made"),
            self.tr("Reason"),
            self.tr("Studies"),
            self.tr("Answers"),
            self.tr("Size"),
        )
        self.lines: tuple[Backup, ...] = ()

    def show(self, backups: tuple[Backup, ...]) -> None:
        """Show these copies, the latest first."""
        self.beginResetModel()
        self.lines = tuple(sorted(backups, key=lambda copy: copy.made_at, reverse=True))
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the text of a cell, the copy, or the row in words."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        backup = self.lines[index.row()]
        texts = self._texts(backup)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self.tr("Backup, {when}, {why}, {answers} answers").format(
                when=texts[WHEN], why=texts[WHY], answers=texts[ANSWERS]
            )
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return backup if role == BACKUP_ROLE else None

    def _texts(self, backup: Backup) -> tuple[str, ...]:
        unreadable = self.tr("not readable")
        return (
            local_time(backup.made_at),
            backup.reason.replace("-", " "),
            unreadable if backup.studies is None else str(backup.studies),
            unreadable if backup.answers is None else str(backup.answers),
            size_words(backup.size),
        )


class BackupsPage(QFrame):
    """Asks the window to make, look into, restore or copy a backup."""

    backup_requested = Signal()
    look_requested = Signal(object)  # Path
    restore_requested = Signal(object)  # Backup
    copy_requested = Signal(object)  # Backup

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without copies."""
        super().__init__(parent)
        self._model = BackupModel(self)
        self._view = QTableView()
        self._empty = QLabel(self.tr("There is no copy yet. The first is made at the next start."))
        self._now = QPushButton(self.tr("Back up now"))
        self._look = QPushButton(self.tr("Look inside"))
        self._restore = QPushButton(self.tr("Restore…"))
        self._copy = QPushButton(self.tr("Copy to…"))
        self._build()
        self._connect()
        self.show_backups(())

    def show_backups(self, backups: tuple[Backup, ...]) -> None:
        """List the copies and choose the latest; the row chosen before is kept if it is there."""
        chosen = self._chosen()
        with QSignalBlocker(self._view.selectionModel()):
            self._model.show(backups)
        self._empty.setVisible(not backups)
        self._view.setVisible(bool(backups))
        paths = [self._at(row).path for row in range(self._model.rowCount())]
        row = paths.index(chosen.path) if chosen is not None and chosen.path in paths else 0
        self._view.setCurrentIndex(self._model.index(row, 0))
        self._on_chosen()

    def _build(self) -> None:
        heading = QLabel(self.tr("Backups"))
        set_kind(heading, "heading2")
        words = QLabel(
            self.tr(
                "Everything you type is saved at once. Besides, copies of the whole review are "
                "kept: at the start of a session and before anything that cannot be undone. "
                "Restoring keeps a copy of the present state first."
            )
        )
        words.setWordWrap(True)
        set_kind(words, "muted")
        set_kind(self._empty, "muted")
        set_kind(self._now, "primary")
        self._build_view()
        row = QHBoxLayout()
        row.addWidget(self._now)
        row.addStretch(1)
        for button in (self._look, self._copy, self._restore):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        for part in (heading, words, self._empty):
            column.addWidget(part)
        column.addWidget(self._view, 1)
        column.addLayout(row)
        column.addStretch(0)

    def _build_view(self) -> None:
        view = self._view
        by_line(view, self._model, self.tr("Backups"))
        view.setShowGrid(False)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _connect(self) -> None:
        self._now.clicked.connect(self.backup_requested)
        self._look.clicked.connect(self._on_look)
        self._restore.clicked.connect(self._on_restore)
        self._copy.clicked.connect(self._on_copy)
        self._view.activated.connect(self._on_look)
        self._view.selectionModel().currentChanged.connect(self._on_chosen)

    def _at(self, row: int) -> Backup:
        backup: Backup = self._model.data(self._model.index(row, 0), BACKUP_ROLE)
        return backup

    def _chosen(self) -> Backup | None:
        backup = self._view.currentIndex().data(BACKUP_ROLE)
        return backup if isinstance(backup, Backup) else None

    def _on_chosen(self) -> None:
        chosen = self._chosen()
        self._copy.setEnabled(chosen is not None)
        for button in (self._look, self._restore):
            button.setEnabled(chosen is not None and chosen.studies is not None)

    def _on_look(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.studies is not None:
            self.look_requested.emit(chosen.path)

    def _on_restore(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.restore_requested.emit(chosen)

    def _on_copy(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.copy_requested.emit(chosen)


def local_time(at: datetime) -> str:
    """Return a moment as local "23 Nov 2026 14:02"."""
    here = at.astimezone()
    return f"{here.day} {here:%b %Y %H:%M}"


def size_words(size: int) -> str:
    """Return bytes as "214 MB"."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"
