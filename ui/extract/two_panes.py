"""Paper and form side by side; in a narrow window one at a time, with two tabs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget

NARROW = 1000  # pixels of the window below which the panes take turns
READER, FORM = 0, 1


class TwoPanes(QWidget):
    """A splitter that becomes two tabs when its window is narrow."""

    def __init__(self, reader: QWidget, form: QWidget, parent: QWidget | None = None) -> None:
        """Put the paper on the left."""
        super().__init__(parent)
        self._reader = reader
        self._form = form
        self._is_narrow = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(self.tr("Paper or form"))
        self._tabs.setExpanding(True)
        self._tabs.setDrawBase(False)
        self._tabs.addTab(self.tr("Paper"))
        self._tabs.addTab(self.tr("Form"))
        self._tabs.currentChanged.connect(self._show_chosen)
        self._build()

    @property
    def is_narrow(self) -> bool:
        """Tell whether one pane is shown at a time."""
        return self._is_narrow

    def show_reader(self) -> None:
        """Bring the paper to the front."""
        self._tabs.setCurrentIndex(READER)

    def show_form(self) -> None:
        """Bring the form to the front."""
        self._tabs.setCurrentIndex(FORM)

    def switch(self) -> None:
        """Bring the other pane to the front, and give it the keyboard."""
        self._tabs.setCurrentIndex(FORM if self._tabs.currentIndex() == READER else READER)
        pane = self._reader if self._tabs.currentIndex() == READER else self._form
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def swap(self) -> None:
        """Put the panes on each other's side."""
        sizes = self.splitter.sizes()
        first = self.splitter.widget(1)
        if first is not None:
            self.splitter.insertWidget(0, first)
            self.splitter.setSizes(sizes[::-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between side by side and tabs with the width of the window."""
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self.splitter, 1)
        for pane, stretch in ((self._reader, 58), (self._form, 42)):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(self.splitter.indexOf(pane), stretch)
        self.splitter.setChildrenCollapsible(False)
        self._tabs.hide()

    def _fit(self) -> None:
        is_narrow = self.window().width() < NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._tabs.setVisible(is_narrow)
            self._show_chosen()

    def _show_chosen(self) -> None:
        shows_form = self._tabs.currentIndex() == FORM
        self._reader.setVisible(not self._is_narrow or not shows_form)
        self._form.setVisible(not self._is_narrow or shows_form)
