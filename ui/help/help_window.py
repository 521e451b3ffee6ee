"""The help pages, read from files that ship with the program."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

import resources

FIRST = "start.md"


class HelpWindow(QDialog):
    """Shows the pages of resources/help; links lead from page to page and nowhere else."""

    def __init__(self, parent: QWidget | None = None, page: str = FIRST) -> None:
        """Open at a page."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        self.setModal(False)
        self.resize(680, 540)
        self._browser = QTextBrowser()
        self._browser.setAccessibleName(self.tr("Help page"))
        self._browser.setSearchPaths([str(resources.path("help"))])
        self._browser.setOpenExternalLinks(False)
        self._browser.document().setDocumentMargin(12)
        self._back = QPushButton(self.tr("Back"))
        self._start = QPushButton(self.tr("All pages"))
        self._back.clicked.connect(self._browser.backward)
        self._back.setEnabled(False)
        self._browser.backwardAvailable.connect(self._back.setEnabled)
        self._start.clicked.connect(self._on_start)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(self._start)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addLayout(row)
        column.addWidget(self._browser)
        self.show_page(page)

    @property
    def text(self) -> str:
        """The words of the page shown."""
        return self._browser.toPlainText()

    def show_page(self, name: str) -> None:
        """Show a page by file name."""
        self._browser.setSource(QUrl.fromLocalFile(str(resources.path(f"help/{name}"))))

    def _on_start(self) -> None:
        self.show_page(FIRST)
