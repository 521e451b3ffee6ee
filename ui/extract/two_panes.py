"""Paper and form side by side; in a narrow window in turns, with two tabs; or the form alone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget

NARROW = 1000  # pixels of the window below which the panes take turns
READER, FORM = 0, 1

START = (768, 554)  # pixels of paper and form in a window of 1366; others in proportion
LEAST = (400, 340)  # pixels of paper and form: with the study list no more than NARROW


class TwoPanes(QWidget):
    """A splitter that becomes two tabs when its window is narrow."""

    reader_wanted = Signal()  # the paper is in another window and should be seen

    def __init__(self, reader: QWidget, form: QWidget, parent: QWidget | None = None) -> None:
        """Put the paper on the left."""
        super().__init__(parent)
        self._reader = reader
        self._form = form
        self._is_narrow = False
        self._is_swapped = False
        self._sizes = list(START)  # of the two panes, while they do not stand side by side
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

    @property
    def is_swapped(self) -> bool:
        """Tell whether the paper is on the right."""
        return self._is_swapped

    @property
    def is_detached(self) -> bool:
        """Tell whether the paper is in a window of its own."""
        return self.splitter.count() == 1

    def sizes(self) -> list[int]:
        """Return the widths of the panes from left to right, in pixels."""
        return self.splitter.sizes() if self._is_beside else self._sizes

    def set_sizes(self, sizes: Sequence[int]) -> None:
        """Use widths that were kept; anything but two of them changes nothing."""
        if len(sizes) == 2:
            self._sizes = list(sizes)
            if self._is_beside:
                self.splitter.setSizes(self._sizes)

    def detach(self) -> None:
        """Let the paper go; the caller puts it into another window."""
        self._sizes = self.sizes()
        self._reader.setParent(None)
        self._fit()

    def attach(self) -> None:
        """Take the paper back to its side, with the sizes of before."""
        sizes = self._sizes
        self.splitter.insertWidget(int(self._is_swapped), self._reader)
        self._stretch()
        self._fit()
        self._show_chosen()
        self.set_sizes(sizes)

    def show_reader(self) -> None:
        """Bring the paper to the front."""
        self._tabs.setCurrentIndex(READER)
        if self.is_detached:
            self.reader_wanted.emit()

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
        self._is_swapped = not self._is_swapped
        self._sizes = self.sizes()[::-1]
        if self.is_detached:
            return
        self.splitter.insertWidget(0, self._form if self._is_swapped else self._reader)
        self.set_sizes(self._sizes)

    @property
    def _is_beside(self) -> bool:
        return not self.is_detached and not self._is_narrow

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
        self.splitter.addWidget(self._reader)
        self.splitter.addWidget(self._form)
        self.splitter.setChildrenCollapsible(False)
        self._stretch()
        self.splitter.setSizes(list(START))
        self._tabs.hide()

    def _stretch(self) -> None:
        self._reader.setMinimumWidth(LEAST[READER])
        self._form.setMinimumWidth(LEAST[FORM])
        for pane, stretch in ((self._reader, 58), (self._form, 42)):
            self.splitter.setStretchFactor(self.splitter.indexOf(pane), stretch)

    def _fit(self) -> None:
        is_narrow = self.window().width() < NARROW and not self.is_detached
        if is_narrow != self._is_narrow:
            self._sizes = self.sizes()
            self._is_narrow = is_narrow
            self._tabs.setVisible(is_narrow)
            self._show_chosen()
            self.set_sizes(self._sizes)

    def _show_chosen(self) -> None:
        shows_form = self._tabs.currentIndex() == FORM
        if not self.is_detached:
            self._reader.setVisible(not self._is_narrow or not shows_form)
        self._form.setVisible(not self._is_narrow or shows_form)
