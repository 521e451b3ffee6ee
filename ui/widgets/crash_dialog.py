"""Says that a bug was met and shows the report, which never leaves this computer by itself."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.style_sheet import set_kind


class CrashDialog(QDialog):
    """Show the report, copy it, open its folder, or go on."""

    def __init__(
        self, report: Path, parent: QWidget | None = None, last_time: bool = False
    ) -> None:
        """Offer the report; `last_time` when it was left by the session before."""
        super().__init__(parent)
        self._report = report
        self.setWindowTitle(self.tr("Chartdesk met a problem"))
        self._text = QPlainTextEdit(report.read_text(encoding="utf-8"))
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Report"))
        set_kind(self._text, "field")
        self._text.hide()
        label = QLabel(self._sentence(last_time))
        label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(label)
        column.addWidget(self._text, 1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(520)

    def _sentence(self, last_time: bool) -> str:
        if last_time:
            return self.tr(
                "Chartdesk stopped unexpectedly last time. Your saved answers are safe. A report "
                "lies on this computer; it holds no titles and no answers, and nothing was sent."
            )
        return self.tr(
            "Something went wrong inside Chartdesk. Your saved answers are safe, and you can go "
            "on. A report lies on this computer; it holds no titles and no answers, and nothing "
            "was sent."
        )

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        show = QPushButton(self.tr("Show report"))
        show.setCheckable(True)
        show.toggled.connect(self._text.setVisible)
        copy = QPushButton(self.tr("Copy report"))
        copy.clicked.connect(self._on_copy)
        folder = QPushButton(self.tr("Open folder"))
        folder.clicked.connect(self._on_open_folder)
        go_on = QPushButton(self.tr("Continue"))
        go_on.setDefault(True)
        set_kind(go_on, "primary")
        go_on.clicked.connect(self.accept)
        row.addWidget(show)
        row.addWidget(copy)
        row.addWidget(folder)
        row.addStretch(1)
        row.addWidget(go_on)
        return row

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())

    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report.parent)))
