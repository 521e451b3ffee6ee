"""What was told, a line each; one that is about a study or a workspace leads there."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.domain.sentence import Sentence
from ui.notices import said


class NoticeList(QListView):
    """Shows sentences whole, over as many lines as they need."""

    current_changed = Signal()
    place_chosen = Signal(object)  # Sentence

    def __init__(self) -> None:
        """Start with nothing told."""
        super().__init__()
        self._told: tuple[str, ...] = ()
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setWordWrap(True)
        self.setSpacing(3)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.current_changed.emit())
        self.activated.connect(self._on_activated)

    def show_told(self, told: Sequence[str]) -> None:
        """List these, the first one current."""
        self._told = tuple(told)
        self._words.setStringList([said(one) for one in told])
        self.setCurrentIndex(self._words.index(0, 0))
        self.current_changed.emit()

    def place(self) -> Sentence | None:
        """Return the current notice where it leads somewhere."""
        row = self.currentIndex().row()
        told = self._told[row] if 0 <= row < len(self._told) else None
        leads = isinstance(told, Sentence) and bool(told.study_id or told.room)
        return told if leads and isinstance(told, Sentence) else None

    def _on_activated(self, _index: QModelIndex) -> None:
        place = self.place()
        if place is not None:
            self.place_chosen.emit(place)
