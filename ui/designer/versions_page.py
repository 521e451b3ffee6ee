"""The versions of the form with their reasons: what a protocol deviation log needs."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.domain.form_changes import Resolution
from app.domain.form_versions import VersionInfo
from ui.designer.rows import HighRows
from ui.designer.words import DECISIONS, translated
from ui.style_sheet import set_kind

Index = QModelIndex | QPersistentModelIndex


class VersionsModel(QAbstractListModel):
    """One line a version, the newest first."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._versions: tuple[VersionInfo, ...] = ()
        self._current = ""

    def show_versions(self, versions: Sequence[VersionInfo], current: str) -> None:
        """Show these; `current` is in use."""
        self.beginResetModel()
        self._versions, self._current = tuple(reversed(versions)), current
        self.endResetModel()

    def version(self, row: int) -> VersionInfo | None:
        """Return the version of a row."""
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def rowCount(self, _parent: Index | None = None) -> int:
        """Count the versions."""
        return len(self._versions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return number, day, name and reason."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        info = self._versions[index.row()]
        used = self.tr(" (in use)") if info.version_id == self._current else ""
        who = f", {info.by}" if info.by else ""
        head = self.tr("Version {0}").format(info.number)
        return f"{head}{used} · {info.at[:10]}{who}: {info.reason}"


class VersionsPage(QWidget):
    """The list of versions; an older one may be reinstated, the log copied."""

    reinstate_requested = Signal(str)  # version id
    log_requested = Signal()

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._model = VersionsModel()
        self._current = ""
        self._labels: Mapping[str, str] = {}
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(HighRows(self.list))
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Versions of the form"))
        self._said = QLabel()
        self._said.setWordWrap(True)
        set_kind(self._said, "muted")
        self.reinstate = QPushButton(self.tr("Reinstate"))
        self.reinstate.setToolTip(self.tr("Make the draft out of this version, to publish anew"))
        self.log = QPushButton(self.tr("Save deviation log…"))
        self._build()
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.reinstate.clicked.connect(self._on_reinstate)
        self.log.clicked.connect(self.log_requested)

    def show_versions(
        self, versions: Sequence[VersionInfo], current: str, labels: Mapping[str, str]
    ) -> None:
        """Show these; `current` is in use, `labels` name the fields by their ids."""
        self._current = current
        self._labels = labels
        self._model.show_versions(versions, current)
        self.list.setCurrentIndex(self._model.index(0))
        self._on_current()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.log)
        row.addStretch(1)
        row.addWidget(self.reinstate)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        column.addLayout(row)

    def _chosen(self) -> VersionInfo | None:
        return self._model.version(self.list.currentIndex().row())

    def _on_current(self) -> None:
        info = self._chosen()
        self.reinstate.setEnabled(info is not None and info.version_id != self._current)
        said = () if info is None else (self._decided(one) for one in info.resolutions)
        self._said.setText("\n".join(said))

    def _on_reinstate(self) -> None:
        info = self._chosen()
        if info is not None:
            self.reinstate_requested.emit(info.version_id)

    def _decided(self, resolution: Resolution) -> str:
        into = f" “{resolution.target}”" if resolution.target else ""
        option = f" “{resolution.option}”" if resolution.option else ""
        words = translated(DECISIONS[resolution.decision]).rstrip("…")
        name = self._labels.get(resolution.subject, resolution.subject)
        return f"{name}{option}: {words}{into}"
