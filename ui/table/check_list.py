"""A list of words to check, with a search line."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from ui.style_sheet import set_kind

KEY_ROLE = Qt.ItemDataRole.UserRole
LINE = 24  # pixels of a word
CHECK_ROLE = Qt.ItemDataRole.CheckStateRole


class CheckList(QWidget):
    """Keys with words; what the search leaves out is not checked."""

    accepted = Signal()

    def __init__(self, name: str, search: str) -> None:
        """Name the list and its search line."""
        super().__init__()
        self._items = QStandardItemModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._items)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = QLineEdit()
        self.search.setPlaceholderText(search)
        self.search.setAccessibleName(search)
        self._list = QListView()
        self._list.setModel(self._shown)
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addLayout(self._buttons())
        column.addWidget(self._list, 1)
        self.search.textChanged.connect(self._shown.setFilterFixedString)
        self.search.returnPressed.connect(self.accepted)

    def show_words(self, words: Iterable[tuple[str, str, bool]]) -> None:
        """Show keys, their words and whether each is checked."""
        self._items.clear()
        for key, text, is_on in words:
            item = QStandardItem(text)
            item.setData(key, KEY_ROLE)
            item.setCheckable(True)
            item.setSizeHint(QSize(0, LINE))
            item.setEditable(False)
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self._items.appendRow(item)
        self.search.clear()
        self._list.setCurrentIndex(self._shown.index(0, 0))
        self.search.setFocus()

    def checked(self) -> tuple[str, ...]:
        """Return the checked keys that the search shows, in order."""
        found = (self._shown.index(row, 0) for row in range(self._shown.rowCount()))
        on = Qt.CheckState.Checked.value
        return tuple(str(i.data(KEY_ROLE)) for i in found if i.data(CHECK_ROLE) == on)

    @property
    def is_whole(self) -> bool:
        """Tell whether every key is checked and none is left out."""
        return len(self.checked()) == self._items.rowCount()

    def check(self, on: bool) -> None:
        """Check or uncheck what the search shows."""
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        for row in range(self._shown.rowCount()):
            self._shown.setData(self._shown.index(row, 0), state.value, CHECK_ROLE)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, on in ((self.tr("Check all"), True), (self.tr("Check none"), False)):
            button = QPushButton(text)
            button.setAutoDefault(False)
            set_kind(button, "link")
            button.clicked.connect(lambda _checked=False, on=on: self.check(on))
            row.addWidget(button)
        row.addStretch(1)
        return row
