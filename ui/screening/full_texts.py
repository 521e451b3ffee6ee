"""Full texts of records: taking a PDF in, and opening it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.domain.errors import AppError
from ui.flows.exporting import show_file
from ui.flows.locked import TakingIn, Wanted

if TYPE_CHECKING:
    from app.domain.screened import Screened
    from ui.screening.page import ScreeningPage
    from ui.workspaces import Desk


class FullTexts(QObject):
    """Gives the record that is shown its PDF."""

    def __init__(
        self, desk: Desk, page: ScreeningPage, shown: Callable[[], Screened | None]
    ) -> None:
        """Work on the record that `shown` returns."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._shown = shown
        page.pane.attach_requested.connect(self._ask)
        page.pane.open_requested.connect(self._open)

    def attach(self, path: Path, item: Screened) -> None:
        """Copy a PDF into the review in a job and give it to a record."""
        papers = self._desk.review.papers

        wanted = Wanted(
            self.tr("Taking in the full text"),
            path,
            lambda _ctx, password: papers.take_copy(path, password),
        )
        job = TakingIn(self._desk.jobs, self._desk.window, wanted)
        job.finished.connect(lambda paper: self._give(item, paper))
        job.failed.connect(lambda problem: self._page.banner.tell(problem.message, "danger"))

    def _ask(self) -> None:
        item = self._shown()
        if item is None or self._desk.review.read_only:
            return
        chosen, _used = QFileDialog.getOpenFileName(
            self._desk.window, self.tr("Attach the full text"), "", self.tr("PDF files (*.pdf)")
        )
        if chosen:
            self.attach(Path(chosen), item)

    def _give(self, item: Screened, paper: str) -> None:
        try:
            edit = self._desk.review.screening.give_paper(item.record_id, paper)
        except AppError as problem:
            self._page.banner.tell(problem.message, "warning")
            return
        label = self.tr("Attach the full text of ‘{0}’").format(item.title[:40])
        self._desk.editor.submit(edit, label)

    def _open(self) -> None:
        """Open the PDF in the system's viewer."""
        item = self._shown()
        if item is not None and item.paper is not None:
            show_file(self._desk.review.papers.path_of(item.paper))
