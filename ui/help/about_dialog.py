"""What this program is, where it keeps things, and the licences of its parts."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import resources
from ui.style_sheet import set_kind


@dataclass(frozen=True, slots=True)
class About:
    """What the dialog tells."""

    version: str
    settings: Path
    reports: Path


class AboutDialog(QDialog):
    """Version, folders, and the list of licences with their texts."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        """Tell about this installation."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Chartdesk"))
        self.resize(620, 520)
        self._browser = QTextBrowser()
        self._browser.setAccessibleName(self.tr("Licences"))
        self._browser.document().setDocumentMargin(12)
        self._browser.setSource(_page("THIRD_PARTY.md"))
        name = QLabel(f"Chartdesk {about.version}")
        set_kind(name, "heading2")
        words = QLabel(self._words(about))
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(name)
        column.addWidget(words)
        column.addWidget(self._browser, 1)
        column.addLayout(self._buttons())

    def _words(self, about: About) -> str:
        return self.tr(
            "MIT licence. Qt {qt}, used under the LGPL.\n"
            "Chartdesk makes no network connection.\n"
            "Settings: {settings}\nReports of problems: {reports}"
        ).format(qt=qVersion(), settings=about.settings, reports=about.reports)

    def _buttons(self) -> QHBoxLayout:
        parts = QPushButton(self.tr("List of licences"))
        parts.clicked.connect(self._on_list)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(parts)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _on_list(self) -> None:
        self._browser.setSource(_page("THIRD_PARTY.md"))


def _page(name: str) -> QUrl:
    return QUrl.fromLocalFile(str(resources.path(f"licences/{name}")))
