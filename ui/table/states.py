"""What stands in the place of the grid: nothing charted yet, nothing found, reading, stopped."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

BAR = 320  # pixels


class States(QStackedWidget):
    """Shows the grid, or says why there is none and offers what can be done."""

    clear_requested = Signal()
    cancel_requested = Signal()
    read_requested = Signal()

    def __init__(self, grid: QWidget) -> None:
        """Show the grid when there is something in it."""
        super().__init__()
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reading = QLabel(self.tr("Reading the answers…"))
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._busy = QProgressBar()
        self._busy.setAccessibleName(self.tr("Reading the answers"))
        self._busy.setFixedWidth(BAR)
        self._clear = QPushButton(self.tr("Clear the filters"))
        self._again = QPushButton(self.tr("Read the answers again"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self.addWidget(grid)
        self.addWidget(_page(self._said, self._clear, self._again))
        self.addWidget(_page(self._reading, self._busy, self._cancel))
        self._clear.clicked.connect(self.clear_requested)
        self._again.clicked.connect(self.read_requested)
        self._cancel.clicked.connect(self.cancel_requested)

    def show_studies(self, shown: int, of: int) -> None:
        """Show the grid, or say why no study is in it."""
        if shown:
            self.setCurrentIndex(0)
        elif of:
            self._tell(self.tr("No study fits the filter."), self._clear)
        else:
            self._tell(
                self.tr(
                    "Answers appear here as soon as the review has a study and a field is filled."
                )
            )

    def show_busy(self, done: int, total: int) -> None:
        """Show how far the reading of the answers is."""
        self._busy.setRange(0, max(total, 0))
        self._busy.setValue(done)
        self.setCurrentIndex(2)

    def show_stopped(self, sentence: str = "") -> None:
        """Say that the answers were not read."""
        self._tell(sentence or self.tr("The answers were not read to the end."), self._again)

    def _tell(self, sentence: str, offer: QPushButton | None = None) -> None:
        self._said.setText(sentence)
        for button in (self._clear, self._again):
            button.setVisible(button is offer)
        self.setCurrentIndex(1)


def _page(*widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch(1)
    for widget in widgets:
        is_text = isinstance(widget, QLabel)
        column.addWidget(
            widget, 0, Qt.AlignmentFlag(0) if is_text else Qt.AlignmentFlag.AlignHCenter
        )
    column.addStretch(2)
    return page
