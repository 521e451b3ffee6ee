"""The third reviewer: a file of questions without names goes out, and comes back with choices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog

from app.domain.errors import AppError

if TYPE_CHECKING:
    from ui.consensus.page import ConsensusPage
    from ui.workspaces import Desk


class Third(QObject):
    """Writes the questions and takes the choices in, each as one step of undo."""

    def __init__(self, desk: Desk, page: ConsensusPage) -> None:
        """Write through the editor of the desk."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._service = desk.review.adjudication

    def ask(self) -> None:
        """Ask where the questions are to be written, and write them."""
        folder = self._desk.review.folder / "exports"
        usual = str(folder / self.tr("Questions for the third reviewer.xlsx"))
        title = self.tr("Save questions for the third reviewer")
        chosen, _kind = QFileDialog.getSaveFileName(
            self._desk.window, title, usual, self.tr("Excel workbook (*.xlsx)")
        )
        if chosen:
            self.write(Path(chosen).with_suffix(".xlsx"))

    def write(self, path: Path) -> None:
        """Write what is left to the third reviewer."""
        try:
            sent = self._service.prepared()
            self._service.write(sent, path)
        except AppError as problem:
            self._page.banner.tell(problem.message, "warning")
            return
        self._desk.editor.submit(sent.edit, self.tr("Questions for the third reviewer"))
        text = self.tr("Questions without names ({0}): {1}").format(len(sent.questions), path)
        self._desk.say(text, "success")

    def take(self) -> None:
        """Ask for the file that came back and whose it is, and take the choices in."""
        title = self.tr("Take in the third reviewer's choices")
        chosen, _kind = QFileDialog.getOpenFileName(
            self._desk.window, title, "", self.tr("Excel workbook (*.xlsx)")
        )
        if not chosen:
            return
        question = self.tr("Who is the third reviewer? The decisions are kept in this name.")
        name, accepted = QInputDialog.getText(self._desk.window, title, question)
        if accepted:
            self.read(Path(chosen), name)

    def read(self, path: Path, name: str) -> None:
        """Take in a file that came back, as one step of undo."""
        try:
            came = self._service.returned(path, name)
        except AppError as problem:
            self._page.banner.tell(problem.message, "warning")
            return
        if came.edit is not None:
            self._desk.editor.submit(came.edit, self.tr("Choices of {0}").format(name))
        text = self.tr("Choices taken from {0}: {1}.").format(name, came.taken)
        if came.problems:
            left = self.tr(" Not taken: {0}, the first: {1}")
            text += left.format(len(came.problems), came.problems[0])
        self._page.banner.tell(text, "warning" if came.problems else "success")
