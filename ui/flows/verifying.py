"""Looks for what was damaged or changed outside the program, and shows what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.counting import counted

if TYPE_CHECKING:
    from app.services.checks import Finding
    from ui.main_window import MainWindow

SIZE = (720, 420)


class FoundDialog(QDialog):
    """Shows what was found wrong with the file of a review, to be read and copied."""

    def __init__(self, sentences: Sequence[str], parent: QWidget) -> None:
        """Show a sentence a finding."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Look for damage"))
        self.resize(*SIZE)
        head = QLabel(
            counted(
                len(sentences),
                self.tr("1 thing is not as Chartdesk wrote it. Nothing was changed."),
                self.tr("{n} things are not as Chartdesk wrote them. Nothing was changed."),
            )
        )
        head.setWordWrap(True)
        told = QPlainTextEdit("\n\n".join(sentences))
        told.setReadOnly(True)
        told.setTabChangesFocus(True)
        told.setAccessibleName(self.tr("What was found"))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (head, told, box):
            column.addWidget(widget)
        told.setFocus()


def start(window: MainWindow) -> None:
    """Look through database, papers, answers, quotes, seals and the log; it can be stopped."""
    review = window.review
    if review is None or not window.window_actions.stores():
        return
    job = window.jobs.start(_tr("Looking for damage"), review.verify)
    job.finished.connect(lambda found: _tell(window, found))
    job.failed.connect(lambda problem: window.say(problem.message, "danger"))


def _tell(window: MainWindow, found: Sequence[Finding]) -> None:
    if found:
        FoundDialog([finding.sentence for finding in found], window).open()
        return
    window.say(
        _tr("No damage: database, papers, answers, quotes, seals and the log are as written."),
        "success",
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("verifying", text)
