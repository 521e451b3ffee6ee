"""The files that were not added, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from app.services.papers import PaperOutcome


class ImportReport(QDialog):
    """Lists the files that were not added, each with its reason."""

    def __init__(self, outcomes: Sequence[PaperOutcome], parent: QWidget | None = None) -> None:
        """Show one line a file."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Files that were not added"))
        self.resize(720, 320)
        failed = sum(outcome.has_failed for outcome in outcomes)
        label = QLabel(
            self.tr("Could not be read: {failed}. In the review already: {known}.").format(
                failed=failed, known=len(outcomes) - failed
            )
        )
        rows = QListWidget()
        rows.setAccessibleName(self.windowTitle())
        rows.setWordWrap(True)
        rows.setAlternatingRowColors(True)
        rows.addItems([outcome.message for outcome in outcomes])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(label)
        column.addWidget(rows, 1)
        column.addWidget(buttons)
